"""The lines of a recorded session: a header, what stood there at the start, and what came then.

A file is JSON lines, in gzip when its name ends in ``.gz``. Every line but the first has ``t``, the
seconds since the start, and one of ``part`` (of the snapshot), ``line`` (an event or a state
of the link, as the stream has them), ``asked`` (a request of the console's) and ``end``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from hoory_tui.sdk.recording.errors import RecordingError
from hoory_tui.wire.plain_json import WireError, decode_plainly

VERSION: Final = 1
CLOCK: Final = "seconds since the start, on a clock that no step of the wall clock moves"

READY: Final = "ready"
"""The last part of a snapshot, which says that it is whole.

The others are ``profile``, ``inboxes``, ``agents``, ``teams``, ``labels``, ``conversations``,
``messages`` (and ``older`` and ``newer`` ones, where the console asked) and ``notifications``.
"""


@dataclass(frozen=True, slots=True)
class Header:
    """What a recording is of, which is its first line."""

    console: str
    """The version of the program that wrote it."""
    started_at: str
    """UTC, as ISO 8601 with milliseconds."""
    account_id: int
    server: dict[str, Any] = field(default_factory=dict)
    """Its `version` and `generation`, "" where it tells neither."""
    shape: dict[str, int] = field(default_factory=dict)
    """How many of what the account has."""
    redacted: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """What somebody wished to be left as it was."""
    by: str = "record"
    """Who listened: ``record``, or the ``console`` itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what was there at the start, in the shape of its REST answer."""

    at: float
    name: str
    data: Any
    conversation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of the stream."""

    at: float
    line: dict[str, Any]

    @property
    def event(self) -> str:
        """The name of the event, ``link`` for a state of the link."""
        return str(self.line.get("event", ""))


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the console made: its method, the pattern of its path and how it ended."""

    at: float
    request: dict[str, Any]


@dataclass(frozen=True, slots=True)
class End:
    """The end that was meant; a file without one was cut off."""

    at: float
    counts: dict[str, int]


Entry = Part | Heard | Asked | End


def write_header(header: Header) -> str:
    """Return the first line, without its line break."""
    return dump(
        {
            "session": VERSION,
            "console": header.console,
            "by": header.by,
            "server": header.server,
            "account": {"id": header.account_id, **header.shape},
            "started_at": header.started_at,
            "clock": CLOCK,
            "redacted": list(header.redacted),
            "kept": list(header.kept),
        }
    )


def write_entry(entry: Entry) -> str:
    """Return a line, without its line break."""
    at = round(entry.at, 3)
    match entry:
        case Part(name=name, data=data, conversation_id=None):
            return dump({"t": at, "part": name, "data": data})
        case Part(name=name, data=data, conversation_id=number):
            return dump({"t": at, "part": name, "conversation_id": number, "data": data})
        case Heard(line=line):
            return dump({"t": at, "line": line})
        case Asked(request=request):
            return dump({"t": at, "asked": request})
    return dump({"t": at, "end": entry.counts})


def read_header(text: str) -> Header:
    """Understand the first line; raises RecordingError."""
    data = _load(text)
    version = data.get("session")
    if not isinstance(version, int) or isinstance(version, bool):
        raise RecordingError("This is no recorded session: its first line is no header of one.")
    if version > VERSION:
        raise RecordingError(
            f"This session was recorded by a newer hoory-tui (format {version}); update this one."
        )
    account = _object(data.get("account"))
    server = _object(data.get("server"))
    return Header(
        console=str(data.get("console", "")),
        started_at=str(data.get("started_at", "")),
        account_id=_whole(account.pop("id", 0)),
        server={key: str(value) for key, value in server.items()},
        shape={key: _whole(value) for key, value in account.items()},
        redacted=_words(data.get("redacted")),
        kept=_words(data.get("kept")),
        by=str(data.get("by", "")),
    )


def read_entry(text: str) -> Entry:
    """Understand a line; raises ValueError, which says nothing of what is in it."""
    data = _load(text)
    at = data.get("t")
    if isinstance(at, bool) or not isinstance(at, int | float) or not 0 <= at < 1e9:
        raise ValueError("no time")
    match data:
        case {"part": str(name)}:
            number = data.get("conversation_id")
            is_id = isinstance(number, int) and not isinstance(number, bool)
            return Part(at, name, data.get("data"), number if is_id else None)
        case {"line": dict(line)} if isinstance(line.get("event"), str):
            return Heard(at, line)
        case {"asked": dict(request)}:
            return Asked(at, request)
        case {"end": dict(counts)}:
            return End(at, {str(key): _whole(value) for key, value in counts.items()})
    raise ValueError("no known kind of line")


def dump(data: object) -> str:
    """Return a line of JSON in which nothing could act on the terminal that it is looked at in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if text.isprintable():
        return text
    # What could act on the terminal of whoever looks into the file stands there by its number.
    return "".join(one if one.isprintable() else _escaped(one) for one in text)


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1]


def _load(text: str) -> dict[str, Any]:
    try:
        data = decode_plainly(text)
    except WireError:
        data = None
    match data:
        case dict():
            return data
    raise ValueError("no JSON object")


def _object(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
