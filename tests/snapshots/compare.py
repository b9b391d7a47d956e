"""What differs between a stored screen and today's, said so that it can be looked up on it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import Final

from rich.cells import cell_len

from .cells import Looks, Snapshot

_MOST_ROWS: Final = 12
_MOST_LOOKS: Final = 8
_UPDATE: Final = "if it is meant to look so: python -m tests.snapshots --update"


def differences(name: str, stored: Snapshot | None, now: Snapshot) -> str:
    """Return what differs, "" for nothing."""
    if stored is None:
        return f"{name} is not stored; {_UPDATE}"
    told = [f"the theme {theme} is not stored" for theme in now.looks if theme not in stored.looks]
    both = [theme for theme in now.looks if theme in stored.looks]
    for theme in both:
        told = told or _told_of_text(theme, stored.texts[theme], now.texts[theme])
    told = told or _told_of_looks(both, stored, now)
    return "\n".join([f"{name} looks different; {_UPDATE}", *told]) if told else ""


def _told_of_text(theme: str, stored: list[str], now: list[str]) -> list[str]:
    rows = [
        (number, was, is_)
        for number, (was, is_) in enumerate(zip_longest(stored, now), 1)
        if was != is_
    ]
    lines = [f"in {theme}"] if rows else []
    for number, was, is_ in rows[:_MOST_ROWS]:
        lines += [f"row {number:>3} was |{was or ''}", f"         is |{is_ or ''}"]
    return [*lines, *_more(len(rows) - _MOST_ROWS, "row")]


def _told_of_looks(themes: Sequence[str], stored: Snapshot, now: Snapshot) -> list[str]:
    places: dict[tuple[str, str, str], list[str]] = {}
    for theme in themes:
        for was, is_, place in _changed(stored.looks[theme], now.looks[theme], now.texts[theme]):
            places.setdefault((theme, was, is_), []).append(place)
    lines: list[str] = []
    for (theme, was, is_), where in list(places.items())[:_MOST_LOOKS]:
        others = f", and {len(where) - 1} more such places" if len(where) > 1 else ""
        lines += [f"{theme}: {where[0]}{others}", f"        was {was}", f"         is {is_}"]
    return [*lines, *_more(len(places) - _MOST_LOOKS, "change")]


def _changed(stored: Looks, now: Looks, text: list[str]) -> list[tuple[str, str, str]]:
    """Return (look before, look now, where) for every run of cells that look different."""
    found: list[tuple[str, str, str]] = []
    for number, (before, after) in enumerate(zip(stored, now, strict=True)):
        column = 0
        for (was, is_), run in groupby(zip(before, after, strict=True)):
            cells = sum(1 for _ in run)
            if was != is_:
                words = _cells(text[number], column, column + cells).strip() or "blank"
                found.append((was, is_, f"row {number + 1} column {column + 1} ({words})"))
            column += cells
    return found


def _cells(row: str, start: int, end: int) -> str:
    at, words = 0, ""
    for character in row:
        words += character if start <= at < end else ""
        at += cell_len(character)
    return words


def _more(count: int, what: str) -> list[str]:
    return [f"and {count} more {what}{'s' if count > 1 else ''}"] if count > 0 else []
