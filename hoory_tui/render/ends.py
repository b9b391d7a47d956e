"""What two sequences have in common at both ends, found fast: between them lies what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

_STRETCH: Final = 256


def common_ends(before: Sequence[Any], after: Sequence[Any]) -> tuple[int, int]:
    """Return how many at the beginning and how many at the end are the same, without overlap."""
    most = min(len(before), len(after))
    head = _common_head(before, after, most)
    return head, _common_tail(before, after, most - head)


def _common_head(before: Sequence[Any], after: Sequence[Any], most: int) -> int:
    at = 0
    # Stretches are compared where that is fast, and identity alone tells of most of them.
    while at + _STRETCH <= most and before[at : at + _STRETCH] == after[at : at + _STRETCH]:
        at += _STRETCH
    while at < most and before[at] == after[at]:
        at += 1
    return at


def _common_tail(before: Sequence[Any], after: Sequence[Any], most: int) -> int:
    here, there = len(before), len(after)
    at = 0
    while at + _STRETCH <= most:
        first, second = here - at - _STRETCH, there - at - _STRETCH
        if before[first : here - at] != after[second : there - at]:
            break
        at += _STRETCH
    while at < most and before[here - at - 1] == after[there - at - 1]:
        at += 1
    return at
