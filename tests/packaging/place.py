"""An empty environment with the wheel in it, and commands of it run from another folder."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys
import termios
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.terminal.console import Console, _set_size
from tests.terminal.glass import Glass

ROOT: Final = Path(__file__).parents[2]
SIZE: Final = (100, 30)


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Place:
    """A folder with an environment, a home, and a folder to stand in that holds nothing of ours."""

    folder: Path

    @property
    def programs(self) -> Path:
        """Where the environment has its commands."""
        return self.folder / "env" / "bin"

    @property
    def environ(self) -> dict[str, str]:
        """The variables of somebody who has just installed it."""
        home = self.folder / "home"
        return {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }

    def make(self) -> None:
        """Make the environment and the folders."""
        for name in ("home", "elsewhere"):
            (self.folder / name).mkdir()
        call(sys.executable, "-m", "venv", str(self.folder / "env"))

    def install(self, *what: str) -> None:
        """Install packages with the environment's own pip."""
        call(str(self.programs / "python"), "-m", "pip", "install", "-q", *what)

    def run(self, *words: str, given: str = "") -> Done:
        """Run a command of the environment from the other folder."""
        done = subprocess.run(
            [str(self.programs / words[0]), *words[1:]],
            input=given,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=self.folder / "elsewhere",
            env=self.environ,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    @asynccontextmanager
    async def on_terminal(self, *words: str) -> AsyncIterator[Console]:
        """Run a command of the environment on a terminal of its own."""
        master, slave = pty.openpty()
        os.set_blocking(master, False)
        _set_size(slave, SIZE)
        before = termios.tcgetattr(slave)
        process = await asyncio.create_subprocess_exec(
            str(self.programs / words[0]),
            *words[1:],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            cwd=self.folder / "elsewhere",
            env=self.environ,
        )
        running = Console(process, master, slave, before)
        running.glass = Glass(*SIZE)
        try:
            yield running
        finally:
            await running.close()


def build(folder: Path) -> tuple[Path, Path]:
    """Build the source archive, and the wheel out of it; return both."""
    call(sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT))
    (archive,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return archive, wheel


def call(*words: str) -> None:
    """Run a tool; what it says is shown when it fails."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(f"{done.stdout}{done.stderr}")
        raise SystemExit(f"failed: {' '.join(words)}")
