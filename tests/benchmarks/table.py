"""The result: ratios of medians of interleaved pairs, with what they were made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from tests.benchmarks.goals import GOALS

HEAD: Final = "| what | against | ratio | ours | theirs | unit | goal |"
RULE: Final = "|---|---|--:|--:|--:|---|---|"


@dataclass(frozen=True, slots=True)
class Samples:
    """Two series measured in turn, so that each pair met the same weather."""

    ours: Sequence[float]
    theirs: Sequence[float]

    def ratio(self) -> float:
        """Return the median of the pairs' ratios; against nothing at all, nothing is equal."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return median(_divide(ours, theirs) for ours, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; without anything to compare with there is no ratio.

    Without figures of ours it tells, in place of a unit, why there are none. `goal` is a name
    in GOALS, or empty where nothing was promised.
    """

    what: str
    against: str
    ratio: float | None
    ours: float | None
    theirs: float | None
    unit: str
    goal: str = ""

    def inverted(self) -> Row:
        """Return the same as a ratio of speeds instead of times."""
        return replace(self, ratio=1 / self.ratio if self.ratio else None)

    def toward(self, goal: str) -> Row:
        """Return the same, held against a goal."""
        return replace(self, goal=goal)

    def verdict(self) -> str:
        """Return the goal and whether it is met, empty without one."""
        if not self.goal:
            return ""
        goal = GOALS[self.goal]
        figure = self.ratio if goal.of == "ratio" else self.ours
        return "not measured" if figure is None else goal.verdict(figure)

    def line(self) -> str:
        """Return the row in Markdown."""
        # A small ratio is held against a small bound, which two places would blur.
        ratio = "" if self.ratio is None else f"{self.ratio:.{3 if self.ratio < 0.2 else 2}f}"
        ours, theirs = ("" if one is None else _number(one) for one in (self.ours, self.theirs))
        cells = (self.what, self.against, ratio, ours, theirs, self.unit)
        return f"| {' | '.join(cells)} | {self.verdict()} |"


def ratio_row(what: str, against: str, samples: Samples, unit: str, goal: str = "") -> Row:
    """Return a row from two series."""
    ours, theirs = median(samples.ours), median(samples.theirs)
    return Row(what, against, samples.ratio(), ours, theirs, unit, goal)


def table(lines: Sequence[str]) -> str:
    """Return the whole table in Markdown, from the lines of its rows."""
    return "\n".join([HEAD, RULE, *lines])


def _divide(ours: float, theirs: float) -> float:
    if theirs:
        return ours / theirs
    return 1.0 if ours == theirs else float("inf")


def _number(value: float) -> str:
    """Return so many digits as mean something, never as a power of ten."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
