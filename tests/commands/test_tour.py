"""The tour is refused in words where there is no screen to draw it on."""

from __future__ import annotations

import os
import pty
import subprocess
import sys


def test_a_terminal_without_a_screen_is_told_so_and_nothing_is_drawn() -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "hoory_tui", "tour"],
            env={**os.environ, "TERM": "dumb"},
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            text=True,
            timeout=30,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert "no screen to draw on" in done.stderr
