"""`hoory-tui tail` as a process beside the consoles, and what it has told so far."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Json

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


@dataclass
class Tail:
    """The lines in the order they were written."""

    lines: list[Json] = field(default_factory=list)
    problems: str = ""
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def read(self, stream: asyncio.StreamReader) -> None:
        while text := await stream.readline():
            async with self._news:
                self.lines.append(json.loads(text))
                self._news.notify_all()

    async def until(self, true: Callable[[], object], what: str) -> None:
        """Wait until the lines are like this."""
        try:
            async with asyncio.timeout(PATIENCE), self._news:
                await self._news.wait_for(true)
        except TimeoutError:
            told = [(one["event"], one["data"].get("content")) for one in self.lines]
            raise AssertionError(f"tail never told {what}, only {told}") from None

    @property
    def lives(self) -> int:
        """How often it has been live."""
        links = [one["data"] for one in self.lines if one["event"] == "link"]
        return sum(one["state"] == "live" for one in links)

    async def live(self, times: int = 1) -> None:
        """Wait until it has been live so often."""
        await self.until(lambda: self.lives >= times, f"that it is live, {times} times")

    def of(self, event: str, conversation_id: int) -> list[Json]:
        """Return the data of the lines about this event of a conversation."""
        return [
            one["data"]
            for one in self.lines
            if one["event"] == event and one["conversation_id"] == conversation_id
        ]


@asynccontextmanager
async def tailing(
    desk: DemoDesk, agent_id: int, folder: Path, *, url: str = ""
) -> AsyncIterator[Tail]:
    """Run it in the name of an agent for as long as the block lasts."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "HOORY_URL": url or desk.url,
        "HOORY_TOKEN": desk.agent(agent_id).access_token,
        "HOORY_ACCOUNT": str(desk.account_id),
    }
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "tail", "--links", "--present"),
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=1 << 22,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    tail = Tail()
    reading = asyncio.create_task(tail.read(running.stdout))
    try:
        await tail.live()
        yield tail
    finally:
        with contextlib.suppress(ProcessLookupError):
            running.send_signal(signal.SIGINT)
        await asyncio.wait_for(running.wait(), PATIENCE)
        await reading
        tail.problems = (await running.stderr.read()).decode()
