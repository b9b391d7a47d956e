"""A recorded session as one SVG that plays: rows that change, moved by style sheets alone.

It needs no script and no font from elsewhere, so that a page may show it as a picture.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from .cells import Pen, Row, clusters

_CELL: Final = (8.4, 17)
_POINTS: Final = 14
_BASE: Final = 13
_MARGIN: Final = 10
_FONTS: Final = (
    "ui-monospace,SFMono-Regular,'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace"
)
_FONT: Final = f"text{{font:{_POINTS}px {_FONTS};white-space:pre}}"
_WORDS: Final = re.compile(r"\S+(?: \S+)*")
_SOLID: Final = {"▌": 0.5, "▏": 0.15, "▎": 0.25, "█": 1.0}
"""Bars at the left of a cell; fonts leave gaps between those of two rows."""


@dataclass(frozen=True)
class Frame:
    """What a terminal showed from a moment on, in seconds."""

    at: float
    rows: list[Row]


class _Pens:
    """Classes of the style sheet, one for every way to draw letters."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, bool, bool, bool], str] = {}

    def name(self, pen: Pen) -> str:
        """Return the class of a pen."""
        key = (pen.ink, pen.bold, pen.italic, pen.underline)
        return self._names.setdefault(key, f"p{len(self._names)}")

    def rules(self) -> Iterator[str]:
        """Yield what the classes mean."""
        for (ink, bold, italic, underline), name in self._names.items():
            rule = f"fill:{ink}"
            rule += ";font-weight:700" if bold else ""
            rule += ";font-style:italic" if italic else ""
            rule += ";text-decoration:underline" if underline else ""
            yield f".{name}{{{rule}}}"


def film_of(frames: Sequence[Frame], end: float) -> str:
    """Return the frames as a drawing that plays for `end` seconds, again and again."""
    columns = max(run.column + run.cells for row in frames[0].rows for run in row)
    width, height = columns * _CELL[0], len(frames[0].rows) * _CELL[1]
    ground = frames[-1].rows[0][0].pen.ground
    pens = _Pens()
    strips: list[str] = []
    rules: list[str] = []
    for y in range(len(frames[0].rows)):
        shown = _changes([(frame.at, frame.rows[y]) for frame in frames])
        # What is shown once more is not drawn once more.
        places: dict[Row, int] = {}
        for _, row in shown:
            places.setdefault(row, len(places))
        parts = [
            f'<g transform="translate({number * width:.0f})">{_row(row, pens)}</g>'
            for row, number in places.items()
        ]
        top = f"translate(0 {y * _CELL[1]})"
        strips.append(f'<g transform="{top}"><g class="r{y}">{"".join(parts)}</g></g>')
        if len(shown) > 1:
            rules.append(_keyframes(y, [(at, places[row]) for at, row in shown], width, end))
    sheet = "".join([_common(end), *pens.rules(), *rules])
    return _whole("".join(strips), sheet, (width, height), ground)


def still_of(rows: list[Row]) -> str:
    """Return one screen as a drawing."""
    columns = max(run.column + run.cells for row in rows for run in row)
    pens = _Pens()
    drawn = [
        f'<g transform="translate(0 {y * _CELL[1]})">{_row(row, pens)}</g>'
        for y, row in enumerate(rows)
    ]
    size = (columns * _CELL[0], len(rows) * _CELL[1])
    sheet = _FONT + "".join(pens.rules())
    return _whole("\n".join(drawn), sheet, size, rows[0][0].pen.ground)


def _whole(drawn: str, sheet: str, size: tuple[float, float], ground: str) -> str:
    width, height = size
    whole = (width + 2 * _MARGIN, height + 2 * _MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[0]:.0f} {whole[1]:.0f}" '
        f'width="{whole[0]:.0f}" height="{whole[1]:.0f}"><style>{sheet}</style>'
        f'<rect width="100%" height="100%" rx="8" fill="{ground}"/>'
        f'<svg x="{_MARGIN}" y="{_MARGIN}" width="{width:.0f}" height="{height:.0f}">'
        f"{drawn}</svg></svg>\n"
    )


def _common(end: float) -> str:
    return _FONT + (
        f"[class^=r]{{animation-duration:{end:.2f}s;animation-iteration-count:infinite;"
        "animation-timing-function:step-end}"
    )


def _changes(rows: Sequence[tuple[float, Row]]) -> list[tuple[float, Row]]:
    first = rows[0]
    return [first, *(after for before, after in pairwise(rows) if before[1] != after[1])]


def _keyframes(y: int, times: Sequence[tuple[float, int]], width: float, end: float) -> str:
    steps = "".join(
        f"{at / end * 100:.2f}%{{transform:translate({-number * width:.0f}px)}}"
        for at, number in times
    )
    return f"@keyframes k{y}{{{steps}}}.r{y}{{animation-name:k{y}}}"


def _row(row: Row, pens: _Pens) -> str:
    parts: list[str] = []
    for ground, alike in groupby(row, key=lambda run: run.pen.ground):
        runs = list(alike)
        left = runs[0].column * _CELL[0]
        wide = sum(run.cells for run in runs) * _CELL[0]
        parts.append(
            f'<path fill="{ground}" d="M{left:.1f} 0h{wide:.1f}v{_CELL[1]}h-{wide:.1f}z"/>'
        )
    for run in row:
        for column, cells, words in _words(run.text):
            left, wide = (run.column + column) * _CELL[0], cells * _CELL[0]
            if words in _SOLID:
                wide *= _SOLID[words]
                path = f"M{left:.1f} 0h{wide:.1f}v{_CELL[1]}h-{wide:.1f}z"
                parts.append(f'<path fill="{run.pen.ink}" d="{path}"/>')
                continue
            # Whatever font there is, the words take the cells that they have in a terminal.
            parts.append(
                f'<text x="{left:.1f}" y="{_BASE}" class="{pens.name(run.pen)}" '
                f'textLength="{wide:.1f}">{html.escape(words, quote=False)}</text>'
            )
    return "".join(parts)


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (column, cells, words) of what is not blank; a bar stands by itself."""
    places: list[int] = []
    column = 0
    for one, cells in clusters(text):
        places += [column] * len(one)
        column += cells
    places.append(column)
    for found in _WORDS.finditer(text):
        start, end = found.span()
        if text[start] in _SOLID:
            yield places[start], 1, text[start]
            start += 1
            if not text[start:end].strip():
                continue
            start += len(text[start:end]) - len(text[start:end].lstrip())
        yield places[start], places[end] - places[start], text[start:end]
