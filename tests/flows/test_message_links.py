"""Links and files of a message, from the key that lists them to the program that opens them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hoory_tui.config.settings import Settings

from .console import Console, console
from .reading import hear, says

WRITER = "import sys; open(sys.argv[1], 'a').write('|'.join(sys.argv[2:]) + '\\n')"
TEXT = "see [hoory.com](https://evil.example/x?a=1) or [this](javascript:alert) https://ok.example"


def opener(tmp_path: Path) -> tuple[Settings, Path]:
    """Return settings whose opener writes down what it is called with."""
    script, calls = tmp_path / "open.py", tmp_path / "calls"
    script.write_text(WRITER, "utf-8")
    words = (sys.executable, str(script), str(calls), "{url}")
    return Settings(open_command=words), calls


def box(desk: Console) -> str:
    return "\n".join(desk.text())


async def test_a_link_is_looked_at_before_it_is_opened(tmp_path: Path) -> None:
    settings, calls = opener(tmp_path)
    async with console(settings=settings) as desk:
        await hear(desk, TEXT)
        await desk.press("v")
        await desk.shows("Links and files")
        await desk.shows("! evil.example")
        await desk.shows("not opened: javascript: is not an address of the web")
        await desk.press("enter")
        await desk.shows("Open this link?")
        await desk.shows("It leads to evil.example")
        await desk.shows("! The text says hoory.com, but the link leads to evil.example.")
        await desk.shows("https://evil.example/x?a=1")
        assert any(style.bold for style in desk.styles_of("It leads to evil.example"))
        await desk.press("enter", "space", "y", "v")
        await desk.press("o")
        assert "Open this link?" in box(desk), "a key from before the box was there opened it"
        assert not calls.exists()
        desk.clock.pass_by(1)
        await desk.press("o")
        await desk.lacks("Open this link?")
        await desk.until(lambda: calls.exists() and calls.read_text("utf-8").endswith("\n"))
        assert calls.read_text("utf-8") == "https://evil.example/x?a=1\n"
        assert desk.app.guard.hits == 0


async def test_what_the_gate_refuses_has_no_way_to_the_opener(tmp_path: Path) -> None:
    settings, calls = opener(tmp_path)
    async with console(settings=settings) as desk:
        await hear(desk, "[x](file:///etc/passwd) [y](https://hoory.com@evil.example/)")
        await desk.press("v")
        await desk.shows("not opened: file: is not an address of the web")
        await desk.press("enter")
        await says(desk, "This is not opened: file: is not an address of the web.")
        await desk.press("j", "enter")
        await says(desk, "not opened: it carries a user name, which hides the real host.")
        await desk.press("y")
        await says(desk, "This is not copied: it carries a user name")
        assert "Open this link?" not in box(desk)
        assert not calls.exists()


async def test_a_link_is_left_by_every_key_that_leaves() -> None:
    async with console() as desk:
        await hear(desk, TEXT)
        for key in ("n", "escape", "q"):
            await desk.press("v")
            await desk.press("enter")
            await desk.shows("Open this link?")
            await desk.press(key)
            await desk.lacks("Open this link?")
            await desk.press("escape")
            await desk.lacks("Links and files")


async def test_an_address_is_copied_as_it_would_be_opened() -> None:
    async with console() as desk:
        await hear(desk, "https://BÜCHER.example/ä")
        await desk.press("v", "y")
        await desk.until(lambda: desk.app.clipboard)
        assert desk.app.clipboard == "https://xn--bcher-kva.example/%C3%A4"
        await says(desk, "Copied the address, 36 B, by way of the terminal (OSC 52).")
        await desk.press("enter", "y")
        await desk.shows("It leads to bücher.example = xn--bcher-kva.example")


async def test_a_mail_address_is_copied_without_its_scheme() -> None:
    async with console() as desk:
        await hear(desk, "[write](mailto:ana@mail.example)")
        await desk.press("v", "y")
        await desk.until(lambda: desk.app.clipboard == "ana@mail.example")


async def test_files_stand_below_the_links_and_are_saved_from_there(tmp_path: Path) -> None:
    async with console(settings=Settings(download_folder=str(tmp_path))) as desk:
        file = {"id": 77, "file_type": "image", "file_size": 2000}
        file["data_url"] = f"{desk.desk.url}/nowhere/plan.png"
        await hear(desk, "https://ok.example", attachments=[file])
        await desk.press("v", "s", "p")
        await desk.shows("enter look at it")
        assert "Saving" not in box(desk)
        await desk.press("j")
        await desk.shows("s save")
        await desk.shows("p show")
        await desk.press("s")
        await desk.shows("Saving plan.png")


async def test_a_message_without_links_says_so_and_the_list_takes_the_newest_with_some() -> None:
    async with console() as desk:
        await hear(desk, "https://older.example")
        await hear(desk, "nothing here", id=990_001)
        await desk.press("v")
        await desk.shows("There are no links and no files in this message.")
        await desk.press("h")
        assert desk.main.conversations.has_focus
        await desk.press("v")
        await desk.shows("older.example")


async def test_the_keys_belong_to_the_conversation_under_the_cursor() -> None:
    async with console() as desk:
        await hear(desk, "https://zoe.example")
        await desk.press("h", "j", "v")
        assert "Links and files" not in box(desk)
        assert desk.main.thread.shown is desk.main.at_hand


async def test_ctrl_q_still_leaves_from_the_boxes() -> None:
    async with console() as desk:
        await hear(desk, TEXT)
        await desk.press("v", "enter", "ctrl+q")
        await desk.asks("Quit hoory-tui?")


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 10), (20, 6)])
async def test_the_boxes_fit_whatever_the_address(size: tuple[int, int]) -> None:
    async with console(size) as desk:
        await hear(desk, f"[a](https://evil.example/{'x' * 1900})")
        await desk.press("v", "enter")
        await desk.shows("evil.example")
        lines = desk.text()
        assert len(lines) == size[1]
        if size[1] > 10:
            await desk.shows("o open")
            await desk.shows("n leave")
