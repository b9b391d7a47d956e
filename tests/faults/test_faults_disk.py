"""F43 to F45: the disk takes no more, or never took anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from ..keep.consoles import die, run_on_disk
from ..terminal.console import console as program
from ..terminal.desks import ASKED, said, small_desk
from .record import Record
from .stand import HERS, OURS, POST, Stand, room, seat

LONG: Final = "\n".join(f"Line {number} of what Dana has to know." for number in range(500))
"""More than is free in a file that may not grow."""


def on_disk(path: Path) -> tuple[list[str], list[str]]:
    """Return the drafts and the unsent messages in the file, read by somebody else."""
    with closing(sqlite3.connect(path)) as database:
        drafts = [str(text) for (text,) in database.execute("SELECT content FROM draft")]
        unsent = [str(text) for (text,) in database.execute("SELECT content FROM pending")]
    return drafts, unsent


def fill(one: Stand) -> None:
    """Let the file of drafts grow no more."""
    run_on_disk(one.console.app.keeper, "PRAGMA max_page_count = 1")


def make_room(one: Stand) -> None:
    """Let the file grow again."""
    run_on_disk(one.console.app.keeper, "PRAGMA max_page_count = 100000")


async def test_f43_disk_full_under_a_draft(record: Record, tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with room() as place:
        async with seat(place, record, kept=kept) as one:
            fill(one)
            await one.console.write(LONG)
            await one.footer_says("Drafts are not being saved: the disk is full")
            assert on_disk(kept) == ([], [])
            place.contact_writes(HERS)
            await one.console.press("escape", "ctrl+q")
            await one.console.asks("1 draft would be lost. Quit?")
            record.says("box: 1 draft would be lost. Quit?")
            await one.console.press("n")
            assert one.console.written == LONG
            make_room(one)
            await one.passes(11)
            await one.console.until(lambda: on_disk(kept) == ([LONG], []), "saved by itself")
            await one.console.lacks("not being saved", "#footer")
            await one.nothing_lost_or_doubled()
        async with seat(place, record, kept=kept) as one:
            assert one.console.written == LONG


async def holds_back(one: Stand) -> None:
    """Queue a reply on disk, fill the disk, and wait until the reply is due and stays."""
    one.desk.fail_next(*POST, 429)
    await one.sends(OURS)
    await one.says("◐ queued, next try")
    # From here on nothing can be written any more because this cannot.
    fill(one)
    await one.console.write(LONG, private=True)
    await one.console.press("escape")
    await one.footer_says("Drafts are not being saved: the disk is full")
    one.room.contact_writes(HERS)
    await one.passes(3)
    await one.thread_says("not sent yet: the disk does not take down that it leaves, so it stays")
    assert one.room.stored(OURS) == 0


async def test_f44_disk_full_when_a_message_is_claimed(record: Record, tmp_path: Path) -> None:
    async with room() as place, seat(place, record, kept=tmp_path / "kept.sqlite") as one:
        await holds_back(one)
        make_room(one)
        await one.passes(11)
        await one.has_sent(OURS)
        await one.console.lacks("not being saved", "#footer")
        await one.nothing_lost_or_doubled()


async def test_f44_disk_full_and_then_killed(record: Record, tmp_path: Path) -> None:
    async with room() as place:
        async with seat(place, record, kept=tmp_path / "kept.sqlite") as one:
            await holds_back(one)
            die(one.console.app.keeper)
        async with seat(place, record, kept=tmp_path / "kept.sqlite") as one:
            await one.has_sent(OURS)
            await one.passes(5)
            await one.nothing_lost_or_doubled()


async def test_f44_disk_full_before_the_reply(record: Record, tmp_path: Path) -> None:
    async with room() as place, seat(place, record, kept=tmp_path / "kept.sqlite") as one:
        fill(one)
        await one.console.write(LONG, private=True)
        await one.console.press("escape")
        await one.footer_says("Drafts are not being saved: the disk is full")
        # Who cannot save anything can still answer customers.
        await one.sends(OURS)
        await one.has_sent(OURS)
        place.contact_writes(HERS)
        await one.nothing_lost_or_doubled()


async def test_f45_state_folder_of_somebody_else(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "state" / "hoory-tui"
    folder.mkdir(parents=True, mode=0o700)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    (folder / "kept.sqlite").symlink_to(elsewhere)
    async with small_desk("Dana Okafor") as desk, program(desk, tmp_path) as running:
        await running.shows(ASKED, "live", "! Drafts are not being saved", "is a link")
        lines = running.glass.text.splitlines()
        record.says(next(one for one in lines if "! Drafts are not" in one).strip())
        running.press(f"r{OURS}")
        await running.shows("draft: The cable")
        running.press("\x13")
        await running.until(lambda: said(desk) == [OURS], "a reply that leaves all the same")
        await running.shows("✓ sent")
        assert elsewhere.read_bytes() == b""
