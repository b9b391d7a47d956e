"""The tour from its beginning to its end: a quiet desk whose customers answer, and the console."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui.app.console import check_keys, run
from hoory_tui.app.log import logging_to
from hoory_tui.app.tour.app import TourApp
from hoory_tui.app.tour.progress import Progress
from hoory_tui.config.secret import Secret

if TYPE_CHECKING:
    from hoory_tui.config.settings import Settings
    from hoory_tui.demo.desk import DemoDesk
    from hoory_tui.sdk.backend import Backend

_NEVER: Final = (86_400.0, 86_400.0)
"""Seconds until something would happen by itself: only what the newcomer does moves anything."""


def run_tour_app(settings: Settings, file: Path | None) -> int:
    """Run the console with its tour and return the exit code; `file` keeps how far it went."""
    check_keys(settings)
    # A pretend company leaves nothing behind, and nothing may be written over the screen.
    with logging_to(None):
        return asyncio.run(_run(settings, Progress(file)))


async def _run(settings: Settings, progress: Progress) -> int:
    async with AsyncExitStack() as stack:
        desks: list[DemoDesk] = []

        async def connect() -> Backend:
            from hoory_tui.demo.desk import DemoDesk
            from hoory_tui.demo.pace import Pace
            from hoory_tui.sdk.backend import open_backend

            pace = Pace(
                between_scenes=_NEVER,
                before_reading=(0.4, 0.8),
                before_typing=(0.3, 0.6),
                typing=(1.0, 2.0),
            )
            desk = await stack.enter_async_context(DemoDesk(pace=pace))
            desks.append(desk)
            token = Secret(desk.agents[0].access_token)
            return await open_backend(desk.url, token, desk.account_id)

        make = partial(TourApp, desk=lambda: desks[0] if desks else None, progress=progress)
        return await run(connect, settings, make=make)
