"""What a console has on disk, read from a copy as a stranger would."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE: Final = Path("state") / "hoory-tui" / "kept.sqlite"


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Drafts as texts, and unsent messages as texts with their states."""

    drafts: list[str]
    unsent: list[tuple[str, str]]


def on_disk(home: Path) -> OnDisk:
    """Read what is kept in a home; fails when the file is not sound."""
    path = home / FILE
    if not path.exists():
        return OnDisk([], [])
    with tempfile.TemporaryDirectory() as folder:
        for part in path.parent.glob(f"{path.name}*"):
            if not part.name.endswith("-shm"):
                shutil.copy(part, folder)
        with contextlib.closing(sqlite3.connect(Path(folder) / path.name)) as connection:
            (health,) = connection.execute("PRAGMA quick_check").fetchone()
            assert health == "ok", health
            drafts = [text for (text,) in connection.execute("SELECT content FROM draft")]
            unsent = connection.execute("SELECT content, state FROM pending").fetchall()
    return OnDisk(drafts, unsent)
