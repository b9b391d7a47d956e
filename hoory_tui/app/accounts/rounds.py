"""One console after the other in one process: each in one account, the terminal kept in between."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Final

from hoory_tui.app import skeleton
from hoory_tui.app.accounts.ring import Ring, Wish
from hoory_tui.app.garbage_collection import forget_widgets

_log: Final = logging.getLogger(__name__)

_ENDINGS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SIGNALLED: Final = 128
"""Exit codes from here on mean that somebody has no time."""


async def go_round(
    ring: Ring, start: Callable[[Wish | None], Awaitable[int]], mark: Callable[[Wish], str]
) -> int:
    """Run consoles until one is left for no other account, and return its exit code.

    `start` runs one: the first for None, then one for each wish. `mark` is what the last screen
    of an account is found by, which stands there until the next console is drawn: nothing of the
    former account does.
    """
    code = 1
    try:
        async with _own_threads():
            code = await start(None)
        # Whoever was told to end meanwhile, or broke down, goes nowhere else.
        while code == 0 and (wish := ring.wish) is not None:
            ring.wish = None
            skeleton.come_back(mark(wish), wish.settings.theme)
            # As at a first start: nothing is collected until all is there.
            gc.disable()
            forget_widgets()
            _log.info("on to another account")
            async with _own_threads():
                code = await start(wish)
    finally:
        if ring.wish is not None:
            await ring.wish.backend.close()
        # What is given back may have to look up a name, which takes a thread.
        async with _own_threads():
            await _leave(ring, is_hurried=code >= _SIGNALLED)
    return code


@asynccontextmanager
async def _own_threads() -> AsyncIterator[None]:
    """Give a console threads that end with it: each would keep the one that it was begun by."""
    threads = ThreadPoolExecutor(thread_name_prefix="console")
    asyncio.get_running_loop().set_default_executor(threads)
    try:
        yield
    finally:
        threads.shutdown(wait=False)


async def _leave(ring: Ring, *, is_hurried: bool) -> None:
    seconds = round(ring.seconds_unseen)
    if seconds and not is_hurried:
        skeleton.give_back()
        sys.stderr.write(
            "hoory-tui: your availability in other accounts is set back once that shows you to "
            f"nobody, in {seconds} s; Ctrl+C does it at once.\n"
        )
        sys.stderr.flush()
        await _until_unseen(ring)
    await ring.close(at_once=True)
    for debt in ring.debts:
        skeleton.give_back()
        sys.stderr.write(f"hoory-tui: {debt}\n")


async def _until_unseen(ring: Ring) -> None:
    """Wait until giving back what the agent chose shows them to nobody, or until told to end."""
    hurried, loop = asyncio.Event(), asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in _ENDINGS}
    for number in _ENDINGS:
        loop.add_signal_handler(number, hurried.set)
    try:
        while (left := ring.seconds_unseen) > 0 and not hurried.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await hurried.wait()
    finally:
        for number, handler in before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, handler)
