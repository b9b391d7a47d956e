"""A picture is on the terminal before the library, and leaves it as it was found."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hoory_tui.app.picture import STARTING
from hoory_tui.demo.desk import DemoDesk

from ..terminal.console import Console, console
from ..terminal.desks import small_desk

_SHOW = "import os, sys; from hoory_tui.app import skeleton; skeleton.begin([], os.environ); "
WAIT = _SHOW + "import time; time.sleep(60)"
END = _SHOW + "skeleton.end()"
FAIL = _SHOW + "skeleton.give_back(); print('It failed.'); skeleton.end()"
TAKE = _SHOW + (
    "import select, termios; assert select.select([0], [], [], 15)[0]; "
    "quiet = termios.tcgetattr(0); assert skeleton.take_over(); "
    "assert not skeleton.take_over(); assert not select.select([0], [], [], 0)[0]; "
    "assert termios.tcgetattr(0) == skeleton.found_settings() != quiet; "
    "skeleton.end(); print('taken over')"
)
SLOW = {"re", "typing", "enum", "dataclasses", "pathlib", "argparse", "json", "asyncio", "textual"}
LOADED = (
    f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r}); {_SHOW}"
    "skeleton.end(); print('loaded', *sys.modules)"
)
ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with small_desk("Dana Okafor") as desk:
        yield desk


async def seen(running: Console) -> None:
    await running.until(lambda: STARTING in running.glass.text, "a picture")


async def test_the_picture_comes_and_goes(desk: DemoDesk, tmp_path: Path) -> None:
    async with console(desk, tmp_path, "-c", END) as running:
        assert await running.ended() == 0
        assert running.is_as_found
        begun, ended = running.written.index(ENTER), running.written.index(LEAVE)
        assert begun < running.written.index(STARTING.encode()) < ended


async def test_nothing_that_takes_long_is_loaded_for_it(desk: DemoDesk, tmp_path: Path) -> None:
    async with console(desk, tmp_path, "-ISc", LOADED) as running:
        assert await running.ended() == 0
        loaded = running.written.decode().partition("loaded ")[2].split()
    assert "hoory_tui.app.skeleton" in loaded
    # Numbers of signals are an enumeration, and nothing else may be.
    assert SLOW & set(loaded) <= {"enum"}


@pytest.mark.parametrize(
    "number",
    [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT],
    ids=lambda number: number.name,
)
async def test_a_signal_gives_the_terminal_back(
    number: signal.Signals, desk: DemoDesk, tmp_path: Path
) -> None:
    async with console(desk, tmp_path, "-c", WAIT) as running:
        await seen(running)
        running.send(number)
        assert await running.ended() == 128 + number
        assert running.is_as_found


async def test_ctrl_c_gives_the_terminal_back(desk: DemoDesk, tmp_path: Path) -> None:
    async with console(desk, tmp_path, "-c", WAIT) as running:
        await seen(running)
        running.press("\x03")
        assert await running.ended() == 128 + signal.SIGINT
        assert running.is_as_found


async def test_ctrl_z_does_not_leave_the_shell_on_our_screen(
    desk: DemoDesk, tmp_path: Path
) -> None:
    async with console(desk, tmp_path, "-c", WAIT) as running:
        await seen(running)
        # The kernel stops nobody here, for there is no shell that could go on with us.
        status = await asyncio.to_thread(
            Path(f"/proc/{running.process.pid}/status").read_text, encoding="ascii"
        )
        (ignored,) = (line for line in status.splitlines() if line.startswith("SigIgn:"))
        assert int(ignored.split()[1], 16) >> (signal.SIGTSTP - 1) & 1


async def test_what_is_said_after_a_failure_is_on_the_ordinary_screen(
    desk: DemoDesk, tmp_path: Path
) -> None:
    async with console(desk, tmp_path, "-c", FAIL) as running:
        assert await running.ended() == 0
        assert running.is_as_found
        assert running.written.index(LEAVE) < running.written.index(b"It failed.")
        assert "It failed." in running.glass.text


async def test_keys_typed_at_the_picture_are_neither_seen_nor_obeyed(
    desk: DemoDesk, tmp_path: Path
) -> None:
    async with console(desk, tmp_path, "-c", TAKE) as running:
        await seen(running)
        running.press("resolve\n")
        assert await running.ended() == 0
        assert b"taken over" in running.written
        assert b"resolve" not in running.written
        assert running.is_set_as_before


async def test_what_is_ignored_stays_ignored(desk: DemoDesk, tmp_path: Path) -> None:
    code = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); {WAIT}"
    async with console(desk, tmp_path, "-c", code) as running:
        await seen(running)
        running.send(signal.SIGHUP)
        running.send(signal.SIGTERM)
        assert await running.ended() == 128 + signal.SIGTERM


@pytest.mark.parametrize("change", ["TERM=dumb", "TERM="])
async def test_a_dumb_terminal_is_left_alone(change: str, desk: DemoDesk, tmp_path: Path) -> None:
    name, _, value = change.partition("=")
    code = f"import os; os.environ[{name!r}] = {value!r}; {END}"
    async with console(desk, tmp_path, "-c", code) as running:
        assert await running.ended() == 0
        assert running.written == b""
