"""Drafts and unsent words: on disk, back after a start, and never on fire when the disk is full."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hoory_tui.app.keeping import recovered
from hoory_tui.keep.keeper import Keeper, Kept, Scope
from hoory_tui.store.enclosure import Enclosure, MailHeads
from hoory_tui.store.records import Pending, SendState

from .console import Console, console, console_on, staged_desk
from .stage import DANA, NARE, PRIYA

WORDS = "The cable is in the post."


def stored(desk: Console, text: str) -> int:
    return sum(one.content == text for one in desk.desk.conversation(DANA).messages)


def on_disk(path: Path) -> list[str]:
    """Return the drafts in the file, read by somebody else while the console runs."""
    with sqlite3.connect(path) as database:
        return [str(text) for (text,) in database.execute("SELECT content FROM draft")]


async def test_drafts_come_back_with_their_conversation_and_their_mode(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with staged_desk() as (desk, clock):
        async with console_on(desk, clock, kept=kept) as first:
            await first.turn_to(DANA)
            await first.write("reply to Dana")
            await first.press("ctrl+n")
            await first.put("note on Dana")
            await first.press("escape")
            await first.turn_to(PRIYA)
            await first.write("reply to Priya")
            await first.until(lambda: len(on_disk(kept)) == 3, "saved while the console runs")
        async with console_on(desk, clock, kept=kept) as second:
            await second.shows("From last time: 3 drafts are back.")
            await second.shows("2 drafts", "#footer")
            assert "✎ draft: reply to Dana" in second.row_of(DANA)
            assert "✎ draft: reply to Priya" in second.row_of(PRIYA)
            await second.turn_to(DANA)
            assert second.written == "reply to Dana"
            await second.press("p")
            assert second.written == "note on Dana"


async def test_a_draft_of_a_resolved_conversation_is_within_reach(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with staged_desk() as (desk, clock):
        async with console_on(desk, clock, kept=kept) as first:
            await first.turn_to(DANA)
            await first.write(WORDS)
            await first.until(lambda: on_disk(kept) == [WORDS])
        desk.set_status(DANA, "resolved")
        async with console_on(desk, clock, kept=kept) as second:
            await second.until(lambda: "draft: The cable" in second.row_of(DANA), "its row")


async def test_what_is_sent_or_wiped_out_does_not_come_back(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with staged_desk() as (desk, clock):
        async with console_on(desk, clock, kept=kept) as first:
            await first.turn_to(DANA)
            await first.write(WORDS)
            await first.until(lambda: on_disk(kept) == [WORDS])
            await first.press("ctrl+s")
            await first.until(lambda: not first.store.outbox)
            await first.turn_to(PRIYA)
            await first.write("x")
            await first.until(lambda: on_disk(kept) == ["x"])
            await first.press("backspace")
            await first.until(lambda: on_disk(kept) == [])
        async with console_on(desk, clock, kept=kept) as second:
            assert second.main.composer.drafts() == {}
            assert not second.store.outbox


async def test_words_not_sent_last_time_wait_in_their_thread(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with staged_desk() as (desk, clock):
        async with console_on(desk, clock, kept=kept) as first:
            desk.fail_next("POST", f"/{DANA}/messages", 422)
            await first.turn_to(DANA)
            await first.write(WORDS)
            await first.press("ctrl+s")
            await first.shows("✗ not sent", "#messages")
        async with console_on(desk, clock, kept=kept) as second:
            await second.shows("From last time: 1 message needs a decision.")
            await second.turn_to(DANA)
            await second.shows("✗ not sent", "#messages")
            await second.press("full_stop")
            await second.until(lambda: stored(second, WORDS) == 1, "sent")


async def test_two_consoles_keep_their_own(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with staged_desk() as (desk, clock), console_on(desk, clock, kept=kept) as first:
        await first.turn_to(DANA)
        await first.write("written in the first")
        await first.until(lambda: on_disk(kept) == ["written in the first"])
        async with console_on(desk, clock, kept=kept) as second:
            await second.shows("Another hoory-tui is open with this login")
            assert second.main.composer.drafts() == {}
            await second.turn_to(DANA)
            await second.write("written in the second")
            await second.until(lambda: len(on_disk(kept)) == 2, "both")
        assert first.written == "written in the first"
        # What the second left when it went comes to the one that is still there.
        await first.live_on(61)
        await first.until(lambda: "written in the second" in first.written, "adopted")
        assert "written in the first" in first.written


async def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with console(kept=kept) as desk:
        await desk.turn_to(DANA)
        blocker = sqlite3.connect(kept, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        await desk.write(WORDS)
        await desk.shows("Drafts are not being saved", "#footer")
        assert desk.written == WORDS
        await desk.press("ctrl+q")
        await desk.asks("1 draft would be lost. Quit?")
        await desk.press("n")
        blocker.rollback()
        blocker.close()
        await desk.live_on(11)
        await desk.until(lambda: on_disk(kept) == [WORDS], "saved by itself")
        await desk.lacks("not being saved", "#footer")


async def test_a_draft_for_a_conversation_that_is_gone_can_still_be_read(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    keeper = Keeper.open(kept, Scope("http://desk", 3, NARE))
    keeper.load()
    await keeper.save_drafts({(4711, False): "words for nobody"})
    keeper.close()
    async with staged_desk() as (desk, clock):
        scope = Scope("http://desk", desk.account_id, NARE)
        assert scope == Scope("http://desk", 3, NARE)
        async with console_on(desk, clock, kept=kept) as running:
            await running.until(lambda: "words for nobody" in running.row_of(4711), "its row")


def test_what_came_back_is_told_in_one_sentence() -> None:
    def pending(echo_id: str, state: SendState) -> Pending:
        return Pending(echo_id, 1, "text", private=False, created_at=0, state=state)

    assert recovered(Kept()) == ""
    kept = Kept(
        {(1, False): "a", (2, False): "b"},
        [
            pending("a", SendState.QUEUED),
            pending("b", SendState.CHECKING),
            pending("c", SendState.CHECKING),
            pending("d", SendState.UNKNOWN),
        ],
    )
    assert recovered(kept) == (
        "From last time: 2 drafts are back, 1 message waits to be sent, "
        "2 messages are looked for, 1 message needs a decision."
    )


async def test_what_goes_along_with_a_draft_is_counted_at_the_end(tmp_path: Path) -> None:
    async with console(kept=tmp_path / "state" / "kept.sqlite") as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("for him alone")
        heads = MailHeads(("oliver@mail.example",))
        desk.main.composer.enclose(DANA, Enclosure(7, heads), private=False)
        assert desk.app.lost_at_the_end() == "1 list of addresses and 1 quote"
