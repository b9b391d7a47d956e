"""Endings in awkward moments: before the first picture, on a dead or a deaf terminal."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Final

import pytest

from . import bomb
from .console import Console, console, until
from .desks import ASKED, small_desk
from .disk import on_disk

WORDS: Final = "It hides below the saddle."
_PATIENTLY: Final = 5.0
"""Seconds within which even a console that cannot leave in order is gone."""
_BOMB: Final = str(Path(bomb.__file__))


async def test_a_signal_before_the_first_picture_ends_the_console(tmp_path: Path) -> None:
    async with small_desk("Dana Okafor") as desk, console(desk, tmp_path) as running:
        await until(lambda: running.catches(signal.SIGQUIT), "a console that begins")
        running.send(signal.SIGTERM)
        assert await running.ended() == 128 + signal.SIGTERM
        assert running.is_as_found
        assert b"Traceback" not in running.written


async def test_ctrl_c_ends_nothing(tmp_path: Path) -> None:
    async with small_desk("Dana Okafor") as desk, console(desk, tmp_path) as running:
        await running.shows("Dana Okafor", ASKED)
        running.press("\x03r\x03It hides")
        await running.shows("It hides")
        running.press("\x03 below the saddle.")
        await running.shows(WORDS)


async def test_a_fault_is_told_without_what_anybody_wrote(tmp_path: Path) -> None:
    async with small_desk("Dana Okafor") as desk, console(desk, tmp_path, _BOMB) as running:
        await running.shows("Dana Okafor", ASKED)
        running.send(signal.SIGUSR1)
        assert await running.ended() == 1
        assert bomb.FAULT in running.glass.text
        assert "only-a-frame-knows" not in running.glass.text.replace("\n", "")


async def test_a_console_that_is_not_told_of_a_closed_terminal_ends(tmp_path: Path) -> None:
    async with (
        small_desk("Dana Okafor") as desk,
        console(desk, tmp_path, leads=False) as running,
    ):
        await _writes(running)
        running.hang_up()
        assert await running.ended(2.0) == 128 + signal.SIGHUP
        assert on_disk(tmp_path).drafts == [WORDS]


@pytest.mark.parametrize("leads", [True, False], ids=["told", "not told"])
async def test_a_terminal_that_took_no_more_bytes_and_closes_ends_the_console(
    leads: bool, tmp_path: Path
) -> None:
    async with (
        small_desk("Dana Okafor") as desk,
        console(desk, tmp_path, leads=leads) as running,
    ):
        await _writes(running)
        await running.stall()
        running.hang_up()
        assert await running.ended(2.5) == 128 + signal.SIGHUP
        assert on_disk(tmp_path).drafts == [WORDS]


async def test_a_terminal_that_takes_no_more_bytes_keeps_no_console_alive(tmp_path: Path) -> None:
    async with small_desk("Dana Okafor") as desk, console(desk, tmp_path) as running:
        await _writes(running)
        await running.stall()
        running.send(signal.SIGTERM)
        assert await running.ended(_PATIENTLY) == 128 + signal.SIGTERM
        assert on_disk(tmp_path).drafts == [WORDS]
        assert running.is_set_as_before


async def test_a_console_that_hangs_can_be_told_to_end(tmp_path: Path) -> None:
    async with small_desk("Dana Okafor") as desk, console(desk, tmp_path, _BOMB) as running:
        await _writes(running)
        running.send(signal.SIGUSR2)
        running.send(signal.SIGTERM)
        assert await running.ended(_PATIENTLY) == 128 + signal.SIGTERM
        assert running.is_as_found
        assert on_disk(tmp_path).drafts == [WORDS]


async def _writes(running: Console) -> None:
    await running.shows("Dana Okafor", ASKED, "live")
    running.press(f"r{WORDS}")
    await running.shows(WORDS)
