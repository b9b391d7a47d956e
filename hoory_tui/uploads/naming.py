"""What a file is called when it leaves: its own name, without anything a name must not hold."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from hoory_tui.wire.clean import clean_line

LONGEST_NAME: Final = 200
"""Bytes; the file systems of servers take 255, with what they add."""
_UNNAMED: Final = "file"
# Parts of paths on some system, and what ends a quoted value in the head of a part.
_UNFIT: Final = str.maketrans(dict.fromkeys('/\\"', "_"))


def sent_name(path: str) -> str:
    """Return the name under which the file at this path is sent and shown."""
    name = clean_line(Path(path).name).translate(_UNFIT).strip()
    if not name.strip("."):
        return _UNNAMED
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    ending = _cut(ending, LONGEST_NAME // 4)
    return _cut(stem, LONGEST_NAME - len(ending.encode())) + ending


def _cut(text: str, size: int) -> str:
    # Once more: what is cut may end with something that only joined what came after.
    return clean_line(text.encode()[:size].decode(errors="ignore")).strip()
