"""Pastes and answers that come through a real terminal: they are text, or nothing at all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.app.keyboard.handwork import KEYS_IGNORED, WRITE_FIRST
from hoory_tui.demo.desk import DemoDesk

from .console import Console, console, until
from .desks import ASKED, said, small_desk
from .disk import on_disk

START, END = b"\x1b[200~", b"\x1b[201~"
LONG: Final = " ".join(f"word{number:04}" for number in range(555))[:5000]
QUICKLY: Final = 3.0
"""Seconds within which five thousand characters are in the composer, and then on disk."""
_HAND: Final = 0.15
SIGN: Final = "~sign~"
"""Typed afterwards, to know that all before it was read."""


@dataclass(frozen=True, slots=True)
class Case:
    """What comes through the terminal, and what of it is to be read in a field for text."""

    name: str
    data: bytes
    written: str = ""


CASES: Final = (
    Case("not UTF-8", b"\xff\xfe", "\ufffd\ufffd"),
    Case("half of a character", b"\xc3(", "\ufffd("),
    Case("a surrogate", b"\xed\xa0\x80", "\ufffd\ufffd"),
    Case("Latin-1", b"\xe9t\xe9 ", "\ufffdt\ufffd "),
    Case("attributes", b"\x1b[?62;22c"),
    Case("attributes in eight bits", b"\x9b?62;22c"),
    Case("the clipboard", b"\x1b]52;c;cm0gLXJmIC8NCg==\x07"),
    Case("the clipboard, ended by ST", b"\x1b]52;c;cm0gLXJmIC8NCg==\x1b\\"),
    Case("the title", b"\x1b]lresolve\r\x13\x1b\\"),
    Case("the version", b"\x1bP>|tmux 3.3a\x1b\\"),
    Case("the position", b"\x1b[12;40R\x1b[0n\x1b[?1u"),
    Case("a paste", START + b"two words" + END, "two words"),
    Case("a paste that ends early", START + b"one" + END + b"\r\x13two" + END, "one\ntwo"),
    Case("a paste with keys", START + b"o\x11n\x1bOQe\x13\x1b\x03" + END, "onOQe"),
    Case("an escape in a paste", START + b"one\x1b[31m" + END, "one[31m"),
    Case("a paste that looks like typing", b"hello\x13\x11", "hello"),
    Case("a paste of a line that sends", b"elan\r\x1bOQ\x13", "elan\n"),
)


@asynccontextmanager
async def ready(home: Path) -> AsyncIterator[tuple[DemoDesk, Console]]:
    async with small_desk("Dana Okafor") as desk, console(desk, home) as running:
        await running.shows("Dana Okafor", ASKED, "r reply")
        yield desk, running


async def test_in_the_composer_it_is_text_and_sends_nothing(tmp_path: Path) -> None:
    async with ready(tmp_path) as (desk, running):
        running.press("r")
        await running.shows("ctrl+s send")
        written = ""
        for number, case in enumerate(CASES):
            running.type(case.data)
            await _pause()
            sign = f"~{number}~"
            running.press(sign)
            written += f"{case.written}{sign}"
            await _pause()
        await _is_kept(tmp_path, sign)
        assert on_disk(tmp_path).drafts == [written]
        assert said(desk) == []


async def test_in_the_list_it_does_nothing(tmp_path: Path) -> None:
    async with ready(tmp_path) as (desk, running):
        for case in CASES:
            running.type(case.data)
            await _pause()
            _is_untouched(desk)
        await running.shows(WRITE_FIRST[:30])
        running.press("r")
        await running.shows("ctrl+s send")
        running.press(SIGN)
        await _is_kept(tmp_path, SIGN)
        assert on_disk(tmp_path).drafts == [SIGN]


async def test_in_the_palette_it_is_looked_for_and_chooses_nothing(tmp_path: Path) -> None:
    async with ready(tmp_path) as (desk, running):
        running.press(":")
        await running.shows("Commands")
        for number, case in enumerate(CASES):
            running.type(case.data)
            await _pause()
            running.press(f"~{number}~")
            await running.shows(f"~{number}~")
        _is_untouched(desk)


@pytest.mark.parametrize("size", [1, 64, 1024, 4096])
async def test_a_long_paste_that_looks_like_typing_arrives_whole_and_fast(
    size: int, tmp_path: Path
) -> None:
    async with ready(tmp_path) as (desk, running):
        running.press("r")
        await running.shows("ctrl+s send")
        began = time.monotonic()
        await running.type_in_pieces(f"{LONG}\x13".encode(), size)
        await until(lambda: on_disk(tmp_path).drafts == [LONG], "all of it on the disk")
        assert time.monotonic() - began < QUICKLY
        assert said(desk) == []


@pytest.mark.parametrize("size", [1, 2, 64])
async def test_a_paste_that_looks_like_typing_resolves_nothing(size: int, tmp_path: Path) -> None:
    async with ready(tmp_path) as (desk, running):
        await running.type_in_pieces(b"else 1 a e a e\r\x13\x11y", size)
        await running.shows(WRITE_FIRST[:30])
        await _pause()
        _is_untouched(desk)
        assert running.process.returncode is None


async def test_keys_in_a_paste_are_told_of(tmp_path: Path) -> None:
    async with ready(tmp_path) as (_, running):
        running.press("r")
        await running.shows("ctrl+s send")
        running.type(b"hello\x13")
        await running.shows("hello", KEYS_IGNORED[:30])


async def test_keys_after_a_paste_are_keys(tmp_path: Path) -> None:
    async with ready(tmp_path) as (desk, running):
        running.press("r")
        await running.shows("ctrl+s send")
        running.type(START + b"Eleven days." + END)
        await running.shows("Eleven days.")
        running.press("\x13")
        await until(lambda: said(desk) == ["Eleven days."], "the reply at the desk")


async def _is_kept(home: Path, text: str) -> None:
    await until(lambda: any(text in draft for draft in on_disk(home).drafts), f"{text} on the disk")


async def _pause() -> None:
    """Wait as long as a hand takes to the next key, which is what tells it from a paste."""
    await asyncio.sleep(_HAND)


def _is_untouched(desk: DemoDesk) -> None:
    for row in desk.engine.world.conversations.values():
        assert (row.status, row.assignee_id) == ("open", None)
    assert said(desk) == []
