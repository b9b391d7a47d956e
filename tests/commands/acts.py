"""Commands run against the demo desk, with what they wrote and how they ended."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import pty
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hoory_tui.commands.registry import COMMANDS
from hoory_tui.commands.run import run_command
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation


@dataclass(frozen=True)
class Done:
    """How a run ended, and what stood on its two outputs."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> Any:
        """What --json wrote."""
        return json.loads(self.out)


@dataclass
class Acts:
    """A running desk and whoever acts on it by commands."""

    desk: DemoDesk
    home: Path
    environ: dict[str, str] = field(default_factory=dict)

    def surroundings(self, **changed: str) -> dict[str, str]:
        """Return the environment of a run in the name of the desk's first agent."""
        return {
            "HOME": str(self.home),
            "PATH": "/usr/bin:/bin",
            "HOORY_URL": self.desk.url,
            "HOORY_TOKEN": self.desk.agents[0].access_token,
            "HOORY_ACCOUNT": str(self.desk.account_id),
            **self.environ,
            **changed,
        }

    async def run(self, *words: str, given: str | bytes = "", **changed: str) -> Done:
        """Run a command in this process, in a thread of its own; `given` stands on its input."""
        environ = self.surroundings(**changed)
        data = given.encode() if isinstance(given, str) else given
        out, err = io.StringIO(), io.StringIO()

        def run() -> int:
            try:
                return run_command(COMMANDS[words[0]], words, environ)
            except SystemExit as error:
                return int(error.code or 0)

        with (
            _input(io.TextIOWrapper(io.BytesIO(data), "utf-8")),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = await asyncio.to_thread(run)
        return Done(code, out.getvalue(), err.getvalue())

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        """Run a command in a process of its own."""
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "hoory_tui", *words),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self.surroundings(PYTHONPATH=str(Path(__file__).parents[2])),
        )

    async def on_terminal(self, *words: str, typed: str = "") -> tuple[int, str]:
        """Run a command with a terminal on all three streams; return its code and what it showed.

        `typed` is written when it begins, and waits there until it is asked for.
        """
        ours, theirs = pty.openpty()
        os.write(ours, typed.encode())
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "hoory_tui", *words),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=self.surroundings(PYTHONPATH=str(Path(__file__).parents[2]), COLUMNS="300"),
        )
        os.close(theirs)
        code = await asyncio.wait_for(process.wait(), 20)
        out = b""
        # The end of a terminal is an error of its own kind.
        with contextlib.suppress(OSError):
            while piece := os.read(ours, 4096):
                out += piece
        os.close(ours)
        return code, out.decode()

    async def asked(self, method: str, part: str, count: int) -> None:
        """Wait until the desk has had so many requests of a kind."""
        for _ in range(1000):
            found = [one for one in self.desk.asked(part) if one.startswith(f"{method} ")]
            if len(found) >= count:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"{method} {part} was not asked {count} times")

    def row(self, conversation_id: int) -> Conversation:
        """Return a conversation as the desk has it."""
        return self.desk.conversation(conversation_id)

    def open_ids(self, count: int) -> list[int]:
        """Return conversations that are open, nobody's, and whose contact may be answered."""
        talks = self.desk.engine.world.conversations.values()
        found = [
            one.display_id
            for one in talks
            if one.status == "open" and one.assignee_id is None and not one.priority
        ]
        return found[:count]

    def contents(self, conversation_id: int) -> list[str]:
        """Return the words of all messages of a thread, oldest first."""
        row = self.row(conversation_id)
        messages = self.desk.engine.world.messages.values()
        mine = [one for one in messages if one.conversation_id == row.id]
        return [one.content or "" for one in sorted(mine, key=lambda one: one.id)]


@asynccontextmanager
async def acting(home: Path) -> AsyncIterator[Acts]:
    """Run a quiet desk of few conversations for as long as the block lasts."""
    async with DemoDesk(quiet_visitors=True, conversations=40) as desk:
        yield Acts(desk, home)


@contextlib.contextmanager
def _input(stream: io.TextIOWrapper) -> Iterator[None]:
    before, sys.stdin = sys.stdin, stream
    try:
        yield
    finally:
        sys.stdin = before
