"""The guide's sample flow as README shows it: ten lines that run as they stand."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

import hoory_tui
from hoory_tui.demo.desk import DemoDesk

from .inboxes import NARE, app_inbox, identifier, quiet_desk

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


def sample(mark: str = "sample") -> str:
    """Return the program between README's markers."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    marked = readme.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0]
    return marked.split("```python\n")[1].split("```")[0]


def test_it_is_ten_lines() -> None:
    assert len([line for line in sample().splitlines() if line.strip()]) == 10


async def test_it_introduces_itself_writes_and_hears(tmp_path: Path) -> None:
    program = tmp_path / "sample.py"
    program.write_text(sample(), encoding="utf-8")
    async with quiet_desk() as desk:
        running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-u",
            str(program),
            env={
                **os.environ,
                "HOORY_URL": desk.url,
                "HOORY_INBOX": identifier(desk),
                "PYTHONPATH": str(ROOT),
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            await _talk(desk, running)
        finally:
            running.send_signal(signal.SIGINT)
            _, traceback = await running.communicate()
        (session,) = desk.engine.world.sessions.values()
        assert session.source_id not in traceback.decode()
        assert session.pubsub_token not in traceback.decode()


async def test_the_agents_one_lists_writes_a_note_and_hears(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with quiet_desk() as desk:
        talk = desk.new_conversation("Robin", app_inbox(desk).id, "Hello?")
        body = textwrap.indent(sample("agent-sample"), "    ")
        program = f"async def main(url, token):\n{body.replace('1042', str(talk.display_id))}"
        names: dict[str, Any] = {"AgentClient": hoory_tui.AgentClient}
        exec(program, names)
        running = asyncio.create_task(names["main"](desk.url, desk.agents[0].access_token))
        try:
            async with asyncio.timeout(PATIENCE):
                said = ""
                while f"message.created {talk.display_id}" not in said:
                    desk.agent_writes(NARE, talk.display_id, "Anybody?")
                    await asyncio.sleep(0.1)
                    said += capsys.readouterr().out
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        assert f"{talk.display_id} open" in said
        assert [one.content for one in talk.messages if one.private] == ["Looked at by a script."]


async def _talk(desk: DemoDesk, running: asyncio.subprocess.Process) -> None:
    assert await _line(running) == "Received message: Hello, is anybody there?"
    (conversation,) = desk.engine.world.conversations.values()
    assert conversation.inbox_id == app_inbox(desk).id
    assert desk.contact_of(conversation.display_id).email == "ada@example.com"
    desk.agent_writes(NARE, conversation.display_id, "Yes, good morning!")
    assert await _line(running) == "Received message: Yes, good morning!"
    desk.drop_sockets()
    desk.agent_writes(NARE, conversation.display_id, "Still there?")
    assert await _line(running) == "Received message: Still there?"


async def _line(running: asyncio.subprocess.Process) -> str:
    assert running.stdout is not None
    return (await asyncio.wait_for(running.stdout.readline(), PATIENCE)).decode().rstrip("\n")
