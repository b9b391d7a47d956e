"""The traffic's process, as whoever reads from it sees it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from hoory_tui.client.session import Server


class Sender:
    """The traffic's own process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._orders = process.stdin
        self.server = Server(process.stdout.readline().strip())

    def go(self) -> None:
        """Send everything to the connection that subscribed last."""
        self._orders.write("go\n")
        self._orders.flush()


@contextmanager
def running_sender(count: int) -> Iterator[Sender]:
    """Run the process for as long as the block lasts; it sends so many frames at a time."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.sender", str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        sender = Sender(process)
        # Leaving the block closes its input, which is its end.
        yield sender
