"""Inside a tmux that obeys programs: nothing a stranger wrote is obeyed, no paste is keys."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import pytest

from .console import until
from .desks import ASKED, said, small_desk
from .disk import on_disk
from .hostile_desk import hostile_desk, strings
from .tmux import OURS, tmux

KINDS: Final = ("esc", "c0", "c1")
PLANTED: Final = {
    "buffer": r"\033]52;c;ZXZpbA==\033\\",
    "pane_title": r"\033]2;evil\033\\",
    "window_name": r"\033kevil\033\\",
    "alternate_on": r"\033[?1049h",
    "mouse_any_flag": r"\033[?1003h",
    "scroll_region_upper": r"\033[5;9r",
    "wrap_flag": r"\033[?7l",
    "cursor_flag": r"\033[?25l",
    "insert_flag": r"\033[4h",
    "origin_flag": r"\033[?6h",
}
_PATIENCE: Final = 10.0
"""Seconds in which the next thread must be there, whoever else uses the machine."""
LONG: Final = " ".join(f"word{number:04}" for number in range(555))


@pytest.mark.parametrize(("what", "sequence"), PLANTED.items(), ids=list(PLANTED))
async def test_what_would_be_changed_is_looked_at(what: str, sequence: str, tmp_path: Path) -> None:
    script = "import sys,time; sys.stdout.write(sys.argv[1] + 'done'); sys.stdout.flush(); "
    raw = sequence.replace(r"\033", "\x1b").replace("\\\\", "\\")
    desk = small_desk()
    async with tmux(desk, tmp_path, "-c", f"{script}time.sleep(60)", "") as quiet:
        await quiet.shows("done")
        before = await quiet.state()
    async with tmux(desk, tmp_path, "-c", f"{script}time.sleep(60)", raw) as hurt:
        await hurt.shows("done")
        after = await hurt.state()
    assert before["buffer"] == OURS
    assert {name for name in before if before[name] != after[name]} >= {what}


async def test_strings_that_command_a_terminal_change_nothing(tmp_path: Path) -> None:
    texts = strings(*KINDS)
    # Its own title would be in the way of seeing that of somebody else.
    settings = tmp_path / "config" / "hoory-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("title = false\n")
    async with hostile_desk(texts) as desk, tmux(desk, tmp_path) as pane:
        await pane.shows("«0z»", "live")
        before = await pane.state()
        assert (before["pane_title"], before["window_name"]) == (OURS, OURS)
        assert before["buffer"] == OURS
        assert (before["alternate_on"], before["wrap_flag"]) == ("1", "0")
        await pane.keys("Enter")
        seen: set[int] = set()
        for _ in texts:
            await pane.keys("J")
            until_then = time.monotonic() + _PATIENCE
            while time.monotonic() < until_then:
                shown = await pane.screen()
                fresh = {number for number in range(len(texts)) if f"«{number}u»" in shown} - seen
                if fresh:
                    break
            seen |= fresh
        assert len(seen) == len(texts)
        for key in ("F3", "q", "v", "q"):
            await pane.keys(key)
        assert await pane.state() == before


@pytest.mark.parametrize("pasted", ["paste-buffer", "send-keys"])
async def test_a_buffer_that_looks_like_typing_is_text_and_sends_nothing(
    pasted: str, tmp_path: Path
) -> None:
    async with small_desk("Dana Okafor") as desk, tmux(desk, tmp_path) as pane:
        await pane.shows("Dana Okafor", ASKED, "r reply")
        await pane.keys("r")
        await pane.shows("ctrl+s send")
        if pasted == "paste-buffer":
            await pane.run("set-buffer", "-b", "long", f"{LONG}\x13")
            await pane.run("paste-buffer", "-b", "long")
        else:
            await pane.run("send-keys", "-l", f"{LONG}\x13")
        await until(lambda: on_disk(tmp_path).drafts == [LONG], "all of it on the disk")
        assert said(desk) == []


async def test_a_buffer_in_the_list_does_nothing(tmp_path: Path) -> None:
    async with small_desk("Dana Okafor") as desk, tmux(desk, tmp_path) as pane:
        await pane.shows("Dana Okafor", ASKED, "r reply")
        await pane.run("set-buffer", "-b", "words", "else\x13\x11")
        for arguments in ([], ["-p"]):
            await pane.run("paste-buffer", "-b", "words", *arguments)
            await pane.shows("That looked like a paste")
        (row,) = desk.engine.world.conversations.values()
        assert (row.status, row.assignee_id, said(desk)) == ("open", None, [])
