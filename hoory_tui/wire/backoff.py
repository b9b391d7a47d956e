"""How long to wait before trying again, as values."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

LONGEST: Final = 30.0
"""Seconds; an agent must not wait longer than that for a server that is back."""


def delays(rng: Random) -> Iterator[float]:
    """Yield seconds to wait: under one at first, doubling up to LONGEST, always jittered.

    The jitter keeps a thousand consoles from returning in the same instant.
    """
    bound = 1.0
    while True:
        yield rng.uniform(0.5, 1.0) * bound
        bound = min(LONGEST, bound * 2)
