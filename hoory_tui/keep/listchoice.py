"""In which status and order the list was shown last, kept for the next start of this login.

The dashboard keeps its own choice in the profile, all of which one write replaces: to share it
would change what is open in a browser, and could undo what is being changed there.
"""

from __future__ import annotations

import json
from pathlib import Path

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import read_private, write_private
from hoory_tui.store.views import STATUSES, Sort

USUAL = ("open", Sort.LATEST)


def read_choice(file: Path) -> tuple[str, Sort]:
    """Return the status and the order; the usual ones for any doubt."""
    try:
        held = json.loads(read_private(file) or b"{}")
        status, sort = held["status"], Sort(held["sort"])
    except (ConfigError, LookupError, RecursionError, TypeError, ValueError):
        return USUAL
    return (status, sort) if status in STATUSES else USUAL


def write_choice(file: Path, status: str, sort: Sort) -> None:
    """Keep a status and an order; raises ConfigError when the file cannot be written."""
    write_private(file, json.dumps({"status": status, "sort": sort.value}).encode())
