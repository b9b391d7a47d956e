"""From the socket to the store, beside the barest loop that could read the same frames."""

from __future__ import annotations

import asyncio
import gc
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import aiohttp

from hoory_tui.client.batches import Batch
from hoory_tui.client.socket import CableClient
from hoory_tui.store import reduce
from hoory_tui.store.happenings import Opened
from hoory_tui.store.state import Store
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import LinkState
from tests.benchmarks import stall, traffic
from tests.benchmarks.sending import Sender, running_sender
from tests.benchmarks.table import Row, Samples, ratio_row

FRAMES: Final = 4000
ROUNDS: Final = 9
_SUBSCRIBE: Final = json.dumps({"command": "subscribe", "identifier": traffic.IDENTIFIER.encode()})


@dataclass(frozen=True, slots=True)
class Spent:
    """What reading one frame took, in seconds."""

    cpu: float
    wall: float


class Meter:
    """Measures from the order to go until all frames are read."""

    def __init__(self, sender: Sender) -> None:
        gc.collect()
        self._cpu, self._wall = time.process_time(), time.perf_counter()
        sender.go()

    def stop(self) -> Spent:
        """Return what a frame took."""
        cpu, wall = time.process_time() - self._cpu, time.perf_counter() - self._wall
        return Spent(cpu / FRAMES, wall / FRAMES)


async def read_bare(sender: Sender, loads: Callable[[str], Any]) -> Spent:
    """Read the frames into nothing, with aiohttp as it comes."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(sender.server.cable_url) as socket,
    ):
        await socket.send_str(_SUBSCRIBE)
        while loads((await socket.receive()).data)["type"] != "confirm_subscription":
            pass
        meter = Meter(sender)
        read = 0
        async for message in socket:
            if "message" in loads(message.data):
                read += 1
                if read == FRAMES:
                    return meter.stop()
    raise AssertionError(f"only {read} of {FRAMES} frames came")


async def read_into_store(sender: Sender, expected: traffic.Expected) -> Spent:
    """Read the frames into a store with our own client, and look that nothing is missing."""
    store = Store(traffic.ACCOUNT_ID, 1)
    for conversation_id in expected.message_ids:
        reduce.apply(store, Opened(conversation_id), 0.0)
    done: asyncio.Future[Spent] = asyncio.get_running_loop().create_future()
    meters: list[Meter] = []
    heard = 0

    async def identify() -> Identifier:
        return traffic.IDENTIFIER

    async def deliver(batch: Batch) -> None:
        nonlocal heard
        reduce.apply_all(store, batch.events, 0.0)
        heard += len(batch.events)
        if not meters and batch.link.state is LinkState.LIVE:
            meters.append(Meter(sender))
        if heard == FRAMES:
            done.set_result(meters[0].stop())

    client = CableClient(sender.server, identify)
    running = asyncio.create_task(client.run(deliver))
    async with asyncio.timeout(60):
        spent = await done
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    _check(store, expected)
    return spent


def _check(store: Store, expected: traffic.Expected) -> None:
    assert not store.unknown_events, store.unknown_events
    assert not store.malformed_events, store.malformed_events
    lost = sum(
        message_id not in store.timelines[conversation_id]
        for conversation_id, message_ids in expected.message_ids.items()
        for message_id in message_ids
    )
    assert lost == 0, f"{lost} messages are not in the store"
    for conversation_id, moment in expected.updated_at.items():
        assert store.conversations[conversation_id].updated_at == moment
    for contact_id, name in expected.contact_names.items():
        assert store.contacts[contact_id].name == name


def measure(rounds: int = ROUNDS) -> tuple[list[Row], list[str]]:
    """Return the rows of the table and what is to be said about them."""
    frames, expected = traffic.build(FRAMES)
    size = sum(len(frame.encode()) for frame in frames) // FRAMES
    notes = [f"{rounds} x {FRAMES} recorded frames of {size} B on average, none lost."]
    decoders: dict[str, Callable[[str], Any]] = {"json": json.loads}
    if find_spec("orjson") is not None:
        decoders["orjson"] = import_module("orjson").loads
    else:
        notes.append("orjson is not installed, so it is not compared with.")
    ours: list[Spent] = []
    bare: dict[str, list[Spent]] = {name: [] for name in decoders}
    with running_sender(FRAMES) as sender:
        for _ in range(rounds):
            for name, loads in decoders.items():
                bare[name].append(asyncio.run(read_bare(sender, loads)))
            ours.append(asyncio.run(read_into_store(sender, expected)))
    rows = []
    for name, spent in bare.items():
        theirs = f"bare aiohttp + {name}"
        # Frames per second, so the one that takes less time is the larger.
        for what, times in (("CPU", "cpu"), ("wall", "wall")):
            pair = Samples(
                [getattr(one, times) * 1e6 for one in ours],
                [getattr(one, times) * 1e6 for one in spent],
            )
            row = ratio_row(f"frames/s, socket to store ({what})", theirs, pair, "us/frame")
            # The CPU alone is promised: the wall waits for the other end too.
            promised = "ingest" if (name, times) == ("orjson", "cpu") else ""
            rows.append(row.inverted().toward(promised))
    stall_rows, stall_notes = stall.measure()
    return rows + stall_rows, notes + stall_notes
