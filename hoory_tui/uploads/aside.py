"""Asking a disk without waiting for it: it may be slow, at the far end of a network, or gone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

T = TypeVar("T")


async def aside(function: Callable[[], T]) -> T:
    """Return what a function returns, or raise what it raises, from a thread of its own.

    Not from a pool: at the end of the program a pool waits for all its threads, and a disk
    that never answers would keep the console from closing.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(put: Callable[[], None]) -> None:
        if not done.done():
            put()

    def work() -> None:
        try:
            result = function()
            put = partial(done.set_result, result)
        except Exception as error:
            put = partial(done.set_exception, error)
        # Nobody waits any more when the loop is closed.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, put)

    threading.Thread(target=work, name="disk", daemon=True).start()
    return await done
