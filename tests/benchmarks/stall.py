"""The longest time that nothing else gets a turn, with many messages held and more coming.

`python -m tests.benchmarks.stall HELD COMING` is the process that holds them; it prints the
milliseconds of CPU of the longest turn of its loop and of its longest garbage collection.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import time
from statistics import median
from typing import Any, Final

from hoory_tui.app.garbage_collection import settle_down
from hoory_tui.client.batches import Batch
from hoory_tui.client.socket import CableClient
from hoory_tui.store import reduce
from hoory_tui.store.happenings import Opened
from hoory_tui.store.state import Store
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import LinkState
from tests.benchmarks import held, traffic
from tests.benchmarks.sending import Sender, running_sender
from tests.benchmarks.table import Row

HELD: Final = 100_000
COMING: Final = 20_000
ROUNDS: Final = 3
_PATIENCE: Final = 120.0


class Collections:
    """Watches the garbage collector; `longest` is in seconds of CPU."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._began = 0.0
        gc.callbacks.append(self._note)

    def _note(self, phase: str, _: dict[str, Any]) -> None:
        if phase == "start":
            self._began = time.process_time()
        else:
            self.longest = max(self.longest, time.process_time() - self._began)


async def longest_turn(store: Store, sender: Sender, count: int) -> float:
    """Read so many frames into the store; return the CPU seconds of the loop's longest turn."""
    ended = asyncio.Event()
    heard, is_sent = 0, False

    async def identify() -> Identifier:
        return traffic.IDENTIFIER

    async def deliver(batch: Batch) -> None:
        nonlocal heard, is_sent
        reduce.apply_all(store, batch.events, 0.0)
        heard += len(batch.events)
        if not is_sent and batch.link.state is LinkState.LIVE:
            is_sent = True
            sender.go()
        if heard == count:
            ended.set()

    running = asyncio.create_task(CableClient(sender.server, identify).run(deliver))
    longest, before = 0.0, time.process_time()
    async with asyncio.timeout(_PATIENCE):
        while not ended.is_set():
            # As often as a key could have its turn, were there one.
            await asyncio.sleep(0)
            now = time.process_time()
            longest, before = max(longest, now - before), now
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return longest


def hold_and_read(count: int, coming: int) -> dict[str, float]:
    """Hold messages as the console would, read more, and return both figures in ms."""
    store = Store(traffic.ACCOUNT_ID, 1)
    settle_down()
    collections = Collections()
    held.fill(store, count)
    for conversation_id in traffic.build(coming)[1].message_ids:
        reduce.apply(store, Opened(conversation_id), 0.0)
    with running_sender(coming) as sender:
        turn = asyncio.run(longest_turn(store, sender, coming))
    return {"turn": turn * 1e3, "collection": collections.longest * 1e3}


def measure(
    count: int = HELD, coming: int = COMING, rounds: int = ROUNDS
) -> tuple[list[Row], list[str]]:
    """Return the rows about stalls and what is to be said of them."""
    command = [sys.executable, "-m", "tests.benchmarks.stall", str(count), str(coming)]
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        found.append(json.loads(done.stdout))
    rows = []
    for kind, what in (("turn", "longest turn of the loop"), ("collection", "longest collection")):
        longest = median(one[kind] for one in found)
        rows.append(Row(f"{what}, {count:,} messages held", "", None, longest, None, "ms", "stall"))
    note = f"Stalls: {coming:,} frames come at once; CPU; median of {rounds} runs' longest."
    return rows, [note]


if __name__ == "__main__":
    json.dump(hold_and_read(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
