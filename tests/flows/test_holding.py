"""Hold before send: a moment in which one key takes the words back, whatever ends in it."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.config.settings import Settings
from hoory_tui.store.deeds import SetPriority
from hoory_tui.store.records import SendState

from .console import Console, console, console_on, staged_desk
from .doing import do, undo
from .stage import DANA, PRIYA, last

HELD = Settings(send_delay=3)


async def send(desk: Console, text: str) -> None:
    await desk.turn_to(DANA, opened=True)
    await desk.write(text)
    await desk.press("ctrl+s")
    await desk.until(lambda: desk.store.outbox, "a message on its way")


def held(desk: Console) -> list[SendState]:
    return [one.state for one in desk.store.outbox.values()]


async def test_it_stands_still_counts_down_and_leaves() -> None:
    async with console(settings=HELD) as desk:
        before = len(desk.desk.conversation(DANA).messages)
        await send(desk, "In a moment.")
        await desk.shows("sends in 3 s · u takes it back", "#messages")
        assert desk.main.messages.has_focus
        await desk.shows("take back", "#footer")
        await desk.lacks("send again", "#footer")
        await desk.live_on(1)
        await desk.shows("sends in 2 s", "#messages")
        assert len(desk.desk.conversation(DANA).messages) == before
        await desk.live_on(2)
        await desk.until(lambda: not desk.store.outbox, "sent")
        assert last(desk.desk, DANA).content == "In a moment."
        assert len(desk.desk.conversation(DANA).messages) == before + 1
        await desk.lacks("take back", "#footer")
        await desk.press("x")
        await desk.shows("Nothing waits here to be taken back.")


async def test_u_takes_it_back_and_it_never_leaves() -> None:
    async with console(settings=HELD) as desk:
        before = len(desk.desk.conversation(DANA).messages)
        await send(desk, "A slip.")
        await desk.press("u")
        await desk.until(lambda: desk.written == "A slip.", "the words")
        assert desk.main.composer.text.has_focus
        assert not desk.store.outbox
        await desk.live_on(5)
        await desk.settled()
        assert len(desk.desk.conversation(DANA).messages) == before


async def test_undo_in_the_empty_composer_does_the_same() -> None:
    async with console(settings=HELD) as desk:
        await send(desk, "First.")
        await desk.press("r", "ctrl+z")
        await desk.until(lambda: desk.written == "First.", "the words")
        assert not desk.store.outbox
        await desk.press("ctrl+s")
        await desk.live_on(4)
        await desk.until(lambda: not desk.store.outbox, "sent")
        await desk.press("r", "ctrl+z")
        await desk.shows("There is nothing to undo here.")
        assert desk.written == ""


async def test_two_held_leave_in_order_and_the_last_is_taken_back_first() -> None:
    async with console(settings=HELD) as desk:
        await send(desk, "One.")
        await desk.write("Two.")
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.store.outbox) == 2, "both")
        await desk.write("Three.")
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.store.outbox) == 3, "all")
        await desk.press("u")
        await desk.until(lambda: desk.written == "Three.", "the last one")
        await desk.live_on(4)
        await desk.until(lambda: not desk.store.outbox, "sent")
        said = [one.content for one in desk.desk.conversation(DANA).messages][-2:]
        assert said == ["One.", "Two."]


async def test_a_full_stop_sends_it_now() -> None:
    async with console(settings=HELD) as desk:
        await send(desk, "At once.")
        await desk.press("full_stop")
        await desk.until(lambda: not desk.store.outbox, "sent")
        assert last(desk.desk, DANA).content == "At once."


async def test_quitting_meanwhile_asks(tmp_path: Path) -> None:
    async with console(settings=HELD, kept=tmp_path / "state" / "kept.sqlite") as desk:
        await send(desk, "Not yet.")
        await desk.press("ctrl+q")
        await desk.asks("1 of your messages is still held and would not be sent.")
        await desk.press("n")
        assert held(desk) == [SendState.HELD]


async def test_what_a_crash_interrupts_stays_unsent_until_it_is_decided(tmp_path: Path) -> None:
    kept = tmp_path / "state" / "kept.sqlite"
    async with staged_desk() as (desk, clock):
        async with console_on(desk, clock, settings=HELD, kept=kept) as first:
            await send(first, "Was I held?")
            await first.until(lambda: first.app.save_now(), "on disk")
        before = len(desk.conversation(DANA).messages)
        async with console_on(desk, clock, settings=HELD, kept=kept) as second:
            await second.until(lambda: held(second) == [SendState.HELD], "the held one")
            await second.shows("1 message needs a decision")
            await second.turn_to(DANA, opened=True)
            await second.shows("held · . sends, x takes back", "#messages")
            await second.live_on(10)
            assert len(desk.conversation(DANA).messages) == before
            await second.press("full_stop")
            await second.until(lambda: not second.store.outbox, "sent")
        assert last(desk, DANA).content == "Was I held?"
        assert len(desk.conversation(DANA).messages) == before + 1


async def test_a_note_is_held_as_well_and_comes_back_as_a_note() -> None:
    async with console(settings=HELD) as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Ask @Yusuf Haddad first.", private=True)
        await desk.press("ctrl+s")
        await desk.shows("sends in 3 s", "#messages")
        await desk.press("u")
        await desk.until(lambda: desk.written == "Ask @Yusuf Haddad first.", "the words")
        assert desk.main.composer.private


async def test_undo_brings_back_what_was_wiped_before_what_was_sent() -> None:
    async with console(settings=HELD) as desk:
        await send(desk, "First.")
        await desk.write("Ten minutes of work.")
        desk.main.composer.text.select_all()
        await desk.press("backspace")
        assert desk.written == ""
        await desk.press("ctrl+z")
        assert desk.written == "Ten minutes of work."
        assert len(desk.store.outbox) == 1


async def test_what_was_wiped_comes_back_to_nobody_else() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("For Dana only.")
        desk.main.composer.text.select_all()
        await desk.press("backspace", "ctrl+n", "ctrl+z")
        await desk.shows("There is nothing to undo here.")
        assert desk.written == ""
        await desk.press("ctrl+n", "escape")
        await desk.turn_to(PRIYA)
        await desk.press("r", "ctrl+z")
        assert desk.written == ""


async def test_u_undoes_what_was_done_last_be_it_a_reply_or_a_deed() -> None:
    async with console(settings=Settings(send_delay=10)) as desk:
        await send(desk, "Wait.")
        desk.clock.pass_by(1)
        await do(desk, SetPriority("urgent"), DANA)
        await undo(desk)
        await desk.until(lambda: desk.desk.conversation(DANA).priority is None, "the deed undone")
        assert held(desk) == [SendState.HELD]
        await desk.press("u")
        await desk.until(lambda: desk.written == "Wait.", "the words")
