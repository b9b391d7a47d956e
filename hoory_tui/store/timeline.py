"""The messages of one conversation in their only possible order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from hoory_tui.store.records import Message

_BY_PLACE: Final = attrgetter("place")


class Timeline:
    """Messages by id, ordered by (created_at, id); a slice of the whole history without holes.

    `loaded` tells that the newest page was read; `has_older` that there is more before it.
    """

    __slots__ = (
        "_behind",
        "_doubted",
        "_in_order",
        "_messages",
        "_newest_id",
        "_oldest_id",
        "began",
        "has_older",
        "known_to",
        "loaded",
        "missed",
        "stale",
    )

    def __init__(self, began: int = 0) -> None:
        self._messages: dict[int, Message] = {}
        self._in_order: list[Message] = []
        self._oldest_id: int | None = None
        self._newest_id = 0
        self.began = began
        """The step since which this slice only grows: older pages asked for before do not fit."""
        self.missed = 0
        """The step at which events were last missed: answers from before do not make up for it."""
        self.loaded = False
        self.has_older = True
        self.stale = False
        """Events may have been missed since it was read."""
        self.known_to = 0
        """While stale: the id after which messages may be missing, whatever came since."""
        self._behind: int | None = None
        self._doubted: set[int] = set()

    def __len__(self) -> int:
        return len(self._in_order)

    def __contains__(self, message_id: int) -> bool:
        return message_id in self._messages

    def get(self, message_id: int) -> Message | None:
        """Return the message of this id, if it is held."""
        return self._messages.get(message_id)

    def messages(self) -> list[Message]:
        """Return all held messages, oldest first."""
        return self._in_order[:]

    @property
    def unsure_before(self) -> int | None:
        """The id before which held messages may have changed unheard, None for nowhere.

        None of them is missing. They were not read since events were missed, or were told of
        in an order that nobody knows; the latest page and older pages make them sure.
        """
        doubted = max(self._doubted, default=-1) + 1
        return max(self._behind or 0, doubted) or None

    def doubt(self, message_id: int) -> None:
        """Note that a held message has to be read again."""
        if message_id in self._messages:
            self._doubted.add(message_id)

    def trust(self, message_id: int) -> None:
        """Note that a message was read, by a question later than all that was told of it."""
        self._doubted.discard(message_id)

    def covers(self, message_id: int) -> bool:
        """Tell whether a message of this id belongs to the slice, or is older than all of it."""
        if not self.loaded or not self.has_older or self._oldest_id is None:
            return True
        return message_id >= self._oldest_id

    def put(self, message: Message) -> bool:
        """Hold this as the message of its id, in its place; tell whether anything is different."""
        held = self._messages.get(message.id)
        if held is message:
            return False
        if held is None:
            self._insert(message)
            self._newest_id = max(self._newest_id, message.id)
            if self._oldest_id is None or message.id < self._oldest_id:
                self._oldest_id = message.id
        else:
            at = self._position_of(held)
            if message.place != held.place:
                del self._in_order[at]
                self._insert(message)
            else:
                self._in_order[at] = message
        self._messages[message.id] = message
        return True

    def _insert(self, message: Message) -> None:
        self._in_order.insert(self._position_of(message), message)

    def _position_of(self, message: Message) -> int:
        """Return where a message stands, or would stand."""
        order, place = self._in_order, message.place
        # Nearly all that is told is of the end.
        last = order[-1].place if order else None
        if last is None or last < place:
            return len(order)
        return len(order) - 1 if last == place else bisect_left(order, place, key=_BY_PLACE)

    def miss(self, step: int) -> None:
        """Note that from here on messages may be missing, until the latest page is read again."""
        self.missed = step
        if not self.stale:
            self.stale = True
            self.known_to = self.newest_id() if self.loaded else 0

    def reach_to(self, message_id: int) -> None:
        """Note that no message up to this one is missing any more."""
        self.known_to = max(self.known_to, message_id)

    def settle_down(self, from_id: int) -> None:
        """Note that the newest page was read, from this id on, and nothing is missing before."""
        if self.stale and self._oldest_id is not None and self._oldest_id < from_id:
            self._behind = from_id
        self.loaded, self.stale, self.known_to = True, False, 0

    def make_sure(self, ids: Sequence[int]) -> None:
        """Note that an older page was read since events were missed."""
        if self._behind is None:
            return
        if ids and self._newest_below(self._behind) <= max(ids):
            self._behind = min(self._behind, *ids)
        if not ids or not self._newest_below(self._behind):
            self._behind = None

    def _newest_below(self, message_id: int) -> int:
        return max((one for one in self._messages if one < message_id), default=0)

    def forget_before(self, message_id: int, step: int) -> None:
        """Drop what lies before a message, because what lies between is not known."""
        self._in_order = [one for one in self._in_order if one.id >= message_id]
        self._messages = {one.id: one for one in self._in_order}
        self._oldest_id = min(self._messages, default=None)
        self._newest_id = max(self._messages, default=0)
        self.began = step
        self._behind = None
        self._doubted &= self._messages.keys()

    def forget_all(self, step: int) -> None:
        """Drop everything: it has to be read like a thread that was never shown."""
        self._messages, self._in_order = {}, []
        self._oldest_id, self._newest_id = None, 0
        self.loaded, self.has_older, self.stale, self.known_to = False, True, True, 0
        self._behind, self._doubted = None, set()
        self.began = self.missed = step

    def oldest_id(self) -> int | None:
        """Return the smallest id, which is what older pages are asked for by."""
        return self._oldest_id

    def newest_id(self) -> int:
        """Return the largest id, 0 for none."""
        return self._newest_id
