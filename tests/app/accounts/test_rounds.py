"""One console after the other: each wish begins one, and the end leaves agents as they chose."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from hoory_tui.app.accounts.leavings import entrance
from hoory_tui.app.accounts.ring import Ring, Wish
from hoory_tui.app.accounts.rounds import go_round
from hoory_tui.config.settings import Settings
from hoory_tui.sdk.backend import Backend
from hoory_tui.store.places import Place

from ...chaos import virtual
from .rings import NARE, DeskLogins, comes, desks, is_read, listening


def no_mark(_wish: Wish) -> str:
    return ""


async def wish_for(ring: Ring, place: Place) -> Wish:
    return Wish(place, await ring.open(place), Settings())


def test_each_wish_begins_another_console_in_its_account() -> None:
    places: list[Place] = []

    async def story() -> None:
        async with desks() as logins, listening(logins, together=False) as ring:
            away = Place("away", logins.usual("away"))
            home = ring.here
            backends: list[Backend] = []

            async def start(wish: Wish | None) -> int:
                async with entrance(ring, wish) as connect:
                    backends.append(await connect())
                    places.append(ring.here)
                    if len(places) < 3:
                        ring.wish = await wish_for(ring, away if ring.here == home else home)
                    await backends[-1].close()
                return 0 if len(places) < 3 else 3

            assert await go_round(ring, start, no_mark) == 3
            assert places == [home, away, home]
            assert ring.last == away
            assert all(one.session.closed for one in backends)

    virtual.run(story())


def test_what_was_opened_for_a_console_that_never_came_is_closed() -> None:
    async def story() -> None:
        async with desks() as logins, listening(logins, together=False) as ring:
            wish = await wish_for(ring, Place("away", logins.usual("away")))

            async def start(given: Wish | None) -> int:
                if given is None:
                    ring.wish = wish
                    return 0
                async with entrance(ring, given):
                    raise LookupError

            with pytest.raises(LookupError):
                await go_round(ring, start, no_mark)
            assert wish.backend.session.closed

    virtual.run(story())


def test_who_is_told_to_end_on_the_way_goes_to_no_other_account() -> None:
    async def story() -> None:
        async with desks() as logins, listening(logins, together=False) as ring:
            wish = await wish_for(ring, Place("away", logins.usual("away")))
            begun: list[Wish | None] = []

            async def start(given: Wish | None) -> int:
                begun.append(given)
                if given is None:
                    ring.wish = wish
                return 143

            assert await go_round(ring, start, no_mark) == 143
            assert begun == [None]
            assert wish.backend.session.closed

    virtual.run(story())


def test_names_of_servers_can_be_looked_up_until_all_is_given_back() -> None:
    class Asking(Ring):
        addresses = 0

        async def close(self, *, at_once: bool = False) -> None:
            await super().close(at_once=at_once)
            loop = asyncio.get_running_loop()
            self.addresses = len(await loop.getaddrinfo("localhost", 443))

    async def start(_wish: Wish | None) -> int:
        return 0

    ring = Asking(DeskLogins({}), Place("none", 0))
    assert asyncio.run(go_round(ring, start, no_mark)) == 0
    assert ring.addresses


def leaving(
    code: int,
) -> Callable[[Callable[[DeskLogins, float], None]], Coroutine[Any, Any, None]]:
    async def story(look: Callable[[DeskLogins, float], None]) -> None:
        async with desks() as logins, listening(logins, together=("away",)) as ring:
            loop = asyncio.get_running_loop()

            async def start(_wish: Wish | None) -> int:
                await comes(lambda: is_read(ring) and ring.seconds_unseen > 0, "a link")
                return code

            begun = loop.time()
            await go_round(ring, start, no_mark)
            look(logins, loop.time() - begun)

    return story


def test_a_quiet_end_waits_until_giving_back_shows_the_agent_to_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def look(logins: DeskLogins, seconds: float) -> None:
        assert seconds > 20
        away = logins.desks["away"]
        assert away.agent(NARE).availability == "online"
        assert away.engine.presence.availability_status(away.agent(NARE)) == "offline"

    virtual.run(leaving(0)(look))
    assert "Ctrl+C does it at once" in capsys.readouterr().err


def test_an_end_by_a_signal_does_not_wait(capsys: pytest.CaptureFixture[str]) -> None:
    def look(logins: DeskLogins, seconds: float) -> None:
        assert seconds < 10
        assert logins.desks["away"].agent(NARE).availability == "online"

    virtual.run(leaving(143)(look))
    assert "Ctrl+C" not in capsys.readouterr().err


def test_the_threads_of_a_console_end_with_it() -> None:
    before = threading.active_count()

    async def start(_wish: Wish | None) -> int:
        await asyncio.to_thread(lambda: None)
        return 0

    async def story() -> None:
        ring = Ring(DeskLogins({}), Place("none", 0))
        for _ in range(5):
            await go_round(ring, start, no_mark)

    asyncio.run(story())
    assert threading.active_count() <= before + 1


def test_who_does_not_wait_has_it_back_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    def look(logins: DeskLogins, seconds: float) -> None:
        assert seconds < 15
        assert logins.desks["away"].agent(NARE).availability == "online"

    async def story() -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(12.0, signal.raise_signal, signal.SIGINT)
        await leaving(0)(look)

    before = signal.getsignal(signal.SIGINT)
    virtual.run(story())
    assert signal.getsignal(signal.SIGINT) is before
    assert "Ctrl+C" in capsys.readouterr().err
