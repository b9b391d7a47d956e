"""One recording on its way: what is there is read once the link stands, what comes is written."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.sdk.following.items import LINK
from hoory_tui.sdk.recording.snapshot import read_snapshot
from hoory_tui.wire.link import LinkState

if TYPE_CHECKING:
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.sdk.following.follower import Follower
    from hoory_tui.sdk.recording.recorder import Recorder

_FIRST_LINK: Final = 20.0
"""Seconds after which the snapshot is read although nothing arrives live."""


class Taking:
    """Takes what a desk tells into a recorder; `threads` are to be read first, `ready` is told."""

    def __init__(
        self,
        backend: Backend,
        follower: Follower,
        recorder: Recorder,
        *,
        threads: int,
        ready: Callable[[], None],
    ) -> None:
        self._backend = backend
        self._follower = follower
        self._recorder = recorder
        self._threads = threads
        self._ready = ready
        self._live = asyncio.Event()
        self._waiting: list[tuple[dict[str, Any], float]] | None = []
        """What came while the snapshot was read, which stands before it."""

    async def take(self, stop: asyncio.Event, seconds: float | None) -> None:
        """Go on until it is to stop, or for so long; raises HooryError and RecordingError."""
        jobs = (stop.wait(), self._listen(), self._begin(seconds))
        tasks = [asyncio.ensure_future(job) for job in jobs]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._write_waiting()
        for task in done:
            task.result()

    async def _listen(self) -> None:
        async for told in self._follower:
            line = json.loads(told.line())
            if told.name == LINK and line["data"].get("state") == LinkState.LIVE:
                self._live.set()
            if self._waiting is None:
                self._recorder.hear(line)
            else:
                self._waiting.append((line, self._recorder.since_start()))

    async def _begin(self, seconds: float | None) -> None:
        with contextlib.suppress(TimeoutError):
            # Read after the link stands, or what happens in between would be in neither.
            async with asyncio.timeout(_FIRST_LINK):
                await self._live.wait()
        async for name, data, number in read_snapshot(self._backend, threads=self._threads):
            self._recorder.take_part(name, data, number)
        self._write_waiting()
        self._ready()
        await asyncio.sleep(float("inf") if seconds is None else seconds)

    def _write_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        for line, at in waiting or ():
            self._recorder.hear(line, at)
