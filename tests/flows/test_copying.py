"""Copies: by the way of the settings, by the next one where that fails, and said which it was."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hoory_tui.config.settings import Settings
from hoory_tui.screens.intents import CopyText

from .console import Console, console

KEEP = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"


async def copied(desk: Console, text: str, what: str, words: str) -> None:
    desk.app.clear_notifications()
    desk.app.sequences.clear()
    desk.app.post_message(CopyText(text, what))
    await desk.until(
        lambda: any(words in one.message for one in desk.app._notifications), f"{words!r} said"
    )


async def test_a_command_of_the_agents_gets_the_text(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = (sys.executable, "-c", KEEP, str(out))
    settings = Settings(clipboard="command", clipboard_command=command)
    async with console(settings=settings) as desk:
        desk.app.environ = {"TERM": "xterm", "PATH": os.environ["PATH"]}
        long = "x" * 60_000 + "\x1b[31m; $(id)"
        await copied(desk, long, "the message", "Copied the message, 60 kB, to ")
        # Programs take more than terminals do, and nothing that acts on one.
        assert out.read_text() == "x" * 60_000 + "␛[31m; $(id)"
        assert desk.app.sequences == []
        # What text fields copy goes the same way.
        desk.app.copy_to_clipboard("selected")
        await desk.until(lambda: out.read_text() == "selected", "the selection")


async def test_where_one_way_fails_the_next_is_taken_and_said(tmp_path: Path) -> None:
    command = (str(tmp_path / "none"),)
    settings = Settings(clipboard="auto", clipboard_command=command)
    async with console(settings=settings) as desk:
        words = "Copied the link, 1 B, by way of the terminal (OSC 52)."
        await copied(desk, "x", "the link", f"{words} {tmp_path / 'none'} is not there.")
        assert desk.app.sequences == ["\x1b]52;c;eA==\x07"]
        await copied(desk, "x" * 60_000, "the link", "Only the beginning went that way.")
        assert len(desk.app.sequences[0]) < 75_010


async def test_nothing_is_copied_where_that_is_turned_off() -> None:
    async with console(settings=Settings(clipboard="off")) as desk:
        await copied(desk, "x", "the link", "Copying is turned off")
        assert desk.app.sequences == []
