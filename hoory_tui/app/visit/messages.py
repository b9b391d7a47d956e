"""What workers of the contact's console may tell it; handlers alone change state."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from hoory_tui.sdk.inbox.link import InboxEvent
from hoory_tui.store.visit.happenings import Happening


@dataclass
class Came(Message):
    """An event came in, or the link is doing differently."""

    event: InboxEvent


@dataclass
class Told(Message):
    """Answers and steps for the visit, in their order."""

    steps: Sequence[Happening]
    taken: asyncio.Event | None = None
    """Set once they have been taken in."""


@dataclass
class Problem(Message):
    """Something did not work out; one sentence for the visitor."""

    sentence: str
