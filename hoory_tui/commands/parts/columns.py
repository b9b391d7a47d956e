"""A table for people: columns as wide as what they hold, cut to the terminal where there is one."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.commands.parts.values import Kind

_GAP: Final = "  "
_NARROWEST: Final = 6
_READABLE: Final = 12
_RIGHT: Final = ("id", "whole", "number")
_FLEXIBLE: Final = ("text", "body", "texts")
_JOINER, _PICTURE_STYLE = "\u200d", "\ufe0f"


class Head(NamedTuple):
    """The head of a column; those with a higher `spare` leave a narrow terminal first."""

    title: str
    kind: Kind
    spare: int = 0


def lay_out(
    heads: Sequence[Head], cells: Sequence[Sequence[str]], context: Context
) -> Iterator[str]:
    """Yield the lines of the table, the titles first."""
    wanted = [
        max(cells_of(head.title), *(cells_of(row[place]) for row in cells))
        for place, head in enumerate(heads)
    ]
    room = terminal_width(context)
    places = list(range(len(heads))) if room is None else kept(wanted, heads, room)
    kinds = [heads[place].kind for place in places]
    widths = [wanted[place] for place in places]
    if room is not None:
        widths = fit(widths, kinds, room)
    emphasis = ("\x1b[1m", "\x1b[0m") if is_coloured(context) else ("", "")
    titles = [heads[place].title.upper() for place in places]
    yield f"{emphasis[0]}{_line(titles, widths, kinds)}{emphasis[1]}"
    for row in cells:
        yield _line([row[place] for place in places], widths, kinds)


def kept(wanted: Sequence[int], heads: Sequence[Head], room: int) -> list[int]:
    """Return the places of the columns that stay, so that every text keeps a readable width."""
    places = list(range(len(heads)))
    while True:
        least = sum(
            min(wanted[place], _READABLE) if heads[place].kind in _FLEXIBLE else wanted[place]
            for place in places
        )
        spare = max(places, key=lambda place: heads[place].spare)
        if least + len(_GAP) * (len(places) - 1) <= room or not heads[spare].spare:
            return places
        places.remove(spare)


def _line(cells: Sequence[str], widths: Sequence[int], kinds: Sequence[Kind]) -> str:
    parts = []
    for cell, width, kind in zip(cells, widths, kinds, strict=True):
        text = cut(cell, width)
        blank = " " * (width - cells_of(text))
        parts.append(blank + text if kind in _RIGHT else text + blank)
    return _GAP.join(parts).rstrip()


def fit(wanted: Sequence[int], kinds: Sequence[Kind], room: int) -> list[int]:
    """Return the widths of columns that fit into the room: the widest texts give way first."""
    widths = list(wanted)
    while sum(widths) + len(_GAP) * (len(widths) - 1) > room:
        places = [place for place, kind in enumerate(kinds) if kind in _FLEXIBLE]
        widest = max(places, key=lambda place: widths[place], default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    return widths


def cells_of(text: str) -> int:
    """Return how many cells of a terminal the text takes."""
    if text.isascii():
        return len(text)
    total, joined = 0, False
    for char in text:
        if char == _JOINER:
            joined = True
        elif joined:
            joined = False
        elif char == _PICTURE_STYLE or unicodedata.category(char) in ("Mn", "Me", "Cf"):
            continue
        else:
            total += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return total


def cut(text: str, width: int) -> str:
    """Return the text, or what of it fits into so many cells, with a mark at its end."""
    if cells_of(text) <= width:
        return text
    kept, used = [], 0
    for char in text:
        used += cells_of(char)
        if used > width - 1:
            break
        kept.append(char)
    return f"{''.join(kept).rstrip()}…"


def terminal_width(context: Context) -> int | None:
    """Return the columns of the terminal that is written to; None where it is none."""
    if not context.stdout.isatty():
        return None
    given = context.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(context.stdout.fileno()).columns or 80
    except OSError:
        return 80


def is_coloured(context: Context) -> bool:
    """Whether the output may be emphasised: a terminal that can, and nobody said no."""
    return context.stdout.isatty() and may_be_coloured(context.environ)


def may_be_coloured(environ: Mapping[str, str]) -> bool:
    """Whether the environment lets a terminal be written to in more than plain letters."""
    return not environ.get("NO_COLOR") and environ.get("TERM", "") not in ("", "dumb")
