"""Turns at a conversation: one at a time for those who share a file, and never for ever."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from hoory_tui.sdk.turns import Turns

_HOLD = """
import asyncio, sys
from pathlib import Path
from hoory_tui.sdk.turns import Turns

async def hold():
    with Turns(Path(sys.argv[1])) as turns:
        async with turns.of(7):
            print("mine", flush=True)
            sys.stdin.readline()
        sys.stdin.read()

asyncio.run(hold())
"""


async def test_another_process_is_waited_for_at_its_conversation_only(tmp_path: Path) -> None:
    file = tmp_path / "state" / "labels.lock"
    other = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _HOLD, str(file)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert await other.stdout.readline() == b"mine\n"
    with Turns(file) as turns:
        async with turns.of(8):
            pass
        waiting = asyncio.create_task(_took(turns, 7))
        _, unfinished = await asyncio.wait([waiting], timeout=0.2)
        assert unfinished
        # It gives the turn back, and goes on to live.
        other.stdin.write(b"\n")
        await asyncio.wait_for(waiting, 5)
    other.stdin.close()
    await other.wait()


async def _took(turns: Turns, number: int) -> None:
    async with turns.of(number):
        return


async def test_without_a_place_for_the_file_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Turns(tmp_path / "file" / "labels.lock") as turns:
        async with turns.of(7):
            pass
