"""The three ways the service writes a moment: unix seconds, unix with microseconds, ISO."""

from __future__ import annotations

from datetime import UTC, datetime


def unix(moment: float | None) -> int:
    """Return whole seconds, with 0 standing for "never"."""
    return 0 if moment is None else int(moment)


def unix_float(moment: float) -> float:
    """Return seconds rounded to the microseconds a database row keeps."""
    return round(moment, 6)


def iso(moment: float) -> str:
    """Return UTC with milliseconds, like ``2026-05-01T10:11:12.345Z``."""
    whole = int(moment)
    stamp = datetime.fromtimestamp(whole, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{stamp}.{int((moment - whole) * 1000):03d}Z"


def iso_or_null(moment: float | None) -> str | None:
    """Return the ISO form, or null for "never"."""
    return None if moment is None else iso(moment)
