"""Moments in all the ways that servers write them."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Final

from hoory_tui.wire.limits import LATEST

_MILLISECONDS: Final = 10_000_000_000.0
"""A number this large is milliseconds, not seconds."""


def read_moment(value: object) -> float | None:
    """Return unix seconds from any of the servers' dialects, or None for "never".

    Accepts unix int or float, the same as a string, ISO 8601, milliseconds, null and 0.
    Nonsense is "never" too: a wrong time must not cost the message that carries it.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str) and ("-" in value or ":" in value):
        seconds = _read_iso(value)
    else:
        seconds = _read_number(value)
    return seconds if 0 < seconds < LATEST else None


def _read_number(value: object) -> float:
    try:
        seconds = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return math.nan
    return seconds / 1000 if seconds > _MILLISECONDS else seconds


def _read_iso(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text.strip().replace(" UTC", "+00:00"))
        except ValueError:
            return math.nan
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()
