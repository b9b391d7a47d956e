"""The promise that a conversation is under: which limit is due next, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.store.records import Conversation
from hoory_tui.words import said

_SOON: Final = 1800.0
"""Seconds before a limit from which on it is worth a colour."""
_DONE: Final = "resolved"


@dataclass(frozen=True, slots=True)
class Due:
    """The limit that is due next; `at` is in unix seconds."""

    limit: str
    at: float

    def is_missed(self, now: float) -> bool:
        """Tell whether it is over."""
        return now >= self.at


def due_next(conversation: Conversation) -> Due | None:
    """Return the limit that is not met yet and runs out first, None where there is none.

    As the servers reckon: the first answer and the resolution count from the beginning, the next
    answer from when the contact has waited.
    """
    return min(_open_limits(conversation), key=lambda one: one.at, default=None)


def _open_limits(conversation: Conversation) -> Iterator[Due]:
    sla, begun = conversation.sla, conversation.created_at
    if sla is None or conversation.status == _DONE:
        return
    if sla.first_response and begun and not conversation.first_reply_at:
        yield Due(said("first answer"), begun + sla.first_response)
    if sla.next_response and conversation.first_reply_at and conversation.waiting_since:
        yield Due(said("answer"), conversation.waiting_since + sla.next_response)
    if sla.resolution and begun:
        yield Due(said("resolution"), begun + sla.resolution)


def due_text(due: Due, now: float) -> tuple[str, str]:
    """Return a limit in words and their role: in how long it is due, or since when it is missed."""
    if due.is_missed(now):
        return said(
            "{limit} missed {when} ago", limit=due.limit, when=when.duration(now - due.at)
        ), "failed"
    role = "warn" if due.at - now <= _SOON else "dim"
    return said("{limit} due in {when}", limit=due.limit, when=when.duration(due.at - now)), role


def due_chip(due: Due, now: float) -> tuple[str, str]:
    """Return the same in a few cells, for a row."""
    if due.is_missed(now):
        return said("sla -{age}", age=when.age(due.at, now)), "failed"
    role = "warn" if due.at - now <= _SOON else "row-dim"
    return said("sla {age}", age=when.age(now, due.at)), role
