"""The console with a wall clock that is ahead: what left just before is looked for a last time."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import Final

from pydantic import SecretStr

from hoory_tui.app.keeping import scope_of
from hoory_tui.app.outbox import LOOKS
from hoory_tui.app.terminal import TerminalApp
from hoory_tui.config import paths
from hoory_tui.config.settings import Settings
from hoory_tui.keep.keeper import Keeper
from hoory_tui.sdk.backend import open_backend

AHEAD: Final = LOOKS[-1] + 1.0


def _now() -> float:
    return time.time() + AHEAD


async def _run() -> int:
    token = SecretStr(os.environ["HOORY_TOKEN"])
    backend = await open_backend(os.environ["HOORY_URL"], token, int(os.environ["HOORY_ACCOUNT"]))
    keeper = Keeper.open(paths.state_dir() / "kept.sqlite", scope_of(backend))
    app = TerminalApp(backend, Settings(send_delay=0), keeper=keeper, now=_now)
    try:
        await app.run_async()
    finally:
        keeper.close()
        await backend.close()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_run()))
