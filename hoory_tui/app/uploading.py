"""Telling how much of a message's files has left, at a modest rate."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from hoory_tui.store.records import Pending

if TYPE_CHECKING:
    from hoory_tui.client.upload import Progress

PROGRESS_PAUSE: Final = 0.5
"""Seconds between two words about how much of a file has left."""


def progress_of(
    pending: Pending, monotonic: Callable[[], float], tell: Callable[[int], Awaitable[None]]
) -> Progress:
    """Return what hears how many bytes have left, and tells so now and then and at the end."""
    told_at = monotonic()

    async def note(uploaded: int) -> None:
        nonlocal told_at
        is_all = uploaded == sum(file.size for file in pending.files)
        if is_all or monotonic() - told_at >= PROGRESS_PAUSE:
            told_at = monotonic()
            await tell(uploaded)

    return note
