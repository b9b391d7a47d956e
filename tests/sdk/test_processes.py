"""Programs that we start: what they may know of us, and that they end with all they started."""

from __future__ import annotations

import asyncio
import sys

from hoory_tui.sdk.processes import end, environment_of_ours, give
from hoory_tui.sdk.secrecy import SECRETS


def test_our_settings_and_secrets_stay_with_us() -> None:
    SECRETS.add("pRoCeSsSeCrEt1")
    known = environment_of_ours(
        {"HOORY_URL": "x", "PATH": "/bin", "A": "b=pRoCeSsSeCrEt1", "B": "c"}
    )
    assert known == {"PATH": "/bin", "B": "c"}


async def test_one_that_reads_nothing_and_ignores_us_is_ended() -> None:
    script = (
        "import signal,time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(99)"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", script),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    await give(process.stdin, "a few words")
    await end(process)
    assert process.returncode == -9
