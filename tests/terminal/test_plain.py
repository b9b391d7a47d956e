"""The plain console and the mouse on a real terminal: where the cursor is left, by its bytes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hoory_tui.demo.desk import DemoDesk

from .console import Console, console
from .console import environ as surroundings

_PLACED = re.compile(rb"\x1b\[(\d+);(\d+)H(?:\x1b\[0m)?(?:\x1b\[\?2026l)?\x1b\[\?25h$")
_QUIET = 1.5
"""Seconds in which the server may ping, and nothing is to be painted for it."""
SIZE = (80, 24)


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with DemoDesk(quiet_visitors=True, conversations=40) as running:
        yield running


def cursor(running: Console) -> tuple[int, int] | None:
    """Return (column, row) of the cursor where it is left in sight, from 0."""
    found = _PLACED.search(running.written)
    return None if found is None else (int(found[2]) - 1, int(found[1]) - 1)


def line_at(running: Console) -> str:
    place = cursor(running)
    return "" if place is None else running.glass.text.split("\n")[place[1]]


async def is_silent(running: Console) -> bool:
    """Tell whether a while passes in which not one byte is written."""
    before = len(running.written)
    await asyncio.sleep(_QUIET)
    return len(running.written) == before


async def test_the_cursor_is_where_the_hand_is_and_nothing_moves_by_itself(
    desk: DemoDesk, tmp_path: Path
) -> None:
    surroundings(desk, tmp_path)
    settings = tmp_path / "config" / "hoory-tui" / "config.toml"
    settings.write_text("send_delay = 0\nplain = true\n")
    async with console(desk, tmp_path, size=SIZE) as running:
        await running.shows("list ", "live")
        await running.until(lambda: line_at(running).startswith(">"), "the cursor on a row")
        first = cursor(running)
        running.press("j")
        await running.until(
            lambda: cursor(running) not in (first, None) and line_at(running).startswith(">"),
            "the cursor on the next row",
        )
        # Ages of rows may change once; nothing else has a reason to be painted.
        assert await is_silent(running) or await is_silent(running)
        running.press("p")
        await running.shows("PRIVATE NOTE")
        running.press("abc")
        await running.until(lambda: line_at(running).strip() == "abc", "the cursor in the words")
        place = cursor(running)
        assert place is not None
        assert line_at(running)[: place[0]].strip() == "abc"
        assert not set("─│╭╮╰╯●○◐▌▏▎▒✓✗✎↩♪…") & set(running.glass.text) - {"…"}
        # Sixty frames a second or a blinking cursor would show here.
        assert await is_silent(running) or await is_silent(running)


async def test_the_mouse_is_given_back_and_taken_again(desk: DemoDesk, tmp_path: Path) -> None:
    async with console(desk, tmp_path, size=SIZE) as running:
        await running.shows("live")
        assert b"\x1b[?1000h" in running.written
        running.press("\x1bz")
        await running.shows("terminal's now")
        assert running.written.rindex(b"\x1b[?1000l") > running.written.rindex(b"\x1b[?1000h")
        running.press("\x1bz")
        await running.shows("console's again")
        assert running.written.rindex(b"\x1b[?1000h") > running.written.rindex(b"\x1b[?1000l")
        # In the ordinary console the real cursor is out of sight.
        assert cursor(running) is None


async def test_no_mouse_is_asked_for_where_none_is_wanted(desk: DemoDesk, tmp_path: Path) -> None:
    surroundings(desk, tmp_path)
    settings = tmp_path / "config" / "hoory-tui" / "config.toml"
    settings.write_text("mouse = false\n")
    async with console(desk, tmp_path, size=SIZE) as running:
        await running.shows("live")
        assert b"\x1b[?1000h" not in running.written
