"""Reading a recording back, as far as it goes: what is damaged is named, what is whole is used."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hoory_tui.sdk.following.items import LINK
from hoory_tui.sdk.recording.errors import RecordingError
from hoory_tui.sdk.recording.format import (
    READY,
    End,
    Entry,
    Header,
    Heard,
    Part,
    read_entry,
    read_header,
)

_MAGIC: Final = b"\x1f\x8b"
_CHUNK: Final = 256 * 1024
_PIECE: Final = 4096
"""Bytes that are unpacked at once: a thousand times as much, at the very worst."""
_LONGEST: Final = 64 * 1024 * 1024
"""Bytes of a line; a longer one is no line of ours but something that would fill the memory."""
_LARGEST: Final = 4 * 1024 * 1024 * 1024
_MOST_NAMED: Final = 20
_SIGNS: Final = (LINK, "presence", "conversation.typing")
"""Events that tell how it is and not that it has changed."""


@dataclass(slots=True)
class Session:
    """A recorded session with all that could be read of it, in the order in which it came."""

    header: Header
    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Sentences that name the lines that could not be read."""
    unread: int = 0
    """How many lines could not be read."""

    @property
    def parts(self) -> list[Part]:
        """What was answered, at the start and later."""
        return [one for one in self.entries if isinstance(one, Part)]

    @property
    def begins_at(self) -> int:
        """How many entries tell what there was at the start, before anything came."""
        for at, entry in enumerate(self.entries):
            if isinstance(entry, Part) and entry.name == READY:
                return at + 1
        # The console asks when it wants to know, so the first thing that moves is where that ends.
        moves = (at for at, one in enumerate(self.entries) if _is_move(one))
        return next(moves, len(self.entries))

    @property
    def heard(self) -> list[Heard]:
        """What came then."""
        return [one for one in self.entries if isinstance(one, Heard)]

    @property
    def is_whole(self) -> bool:
        """Whether the recording was ended and not cut off."""
        return any(isinstance(one, End) for one in self.entries)

    @property
    def length(self) -> float:
        """Seconds from the start to the last line."""
        return max((one.at for one in self.entries), default=0.0)


def _is_move(entry: Entry) -> bool:
    return isinstance(entry, Heard) and not entry.event.startswith(_SIGNS)


def read_session(path: Path) -> Session:
    """Read a file as far as it goes; raises RecordingError where it is no session at all."""
    try:
        return _read(_lines(path), path.name)
    except OSError as error:
        raise RecordingError(f"{path.name} cannot be read ({error.strerror}).") from None


@dataclass(slots=True)
class _Line:
    number: int
    raw: bytes
    problem: str = ""


def _read(lines: Iterator[_Line], name: str) -> Session:
    first = next(lines, None)
    if first is None:
        raise RecordingError(f"{name} is empty; no session was recorded in it.")
    try:
        session = Session(read_header(_text(first)))
    except ValueError:
        raise RecordingError(
            f"{name} is no recorded session: its first line is no header of one."
        ) from None
    for line in lines:
        try:
            session.entries.append(read_entry(_text(line)))
        except ValueError:
            session.unread += 1
            if len(session.problems) < _MOST_NAMED:
                session.problems.append(line.problem or _UNREADABLE.format(line.number))
    return session


_UNREADABLE: Final = "Line {} cannot be read and was left out."
_CUT: Final = "The file ends in the middle of line {}; everything before it was read."
_SPOILED: Final = "The file is damaged from line {} on; everything before it was read."


def _text(line: _Line) -> str:
    if line.problem:
        raise ValueError(line.problem)
    return line.raw.decode()


def _lines(path: Path) -> Iterator[_Line]:
    """Yield the lines; the last one, or what is left of it, says what is wrong with it."""
    number, rest, total = 0, b"", 0
    chunks = _Chunks(path)
    for chunk in chunks:
        total += len(chunk)
        *whole, rest = (rest + chunk).split(b"\n")
        for raw in whole:
            number += 1
            yield _Line(number, raw)
        if len(rest) > _LONGEST or total > _LARGEST:
            yield _Line(number + 1, b"", _SPOILED.format(number + 1))
            return
    if chunks.is_spoiled:
        yield _Line(number + 1, b"", _SPOILED.format(number + 1))
    elif rest:
        yield _last_line(number + 1, rest)


def _last_line(number: int, rest: bytes) -> _Line:
    # Only its line break may be missing.
    try:
        read_entry(rest.decode())
    except ValueError:
        return _Line(number, rest, "" if number == 1 else _CUT.format(number))
    return _Line(number, rest)


class _Chunks:
    """The bytes of a file, unpacked if they are packed, up to where they are spoiled."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.is_spoiled = False

    def __iter__(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            head = file.read(len(_MAGIC))
            unpacking = zlib.decompressobj(wbits=31) if head == _MAGIC else None
            raw = head
            while raw:
                if unpacking is None:
                    yield raw
                else:
                    yield from self._unpacked(unpacking, raw)
                    if self.is_spoiled:
                        return
                raw = file.read(_CHUNK)

    def _unpacked(self, unpacking: zlib._Decompress, raw: bytes) -> Iterator[bytes]:
        for begin in range(0, len(raw), _PIECE):
            piece = raw[begin : begin + _PIECE]
            before = unpacking.copy()
            try:
                yield unpacking.decompress(piece)
            except zlib.error:
                self.is_spoiled = True
                yield from _as_far_as_it_goes(before, piece)
                return


def _as_far_as_it_goes(unpacking: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    # Of a piece that ends badly nothing comes out; of its bytes, all before the bad one.
    with contextlib.suppress(zlib.error):
        for at in range(len(piece)):
            yield unpacking.decompress(piece[at : at + 1])
