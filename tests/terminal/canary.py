"""A console with one unmistakable secret in it, and a search of all it could have leaked to."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import fcntl
import os
import pty
import re
import struct
import sys
import termios
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Final
from urllib.parse import quote

from .console import COLUMNS, ROWS, Console

_SEQUENCES: Final = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\s+")
_ROOT: Final = Path(__file__).parents[2]
_LEADER: Final = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)


def new_canary(place: str) -> str:
    """Return a token that is nowhere else in the world."""
    return f"CaNaRy{place}{token_hex(12)}"


def spellings(canary: str) -> list[bytes]:
    """Return the ways in which a secret could be written down, also within something else."""
    raw = canary.encode()
    # Base64 writes three bytes at a time, so what stands before shifts it.
    shifted = [
        base64.b64encode(b"x" * before + raw)[4:-4] if before else base64.b64encode(raw)[:-4]
        for before in range(3)
    ]
    return [raw, raw[::-1], quote(canary).encode(), raw.hex().encode(), *shifted]


@dataclass
class Scene:
    """One run: where it lives, its secrets, and the files in which a secret may lie."""

    home: Path
    secrets: list[str] = field(default_factory=list)
    allowed: list[Path] = field(default_factory=list)
    written: bytes = b""
    shown_by_the_system: bytes = b""
    elsewhere: list[bytes] = field(default_factory=list)
    """What other hosts were told."""

    def environ(self, **more: str) -> dict[str, str]:
        """Return what a console of this scene begins with."""
        folders = {
            f"XDG_{name}_HOME": str(self.home / name.lower())
            for name in ("STATE", "CONFIG", "CACHE", "DATA")
        }
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_ROOT),
            "HOME": str(self.home),
            **folders,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            **more,
        }

    @property
    def profiles(self) -> Path:
        """The file of saved logins."""
        return self.home / "config" / "hoory-tui" / "profiles.toml"

    def save(self, text: str) -> None:
        """Write the file of saved logins, in which secrets may be."""
        self.profiles.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        self.profiles.write_text(text)
        self.profiles.chmod(0o600)
        self.allowed.append(self.profiles)

    @property
    def log(self) -> str:
        """Our own log."""
        file = self.home / "state" / "hoory-tui" / "hoory-tui.log"
        return file.read_text() if file.exists() else ""

    def leaks(self) -> list[str]:
        """Return every place that a secret of the run has come to."""
        found = []
        for place, content in self._places():
            for secret in self.secrets:
                found += [
                    f"{secret[:10]}… in {place}" for one in spellings(secret) if one in content
                ]
        return found

    def _places(self) -> list[tuple[str, bytes]]:
        files = [one for one in self.home.rglob("*") if one.is_file() and not one.is_symlink()]
        return [
            ("the terminal", self.written),
            # A long line is broken where it ends on the screen.
            ("the terminal, its lines joined", _SEQUENCES.sub(b"", self.written)),
            ("/proc", self.shown_by_the_system),
            *(("another host", told) for told in self.elsewhere),
            *((str(one), one.read_bytes()) for one in files if one not in self.allowed),
            *(("a file's name", str(one).encode()) for one in files),
        ]


@asynccontextmanager
async def started(
    scene: Scene, *program: str, environ: Mapping[str, str]
) -> AsyncIterator[Console]:
    """Run a console of this scene in a terminal of its own, and note what the system shows."""
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    before = termios.tcgetattr(slave)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-ISc", _LEADER, sys.executable),
        *(program or ("-m", "hoory_tui")),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=dict(environ),
    )
    running = Console(process, master, slave, before)
    try:
        yield running
    finally:
        scene.written += running.written
        await running.close()


def look_at(scene: Scene, running: Console) -> None:
    """Note what the system shows of a console and its children at this moment."""
    for number in [running.process.pid, *_children(running.process.pid)]:
        for name in ("cmdline", "environ"):
            # Whoever may not even look is told nothing.
            with contextlib.suppress(OSError):
                scene.shown_by_the_system += Path(f"/proc/{number}/{name}").read_bytes() + b"\0"


def _children(parent: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        with contextlib.suppress(OSError):
            found += map(int, (task / "children").read_text().split())
    return found
