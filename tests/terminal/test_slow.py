"""A terminal that takes bytes slowly, or none for a while: keys act, and the end is the truth."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from hoory_tui.demo.desk import DemoDesk

from .console import Console, console, until
from .desks import ASKED, said, small_desk
from .disk import on_disk

WORDS: Final = "It hides below the saddle."
_NAMES: Final = tuple(f"Visitor {number:02}" for number in range(30))
_TURNS: Final = 40
_SLICE: Final = 256
_LEAST: Final = 0.004
"""Seconds between two slices: 64 KB a second."""
_STORED: Final = 32 * 1024
"""More than a terminal stores and a few pictures of the screen."""


async def test_keys_act_while_the_terminal_takes_nothing(tmp_path: Path) -> None:
    async with small_desk("Dana Okafor") as desk, console(desk, tmp_path) as running:
        await running.shows("Dana Okafor", ASKED, "live")
        await running.stall()
        running.press(f"r{WORDS}")
        await until(lambda: on_disk(tmp_path).drafts == [WORDS], "a draft on disk")
        running.press("\x13")
        await until(lambda: said(desk) == [WORDS], "a reply at the desk")


async def test_what_a_terminal_did_not_take_is_painted_as_it_is_then(tmp_path: Path) -> None:
    async with small_desk(*_NAMES) as desk, console(desk, tmp_path) as running:
        await running.shows(_NAMES[-1], ASKED, "live")
        running.stop_reading()
        for turn in range(_TURNS):
            await _say_something(desk, turn)
            running.press("j")
            await until(lambda: not running.unheard, "keys that are read")
        running.press(f"r{WORDS}")
        await until(lambda: on_disk(tmp_path).drafts == [WORDS], "keys that have acted")
        before = len(running.written)
        await _read_all(running, 64 * _SLICE)
        # No picture of a moment that has passed was kept.
        assert len(running.written) - before < _STORED
        assert await _same_as_drawn_anew(running)
        assert WORDS in running.glass.text
        # The newest are on top, wherever the keys have led meanwhile.
        for key in ("\x1b", "h", "g"):
            running.press(key)
            await _read_all(running, 64 * _SLICE)
        assert f"turn {_TURNS - 1}" in running.glass.text


async def test_a_slow_line_shows_in_the_end_what_a_fast_one_shows(tmp_path: Path) -> None:
    async with (
        small_desk(*_NAMES) as desk,
        console(desk, tmp_path / "slow") as slow,
        console(desk, tmp_path / "fast") as fast,
    ):
        for one in (slow, fast):
            await one.shows(_NAMES[-1], ASKED, "live")
        slow.stop_reading()
        for turn in range(_TURNS):
            await _say_something(desk, turn)
            for _ in range(10):
                slow.read_slowly(_SLICE)
                await asyncio.sleep(_LEAST)
        await fast.shows(f"turn {_TURNS - 1}")
        await _read_all(slow, _SLICE)
        assert await _same_as_drawn_anew(slow)
        assert slow.glass.text == fast.glass.text


async def _say_something(desk: DemoDesk, turn: int) -> None:
    for conversation in list(desk.engine.world.conversations.values())[turn % 5 :: 5]:
        desk.contact_writes(conversation.display_id, f"turn {turn}")
    await desk.hub.drained()


async def _read_all(running: Console, size: int) -> None:
    """Read until nothing has come for longer than anything is put off."""
    silent = 0
    while silent < 1.5 / _LEAST:
        silent = 0 if running.read_slowly(size) else silent + 1
        await asyncio.sleep(_LEAST)


async def _same_as_drawn_anew(running: Console) -> bool:
    shown = running.glass.text
    running.glass.feed(b"\x1b[2J")
    running.press("\x0c")
    await _read_all(running, 64 * _SLICE)
    return running.glass.text == shown
