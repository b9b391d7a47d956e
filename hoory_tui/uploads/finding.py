"""Finding a file by what an agent types: names are shown clean and found by how they are shown.

File names are written by strangers, too: an unpacked archive may hold any bytes. What stands in
the field is therefore never the name itself, but the name as it looks.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from hoory_tui.uploads.errors import UnsendableError
from hoory_tui.wire.clean import clean_line

_LOOKED_AT: Final = 10_000
"""Entries of a folder that are looked at; the time of one key must have an end."""
_OFFERED: Final = 8
"""Names that are offered at once."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The text of the field as far as it is clear, the names that go on from there, and more."""

    text: str
    names: tuple[str, ...] = ()
    more: int = 0


def find(text: str) -> str:
    """Return the absolute path of what the text of the field names.

    Raises UnsendableError when there is no such thing, or when several look like it.
    """
    if "\0" in text:
        raise UnsendableError("A path cannot hold what stands there")
    try:
        path = _expanded(text).absolute()
    except FileNotFoundError:
        raise UnsendableError("The folder this console was started in is gone") from None
    if os.path.lexists(path):
        return str(path)
    found = Path(path.anchor)
    for part in path.parts[1:]:
        found = _step(found, part)
    return str(found)


def complete(text: str) -> Completion:
    """Return how the text of the field goes on; the same text when nothing does."""
    if text == "~":
        return Completion("~/")
    head, slash, begun = text.rpartition("/")
    try:
        folder = find(head + slash or ".")
        shown = sorted(_entries(folder, hidden=begun.startswith(".")))
    except (OSError, UnsendableError):
        return Completion(text)
    fitting = [name for name in shown if name.startswith(begun)]
    if not fitting:
        fitting = [name for name in shown if name.casefold().startswith(begun.casefold())]
    if not fitting:
        return Completion(text)
    common = _common_beginning(fitting)
    whole = common if len(common) >= len(begun) else begun
    if len(fitting) == 1:
        return Completion(head + slash + whole)
    offered = tuple(fitting[:_OFFERED])
    return Completion(head + slash + whole, offered, len(fitting) - len(offered))


def as_path(pasted: str) -> str:
    """Return the path that was pasted, cleaned; programs paste it quoted, escaped or as a URL."""
    text = clean_line(pasted).strip()
    if text.startswith("file://"):
        host, slash, path = text.removeprefix("file://").partition("/")
        if slash and host in ("", "localhost"):
            return clean_line(slash + unquote(path))
    if text[:1] in ("'", '"') or "\\" in text:
        try:
            words = shlex.split(text)
        except ValueError:
            return text
        if len(words) == 1 and not os.path.lexists(_expanded(text)):
            return clean_line(words[0])
    return text


def _entries(folder: str, *, hidden: bool) -> Iterator[str]:
    """Yield the names in a folder as they are shown, folders with a slash; may raise OSError."""
    with os.scandir(folder) as entries:
        for entry in islice(entries, _LOOKED_AT):
            if entry.name.startswith(".") and not hidden:
                continue
            try:
                is_folder = entry.is_dir()
            except OSError:
                is_folder = False
            yield clean_line(entry.name) + ("/" if is_folder else "")


def _common_beginning(names: Sequence[str]) -> str:
    first, last = min(names), max(names)
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return first[: sum(1 for _ in alike)]


def _expanded(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        # A name that begins like somebody's home and is none.
        return Path(text)


def _step(folder: Path, part: str) -> Path:
    """Return the path of the one thing in a folder that has this name or looks like it."""
    literal = folder / part
    if os.path.lexists(literal):
        return literal
    try:
        with os.scandir(folder) as entries:
            alike = [
                entry.name
                for entry in islice(entries, _LOOKED_AT)
                if clean_line(entry.name) == part
            ]
    except OSError:
        alike = []
    if not alike:
        raise UnsendableError(f"{clean_line(part)} is not there")
    if len(alike) > 1:
        raise UnsendableError(f"{part} is what several files there look like; rename one")
    return folder / alike[0]
