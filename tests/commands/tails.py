"""The command that follows, as a program of its own on the demo desk."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hoory_tui.demo.desk import DemoDesk

from .acts import Acts


@dataclass
class Tail:
    """A running ``hoory-tui tail``."""

    process: asyncio.subprocess.Process

    async def line(self) -> dict[str, Any]:
        """Return the next line."""
        assert self.process.stdout is not None
        raw = await asyncio.wait_for(self.process.stdout.readline(), 20)
        assert raw.endswith(b"\n"), (raw, await self.said())
        read: dict[str, Any] = json.loads(raw)
        return read

    async def message(self) -> str:
        """Return the words of the next new message, whatever is told before it."""
        while True:
            told = await self.line()
            if told["event"] == "message.created":
                return str(told["data"]["content"])

    async def live(self) -> None:
        """Wait until it says that events arrive."""
        while (told := await self.line())["event"] != "link" or told["data"]["state"] != "live":
            pass

    async def rest(self) -> list[dict[str, Any]]:
        """Return the lines until its end."""
        assert self.process.stdout is not None
        raw = await asyncio.wait_for(self.process.stdout.read(), 30)
        await self.process.wait()
        return [json.loads(one) for one in raw.splitlines()]

    async def said(self) -> str:
        """Return what it said beside its lines, at its end."""
        assert self.process.stderr is not None
        return (await asyncio.wait_for(self.process.stderr.read(), 30)).decode()


@asynccontextmanager
async def tailing(acts: Acts, *words: str, stdout: int = PIPE) -> AsyncIterator[Tail]:
    """Run it until the block ends."""
    root = str(Path(__file__).parents[2])
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "tail", *words),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=stdout,
        stderr=PIPE,
        env={**acts.surroundings(PYTHONPATH=root), "PATH": "/usr/bin:/bin"},
        limit=4 * 1024 * 1024,
    )
    try:
        yield Tail(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def talk_of(desk: DemoDesk) -> int:
    """Return a conversation that is open."""
    talks = desk.engine.world.conversations.values()
    return next(one.display_id for one in talks if one.status == "open")


def secrets_of(desk: DemoDesk) -> list[str]:
    """Return everything that may stand in no line."""
    agents = [one.access_token for one in desk.agents] + [one.pubsub_token for one in desk.agents]
    sessions = desk.engine.world.sessions.values()
    seats = [one.pubsub_token for one in sessions] + [one.source_id for one in sessions]
    return [one for one in (*agents, *seats) if one]
