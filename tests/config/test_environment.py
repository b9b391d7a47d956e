"""A secret in the environment is read once and then gone, from the system's view of it too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hoory_tui.config.environment import take_secret

CANARY = "cAnArY-env-4711"
_ROOT = Path(__file__).parents[2]
_SCRIPT = """
import os, subprocess, sys
from hoory_tui.config.environment import take_secret
assert take_secret(os.environ, "HOORY_TOKEN") == sys.argv[1][::-1]
assert take_secret(os.environ, "HOORY_TOKEN") == ""
assert os.environ["KEPT"] == "yes"
print(open("/proc/self/environ").read())
subprocess.run(["env"])
"""


def test_a_mapping_loses_it() -> None:
    environ = {"HOORY_TOKEN": CANARY, "OTHER": "x"}
    assert take_secret(environ, "HOORY_TOKEN") == CANARY
    assert environ == {"OTHER": "x"}
    assert take_secret(environ, "HOORY_TOKEN") == ""


def test_the_real_environment_loses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOORY_TOKEN", CANARY)
    assert take_secret(os.environ, "HOORY_TOKEN") == CANARY
    assert "HOORY_TOKEN" not in os.environ
    assert os.getenv("HOORY_TOKEN") is None


def test_neither_the_system_nor_a_child_shows_it_any_more() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, CANARY[::-1]],
        env={"HOORY_TOKEN": CANARY, "KEPT": "yes", "PATH": os.environ["PATH"]},
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "HOORY_TOKEN=" in done.stdout
    assert "KEPT=yes" in done.stdout
    assert CANARY not in done.stdout
