"""What a console records of itself leaves the very state that the console has."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from hoory_tui.app.recording import RecordingApp, tapped
from hoory_tui.config.secret import Secret
from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.sdk.recording.checking import check
from hoory_tui.sdk.recording.into_store import replayed
from hoory_tui.sdk.recording.outcome import outcome
from hoory_tui.sdk.recording.reader import read_session
from hoory_tui.sdk.recording.tap import Tap
from hoory_tui.store.state import Store
from hoory_tui.wire.link import LinkState

PATIENCE = 20.0


def facts(store: Store) -> list[dict[str, Any]]:
    """Return what of a state is in nobody's words; messages of threads that were shown alone."""
    kept = ("id", "status", "priority", "assignee_id", "team_id", "unread_count")
    return [
        {key: one[key] for key in kept}
        | {"labels": len(one["labels"])}
        | {"messages": [each["id"] for each in one["messages"]] if _is_shown(store, one) else []}
        for one in outcome(store)["conversations"]
    ]


def _is_shown(store: Store, one: dict[str, Any]) -> bool:
    timeline = store.timelines.get(one["id"])
    return timeline is not None and timeline.loaded


def _last_id(store: Store, conversation_id: int) -> int:
    message = store.conversations[conversation_id].last_message
    return message.id if message is not None else 0


async def until(condition: Any, what: str) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 (nothing tells of it)
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"never came: {what}") from None


async def test_a_console_with_a_lost_link_is_replayed_to_the_state_it_had(tmp_path: Path) -> None:
    tap = Tap(tmp_path / "own.jsonl.gz")
    async with DemoDesk(quiet_visitors=True, conversations=12) as desk:

        async def connect() -> Backend:
            token = Secret(desk.agents[0].access_token)
            return await open_backend(desk.url, token, desk.account_id)

        app = RecordingApp(tapped(connect, tap), Settings(send_delay=0), tap=tap)
        async with app.run_test(size=(120, 36)):
            await until(lambda: app.store.link.state is LinkState.LIVE, "the link")
            await until(lambda: not app._is_behind(), "everything")
            desk.contact_writes(1, "first words")
            desk.set_status(2, "resolved")
            await until(lambda: app.store.conversations[2].status == "resolved", "the first")
            desk.drop_sockets()
            last = desk.contact_writes(3, "while nobody was listening")
            desk.assign(4, desk.agents[1].id)
            await until(lambda: app.store.link.state is not LinkState.LIVE, "the loss")
            await until(lambda: app.store.link.state is LinkState.LIVE, "the link again")
            await until(lambda: _last_id(app.store, 3) == last.id, "what was missed")
            await until(lambda: not app._is_behind(), "all of it")
            had = facts(app.store)
        await app.close()
        tap.close()
    session = read_session(tap.path)
    assert check(session).counts == {}
    assert session.header.server["version"]
    played = replayed(session)
    assert [{**one, "messages": []} for one in facts(played)] == [
        {**one, "messages": []} for one in had
    ]
    shown = {one["id"]: one["messages"] for one in had if one["messages"]}
    told = {one["id"]: one["messages"] for one in facts(played)}
    assert shown
    assert {key: told[key] for key in shown} == shown
