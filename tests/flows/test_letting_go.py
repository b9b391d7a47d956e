"""Threads and rows that memory has no room for: gone without a trace, and back when wanted."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.app.trimming import Trimmer
from hoory_tui.keep.attic import Attic
from hoory_tui.store.surplus import Caps

from .console import Console, console
from .stage import ALL, CAFE, KWAME, ZOE

LATE = 1.0


def limit(desk: Console, caps: Caps, folder: Path) -> None:
    desk.app._trimmer = Trimmer(desk.store, lambda: Attic(folder / "attic", 7, 3), caps)


async def test_a_thread_is_let_go_of_while_the_hand_rests_and_shown_at_once_again(
    tmp_path: Path,
) -> None:
    async with console() as desk:
        limit(desk, Caps(messages=0, recent=0), tmp_path)
        await desk.turn_to(ZOE, opened=True)
        await desk.turn_to(KWAME)
        await desk.live_on(3)
        assert ZOE not in desk.store.timelines
        assert KWAME in desk.store.timelines

        desk.desk.contact_writes(ZOE, "Und die Klingel.")
        desk.desk.delay_next("GET", f"/{ZOE}/messages", LATE, times=2)
        await desk.settled()
        desk.main.conversations.set_cursor(ZOE)
        await desk.press("enter")
        await desk.shows("Die Bremse schleift", "#messages")
        timeline = desk.store.timelines[ZOE]
        assert timeline.stale

        await desk.shows("Und die Klingel", "#messages")
        await desk.until(lambda: not timeline.stale, "a thread that is true again")
        assert desk.seen("#messages").count("Die Bremse schleift") == 1


async def test_a_long_thread_comes_back_with_its_end_and_goes_on_above(tmp_path: Path) -> None:
    async with console() as desk:
        await desk.turn_to(CAFE)
        await desk.press("enter", "g", "g")
        await desk.until(lambda: len(desk.store.timelines[CAFE]) > 20, "an older page")
        limit(desk, Caps(messages=0, recent=0), tmp_path)
        await desk.turn_to(KWAME)
        await desk.live_on(3)
        assert CAFE not in desk.store.timelines

        await desk.turn_to(CAFE, opened=True)

        held = desk.store.timelines[CAFE]
        ids = [one.id for one in held.messages()]
        assert len(ids) > 20
        newest = [one.id for one in desk.desk.conversation(CAFE).messages][-len(ids) :]
        assert ids == newest
        assert held.has_older


async def test_rows_that_were_let_go_of_come_back_as_the_list_is_read_on(tmp_path: Path) -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        rows = list(desk.main.conversations.keys)
        limit(desk, Caps(conversations=ALL - 4, recent=0, near=0), tmp_path)
        await desk.live_on(3)
        await desk.settled()
        left = list(desk.main.conversations.keys)
        assert len(left) == ALL - 5
        assert left == [one for one in rows if one in left]
        assert desk.main.at_hand is not None
        assert desk.main.at_hand.id == ZOE
        # What is not held is counted all the same.
        assert f"All {ALL}" in desk.seen("#top-bar")

        limit(desk, Caps(), tmp_path)
        await desk.press("G")
        await desk.until(lambda: list(desk.main.conversations.keys) == rows, "all rows")


async def test_a_row_that_was_let_go_of_comes_back_with_what_is_said_there(tmp_path: Path) -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        limit(desk, Caps(conversations=ALL - 4, recent=0, near=0), tmp_path)
        before = set(desk.main.conversations.keys)
        await desk.live_on(3)
        await desk.until(lambda: before - set(desk.main.conversations.keys), "rows are let go of")
        limit(desk, Caps(), tmp_path)
        gone = min(before - set(desk.main.conversations.keys))

        desk.desk.contact_writes(gone, "Still there?")

        await desk.until(lambda: desk.main.conversations.keys[0] == gone, "the row at the top")
        assert "Still there?" in desk.row_of(gone)


async def test_what_is_marked_is_not_let_go_of(tmp_path: Path) -> None:
    async with console() as desk:
        last = tuple(desk.main.conversations.keys[-3:])
        await desk.press("G", "space", "shift+up", "shift+up")
        assert desk.main.targets == last
        await desk.turn_to(ZOE)
        limit(desk, Caps(conversations=ALL - 4, recent=0, near=0), tmp_path)
        rows = len(desk.main.conversations.keys)
        await desk.live_on(3)
        await desk.until(lambda: len(desk.main.conversations.keys) < rows, "rows are let go of")
        assert desk.main.targets == last
