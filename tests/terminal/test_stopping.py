"""A shell may stop the console and continue it; what the agent does then is as before."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.demo.desk import DemoDesk

from .console import Console, console, until
from .desks import ASKED, obey_in_secret, said, small_desk
from .disk import on_disk

WORDS: Final = "It hides below the saddle."
_HELD_UP: Final = 0.5


@asynccontextmanager
async def _writing(home: Path) -> AsyncIterator[tuple[DemoDesk, Console]]:
    """Run a console in whose composer something was just written."""
    async with small_desk("Dana Okafor") as desk, console(desk, home) as running:
        await running.shows("Dana Okafor", ASKED, "live")
        running.press(f"r{WORDS}")
        await running.shows(WORDS)
        yield desk, running


async def test_drafts_are_on_disk_before_the_console_stops(tmp_path: Path) -> None:
    async with _writing(tmp_path) as (_, running):
        running.send(signal.SIGTSTP)
        await running.stopped()
        assert on_disk(tmp_path).drafts == [WORDS]
        assert running.is_as_found


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP], ids=lambda one: one.name)
async def test_the_screen_is_drawn_again_and_keys_work(
    number: signal.Signals, tmp_path: Path
) -> None:
    async with _writing(tmp_path) as (_, running):
        running.send(number)
        await running.stopped()
        running.glass.feed(b"\x1b[2J")
        running.send(signal.SIGCONT)
        await running.shows("Dana Okafor", ASKED, WORDS)
        running.press(" Look there.")
        await running.shows(f"{WORDS} Look there.")
        running.press("\x11y")
        assert await running.ended() == 0
        assert running.is_as_found


async def test_a_console_that_nobody_stopped_may_be_told_to_continue(tmp_path: Path) -> None:
    async with _writing(tmp_path) as (_, running):
        running.glass.feed(b"\x1b[2J")
        running.send(signal.SIGCONT)
        await running.shows("Dana Okafor", ASKED, WORDS)
        running.press("\x11y")
        assert await running.ended() == 0
        assert running.is_as_found


async def test_a_message_under_way_arrives_once(tmp_path: Path) -> None:
    async with _writing(tmp_path) as (desk, running):
        obey_in_secret(desk, _HELD_UP)
        running.press("\x13")
        await until(lambda: said(desk), "the message at the desk")
        running.send(signal.SIGTSTP)
        await running.stopped()
        assert on_disk(tmp_path).unsent == [(WORDS, "sending")]
        running.send(signal.SIGCONT)
        await until(lambda: not on_disk(tmp_path).unsent, "a message that is settled")
        assert said(desk) == [WORDS]


async def test_a_stopped_console_whose_terminal_is_closed_ends(tmp_path: Path) -> None:
    async with _writing(tmp_path) as (_, running):
        running.send(signal.SIGTSTP)
        await running.stopped()
        running.hang_up()
        # As the system does it with what a shell had stopped.
        running.send(signal.SIGHUP)
        running.send(signal.SIGCONT)
        assert await running.ended(2.0) == 128 + signal.SIGHUP
        assert on_disk(tmp_path).drafts == [WORDS]
