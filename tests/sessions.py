"""Recorded sessions as tests: a file of a bug report becomes the store that it leaves behind."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

from hoory_tui.sdk.recording.into_store import replayed as replayed_store
from hoory_tui.sdk.recording.reader import Session, read_session
from hoory_tui.store.state import Store

SESSIONS: Final = Path(__file__).parent / "data" / "sessions"


def session(name: str) -> Session:
    """Return a session that is checked in, which is read whole or not at all."""
    found = read_session(SESSIONS / name)
    assert found.problems == []
    return found


def replayed(path: Path, *, until: float = math.inf) -> Store:
    """Return the store that a recorded session leaves behind, up to a second of it."""
    return replayed_store(read_session(path), until=until)
