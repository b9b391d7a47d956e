"""A whole message by itself: read, searched through by page, turned over, copied."""

from __future__ import annotations

import time

import pytest

from hoory_tui.demo.records import Json
from hoory_tui.screens.pager import PagerScreen

from .console import Console, console
from .reading import hear

HTML = (
    '<p>New <a href="https://evil.example/x">hoory.com</a></p>'
    '<div class="gmail_quote">On Monday:<blockquote>old words</blockquote></div>'
    "<p style='display:none'>secret</p>&#27;]0;T"
)
MAIL: Json = {
    "subject": "Broken \x1b]0;x brake",
    "from": ["zoe@mail.example"],
    "to": ["help@sparrow.example", "ana@sparrow.example"],
    "cc": ["boss@sparrow.example"],
    "html_content": {"full": HTML},
    "text_content": {"full": "New\n\nOn Monday: old words", "reply": "New"},
}


async def hear_mail(desk: Console) -> None:
    await hear(desk, "New", content_attributes={"email": MAIL}, content_type="incoming_email")


def pager(desk: Console) -> PagerScreen:
    screen = desk.app.screen
    assert isinstance(screen, PagerScreen)
    return screen


async def test_a_mail_in_the_thread_and_whole() -> None:
    async with console() as desk:
        await hear_mail(desk)
        await desk.shows("New hoory.com (! evil.example)")
        await desk.shows("quoted text, f3 shows it")
        assert "old words" not in "\n".join(desk.text())
        await desk.press("f3")
        await desk.shows("│ old words")
        lines = desk.text()
        assert lines[0].startswith(" Zoë Brückner")
        assert lines[1].startswith(" Subject  Broken ␛]0;x brake")
        assert lines[2].startswith(" From     zoe@mail.example")
        assert lines[3].startswith(" To       help@sparrow.example, ana@sparrow.example")
        assert lines[4].startswith(" Cc       boss@sparrow.example")
        assert lines[5].rstrip() == "New hoory.com (! evil.example)"
        assert "secret" not in "\n".join(lines)
        assert desk.app.guard.hits == 0


async def test_as_it_was_sent_and_back() -> None:
    async with console() as desk:
        await hear_mail(desk)
        await desk.press("f3", "s")
        await desk.shows("<p>New <a href=")
        await desk.shows("s as it reads")
        await desk.press("s")
        await desk.shows("New hoory.com (! evil.example)")


async def test_what_is_shown_is_copied_whole() -> None:
    async with console() as desk:
        await hear_mail(desk)
        await desk.press("f3", "y")
        await desk.until(lambda: desk.app.clipboard.endswith("old words\n\n]0;T"))
        assert desk.app.clipboard.startswith("New hoory.com (! evil.example)\n\nOn Monday:")
        await desk.press("s", "y")
        await desk.until(lambda: desk.app.clipboard.startswith("<p>New"))


@pytest.mark.parametrize("key", ["escape", "q", "f3", "h"])
async def test_every_leaving_key_leaves(key: str) -> None:
    async with console() as desk:
        await hear(desk, "hello")
        await desk.press("f3")
        pager(desk)
        await desk.press(key)
        assert desk.app.screen is desk.main
        assert desk.main.messages.has_focus


async def test_moving_through_a_long_text() -> None:
    async with console((80, 24)) as desk:
        await hear(desk, "\n".join(f"line {number}" for number in range(1, 1001)))
        await desk.press("f3")
        await desk.shows("1-22 of 1000")
        await desk.press("j", "down")
        await desk.shows("3-24 of 1000")
        assert desk.text()[1].rstrip() == "line 3"
        await desk.press("pagedown", "k")
        await desk.shows("22-43 of 1000")
        await desk.press("G")
        await desk.shows("979-1000 of 1000")
        await desk.shows("line 1000")
        await desk.press("g")
        await desk.shows("1-22 of 1000")


async def test_long_lines_wrap_or_are_gone_along() -> None:
    async with console((80, 24)) as desk:
        await hear(desk, "start " + "middle " * 30 + "finish")
        await desk.press("f3")
        await desk.shows("finish")
        await desk.press("w")
        await desk.lacks("finish")
        await desk.press("right", "right", "right", "right", "right", "right")
        await desk.shows("finish")
        await desk.lacks("start")
        await desk.press("left", "left", "left", "left", "left", "left")
        await desk.shows("start")


async def test_nothing_stands_beside_the_text() -> None:
    async with console((80, 24)) as desk:
        await hear(desk, "abc\n" + "x" * 80 + "\nend")
        await desk.press("f3")
        await desk.shows("end")
        assert [line.rstrip() for line in desk.text()[1:4]] == ["abc", "x" * 80, "end"]


@pytest.mark.parametrize("text", ["y\n" * 100_000, "[" * 250_000, "é" * 250_000, "- x\n" * 60_000])
async def test_a_flood_opens_at_once_and_keys_are_answered_meanwhile(text: str) -> None:
    async with console((80, 24)) as desk:
        await hear(desk, text)
        start = time.process_time()
        await desk.press("f3")
        await desk.shows(" of ")
        assert time.process_time() - start < 4.0
        assert pager(desk).rows.count > 22
        await desk.press("G")
        await desk.until(lambda: pager(desk).rows.is_whole, "the whole text")
        assert pager(desk).rows.top == pager(desk).rows.count - 22


async def test_the_text_follows_the_size_of_the_terminal() -> None:
    async with console((80, 24)) as desk:
        await hear(desk, "word " * 60)
        await desk.press("f3")
        await desk.shows("1-4 of 4")
        await desk.pilot.resize_terminal(40, 10)
        await desk.until(lambda: pager(desk).rows.count == 8, "other lines")
        assert desk.text()[1].rstrip() == ("word " * 8).rstrip()


async def test_the_message_under_the_cursor_is_copied() -> None:
    async with console() as desk:
        await hear(desk, "first **words**", id=990_001)
        await hear(desk, "second", id=990_002)
        await desk.press("k", "y")
        await desk.until(lambda: desk.app.clipboard == "first **words**")
        await desk.shows("Copied the message")
        await desk.press("h", "y")
        await desk.until(lambda: desk.app.clipboard == "second")


async def test_a_message_without_words_says_so() -> None:
    async with console() as desk:
        await hear(desk, "")
        await desk.press("y")
        await desk.shows("There is no text in this message.")
        assert desk.app.clipboard == ""


async def test_a_huge_text_is_copied_up_to_what_a_clipboard_takes() -> None:
    async with console() as desk:
        await hear(desk, "ü" * 100_000)
        await desk.press("y")
        await desk.until(lambda: desk.app.clipboard)
        assert desk.app.clipboard == "ü" * (56_244 // 2)
        await desk.shows("Copied the beginning of the message, 56 kB")
