"""How long the screen is behind after a drop: from the confirmed link to all that was missed.

The console runs on the demo desk behind a proxy that takes half a round trip each way. The
floor is one bare GET of the open thread's latest page through the same proxy.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import Final

from yarl import URL

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store.library import PARTS
from hoory_tui.wire.link import LinkState
from tests.benchmarks.table import Row, Samples, ratio_row
from tests.faults.proxy import FaultProxy
from tests.flows.console import Clock, Console, console_on

ROUND_TRIPS: Final = (0.0, 0.1, 0.4)
"""Seconds there and back."""
SIZES: Final = (50, 1000)
DROPS: Final = 3


class RealClock(Clock):
    """The clocks of this machine."""

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return elapsed()


@dataclass(frozen=True, slots=True)
class Resync:
    """One drop: the seconds until the screen was true, a bare GET's, and the REST calls."""

    took: float
    floor: float
    calls: int


def measure(
    sizes: Sequence[int] = SIZES,
    round_trips: Sequence[float] = ROUND_TRIPS,
    drops: int = DROPS,
) -> tuple[list[Row], list[str]]:
    """Return a row for each size of desk and latency, and a note on their REST calls."""
    rows: list[Row] = []
    notes: list[str] = []
    for size in sizes:
        found = asyncio.run(_measure_desk(size, round_trips, drops))
        for round_trip, resyncs in found.items():
            what = f"drop, {size} conversations, {round_trip * 1000:.0f} ms round trip"
            took, floors = [one.took for one in resyncs], [one.floor for one in resyncs]
            samples = Samples([1000 * one for one in took], [1000 * one for one in floors])
            rows.append(ratio_row(what, "one bare GET", samples, "ms"))
            trips = f", {median(took) / round_trip:.1f} round trips" if round_trip else ""
            calls = median(one.calls for one in resyncs)
            notes.append(f"{what}: {calls:.0f} REST calls until the screen is true{trips}.")
    return rows, notes


async def _measure_desk(
    size: int, round_trips: Sequence[float], drops: int
) -> dict[float, list[Resync]]:
    async with _running(size) as (running, proxy):
        found: dict[float, list[Resync]] = {}
        for round_trip in round_trips:
            proxy.up.latency = proxy.down.latency = round_trip / 2
            found[round_trip] = [await _drop(running, number) for number in range(drops)]
        return found


@asynccontextmanager
async def _running(size: int) -> AsyncIterator[tuple[Console, FaultProxy]]:
    desk = DemoDesk(seed=3, quiet_visitors=True, conversations=size)
    async with desk:
        port = URL(desk.url).port or 0
        async with (
            FaultProxy(port) as proxy,
            console_on(desk, RealClock(), url=proxy.url) as running,
        ):
            # What the start still reads behind itself does not belong to a drop.
            await running.until(
                lambda: set(PARTS) <= set(running.store.library.known), "the start is over"
            )
            yield running, proxy


async def _drop(running: Console, number: int) -> Resync:
    """Lose the link, miss something of every kind, and wait until all of it is drawn."""
    desk, rows = running.desk, list(running.main.conversations.keys)
    shown, given, closed = rows[0], rows[3], rows[5]
    await running.turn_to(shown, opened=True)
    floor = await _bare_get(running, shown)
    colleague = next(one for one in desk.agents if one.id != running.me)
    desk.drop_sockets()
    await running.until(lambda: not _is_live(running), "the loss is noticed")
    words = f"missed {number} {time.perf_counter_ns()}"
    for part in range(3):
        desk.contact_writes(shown, f"{words} {part}")
    desk.assign(given, colleague.id)
    desk.set_status(closed, "resolved")
    new = desk.new_conversation(f"Newcomer {number}", desk.inboxes[0].id, f"{words} new")
    # Waiting out the pauses between attempts is not what is measured.
    running.app.backend.cable.nudge()
    await running.until(lambda: _is_live(running), "the link is confirmed")
    began, before = time.perf_counter(), desk.requests_seen

    def is_true() -> bool:
        held = running.store.conversations
        return (
            all(f"{words} {part}" in running.seen("#messages") for part in range(3))
            and held[given].assignee_id == colleague.id
            and closed not in running.main.conversations.keys
            and new.display_id in running.main.conversations.keys
            and "catching up" not in running.seen("#top-bar")
        )

    await running.until(is_true, "all that was missed")
    return Resync(time.perf_counter() - began, floor, desk.requests_seen - before)


def _is_live(running: Console) -> bool:
    return running.store.link.state is LinkState.LIVE


async def _bare_get(running: Console, conversation_id: int) -> float:
    began = time.perf_counter()
    await running.app.backend.api.messages(conversation_id)
    return time.perf_counter() - began
