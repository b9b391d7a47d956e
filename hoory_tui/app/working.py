"""Jobs of a console: done beside the screen, with the server once it has been reached."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Coroutine
from typing import Any

from textual.worker import Worker

from hoory_tui.app.hearing import HearingApp
from hoory_tui.config.settings import Settings


class WorkingApp(HearingApp):
    """An app that has things done for it; what they bring is posted, and handlers take it in."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._connected = asyncio.Event()
        """Set once the server has been reached."""

    def _work(
        self, job: Coroutine[Any, Any, object], group: str, *, exclusive: bool = False
    ) -> None:
        """Do a job for which the server is needed, once it has been reached."""

        async def run() -> None:
            await self._connected.wait()
            await job

        self._run(run, job, group, exclusive=exclusive)

    def _work_here(
        self, job: Coroutine[Any, Any, object], group: str, *, exclusive: bool = False
    ) -> None:
        """Do a job for which no server is needed."""

        async def run() -> None:
            await job

        self._run(run, job, group, exclusive=exclusive)

    def _run(
        self,
        run: Callable[[], Coroutine[Any, Any, None]],
        job: Coroutine[Any, Any, object],
        group: str,
        *,
        exclusive: bool,
    ) -> None:
        # A worker may be cancelled before its first step; nobody would have awaited the job.
        weakref.finalize(run, job.close)
        _: Worker[None] = self.run_worker(run, group=group, exclusive=exclusive)
