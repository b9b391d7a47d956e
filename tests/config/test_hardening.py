"""No crash leaves our memory in a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SCRIPT = """
import ctypes, resource
from hoory_tui.config.hardening import forbid_memory_dumps
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
forbid_memory_dumps()
forbid_memory_dumps()
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_dumps_are_off_and_the_limit_is_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "0", "0", "0"]
