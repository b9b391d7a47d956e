"""What is optional may be absent: every module can be imported without it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from hoory_tui.commands.version import EXTRAS

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_FOR_DEVELOPERS = {"test", "lint", "bench", "package"}
_EVERY_MODULE = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1:]:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import hoory_tui
names = [one.name for one in pkgutil.walk_packages(hoory_tui.__path__, "hoory_tui.")]
for name in names:
    if not name.endswith("__main__") and name != "hoory_tui.web.leader":
        importlib.import_module(name)
print(len(names))
"""


def test_the_core_imports_without_any_extra() -> None:
    words = [sys.executable, "-c", _EVERY_MODULE, *EXTRAS.values()]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 500


def test_every_extra_is_one_that_the_version_tells_of() -> None:
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    assert {*project["optional-dependencies"]} - _FOR_DEVELOPERS == {*EXTRAS}


def test_every_range_has_an_end_and_a_beginning() -> None:
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    assert all(">=" in one and "<" in one for one in project["dependencies"])
