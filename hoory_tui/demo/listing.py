"""The order and the counts of a very long conversation list, kept up change by change.

A list page then costs the rows looked at, not a sort of all: what is touched goes to the end of a
sequence, and its former place there is passed over from then on.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from .records import Conversation

_SLACK: Final = 1000
"""Passed-over places that are no reason yet to write the sequence anew."""


class Facet(NamedTuple):
    """What a list's filters look at, shared by many conversations."""

    status: str
    inbox_id: int
    team_id: int | None
    assignee_id: int | None
    labels: tuple[str, ...]

    @classmethod
    def of(cls, row: Conversation) -> Facet:
        """Return the facet a conversation has now."""
        return cls(row.status, row.inbox_id, row.team_id, row.assignee_id, tuple(row.labels))


class Listing:
    """Light columns of all conversations by display id, which are 1, 2, 3 and so on."""

    def __init__(self) -> None:
        self.totals: Counter[Facet] = Counter()
        self._facets: list[Facet] = []
        self._moments = array("d")
        self._updated = array("d")
        self._sequence = array("l")
        self._places = array("l")

    def __len__(self) -> int:
        return len(self._facets)

    def moment(self, display_id: int) -> float:
        """Return a conversation's last activity."""
        return self._moments[display_id - 1]

    def found(self, facets: Sequence[Facet], moments: Sequence[float]) -> None:
        """Begin with these conversations, the least recent first."""
        self.totals.update(facets)
        self._facets.extend(facets)
        self._moments.extend(moments)
        self._updated.extend(moments)
        self._sequence.extend(range(len(facets)))
        self._places.extend(range(len(facets)))

    def file(self, row: Conversation) -> None:
        """Take in what a conversation is now; whatever moved must be the latest of all."""
        facet, place = Facet.of(row), row.display_id - 1
        if place == len(self._facets):
            self._facets.append(facet)
            self._moments.append(row.last_activity_at)
            self._updated.append(row.updated_at)
            self._places.append(len(self._sequence))
            self._sequence.append(place)
            self.totals[facet] += 1
            return
        held = self._facets[place]
        if held != facet:
            self._facets[place] = facet
            self.totals[facet] += 1
            self.totals[held] -= 1
            if not self.totals[held]:
                del self.totals[held]
        self._updated[place] = row.updated_at
        if self._moments[place] != row.last_activity_at:
            self._moments[place] = row.last_activity_at
            self._places[place] = len(self._sequence)
            self._sequence.append(place)
            if len(self._sequence) > 2 * len(self._facets) + _SLACK:
                self._lay_out(reversed([number - 1 for number in self.newest_first()]))

    def sort(self) -> None:
        """Put everything in order again after rows were filed with moments of the past."""
        moments = self._moments
        self._lay_out(iter(sorted(range(len(moments)), key=moments.__getitem__)))

    def newest_first(self) -> Iterator[int]:
        """Yield the display ids, the latest activity first."""
        sequence, places = self._sequence, self._places
        for index in range(len(sequence) - 1, -1, -1):
            place = sequence[index]
            if places[place] == index:
                yield place + 1

    def page(self, wanted: set[Facet], skip: int, size: int) -> list[int]:
        """Return the display ids with one of these facets, the latest first, from a place on."""
        sequence, places, facets = self._sequence, self._places, self._facets
        found: list[int] = []
        for index in range(len(sequence) - 1, -1, -1):
            place = sequence[index]
            if places[place] != index or facets[place] not in wanted:
                continue
            if skip:
                skip -= 1
                continue
            found.append(place + 1)
            if len(found) == size:
                break
        return found

    def updated_since(self, wanted: set[Facet], moment: float) -> list[int]:
        """Return the display ids with one of these facets that changed since, latest first."""
        facets, updated = self._facets, self._updated
        recent = [place for place, when in enumerate(updated) if when > moment]
        recent.sort(key=self._places.__getitem__, reverse=True)
        return [place + 1 for place in recent if facets[place] in wanted]

    def _lay_out(self, places: Iterator[int]) -> None:
        self._sequence = array("l", places)
        for index, place in enumerate(self._sequence):
            self._places[place] = index
