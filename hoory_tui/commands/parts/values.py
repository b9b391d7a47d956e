"""What a field of the output may be, and how it looks as JSON, as CSV and to people."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from hoory_tui.wire.clean import clean, clean_line
from hoory_tui.wire.moments import read_moment

Kind: TypeAlias = Literal["id", "whole", "number", "text", "body", "truth", "time", "texts"]
"""An id, a whole number, a number, one line, many lines, yes or no, a moment, several lines.

A moment may come in any way that servers write one; see `read_moment`.
"""

_SCHEMAS: Final[dict[str, dict[str, object]]] = {
    "id": {"type": "integer"},
    "whole": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "text": {"type": ["string", "null"]},
    "body": {"type": ["string", "null"]},
    "truth": {"type": ["boolean", "null"]},
    "time": {"type": ["string", "null"], "format": "date-time"},
    "texts": {"type": "array", "items": {"type": "string"}},
}
# What a spreadsheet would take for the beginning of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_YEAR: Final = 300 * 86400.0


def json_value(value: object, kind: Kind) -> object:
    """Return a value of this kind for JSON; what is of another kind is None."""
    match kind:
        case "id" | "whole":
            found = whole(value)
            return 0 if found is None and kind == "id" else found
        case "number":
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return value if is_number else None
        case "text":
            return clean_line(value) if isinstance(value, str) else None
        case "body":
            return clean(value) if isinstance(value, str) else None
        case "truth":
            return value if isinstance(value, bool) else None
        case "time":
            return iso_time(value)
        case "texts":
            return [clean_line(one) for one in _texts(value)]


def csv_cell(value: object, kind: Kind) -> str:
    """Return a cell of CSV; a text that a spreadsheet would run gets an apostrophe before it."""
    found = json_value(value, kind)
    match found:
        case None:
            return ""
        case bool():
            return "true" if found else "false"
        case list():
            return harmless(",".join(found))
        case str() if kind in ("text", "body"):
            return harmless(found)
    return str(found)


def harmless(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text


def table_cell(value: object, kind: Kind) -> str:
    """Return a cell for people: one line, a moment in the time of this machine."""
    if kind == "time":
        return local_time(value)
    found = json_value(value, kind)
    match found:
        case None:
            return ""
        case bool():
            return "yes" if found else "no"
        case list():
            return ", ".join(found)
        case str():
            return clean_line(found)
    return str(found)


def schema_of(kind: Kind, choices: Sequence[str] = ()) -> dict[str, object]:
    """Return the JSON Schema of a value of this kind; `choices` may be missing, too."""
    if choices:
        return {"enum": [*choices, None]}
    return dict(_SCHEMAS[kind])


def iso_time(value: object) -> str | None:
    """Return a moment as UTC by ISO 8601, None where there is none."""
    seconds = read_moment(value)
    if seconds is None:
        return None
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace(".000", "").replace("+00:00", "Z")


def local_time(value: object, now: float | None = None) -> str:
    """Return a moment for people: the day and the time, or the whole date of long ago."""
    seconds = read_moment(value)
    if seconds is None:
        return ""
    is_near = abs((time.time() if now is None else now) - seconds) < _YEAR
    return time.strftime("%d %b %H:%M" if is_near else "%d %b %Y", time.localtime(seconds))


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def whole(value: object) -> int | None:
    """Return a whole number, which some servers write as text; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
