"""Which conversations are marked: ids, in the order in which they were marked."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence


class Marks(Collection[int]):
    """Ids that stay whatever becomes of the rows; `last` are those of the time before."""

    def __init__(self) -> None:
        self._ids: dict[int, None] = {}
        self._anchor: int | None = None
        """Where the stretch begins that is being marked."""
        self._end: int | None = None
        self._before: frozenset[int] = frozenset()
        """What was marked before that stretch."""
        self.last: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[int]:
        return iter(tuple(self._ids))

    def __contains__(self, conversation_id: object) -> bool:
        return conversation_id in self._ids

    def toggle(self, conversation_id: int) -> None:
        """Mark a conversation, or take its mark off."""
        self._end_stretch()
        if conversation_id in self._ids:
            del self._ids[conversation_id]
        else:
            self._ids[conversation_id] = None

    def add(self, conversation_ids: Iterable[int]) -> None:
        """Mark these besides the others."""
        self._end_stretch()
        self._ids |= dict.fromkeys(conversation_ids)

    def invert(self, conversation_ids: Iterable[int]) -> None:
        """Mark those of these that are not marked, and take the marks off the others."""
        self._end_stretch()
        for one in conversation_ids:
            if one in self._ids:
                del self._ids[one]
            else:
                self._ids[one] = None

    def clear(self) -> None:
        """Take all marks off, remembering them."""
        self._end_stretch()
        if self._ids:
            self.last = tuple(self._ids)
        self._ids = {}

    def keep(self, known: Container[int]) -> bool:
        """Take the marks off what is not known any more; return whether there was any."""
        gone = [one for one in self._ids if one not in known]
        for one in gone:
            del self._ids[one]
        return bool(gone)

    def stretch_from(self, here: int) -> int:
        """Return where the stretch begins that the hand goes on with; a new one begins here."""
        if self._anchor is None or self._end != here:
            self._anchor, self._before = here, frozenset(self._ids)
        self._end = here
        return self._anchor

    def stretch_to(self, there: int, between: Sequence[int]) -> None:
        """Mark what lies between the begin of the stretch and there, and nothing else of it."""
        self._end = there
        kept = {one: None for one in self._ids if one in self._before}
        self._ids = kept | dict.fromkeys(between)

    def _end_stretch(self) -> None:
        self._anchor = self._end = None
