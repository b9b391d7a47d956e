"""How far a long run is, on one line of the terminal that is gone in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.manifold import Deal

_EVERY: Final = 0.5
"""Seconds between two numbers; a run that is over before the first shows none."""
_GONE: Final = "\r\x1b[K"


@contextmanager
def counting(deals: Sequence[Deal], context: Context) -> Iterator[None]:
    """Show how many are done for as long as the block lasts, to a person at a terminal."""
    err = context.stderr
    if not err.isatty() or context.environ.get("TERM", "") in ("", "dumb") or len(deals) < 2:
        yield
        return

    is_shown = False

    async def count() -> None:
        nonlocal is_shown
        while True:
            await asyncio.sleep(_EVERY)
            is_shown = True
            done = sum(one.is_over for one in deals)
            err.write(f"{_GONE}{done} of {len(deals)}")
            err.flush()

    counter = asyncio.ensure_future(count())
    try:
        yield
    finally:
        counter.cancel()
        if is_shown:
            err.write(_GONE)
            err.flush()
