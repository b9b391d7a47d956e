"""How the others see us: what we chose, as the server has it, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.screens.availability import availabilities
from hoory_tui.screens.picker import PickerScreen
from hoory_tui.wire.cable import Pace
from hoory_tui.words import speak

from .console import Console, console
from .stage import NARE, ZOE

LONG = 25.0
"""Seconds after which nobody is present who has sent no sign."""


def seen_by_others(desk: Console) -> str | None:
    """Return how presence lists us, None when it does not."""
    return desk.desk.engine.presence.users_snapshot().get(str(NARE))


def be_online(desk: DemoDesk) -> None:
    desk.agent(NARE).availability = "online"


async def choose(desk: Console, words: str) -> None:
    await desk.press("H")
    await desk.shows("How the others see you")
    await desk.press(*words, "enter")


async def test_busy_is_what_the_server_has_and_the_bar_says() -> None:
    async with console(before=be_online) as desk:
        await choose(desk, "busy")
        await desk.until(lambda: desk.desk.agent(NARE).availability == "busy", "the server's word")
        await desk.shows("◐ Nare Petrosyan", "#top-bar")
        await choose(desk, "offline")
        await desk.shows("○ Nare Petrosyan", "#top-bar")
        assert seen_by_others(desk) == "offline"


async def test_a_refused_change_leaves_everything_as_it_was() -> None:
    async with console(before=be_online) as desk:
        desk.desk.fail_next("POST", "/profile/availability", 500)
        await choose(desk, "busy")
        await desk.shows("The others see you as before: ")
        assert desk.store.availability == "online"
        await desk.shows("● Nare Petrosyan", "#top-bar")


@pytest.mark.parametrize("language", ["en", "hy"])
async def test_what_each_choice_means_is_read_whole_at_80_columns(
    language: str, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: speak("en"))
    async with console(size=(80, 24)) as desk:
        speak(language)
        await desk.press("H")
        await desk.until(lambda: isinstance(desk.app.screen, PickerScreen), "the box")
        hints = [one.hint for one in availabilities(desk.store)]
        assert len(hints) == 5
        for hint in hints:
            await desk.shows(hint)


async def test_offline_automatically_is_a_switch() -> None:
    async with console(before=be_online) as desk:
        before = desk.desk.agent(NARE).auto_offline
        await choose(desk, "automatically")
        await desk.until(lambda: desk.desk.agent(NARE).auto_offline is not before, "switched")
        await desk.until(lambda: desk.store.auto_offline is not before)


async def test_an_observer_is_never_shown_online() -> None:
    shown: list[str | None] = []

    def watch(desk: DemoDesk) -> None:
        be_online(desk)
        presence = desk.engine.presence
        seen = presence.agent_seen

        def spy(agent_id: int) -> None:
            seen(agent_id)
            shown.append(presence.users_snapshot().get(str(NARE)))

        presence.agent_seen = spy  # type: ignore[method-assign]

    settings = Settings(observer=True, mark_read="open")
    async with console(settings=settings, before=watch, pace=Pace(presence=0.05)) as desk:
        assert "observing" in desk.seen("#top-bar")
        await desk.settled()
        desk.clock.pass_by(LONG)
        assert seen_by_others(desk) is None
        told: list[str] = []
        shapes = desk.desk.engine.conversations
        typing = shapes.typing

        def hear(*said: Any, **more: Any) -> None:
            told.append("typing")
            typing(*said, **more)

        shapes.typing = hear  # type: ignore[method-assign]
        await desk.turn_to(ZOE, opened=True)
        await desk.write("A word")
        await desk.settled()
        assert told == []
        assert desk.desk.conversation(ZOE).agent_last_seen_at is None
        # Subscribing is the only sign of us, and by then we are offline.
        assert set(shown) == {"offline"}
        assert len(shown) <= desk.store.link.connection


async def test_observing_is_switched_while_the_console_runs() -> None:
    async with console(before=be_online, pace=Pace(presence=0.05)) as desk:
        assert seen_by_others(desk) == "online"
        await choose(desk, "observe")
        await desk.shows("observing", "#top-bar")
        await desk.until(lambda: desk.desk.agent(NARE).availability == "offline", "offline")
        desk.clock.pass_by(LONG)
        await desk.settled()
        # A machine that slept connects anew, which is a sign of somebody who is offline.
        assert seen_by_others(desk) in (None, "offline")
        await choose(desk, "online")
        await desk.lacks("observing", "#top-bar")
        await desk.until(lambda: seen_by_others(desk) == "online", "seen again")
        await desk.shows("● Nare Petrosyan", "#top-bar")
