"""How many rows of a list are elsewhere than they were, told without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Protocol


class Placed(Protocol):
    """Ids in an order that tells where each of them stands."""

    def __len__(self) -> int: ...

    def position(self, key: int, /) -> int | None:
        """Return the place of an id, None when it is not there."""


Token = tuple[int, int, int]
"""Something that stands in a line: behind so many resting ids, before (0) or as such (1)."""


def moved(held: Sequence[int], wanted: Sequence[int]) -> int:
    """Return how many rows would have to move, new ones included, to get from one to the other."""
    places = {key: place for place, key in enumerate(held)}
    # Those that stay in one order need not move: the longest such run is what stands still.
    tails: list[int] = []
    for place in (places[key] for key in wanted if key in places):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return max(len(held), len(wanted)) - len(tails)


def moved_among(held: Placed, wanted: Placed, touched: Collection[int]) -> int | None:
    """Return what `moved` does, where only the touched ones may have changed their places.

    None when others came or went too: then all have to be looked at.
    """
    before = {key: at for key in touched if (at := held.position(key)) is not None}
    after = {key: at for key in touched if (at := wanted.position(key)) is not None}
    resting = len(held) - len(before)
    if resting != len(wanted) - len(after):
        return None
    stood, stands = _tokens(before), _tokens(after)
    cuts = sorted({0, resting, *(one[0] for one in (*stood.values(), *stands.values()))})
    runs = [((first, 1, 0), last - first) for first, last in pairwise(cuts)]
    line = [(place, place, weight) for place, weight in runs]
    line += [(stands[key], stood[key], 1) for key in stands.keys() & stood.keys()]
    line.sort()
    still = _heaviest_run((place, weight) for _, place, weight in line)
    return max(len(held), len(wanted)) - still


def _tokens(places: dict[int, int]) -> dict[int, Token]:
    """Return behind how many resting ids each of the touched ones stands, and in what order."""
    ordered = sorted(places, key=places.__getitem__)
    return {key: (places[key] - number, 0, number) for number, key in enumerate(ordered)}


def _heaviest_run(line: Iterable[tuple[Token, int]]) -> int:
    """Return the greatest weight of those that stand in their order."""
    ends: list[Token] = []
    weights: list[int] = []
    # Ends with their weights, both growing: a later end is worth keeping only if it is heavier.
    for place, weight in line:
        at = bisect_left(ends, place)
        total = weight + (weights[at - 1] if at else 0)
        stop = at
        while stop < len(ends) and weights[stop] <= total:
            stop += 1
        ends[at:stop] = [place]
        weights[at:stop] = [total]
    return weights[-1] if weights else 0
