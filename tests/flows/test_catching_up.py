"""The link and what was missed: deaf, asleep, new tokens, long gaps, and what is said of it."""

from __future__ import annotations

from pydantic import SecretStr
from textual.events import AppFocus

from hoory_tui.app.sync import COUNTS
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import open_backend
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.link import LinkState

from .console import console
from .stage import APP, DANA, KENJI, THEO, YUSUF, ZOE

HURRIED = Pace(welcome=2, silence=4, ask_again=0.3, confirm=0.6, presence=0.3, echo=0.2, degraded=5)


async def test_a_deaf_link_is_said_and_the_screen_stays_true_by_reading() -> None:
    async with console(pace=HURRIED) as desk:
        await desk.turn_to(DANA)
        desk.desk.mute_cable = True
        await desk.shows("deaf, no events come · reading every 20 s", "#top-bar")
        desk.desk.contact_writes(DANA, "Is anybody there?")
        desk.desk.set_status(ZOE, "resolved")
        await desk.live_on(21)
        await desk.shows("Is anybody there?", "#messages")
        await desk.until(lambda: desk.row_of(ZOE) == "")
        opened = desk.desk.counters.opened
        await desk.until(lambda: desk.desk.counters.opened > opened, "another connection is tried")
        await desk.until(lambda: desk.store.link.connection == 2)
        await desk.live_on(3)
        # It is confirmed at once, but nobody has heard it yet.
        assert "● live" not in desk.seen("#top-bar")
        desk.desk.mute_cable = False
        await desk.shows("● live", "#top-bar")


async def test_what_catching_up_brought_is_counted() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.drop_sockets()
        await desk.until(lambda: "● live" not in desk.seen("#top-bar"))
        for number in range(3):
            desk.desk.contact_writes(DANA, f"missed {number}")
        desk.desk.assign(THEO, YUSUF)
        await desk.shows("recovered", "#top-bar")
        # Three messages, the line that tells of the assignment, and two rows that look different.
        await desk.shows("● live · 6 recovered", "#top-bar")
        await desk.live_on(90)
        await desk.lacks("recovered", "#top-bar")


async def test_a_machine_that_slept_is_caught_up_at_once() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        opened = desk.desk.counters.opened
        desk.desk.drop_events(2)
        desk.desk.contact_writes(DANA, "While you slept")
        await desk.settled()
        assert "While you slept" not in desk.seen("#messages")
        desk.clock.pass_by(600)
        await desk.shows("While you slept", "#messages")
        assert desk.desk.counters.opened == opened + 1


async def test_a_new_cable_token_is_taken_up_without_the_agent() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.rotate_pubsub_token(desk.me)
        desk.desk.contact_writes(DANA, "Told to the new token only")
        await desk.turn()
        assert "Told to the new token only" not in desk.seen("#messages")
        await desk.live_on(121)
        await desk.shows("Told to the new token only", "#messages")
        desk.desk.contact_writes(DANA, "And this one live")
        await desk.shows("And this one live", "#messages")


async def test_a_long_gap_begins_afresh() -> None:
    async with console() as desk:
        await desk.turn_to(KENJI)
        await desk.turn_to(DANA)
        desk.desk.drop_sockets()
        await desk.until(lambda: desk.store.link.state is not LinkState.LIVE)
        desk.clock.pass_by(4 * 3600)
        desk.desk.contact_writes(DANA, "Four hours later")
        await desk.shows("Four hours later", "#messages")
        await desk.until(lambda: not desk.store.timelines[DANA].stale)


async def test_since_when_the_link_is_down_is_said() -> None:
    async with console() as desk:
        await desk.desk.disconnect_all("unauthorized", reconnect=False)
        await desk.shows("✗ offline: ", "#top-bar")
        await desk.live_on(90)
        await desk.shows("· since 14:1", "#top-bar")
        assert "ctrl+r tries again" in desk.seen("#top-bar")


async def test_what_others_have_read_shows_when_the_agent_looks_again() -> None:
    async with console() as desk:
        assert " 1 " in desk.row_of(THEO)
        colleague = next(one for one in desk.desk.agents if one.id == YUSUF)
        token = SecretStr(colleague.access_token)
        backend = await open_backend(desk.desk.url, token, desk.desk.account_id)
        await backend.api.update_last_seen(THEO)
        await backend.close()
        await desk.settled()
        assert desk.store.conversations[THEO].unread_count == 1
        await desk.live_on(11)
        desk.app.post_message(AppFocus())
        await desk.until(lambda: " 1 " not in desk.row_of(THEO), "read by others")
        assert "● live" in desk.seen("#top-bar")


async def test_catching_up_marks_nothing_as_read() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.drop_sockets()
        await desk.until(lambda: "● live" not in desk.seen("#top-bar"))
        desk.desk.contact_writes(DANA, "Not read yet")
        await desk.shows("Not read yet", "#messages")
        await desk.shows("● live", "#top-bar")
        await desk.settled()
        assert desk.store.conversations[DANA].unread_count > 0


async def test_a_number_that_could_not_be_read_is_asked_for_again() -> None:
    def before(desk: DemoDesk) -> None:
        # More than is read at once, so that only the server can count them.
        for number in range(30):
            desk.set_status(desk.new_conversation(f"Old {number}", APP, "?").display_id, "resolved")

    async with console(before=before) as desk:
        desk.desk.fail_next("GET", "/conversations/meta", 503, 2)
        await desk.press("O")
        await desk.until(lambda: desk.app.screen is not desk.main, "a box")
        await desk.press(*"resolved", "enter")
        await desk.shows("All 30", "#top-bar")
        await desk.until(lambda: COUNTS in desk.app._sync.unfinished, "that it was not read")
        await desk.live_on(30)
        await desk.shows("● live", "#top-bar")
        assert desk.app._sync.unfinished == set()
