"""What is not loaded when the first picture stands: nothing that is only for the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ABSENT: Final = {
    *("aiohttp", "yarl", "idna", "pydantic", "pydantic_core", "sqlite3", "PIL"),
    *("hoory_tui.sdk.backend", "hoory_tui.client.transport", "hoory_tui.store.reduce"),
    *("hoory_tui.wire.events", "hoory_tui.keep.keeper", "hoory_tui.demo"),
}
_SCRIPT: Final = """
import json, sys
from hoory_tui.app import run, console
from hoory_tui.app.terminal import TerminalApp
from hoory_tui.config.profiles import load_profile
from hoory_tui.config.settings import load_settings

class Watched(TerminalApp):
    async def _reach_server(self):
        await self._is_drawn.wait()
        found = {"loaded": sorted(sys.modules), "size": list(self.main.conversations.size)}
        with open(sys.argv[1], "w") as file:
            json.dump(found, file)
        self.exit()

async def connect():
    raise AssertionError("nobody is asked before the picture stands")

console.check_keys(load_settings())
profile = load_profile(None)
Watched(connect, load_settings()).run(headless=True, size=(120, 40))
"""


def _found(home: Path) -> dict[str, Any]:
    """Return what is loaded, and how large the list is, when the first picture stands."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "HOORY_URL": "https://desk.example",
        "HOORY_TOKEN": "no-token-at-all",
    }
    told = home / "found.json"
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(told)],
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.exists(), done.stderr + done.stdout
    found: dict[str, Any] = json.loads(told.read_text())
    return found


def test_what_only_the_network_needs_is_not_loaded_before_the_first_picture(tmp_path: Path) -> None:
    found = _found(tmp_path)
    assert min(found["size"]) > 10
    assert "textual.app" in found["loaded"]
    assert not ABSENT & set(found["loaded"])
