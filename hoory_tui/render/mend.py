"""The items of a thread, made anew only around what changed in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.ends import common_ends
from hoory_tui.render.thread import (
    Item,
    ThreadFacts,
    beginning_item,
    message_items,
    pending_items,
)
from hoory_tui.store.records import Direction, Message

_KINDS_OF_ONE: Final = ("day", "unread")
"""Items that come with the message behind them."""


@dataclass(frozen=True, slots=True)
class Part:
    """Messages of a thread from `first` on; what comes before them is not shown yet.

    The first one must not belong to a run of activity lines that begins before it.
    """

    facts: ThreadFacts
    first: int = 0


def is_cut(messages: Sequence[Message], position: int) -> bool:
    """Tell whether no run of activity lines goes on across this position."""
    if not 0 < position < len(messages):
        return True
    return not (_is_activity(messages[position]) and _is_activity(messages[position - 1]))


def _is_activity(message: Message) -> bool:
    return message.direction is Direction.ACTIVITY


class MendedThread:
    """Gives the items that making all of them anew would give, for a part of the work."""

    def __init__(self, quote: Callable[[int], str]) -> None:
        self._quote = quote
        self._messages: Sequence[Message] = []
        self._items: list[Item] = []
        self._before: Message | None = None
        self._base: tuple[object, ...] = ()
        self._quoting: dict[int, tuple[int, str]] = {}

    def forget(self) -> None:
        """Make everything anew the next time."""
        self._base = ()

    def items(self, part: Part, shown: Callable[[Message], Message] | None = None) -> list[Item]:
        """Return the items of a part, from top to bottom; `shown` tells as what a message is."""
        facts = part.facts
        today = when.day_number(facts.now, facts.zone)
        base = (facts.unread_from, facts.unread_count, facts.zone, facts.expanded, today)
        messages = facts.messages[part.first :]
        before = facts.messages[part.first - 1] if part.first else None
        if base != self._base:
            self._items, self._quoting = [], {}
            self._messages, self._base = [], base
        self._mend(part, messages, before, shown)
        self._messages, self._before = messages, before
        self._mend_quotes()
        above = [] if part.first else [beginning_item(facts)]
        return [*above, *self._items, *pending_items(facts, self._quote)]

    def _mend(
        self,
        part: Part,
        messages: Sequence[Message],
        before: Message | None,
        shown: Callable[[Message], Message] | None,
    ) -> None:
        held = self._messages
        head, tail = common_ends(held, messages)
        if before is not self._before:
            # How the first one looks depends on it.
            head = 0
            tail = min(tail, len(messages) - 1, len(held) - 1) if messages and held else 0
        if head == len(messages) == len(held):
            return
        start, stop = head, len(messages) - tail
        while start and _is_activity(messages[start - 1]):
            start -= 1
        # How a message looks depends on the one before it.
        stop += stop < len(messages)
        while stop < len(messages) and _is_activity(messages[stop]):
            stop += 1
        ends = len(messages) - stop
        first = self._behind(held[start - 1]) if start else 0
        last = self._at(held[len(held) - ends]) if ends else len(self._items)
        if first is None or last is None:
            first, last, start, stop = 0, len(self._items), 0, len(messages)
        range_ = (part.first + start, part.first + stop)
        made = message_items(part.facts, self._quote, *range_, shown)
        self._items[first:last] = made
        for item in made:
            said = item.message
            if said is None:
                continue
            self._quoting.pop(said.id, None)
            if said.in_reply_to:
                self._quoting[said.id] = (said.in_reply_to, item.quoted)

    def _mend_quotes(self) -> None:
        """Take over what replied-to messages say now, wherever they are quoted."""
        for number, (quoted_id, words) in list(self._quoting.items()):
            now = self._quote(quoted_id)
            if now == words:
                continue
            position = self._find(number)
            if position is None:
                del self._quoting[number]
                continue
            item = self._items[position]
            self._quoting[number] = (quoted_id, now)
            self._items[position] = Item(
                item.kind, item.key, message=item.message, head=item.head, quoted=now
            )

    def _behind(self, message: Message) -> int | None:
        """Return the place behind the item of a message."""
        position = self._find(message.id)
        return position + 1 if position is not None else None

    def _at(self, message: Message) -> int | None:
        """Return the place of the first item that comes with a message."""
        position = self._find(message.id)
        while position and self._items[position - 1].key[0] in _KINDS_OF_ONE:
            position -= 1
        return position

    def _find(self, message_id: int) -> int | None:
        key = ("message", message_id)
        items = self._items
        # Most changes are near one of the ends.
        for near, far in zip(range(len(items)), range(len(items) - 1, -1, -1), strict=True):
            if items[near].key == key:
                return near
            if items[far].key == key:
                return far
        return None
