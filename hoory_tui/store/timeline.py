"""The messages of one conversation in their only possible order."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace
from typing import Final

from hoory_tui.store.records import Message

_RANK: Final = {"progress": 0, "sent": 1, "delivered": 2, "read": 3}
_MAKING: Final = 1.5
"""Seconds between the whole second of a message's making and the time in its first event."""


def later_status(held: str, heard: str) -> str:
    """Return the further of two delivery states.

    Receipts arrive late and doubled, so a state never falls back. A failure may follow any
    state, even a receipt, and anything that is heard after a failure comes from a retry.
    """
    if "failed" in (held, heard) or held not in _RANK or heard not in _RANK:
        return heard
    return heard if _RANK[heard] > _RANK[held] else held


def newer_message(held: Message, heard: Message) -> Message:
    """Return what is true of a message after hearing of it again, in whatever order."""
    if _is_past(held, heard) or (held.deleted and not heard.deleted):
        return held
    status = later_status(held.status, heard.status)
    if held.status == "failed" and _is_as_made(heard):
        status = held.status
    # Nobody takes an answer back, and a failure keeps its reason; only a deletion ends both.
    answer = "" if heard.deleted else held.answer
    error = "" if heard.deleted or status != "failed" else held.error
    merged = replace(
        heard,
        status=status,
        # REST rows carry no time of change: their words are fresh, their status may lag.
        updated_at=held.updated_at if heard.updated_at is None else heard.updated_at,
        created_at=heard.created_at or held.created_at,
        sender=heard.sender or held.sender,
        answer=heard.answer or answer,
        error=heard.error or error,
    )
    return held if merged == held else merged


def _is_past(held: Message, heard: Message) -> bool:
    return (
        heard.updated_at is not None
        and held.updated_at is not None
        and heard.updated_at < held.updated_at
    )


def _is_as_made(message: Message) -> bool:
    # Only the announcement of a new message is this young; its row may have been read later.
    return message.updated_at is not None and message.updated_at < message.created_at + _MAKING


class Timeline:
    """Messages by id, ordered by (created_at, id); a slice of the whole history.

    `loaded` tells that the newest page was read; `has_older` that there is more before it.
    """

    __slots__ = ("_messages", "_places", "has_older", "known_to", "loaded", "stale")

    def __init__(self) -> None:
        self._messages: dict[int, Message] = {}
        self._places: list[tuple[float, int]] = []
        self.loaded = False
        self.has_older = True
        self.stale = False
        """Events may have been missed since it was read."""
        self.known_to = 0
        """While stale: the id after which messages may be missing, whatever came since."""

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, message_id: int) -> bool:
        return message_id in self._messages

    def get(self, message_id: int) -> Message | None:
        """Return the message of this id, if it is held."""
        return self._messages.get(message_id)

    def messages(self) -> list[Message]:
        """Return all held messages, oldest first."""
        return [self._messages[message_id] for _, message_id in self._places]

    def upsert(self, heard: Message) -> bool:
        """Take a message in, once and in its place; tell whether anything is different."""
        held = self._messages.get(heard.id)
        if held is None:
            self._messages[heard.id] = heard
            insort(self._places, heard.place)
            return True
        merged = newer_message(held, heard)
        if merged is held:
            return False
        self._messages[heard.id] = merged
        if merged.place != held.place:
            del self._places[bisect_left(self._places, held.place)]
            insort(self._places, merged.place)
        return True

    def miss(self) -> None:
        """Note that from here on messages may be missing, until the latest page is read again."""
        if not self.stale:
            self.stale = True
            self.known_to = self.newest_id() if self.loaded else 0

    def forget_before(self, message_id: int) -> None:
        """Drop what lies before a message, because what lies between is not known."""
        kept = [place for place in self._places if place[1] >= message_id]
        self._messages = {number: self._messages[number] for _, number in kept}
        self._places = kept

    def oldest_id(self) -> int | None:
        """Return the smallest id, which is what older pages are asked for by."""
        return min(self._messages, default=None)

    def newest_id(self) -> int:
        """Return the largest id, 0 for none."""
        return max(self._messages, default=0)
