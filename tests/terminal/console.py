"""The console as a process of its own, in a terminal of its own, with hands and eyes on it."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from hoory_tui.app.keyboard.bursts import TOO_FAST
from hoory_tui.app.picture import STARTING
from hoory_tui.demo.desk import DemoDesk

from .glass import Glass
from .strict import Watch

COLUMNS: Final = 100
ROWS: Final = 30
PATIENCE: Final = 15.0
"""Seconds after which what was waited for is taken to never come."""
_GLANCE: Final = 0.25
_HAND: Final = 2 * TOO_FAST
_POLL: Final = 0.01
_READ: Final = 1 << 16
_MARK: Final = b"\x00 that was all \x00"
_ROOT: Final = Path(__file__).parents[2]
_LAUNCH: Final = (
    "import fcntl, os, sys, termios; "
    "sys.argv[1] == 'leads' and fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[2], sys.argv[2:])"
)
"""Makes the terminal the one that hangs up on the program, as a login does, if that is wanted."""


class Console:
    """A running console; `home` is the folder with all that outlives it."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        master: int,
        slave: int,
        before: list[Any],
        watch: Watch | None = None,
    ) -> None:
        self.process = process
        self.glass = Glass(COLUMNS, ROWS)
        self._watch = watch
        self.before = before
        """How the terminal was set before the console had it."""
        self.written = b""
        """All that the console has written so far."""
        self._master = master
        self._slave = slave
        self._news = asyncio.Event()
        asyncio.get_running_loop().add_reader(master, self._read)

    def press(self, keys: str) -> None:
        """Type keys, as the bytes that a terminal would make of them."""
        self.type(keys.encode())

    def type(self, data: bytes) -> None:
        """Send bytes, which may be anything, in one go."""
        os.write(self._master, data)

    async def type_in_pieces(self, data: bytes, size: int) -> None:
        """Send bytes in pieces of this size, as fast as the terminal takes them."""
        while data:
            try:
                data = data[os.write(self._master, data[:size]) :]
            except BlockingIOError:
                await asyncio.sleep(_POLL)

    def send(self, number: signal.Signals) -> None:
        """Send the console a signal."""
        self.process.send_signal(number)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size: columns and rows."""
        _set_size(self._slave, size)
        self.send(signal.SIGWINCH)

    async def stall(self) -> None:
        """Take no more bytes, as a connection that hangs, until the console has some to write."""
        self.stop_reading()
        flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK
        terminal = os.open(os.ttyname(self._slave), flags)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(terminal, b" " * _READ)
        os.close(terminal)
        self.press("\x0c")
        await until(lambda: not self.unheard, "a console that reads its keys")

    def stop_reading(self) -> None:
        """Leave what the console writes in the terminal."""
        asyncio.get_running_loop().remove_reader(self._master)

    def read_slowly(self, size: int) -> int:
        """Take at most so many bytes of what waits in the terminal; return how many."""
        with contextlib.suppress(BlockingIOError):
            self._take(part := os.read(self._master, size))
            return len(part)
        return 0

    @property
    def unheard(self) -> int:
        """Bytes of what was typed that the console has not read."""
        return int.from_bytes(fcntl.ioctl(self._slave, termios.FIONREAD, bytes(4)), sys.byteorder)

    def catches(self, number: signal.Signals) -> bool:
        """Whether the console has a handler for this signal by now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        (caught,) = (line for line in status.splitlines() if line.startswith("SigCgt:"))
        return bool(int(caught.split()[1], 16) >> (number - 1) & 1)

    def hang_up(self) -> None:
        """Take the terminal away, as a lost connection does."""
        asyncio.get_running_loop().remove_reader(self._master)
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for something that the console's writing brings about."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition():
                    self._news.clear()
                    # What is looked at may be a file besides, and nothing tells of those.
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(_GLANCE):
                            await self._news.wait()
        except TimeoutError:
            shown = self.glass.text or self.written[-2000:].decode(errors="replace")
            raise AssertionError(f"never came: {what}; the screen:\n{shown}") from None
        # What answers to a text faster than any hand is taken for a part of it.
        await asyncio.sleep(_HAND)

    async def shows(self, *texts: str) -> None:
        """Wait until these texts stand on the screen, which is that of a console by then."""
        await self.until(
            lambda: self.is_live and all(text in self.glass.text for text in texts),
            f"{texts} on the screen",
        )

    @property
    def is_live(self) -> bool:
        """Whether there is more than a picture of the last time, which no key is for."""
        return STARTING not in self.glass.text.partition("\n")[0]

    async def stopped(self) -> None:
        """Wait until the console is stopped, as by a shell, and all it wrote has been read."""
        await asyncio.to_thread(os.waitid, os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)
        self._read_to_the_end()

    async def ended(self, seconds: float = PATIENCE) -> int:
        """Wait for the end and return the exit code, negative for a signal."""
        async with asyncio.timeout(seconds):
            code = await self.process.wait()
        if self._master >= 0:
            self._read_to_the_end()
        return code

    @property
    def is_as_found(self) -> bool:
        """Whether the terminal is set as it was before the console had it."""
        return self.glass.is_as_found and self.is_set_as_before

    @property
    def is_set_as_before(self) -> bool:
        """Whether at least the settings that the system knows of are."""
        return termios.tcgetattr(self._slave) == self.before

    async def close(self) -> None:
        """Kill what still runs and give the terminal back."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
        if self._master >= 0:
            self.hang_up()

    def _read(self) -> None:
        while True:
            try:
                part = os.read(self._master, _READ)
            except BlockingIOError:
                return
            self._take(part)

    def _read_to_the_end(self) -> None:
        """Read all that a console wrote that writes no more.

        The system hands it on when it has time to, so a mark behind it tells when that was all.
        """
        self._read()
        terminal = os.open(os.ttyname(self._slave), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        os.write(terminal, _MARK)
        os.close(terminal)
        rest = b""
        while not rest.endswith(_MARK):
            ready, _, _ = select.select([self._master], [], [], PATIENCE)
            assert ready, "the terminal hands nothing on"
            rest += os.read(self._master, _READ)
        self._take(rest.removesuffix(_MARK))

    def _take(self, part: bytes) -> None:
        if self._watch is not None:
            self._watch.feed(part)
        else:
            self.written += part
            self.glass.feed(part)
        self._news.set()


@asynccontextmanager
async def console(
    desk: DemoDesk,
    home: Path,
    *program: str,
    leads: bool = True,
    size: tuple[int, int] = (COLUMNS, ROWS),
    watch: Watch | None = None,
    variables: Mapping[str, str] | None = None,
) -> AsyncIterator[Console]:
    """Start the console, or a script in its place, on a desk; what it keeps is in `home`.

    `leads` tells whether the system is to hang up on it when the terminal is closed; `watch`
    takes the place of the glass. `variables` are told to it besides, or in place of the usual.
    """
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    _set_size(slave, size)
    before = termios.tcgetattr(slave)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-ISc", _LAUNCH, "leads" if leads else "-", sys.executable),
        *(program or ("-m", "hoory_tui")),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=environ(desk, home) | dict(variables or {}),
    )
    running = Console(process, master, slave, before, watch)
    running.glass = Glass(*size)
    try:
        yield running
    finally:
        await running.close()


def environ(desk: DemoDesk, home: Path) -> dict[str, str]:
    """Return the variables of a console on a desk, whose folders are all in its home.

    Unless a test has settings of its own, what is sent leaves at once.
    """
    settings = home / "config" / "hoory-tui" / "config.toml"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("send_delay = 0\n")
    folders = {
        f"XDG_{name}_HOME": str(home / name.lower()) for name in ("STATE", "CONFIG", "CACHE")
    }
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(_ROOT),
        "HOME": str(home),
        **folders,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "HOORY_URL": desk.url,
        "HOORY_TOKEN": desk.agents[0].access_token,
        "HOORY_ACCOUNT": str(desk.account_id),
    }


def _set_size(terminal: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


async def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> None:
    """Wait for something that nobody tells of: a row in a file, a message at the desk."""
    try:
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 (nothing tells of it)
                await asyncio.sleep(_POLL)
    except TimeoutError:
        raise AssertionError(f"never came: {what}") from None
