"""One row of the table: what the web can do, where it is here, what proves it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Feature:
    """One row: `keys` are ids of the registry, `tests` are files and functions in tests/."""

    group: str
    name: str
    priority: int
    keys: tuple[str, ...]
    tests: tuple[str, ...]
    differs: str = ""


def row(group: str, name: str, priority: int, keys: str, tests: str, differs: str = "") -> Feature:
    """Return a row, with the keys and tests given as words."""
    return Feature(group, name, priority, tuple(keys.split()), tuple(tests.split()), differs)
