"""The changelog: read from its file, and the part of it that somebody has not seen yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from hoory_tui.lazily import dataclass

_FILE: Final = Path(__file__).with_name("changelog.toml")
_PARTS: Final = re.compile(r"([0-9.]*)\.?(a|b|rc|dev)?([0-9]*)")


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `kind` is new, changed, fixed or removed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Release:
    """One version with what it brought; `date` is such as 2026-11-23."""

    version: str
    date: str
    headline: str
    changes: tuple[Change, ...]


@cache
def releases() -> tuple[Release, ...]:
    """Return all versions, the newest first."""
    import tomllib

    return read_releases(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def read_releases(values: dict[str, list[dict[str, object]]]) -> tuple[Release, ...]:
    """Return the versions of a parsed file, the newest first."""
    found = []
    for one in values["versions"]:
        changes = one["changes"]
        assert isinstance(changes, list)
        told = tuple(Change(str(each["kind"]), str(each["text"])) for each in changes)
        found.append(Release(str(one["version"]), str(one["date"]), str(one["headline"]), told))
    return tuple(sorted(found, key=lambda each: order_of(each.version), reverse=True))


def since(seen: str, known: Sequence[Release] | None = None) -> list[Release]:
    """Return the versions after the one that was seen, the newest first."""
    every = releases() if known is None else known
    return [one for one in every if order_of(one.version) > order_of(seen)]


def order_of(version: str) -> tuple[tuple[int, ...], tuple[int, str, int]]:
    """Return what versions are put in order by; 0.10 is after 0.9, and 1.0rc1 before 1.0."""
    found = _PARTS.match(version.lower())
    numbers, stage, count = found.groups() if found is not None else ("", "", "")
    parts = [int(part) for part in numbers.split(".") if part]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts), (0 if stage else 1, stage or "", int(count or 0))
