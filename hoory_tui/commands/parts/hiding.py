"""Listening in a command without being seen, and telling what could not be given back for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hoory_tui.sdk.unseen import Unseen

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.backend import Backend


@contextmanager
def hiding(backend: Backend, context: Context, command: str) -> Iterator[Unseen]:
    """Yield what keeps the agent from being seen; tell them at the end what is theirs to do."""
    unseen = Unseen(backend)
    try:
        yield unseen
    finally:
        # It must have been closed by now, by whoever listened.
        if unseen.debt:
            context.tell(f"hoory-tui {command}: {unseen.debt}")
