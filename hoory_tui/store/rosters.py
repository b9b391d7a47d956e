"""The orders of the list, the counts of the tabs and the loads, kept right change by change.

To sort and count everything again at every event would cost more than all else together. What
has been asked for once is kept; every change of a conversation comes by here.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice
from typing import Final, overload

from hoory_tui.store.records import Conversation
from hoory_tui.store.sieves import RANKS, Judge, Rank, Sieve, rank_by_need
from hoory_tui.store.views import Sort

_CHUNK: Final = 512
_MOST_KEPT: Final = 16
"""Tabs and filters of today; one that nobody looks at costs as much as one in view."""


class Order(Sequence[int]):
    """The ids of conversations in one order that stays, whatever becomes of the store."""

    __slots__ = ("_chunks", "_guests", "_places", "_rank", "_starts")

    def __init__(
        self,
        chunks: Sequence[Sequence[Rank]],
        rank: Callable[[int], Rank | None],
        guests: Mapping[int, Rank] | None = None,
    ) -> None:
        self._chunks = chunks
        self._rank = rank
        self._guests = guests or {}
        self._starts = [0, *accumulate(map(len, chunks))]
        self._places: dict[int, int] | None = None

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = index if index >= 0 else index + len(self)
        if not 0 <= at < len(self):
            raise IndexError(index)
        number = bisect_left(self._starts, at + 1) - 1
        return -self._chunks[number][at - self._starts[number]][2]

    def __iter__(self) -> Iterator[int]:
        return (-rank[2] for rank in chain.from_iterable(self._chunks))

    def __contains__(self, conversation_id: object) -> bool:
        return isinstance(conversation_id, int) and self.position(conversation_id) is not None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(
            one == another for one, another in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Order({list(self)})"

    def position(self, conversation_id: int) -> int | None:
        """Return where a conversation stands, from 0; None when it is not there."""
        rank = self._guests.get(conversation_id) or self._rank(conversation_id)
        if rank is not None and (found := self._place_of(rank)) is not None:
            return found
        # It has moved or gone since then, so its rank of now says nothing of this order.
        if self._places is None:
            self._places = {one: at for at, one in enumerate(self)}
        return self._places.get(conversation_id)

    def _place_of(self, rank: Rank) -> int | None:
        number = _chunk_for(self._chunks, rank)
        if number == len(self._chunks):
            return None
        chunk = self._chunks[number]
        at = bisect_left(chunk, rank)
        return self._starts[number] + at if chunk[at] == rank else None

    def ranks(self, first: int, count: int) -> list[Rank]:
        """Return the ranks of so many conversations from a place on."""
        number = bisect_left(self._starts, first + 1) - 1
        if not 0 <= number < len(self._chunks):
            return []
        at = first - self._starts[number]
        return list(islice(chain.from_iterable(self._chunks[number:]), at, at + count))

    def with_also(self, ranks: Iterable[Rank], instead_of: Iterable[Rank] = ()) -> Order:
        """Return an order with some more conversations, or with some in other places."""
        roster = Roster(self._chunks)
        for rank in instead_of:
            roster.remove(rank)
        guests = {-rank[2]: rank for rank in ranks}
        for rank in guests.values():
            roster.add(rank)
        return roster.order(self._rank, {**self._guests, **guests})

    def without(self, conversation_ids: Iterable[int]) -> Order:
        """Return an order without these conversations."""
        gone = set(conversation_ids)
        kept = [[rank for rank in chunk if -rank[2] not in gone] for chunk in self._chunks]
        return Order([chunk for chunk in kept if chunk], self._rank, self._guests)


def _chunk_for(chunks: Sequence[Sequence[Rank]], rank: Rank) -> int:
    return bisect_left(chunks, rank, key=_last_of)


def _last_of(chunk: Sequence[Rank]) -> Rank:
    return chunk[-1]


class Roster:
    """Ranks in order; a chunk that an order was made of is copied before it is changed."""

    __slots__ = ("_chunks", "_own", "count")

    def __init__(self, chunks: Iterable[Sequence[Rank]]) -> None:
        self._chunks: list[Sequence[Rank]] = list(chunks)
        self._own: set[int] = set()
        self.count = sum(map(len, self._chunks))

    @classmethod
    def of(cls, ranks: Iterable[Rank]) -> Roster:
        """Return a roster of ranks that come in any order."""
        ordered = sorted(ranks)
        return cls(ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK))

    def order(
        self, rank: Callable[[int], Rank | None], guests: Mapping[int, Rank] | None = None
    ) -> Order:
        """Return the order as it is now; `rank` tells the place of a conversation.

        `guests` are in it by the ranks given, whatever theirs are.
        """
        self._own.clear()
        return Order(tuple(self._chunks), rank, guests)

    def add(self, rank: Rank) -> None:
        """Put a rank in its place."""
        self.count += 1
        if not self._chunks:
            self._chunks.append([])
        number = min(_chunk_for(self._chunks, rank), len(self._chunks) - 1) if self.count > 1 else 0
        chunk = self._to_change(number)
        insort(chunk, rank)
        if len(chunk) > 2 * _CHUNK:
            halves = [chunk[:_CHUNK], chunk[_CHUNK:]]
            self._own |= {id(half) for half in halves}
            self._chunks[number : number + 1] = halves

    def remove(self, rank: Rank) -> None:
        """Take a rank out, if it is in."""
        number = _chunk_for(self._chunks, rank)
        if number == len(self._chunks):
            return
        at = bisect_left(self._chunks[number], rank)
        if self._chunks[number][at] != rank:
            return
        chunk = self._to_change(number)
        del chunk[at]
        self.count -= 1
        if not chunk:
            del self._chunks[number]

    def _to_change(self, number: int) -> list[Rank]:
        chunk = self._chunks[number]
        if id(chunk) not in self._own or not isinstance(chunk, list):
            chunk = list(chunk)
            self._chunks[number] = chunk
            self._own.add(id(chunk))
        return chunk


class _Kept:
    """A roster with what decides who is in it and where."""

    __slots__ = ("_members", "_rank", "_sieve", "roster")

    def __init__(
        self,
        sieve: Sieve,
        rank: Callable[[Conversation], Rank],
        conversations: Iterable[Conversation],
        judge: Judge | None,
    ) -> None:
        self._sieve = sieve
        self._rank = rank
        ranks = [rank(one) for one in conversations if sieve.takes(one, judge)]
        self.roster = Roster.of(ranks)
        # What a rule of the agent's own took may depend on more than the conversation itself.
        self._members: dict[int, Rank] | None = (
            {-one[2]: one for one in ranks} if sieve.filter is not None else None
        )

    def change(
        self, before: Conversation | None, after: Conversation | None, judge: Judge | None
    ) -> bool:
        sieve, members = self._sieve, self._members
        new = self._rank(after) if after is not None and sieve.takes(after, judge) else None
        if members is None:
            old = self._rank(before) if before is not None and sieve.takes(before) else None
        else:
            one = before or after
            old = members.pop(one.id, None) if one is not None else None
            if new is not None:
                members[-new[2]] = new
        if old != new:
            if old is not None:
                self.roster.remove(old)
            if new is not None:
                self.roster.add(new)
        return old != new


_Key = tuple[Sieve, Sort | None]


class Rosters:
    """What was asked for of all conversations, kept from then on."""

    def __init__(self) -> None:
        self._kept: dict[_Key, _Kept] = {}
        self._loads: Counter[int] | None = None
        self._threads: Counter[int] | None = None
        self.judge: Judge | None = None
        """Judges by the agent's own rules; to be there before one of them is asked for."""

    def change(self, before: Conversation | None, after: Conversation | None) -> bool:
        """Take note that a conversation came, looks different or went; tell if an order changed."""
        # Every one is to hear of it, whatever the one before it says.
        has_moved = [kept.change(before, after, self.judge) for kept in self._kept.values()]
        for one, step in ((before, -1), (after, 1)):
            if one is None:
                continue
            if self._loads is not None and one.status == "open" and one.assignee_id is not None:
                self._loads[one.assignee_id] += step
            if self._threads is not None:
                self._threads[one.contact_id] += step
        return any(has_moved)

    def count(self, sieve: Sieve, conversations: Mapping[int, Conversation]) -> int:
        """Return how many conversations belong."""
        for key in self._kept:
            if key[0] == sieve:
                return self._roster(key, conversations).count
        return self._roster((sieve, Sort.LATEST), conversations).count

    def order(
        self,
        sieve: Sieve,
        conversations: Mapping[int, Conversation],
        sort: Sort | None = Sort.LATEST,
    ) -> Order:
        """Return the conversations that belong, in order; None sorts by who needs us most."""
        rank_it = _ranker(sieve, sort)

        def rank(conversation_id: int) -> Rank | None:
            held = conversations.get(conversation_id)
            return rank_it(held) if held is not None else None

        return self._roster((sieve, sort), conversations).order(rank)

    def judge_again(self) -> None:
        """Forget what the agent's own rules took: time has passed, or people have other names."""
        self._kept = {key: one for key, one in self._kept.items() if key[0].filter is None}

    def _roster(self, key: _Key, conversations: Mapping[int, Conversation]) -> Roster:
        kept = self._kept.pop(key, None)
        if kept is None:
            kept = _Kept(key[0], _ranker(*key), conversations.values(), self.judge)
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[key] = kept
        return kept.roster

    def loads(self, conversations: Mapping[int, Conversation]) -> Mapping[int, int]:
        """Return the number of open conversations by assignee."""
        if self._loads is None:
            self._loads = Counter(
                one.assignee_id
                for one in conversations.values()
                if one.status == "open" and one.assignee_id is not None
            )
        return self._loads

    def threads(self, conversations: Mapping[int, Conversation]) -> Mapping[int, int]:
        """Return the number of conversations by contact."""
        if self._threads is None:
            self._threads = Counter(one.contact_id for one in conversations.values())
        return self._threads


def _ranker(sieve: Sieve, sort: Sort | None) -> Callable[[Conversation], Rank]:
    return RANKS[sort] if sort is not None else rank_by_need(sieve.assignee_id or 0)
