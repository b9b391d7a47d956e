"""The journal: what the agent did, to which conversations, and how each of them went.

It lives in memory and ends with the console; it holds no text of anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.deeds import Deed
from hoory_tui.store.undoing import Change, why_for_ever
from hoory_tui.words import said

MOST: Final = 50
"""Entries that are remembered."""


class State(StrEnum):
    """How a deed went with one conversation."""

    WAITING = "waiting"
    DONE = "done"
    NOTHING = "as it was"
    """It was so already, so nothing was changed."""
    FAILED = "failed"
    STOPPED = "stopped"
    """It was not asked of the server after all."""
    UNDONE = "undone"
    LEFT = "left"
    """It was to be undone, and left alone: somebody changed it since."""


@dataclass(slots=True)
class Item:
    """What a deed did to one conversation; `since` is the step at which it was asked for."""

    conversation_id: int
    state: State = State.WAITING
    change: Change = field(default_factory=Change)
    since: int = 0
    problem: str = ""
    """Why it failed, was left alone or could not be undone, as a sentence."""
    may_have_arrived: bool = False
    """Whether it failed and may have been done all the same, where doing it twice does harm."""
    number: int = 0
    """Of its proposal."""
    aside: dict[str, int] = field(default_factory=dict)
    """The parts that the server changed along with it, and until which step that is its doing."""

    def is_later(self, key: str, step: int) -> bool:
        """Tell whether a change of a part, heard at this step, is none of this deed's."""
        return step > max(self.since, self.aside.get(key, 0))


@dataclass(slots=True)
class Entry:
    """One thing done, to one conversation or to many; `at` in unix seconds."""

    number: int
    deed: Deed
    at: float
    items: dict[int, Item]
    is_running: bool = True
    is_stopping: bool = False
    is_undoing: bool = False

    @property
    def counts(self) -> Counter[State]:
        """How many conversations are in each state."""
        return Counter(item.state for item in self.items.values())

    @property
    def settled(self) -> int:
        """How many conversations are through."""
        return len(self.items) - self.counts[State.WAITING]

    def in_state(self, *states: State) -> list[Item]:
        """Return what is in one of these states, in the order in which it was asked for."""
        return [item for item in self.items.values() if item.state in states]

    @property
    def undoable(self) -> list[Item]:
        """Return what can be undone: done, changed by it, and still remembered."""
        return [item for item in self.in_state(State.DONE) if item.change]

    @property
    def why_not(self) -> str:
        """Return why nothing of this can be undone, or ""."""
        counts = self.counts
        if self.is_running:
            return said("it is still being done")
        if self.is_undoing:
            return said("it is being undone")
        if self.undoable:
            return ""
        if counts[State.DONE] and (why := why_for_ever(self.deed)):
            return why
        if counts[State.LEFT]:
            return said("somebody changed it since")
        if counts[State.UNDONE]:
            return said("it is undone")
        if counts[State.FAILED]:
            return said("it was not done")
        return said("it was so already" if counts[State.NOTHING] else "nothing was changed")


class Journal:
    """The last things done, oldest first, each under its number."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._last = 0

    def begin(self, deed: Deed, conversation_ids: Iterable[int], at: float) -> Entry:
        """Enter something that is to be done; the numbers rise."""
        self._last += 1
        items = {one: Item(one) for one in dict.fromkeys(conversation_ids)}
        entry = Entry(self._last, deed, at, items)
        self._entries[entry.number] = entry
        return entry

    def drop_old(self) -> frozenset[int]:
        """Forget the oldest beyond MOST; return the conversations of which nothing is left."""
        old = [one for one in self._entries.values() if not one.is_running]
        gone: set[int] = set()
        for entry in old[: max(0, len(self._entries) - MOST)]:
            del self._entries[entry.number]
            gone.update(entry.items)
        return frozenset(gone - {one for entry in self for one in entry.items}) if gone else _NONE

    def get(self, number: int) -> Entry | None:
        """Return the entry of this number, None when it is forgotten."""
        return self._entries.get(number)

    def last_undoable(self) -> Entry | None:
        """Return the last thing of which something can be undone, or that is being done."""
        newest_first = reversed(self._entries.values())
        found = (
            one for one in newest_first if one.is_running or (one.undoable and not one.is_undoing)
        )
        return next(found, None)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)


_NONE: Final[frozenset[int]] = frozenset()
