"""The way from a command to the server: an open session for what one run of it does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TypeVar

from hoory_tui.commands.context import Context
from hoory_tui.config import paths
from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.sdk.network import network_of

T = TypeVar("T")


@asynccontextmanager
async def open_desk(context: Context) -> AsyncIterator[Backend]:
    """Open a session for the login of this run and close it behind; raises HooryError.

    Nothing listens to the cable: whoever only asks and tells is seen by nobody.
    """
    profile = context.profile
    folder = paths.config_dir(context.environ)
    network = network_of(profile, context.environ, at=folder)
    backend = await open_backend(profile.url, profile.token, profile.account_id, network=network)
    try:
        yield backend
    finally:
        await backend.close()


def run_async(work: Coroutine[object, object, T]) -> T:
    """Do the work in a loop of its own and return what it gives."""
    return asyncio.run(work)
