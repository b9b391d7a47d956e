"""What is true of a message after hearing of it again, in whatever order."""

from __future__ import annotations

from typing import Final

from hoory_tui.store.ages import Order
from hoory_tui.store.records import Message, amended

_RANK: Final = {"progress": 0, "sent": 1, "delivered": 2, "read": 3}
_MAKING: Final = 1.5
"""Seconds between the whole second of a message's making and the time in its first event."""


def later_status(held: str, heard: str, *, is_newer: bool = False) -> str:
    """Return the delivery state after hearing of one.

    Receipts arrive late and doubled, so a state never falls back. A failure follows only what
    has not been delivered, unless its time shows that it `is_newer`; and what is heard after a
    failure comes from a retry.
    """
    if held not in _RANK or heard not in (*_RANK, "failed"):
        return heard
    if heard == "failed":
        return heard if is_newer or _RANK[held] <= _RANK["sent"] else held
    return heard if _RANK[heard] > _RANK[held] else held


def merge_event(held: Message, heard: Message, order: Order) -> tuple[Message, bool]:
    """Return the message after an event, and whether reading it again must settle the matter."""
    if order is Order.PAST or heard == held:
        return held, False
    if held.deleted and not heard.deleted:
        return held, False
    if order is Order.OVERTAKEN:
        return held, shown(heard) != shown(held)
    times = (held.updated_at, heard.updated_at)
    is_newer = order is Order.LATER and _is_newer(*times)
    status = later_status(held.status, heard.status, is_newer=is_newer)
    if held.status == "failed" and _is_as_made(heard):
        # The announcement of a message is older than its failure, whenever it arrives.
        status = held.status
    merged = _over(held, heard, status)
    if order is Order.UNSURE:
        return merged, shown(heard) != shown(held)
    # A state that falls back in a newer event went by way of a failure that was not heard.
    return merged, is_newer and status != heard.status


def merge_row(held: Message, row: Message) -> Message:
    """Return the message after an answer that is no older than what is held."""
    if held.deleted and not row.deleted:
        return held
    return _over(held, row, row.status)


def shown(message: Message) -> tuple[object, ...]:
    """Return what makes two tellings of one message different to the eye."""
    return (
        message.content,
        message.status,
        message.deleted,
        message.error,
        message.answer,
        message.translations,
    )


def _over(held: Message, heard: Message, status: str) -> Message:
    # Nobody takes an answer back, and a failure keeps its reason; only a deletion ends both.
    answer = "" if heard.deleted else held.answer
    translations = () if heard.deleted else held.translations
    error = "" if heard.deleted or status != "failed" else held.error
    merged = amended(
        heard,
        status=status,
        updated_at=held.updated_at if heard.updated_at is None else heard.updated_at,
        created_at=heard.created_at or held.created_at,
        sender=heard.sender or held.sender,
        answer=heard.answer or answer,
        error=heard.error or error,
        translations=heard.translations or translations,
    )
    return held if merged == held else merged


def _is_newer(held_at: float | None, heard_at: float | None) -> bool:
    return heard_at is not None and (held_at is None or heard_at > held_at)


def _is_as_made(message: Message) -> bool:
    # Only the announcement of a new message is this young; its row may have been read later.
    return message.updated_at is not None and message.updated_at < message.created_at + _MAKING
