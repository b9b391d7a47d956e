"""The result: ratios of medians of interleaved pairs, with what they were made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median


@dataclass(frozen=True, slots=True)
class Samples:
    """Two series measured in turn, so that each pair met the same weather."""

    ours: Sequence[float]
    theirs: Sequence[float]

    def ratio(self) -> float:
        """Return the median of the pairs' ratios."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return median(ours / theirs for ours, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; without anything to compare with there is no ratio."""

    what: str
    against: str
    ratio: float | None
    ours: float
    theirs: float | None
    unit: str

    def inverted(self) -> Row:
        """Return the same as a ratio of speeds instead of times."""
        return replace(self, ratio=1 / self.ratio if self.ratio else None)

    def line(self) -> str:
        """Return the row in Markdown."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        theirs = "" if self.theirs is None else f"{self.theirs:.4g}"
        return (
            f"| {self.what} | {self.against} | {ratio} | {self.ours:.4g} | {theirs} | {self.unit} |"
        )


def ratio_row(what: str, against: str, samples: Samples, unit: str) -> Row:
    """Return a row from two series."""
    ours, theirs = median(samples.ours), median(samples.theirs)
    return Row(what, against, samples.ratio(), ours, theirs, unit)


def table(rows: Sequence[Row]) -> str:
    """Return the whole table in Markdown."""
    head = "| what | against | ratio | ours | theirs | unit |\n|---|---|--:|--:|--:|---|"
    return "\n".join([head, *(row.line() for row in rows)])
