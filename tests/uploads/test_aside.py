"""A disk is asked aside, and one that never answers keeps nobody."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pytest

from hoory_tui.uploads.aside import aside
from hoory_tui.uploads.errors import UnsendableError


async def test_what_comes_of_it_is_returned_from_another_thread() -> None:
    assert await aside(threading.get_ident) != threading.get_ident()


async def test_what_it_raises_is_raised() -> None:
    def fail() -> None:
        raise UnsendableError("a.pdf is gone")

    with pytest.raises(UnsendableError, match="is gone"):
        await aside(fail)


async def test_who_no_longer_waits_is_not_disturbed() -> None:
    go, gone = threading.Event(), threading.Event()

    def slow() -> None:
        go.wait(5)
        gone.set()

    waiting = asyncio.create_task(aside(slow))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go.set()
    await asyncio.to_thread(gone.wait, 5)
    await asyncio.sleep(0)


def test_a_disk_that_never_answers_does_not_hold_up_the_end() -> None:
    script = (
        "import asyncio, threading\n"
        "from hoory_tui.uploads.aside import aside\n"
        "async def main():\n"
        "    asyncio.ensure_future(aside(threading.Event().wait))\n"
        "    await asyncio.sleep(0.05)\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], timeout=10, check=True)
    assert done.returncode == 0
