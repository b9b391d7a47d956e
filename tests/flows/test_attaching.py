"""Files beside a draft: put there by path, sent with the words, and never to anybody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from hoory_tui.demo import files as demo_files
from hoory_tui.screens.attach import AttachScreen
from hoory_tui.uploads.opening import MOST

from .console import Console, console, console_on, staged_desk
from .contact import contact_socket
from .stage import DANA, INES, PRIYA

WORDS = "The bill, as you asked."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    (made / "bill.pdf").write_bytes(b"%PDF-" + os.urandom(500_000))
    (made / "photo.png").write_bytes(b"\x89PNG" + os.urandom(2_000))
    return made


def box_of(desk: Console) -> AttachScreen:
    screen = desk.app.screen
    assert isinstance(screen, AttachScreen)
    return screen


async def open_box(desk: Console) -> None:
    await desk.press("f4")
    await desk.until(lambda: isinstance(desk.app.screen, AttachScreen), "the box")


async def enter(desk: Console, path: Path | str) -> None:
    """Put a path into the field of the box and press enter."""
    field = box_of(desk).query_one(Input)
    desk.app.post_message(Paste(str(path)))
    await desk.until(lambda: field.value, "the path in the field")
    await desk.press("enter")


async def holds(desk: Console, count: int) -> None:
    """Wait until the box has so many files."""
    await desk.until(lambda: len(box_of(desk)._attached) == count, f"{count} files")


async def attach(desk: Console, *paths: Path) -> None:
    """Attach files to the draft in the composer that has the focus."""
    await open_box(desk)
    for number, path in enumerate(paths, len(box_of(desk)._attached) + 1):
        await enter(desk, path)
        await holds(desk, number)
    await desk.press("escape")
    await desk.until(lambda: desk.app.screen is desk.main, "the box closed")


def sent_files(desk: Console, conversation_id: int = DANA) -> list[tuple[str, bytes]]:
    """Return the files of the newest message."""
    message = desk.desk.conversation(conversation_id).messages[-1]
    return [(one.file_name, demo_files.bytes_of(one)) for one in message.attachments]


async def test_files_are_shown_sent_with_the_words_and_gone_from_the_draft(folder: Path) -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        await desk.turn_to(DANA)
        await desk.write(WORDS)
        await attach(desk, folder / "bill.pdf", folder / "photo.png")
        await desk.shows("⎙ bill.pdf  500 kB", "#composer-files")
        await desk.shows("⎙ photo.png  2 kB", "#composer-files")
        assert desk.main.composer.text.has_focus
        await desk.press("ctrl+s")
        await desk.until(lambda: not desk.store.outbox and sent_files(desk), "the answer")
        await desk.settled()
        assert sent_files(desk) == [
            (name, (folder / name).read_bytes()) for name in ("bill.pdf", "photo.png")
        ]
        assert contact.contents() == [WORDS]
        shown = desk.seen("#messages")
        assert shown.count(WORDS) == shown.count("bill.pdf") == 1
        assert not desk.main.composer.query_one("#composer-files").display
        assert desk.written == ""
        await desk.lacks("draft", "#footer")


async def test_a_file_alone_is_a_message_and_a_draft(folder: Path) -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        await attach(desk, folder / "bill.pdf")
        await desk.shows("1 draft", "#footer")
        messages = desk.desk.conversation(DANA).messages
        before = len(messages)
        # Faster than the console can take the first one over.
        desk.main.composer.text.action_send()
        desk.main.composer.text.action_send()
        await desk.until(lambda: not desk.store.outbox and sent_files(desk), "the answer")
        await desk.settled()
        assert messages[-1].content is None
        assert len(messages) == before + 1


async def test_the_files_of_a_note_never_reach_the_contact(folder: Path) -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        await desk.turn_to(DANA)
        await desk.write(WORDS, private=True)
        await attach(desk, folder / "bill.pdf")
        await desk.press("ctrl+s")
        await desk.until(lambda: not desk.store.outbox and sent_files(desk), "the answer")
        assert desk.desk.conversation(DANA).messages[-1].private
        desk.desk.agent_writes(desk.me, DANA, "On my way.")
        await desk.until(lambda: "On my way." in contact.contents(), "the reply is heard")
        assert contact.contents() == ["On my way."]


async def test_files_stay_with_their_conversation_and_their_mode(folder: Path) -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        await attach(desk, folder / "bill.pdf")
        await desk.press("ctrl+n")
        files = desk.main.composer.query_one("#composer-files")
        assert not files.display
        await attach(desk, folder / "photo.png")
        assert "photo.png" in desk.seen("#composer-files")
        await desk.press("escape")
        await desk.turn_to(PRIYA)
        await desk.press("r")
        assert not files.display
        await desk.put("for Priya")
        await desk.press("ctrl+s")
        await desk.until(lambda: not desk.store.outbox, "sent to Priya")
        assert sent_files(desk, PRIYA) == []
        await desk.turn_to(DANA)
        await desk.until(lambda: "draft: bill.pdf" in desk.row_of(DANA), "the row")
        await desk.press("r")
        assert "bill.pdf" in desk.seen("#composer-files")
        assert "photo.png" not in desk.seen("#composer-files")


async def test_a_box_that_was_opened_for_one_conversation_attaches_to_no_other(
    folder: Path,
) -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        await open_box(desk)
        assert "Files for your reply to Dana Okafor" in desk.seen(None)
        desk.main.set_focus(desk.main.conversations)
        desk.main.conversations.set_cursor(PRIYA)
        await enter(desk, folder / "bill.pdf")
        await desk.until(lambda: box_of(desk)._attached, "attached")
        await desk.press("escape")
        assert len(desk.main.composer.files_of(DANA, private=False)) == 1
        assert desk.main.composer.files_of(PRIYA, private=False) == ()


async def test_what_cannot_be_sent_is_refused_with_one_sentence(folder: Path) -> None:
    (folder / "empty").touch()
    os.mkfifo(folder / "pipe")
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        await open_box(desk)
        for path, sentence in (
            (folder / "empty", "empty is empty."),
            (folder / "pipe", "pipe is not a file that can be sent."),
            (folder / "gone\x1b[2J", "gone␛[2J is not there."),
            (folder, "papers is a folder."),
        ):
            box_of(desk).query_one(Input).value = ""
            await enter(desk, path)
            await desk.asks(sentence)
        assert not box_of(desk)._attached
        box_of(desk).query_one(Input).value = ""
        for number in range(MOST + 1):
            (folder / f"{number}.txt").write_text("x")
            await enter(desk, folder / f"{number}.txt")
            await holds(desk, min(number + 1, MOST))
        await desk.asks("A message takes 15 files at most")


async def test_names_are_completed_shown_clean_and_taken_off_again(folder: Path) -> None:
    (folder / "evil\x1b[31m\u202egnp.exe").write_text("x")
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        await attach(desk, folder / "bill.pdf")
        await open_box(desk)
        field = box_of(desk).query_one(Input)
        desk.app.post_message(Paste(f"{folder}/"))
        await desk.until(lambda: field.value, "the folder")
        await desk.press("tab")
        await desk.asks("bill.pdf evil␛[31mgnp.exe photo.png")
        await desk.press("e", "tab")
        await desk.until(lambda: field.value == f"{folder}/evil␛[31mgnp.exe", "completed")
        await desk.press("enter")
        await desk.asks("▌ evil␛[31mgnp.exe 1 B")
        await desk.press("up", "f8", "escape")
        (left,) = desk.main.composer.files_of(DANA, private=False)
        assert left.name == "evil␛[31mgnp.exe"
        await desk.press("ctrl+s")
        await desk.until(lambda: not desk.store.outbox and sent_files(desk), "the answer")
        assert sent_files(desk) == [("evil␛[31mgnp.exe", b"x")]


async def test_a_changed_file_is_not_sent_and_can_be_attached_again(folder: Path) -> None:
    bill = folder / "bill.pdf"
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write(WORDS)
        await attach(desk, bill)
        bill.write_bytes(b"another one")
        await desk.press("ctrl+s")
        await desk.shows("not sent: bill.pdf has changed since you attached it", "#messages")
        assert "⎙ bill.pdf" in desk.seen("#messages")
        await desk.press("x")
        assert desk.written == WORDS
        await desk.shows("⎙ bill.pdf  500 kB", "#composer-files")
        await open_box(desk)
        await enter(desk, bill)
        await desk.asks("bill.pdf 11 B")
        await desk.press("escape", "ctrl+s")
        await desk.until(lambda: not desk.store.outbox and sent_files(desk), "the answer")
        assert sent_files(desk) == [("bill.pdf", b"another one")]


async def test_a_refusal_keeps_words_and_files_and_a_lost_answer_doubles_nothing(
    folder: Path,
) -> None:
    async with console() as desk:
        desk.desk.fail_next("POST", f"/{DANA}/messages", 422)
        await desk.turn_to(DANA)
        await desk.write(WORDS)
        await attach(desk, folder / "bill.pdf")
        await desk.press("ctrl+s")
        await desk.shows("✗ not sent", "#messages")
        before = len(desk.desk.conversation(DANA).messages)
        desk.desk.lose_next_answer("POST", f"/{DANA}/messages", lose_events=True)
        await desk.press("full_stop")
        await desk.shows("can't tell, checking", "#messages")
        desk.clock.pass_by(3)
        await desk.until(lambda: not desk.store.outbox, "found by looking")
        await desk.settled()
        assert len(desk.desk.conversation(DANA).messages) == before + 1
        assert sent_files(desk) == [("bill.pdf", (folder / "bill.pdf").read_bytes())]


async def test_unsent_files_leave_after_the_next_start(tmp_path: Path, folder: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with staged_desk() as (desk, clock):
        async with console_on(desk, clock, kept=kept) as first:
            desk.fail_next("POST", f"/{DANA}/messages", 429)
            await first.turn_to(DANA)
            await first.write(WORDS)
            await attach(first, folder / "bill.pdf")
            await first.press("ctrl+s")
            await first.shows("queued, next try", "#messages")
        async with console_on(desk, clock, kept=kept) as second:
            await second.until(lambda: sent_files(second), "sent")
            assert sent_files(second) == [("bill.pdf", (folder / "bill.pdf").read_bytes())]


async def test_a_colleagues_answer_is_asked_about_before_files_follow_it(folder: Path) -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        await attach(desk, folder / "bill.pdf")
        desk.desk.agent_writes(INES, DANA, "I have sent it already.")
        await desk.shows("I have sent it already.", "#messages")
        desk.clock.pass_by(2)
        await desk.press("ctrl+s")
        await desk.asks("Send your reply all the same?")
        await desk.press("n")
        assert not desk.store.outbox
        assert len(desk.main.composer.files_of(DANA, private=False)) == 1


async def test_what_is_attached_is_asked_about_at_the_end(tmp_path: Path, folder: Path) -> None:
    async with console(kept=tmp_path / "kept.sqlite") as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        await attach(desk, folder / "bill.pdf")
        await desk.press("ctrl+q")
        await desk.asks("1 attachment would be lost. Quit?")
        await desk.press("n")


async def test_more_than_servers_take_is_told_and_kept() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("x" * 10_001)
        messages = desk.desk.conversation(DANA).messages
        before = len(messages)
        await desk.press("ctrl+s")
        await desk.shows("Your text has 10,001 characters")
        assert len(desk.written) == 10_001
        assert not desk.store.outbox
        assert len(messages) == before
        await desk.press("backspace", "ctrl+s")
        await desk.until(lambda: not desk.store.outbox, "sent")
        assert desk.desk.conversation(DANA).messages[-1].content == "x" * 10_000
