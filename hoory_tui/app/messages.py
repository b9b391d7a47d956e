"""What workers may tell the console; handlers alone change state."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from hoory_tui.lazily import dataclass
from hoory_tui.store.happenings import Happening

if TYPE_CHECKING:
    from hoory_tui.client.batches import Batch


@dataclass
class CableBatch(Message):
    """Events that came together, and how the link was doing then."""

    batch: Batch


@dataclass
class Arrived(Message):
    """Answers and deeds for the store, in their order."""

    steps: Sequence[Happening]
    taken: asyncio.Event | None = None
    """Set once the store has taken the steps in."""


@dataclass
class SignedOut(Message):
    """The server no longer takes our token; `tokens` tells how many it took before that one."""

    tokens: int


@dataclass
class Problem(Message):
    """Something did not work out; one sentence for the agent, drawn as plain text."""

    sentence: str


@dataclass
class DeedMoved(Message):
    """The entry of this number in the journal is further on."""

    number: int


@dataclass
class DeedDone(Message):
    """An entry is through with the conversations that this was about: done, or undone."""

    number: int
    about: tuple[int, ...]
    undone: bool
