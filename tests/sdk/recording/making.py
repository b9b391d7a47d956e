"""Makes the recorded session that is checked in, and what the desk itself said of its end.

Run as ``python -m tests.sdk.recording.making``. The desk stands in for a server of any kind: what
is to be recorded happens on it, some of it while nobody was listening.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hoory_tui.commands.parts.recording import Taking
from hoory_tui.config.secret import Secret
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import open_backend
from hoory_tui.sdk.following.follower import Follower
from hoory_tui.sdk.recording.recorder import Recorder, header_of
from hoory_tui.sdk.recording.redaction import Redactor
from hoory_tui.sdk.recording.snapshot import read_shape
from hoory_tui.sdk.recording.writer import SessionFile
from tests.sessions import SESSIONS

NAME = "a-day.jsonl.gz"


def first_hour(desk: DemoDesk) -> None:
    agent, other = desk.agents[0].id, desk.agents[1].id
    desk.contact_types(1)
    desk.contact_writes(1, "Hello, where is my bike? The number is SB-20117, ordered on 12.11.")
    desk.contact_types(1, False)
    desk.agent_writes(agent, 1, "**Let me look.** It left us: https://track.example.com/q?id=20117")
    desk.agent_writes(other, 1, "the depot says tomorrow 🚲", private=True)
    desk.contact_writes(2, "Привет! Где мой заказ?\n\n> 你好\n\n`code` and_so *on*")
    desk.assign(2, agent)
    desk.set_labels(2, ["delivery", "vip"])
    desk.set_priority(2, "urgent")


def gap(desk: DemoDesk) -> None:
    """What nobody hears at the time."""
    desk.contact_writes(
        1, "Thank you. One more thing: a\u0301 combining mark and a ‏right-to-left‏ word"
    )
    desk.agent_writes(desk.agents[0].id, 3, "Closing this one.")
    desk.set_status(3, "resolved")


def last_hour(desk: DemoDesk) -> None:
    message = desk.agent_writes(desk.agents[0].id, 2, "This was for somebody else")
    desk.delete_message(message.id)
    desk.new_conversation("Nobody Special", desk.inboxes[0].id, "First words of a new thread")
    desk.rename_contact(desk.contact_of(1).id, "Mia Wong-Петрова")
    desk.set_status(1, "resolved")


def truth(desk: DemoDesk) -> list[dict[str, Any]]:
    """Return what the desk itself knows of its conversations, by their ids."""
    world = desk.engine.world
    found = []
    for row in sorted(world.conversations.values(), key=lambda one: one.display_id):
        mine = [one for one in world.messages.values() if one.conversation_id == row.id]
        found.append(
            {
                "id": row.display_id,
                "status": row.status,
                "priority": row.priority or "",
                "assignee_id": row.assignee_id,
                "labels": len(row.labels),
                "messages": sorted(one.id for one in mine)[-20:],
            }
        )
    return found


async def settled(follower: Follower) -> None:
    """Wait until all that happened is told."""
    async with asyncio.timeout(30):
        while not follower.is_caught_up:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        # Events are on their way for a moment after the deed.
        await asyncio.sleep(1.0)


async def make(path: Path) -> list[dict[str, Any]]:
    """Record a session into a file and return the truth about its end."""
    async with DemoDesk(seed=7, quiet_visitors=True, conversations=8) as desk:
        backend = await open_backend(desk.url, Secret(desk.agents[0].access_token), None)
        redactor = Redactor()
        shape = await read_shape(backend)
        version = (await backend.api.server_info()).version or ""
        header = header_of(redactor, account_id=desk.account_id, version=version, shape=shape)
        recorder = Recorder(SessionFile(path, header, replace=True), redactor)
        stop, ready = asyncio.Event(), asyncio.Event()
        try:
            async with Follower(backend, links=True) as follower:
                taking = Taking(backend, follower, recorder, threads=25, ready=ready.set)
                job = asyncio.create_task(taking.take(stop, None))
                await ready.wait()
                await _play(desk, follower)
                stop.set()
                await job
        finally:
            recorder.finish()
            await backend.close()
        return truth(desk)


async def _play(desk: DemoDesk, follower: Follower) -> None:
    deeds: tuple[Callable[[DemoDesk], None], ...] = (first_hour, last_hour)
    for deed in deeds:
        deed(desk)
        await settled(follower)
        if deed is first_hour:
            desk.drop_sockets()
            gap(desk)
            await settled(follower)


if __name__ == "__main__":
    told = asyncio.run(make(SESSIONS / NAME))
    (SESSIONS / "a-day.truth.json").write_text(json.dumps(told, indent=1) + "\n")
