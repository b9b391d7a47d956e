"""Whether anything of a busy desk's events is missing in the console afterwards.

The console runs without a terminal on a desk in the same process, so that the whole of its store
can be held against the whole of the desk.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation, MessageType
from tests.benchmarks.resync import RealClock
from tests.benchmarks.table import Row
from tests.flows.console import Console, console_on

RATE: Final = 1000.0
SECONDS: Final = 6.0
CONVERSATIONS: Final = 30
"""So few that all open threads can be held as a whole."""
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Loss:
    """What was sent and compared, and what differed."""

    events: int
    threads: int
    """Held as a whole."""
    messages: int
    """In those."""
    missing: int
    """Messages that are not in their thread."""
    untrue: int
    """Conversations with another state, or other last words, than on the desk."""


def measure(seconds: float = SECONDS, rate: float = RATE) -> tuple[list[Row], list[str]]:
    """Return the row about loss and what was compared."""
    loss = asyncio.run(_lose(seconds, rate))
    what = f"lost of {loss.events:,} events"
    note = (
        f"Lost: {loss.messages:,} messages of {loss.threads} threads one by one, and the state and"
        f" last words of all conversations held; without a terminal, {rate:,.0f} events/s."
    )
    return [Row(what, "", None, loss.missing + loss.untrue, None, "", "load lost")], [note]


async def _lose(seconds: float, rate: float) -> Loss:
    desk = DemoDesk(seed=3, quiet_visitors=True, conversations=CONVERSATIONS)
    async with desk, console_on(desk, RealClock()) as running:
        for conversation_id in list(running.main.conversations.keys):
            await running.turn_to(conversation_id, opened=True)
        desk.load.set_rate(rate)
        await asyncio.sleep(seconds)
        desk.load.set_rate(0)
        # On a starved machine all of it takes a while, and that is not what is asked here.
        async with asyncio.timeout(_PATIENCE):
            while running.store.steps < desk.load.sent().events:
                await running.turn()
            while "catching up" in running.seen("#top-bar"):
                await running.turn()
        await running.settled()
        return _compare(desk, running)


def _compare(desk: DemoDesk, running: Console) -> Loss:
    store, threads, messages, missing, untrue = running.store, 0, 0, 0, 0
    for conversation_id, held in store.conversations.items():
        row = desk.conversation(conversation_id)
        last = _last_words(row)
        untrue += (
            held.status != row.status
            or held.assignee_id != row.assignee_id
            or set(held.labels) != set(row.labels)
            or (held.last_message.id if held.last_message else None) != last
        )
    for conversation_id, timeline in store.timelines.items():
        oldest = timeline.oldest_id() if timeline.loaded else None
        if oldest is not None:
            ids = [
                one.id for one in desk.conversation(conversation_id).messages if one.id >= oldest
            ]
            threads += 1
            messages += len(ids)
            missing += sum(one not in timeline for one in ids)
    return Loss(desk.load.sent().events, threads, messages, missing, untrue)


def _last_words(row: Conversation) -> int | None:
    said = (one.id for one in reversed(row.messages) if one.message_type != MessageType.ACTIVITY)
    return next(said, None)
