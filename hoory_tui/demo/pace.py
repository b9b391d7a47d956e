"""How fast life goes on in the pretend company, in seconds."""

from __future__ import annotations

import random
from dataclasses import dataclass

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pace:
    """Spans from which each pause is drawn.

    ``between_scenes`` spaces what happens by itself; the others space the steps inside a scene.
    """

    between_scenes: Span = (1.6, 4.4)
    before_reading: Span = (1.2, 3.5)
    before_typing: Span = (0.8, 2.5)
    typing: Span = (3.0, 8.0)
    colleague_typing: Span = (3.0, 7.0)

    def draw(self, rng: random.Random, span: Span) -> float:
        """Return a pause out of a span."""
        return rng.uniform(*span)
