"""The goals: what each figure has to reach, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound that a row meets or misses; `of` is the figure it is held against.

    `stretch` is what one would be proud of, of the same figure.
    """

    bound: float
    of: Literal["ratio", "ours"] = "ratio"
    at_least: bool = False
    stretch: float | None = None

    def is_met(self, figure: float) -> bool:
        """Whether the figure is on the right side of the bound, or on it."""
        return _reaches(figure, self.bound, self.at_least)

    def verdict(self, figure: float) -> str:
        """Return the bound and whether it is met, as the table shows it."""
        sign = "≥" if self.at_least else "≤"
        if not self.is_met(figure):
            word = "**missed**"
        elif self.stretch is not None and _reaches(figure, self.stretch, self.at_least):
            word = f"met, {sign} {self.stretch:g} too"
        else:
            word = "met"
        return f"{sign} {self.bound:g} {word}"


def _reaches(figure: float, bound: float, at_least: bool) -> bool:
    return figure >= bound if at_least else figure <= bound


GOALS: Final[dict[str, Goal]] = {
    # The start, beside a bare Textual app.
    "skeleton": Goal(0.15),
    "first paint": Goal(1.3),
    "version": Goal(3.0),
    # A command that writes a list, beside a Python that does nothing.
    "list": Goal(12.0),
    # From the socket into the store.
    "ingest": Goal(0.55, at_least=True, stretch=0.8),
    "stall": Goal(20.0, of="ours"),
    # Keys, with 100,000 conversations and with 1,000; bytes with a few.
    "rows": Goal(1.15),
    "key bytes": Goal(1024.0, of="ours"),
    "scroll bytes": Goal(7 * 1024.0, of="ours"),
    "idle bytes": Goal(0.0, of="ours"),
    # A thousand events a second, on a fast line and on one of 64 KB/s.
    "load p50": Goal(1.5),
    "load p99": Goal(3.0, stretch=2.0),
    "load cpu": Goal(20.0, of="ours"),
    "load lost": Goal(0.0, of="ours"),
    "load late": Goal(0.0, of="ours"),
    "slow p50": Goal(3.0),
    "slow p99": Goal(200.0, of="ours"),
    # Long threads beside short ones.
    "open": Goal(2.0),
    "prepend": Goal(1.5),
    "resize": Goal(3.0),
    # Memory.
    "held message": Goal(0.12),
    "rss": Goal(1.8),
    "day": Goal(1.05),
    # Other programs, side by side.
    "peer": Goal(1.0),
}
"""By the name that a row carries; percent, bytes and milliseconds are as in the row's unit."""
