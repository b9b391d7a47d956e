"""``hoory-tui record`` on the demo desk: what it writes, what it leaves out, how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import pty
import signal
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hoory_tui.sdk.recording.checking import check
from hoory_tui.sdk.recording.into_store import replayed
from hoory_tui.sdk.recording.outcome import outcome
from hoory_tui.sdk.recording.reader import read_session
from tests.sdk.recording.originals import DIGITS, KNOWN, MAIL, WORD

from .acts import Acts, acting

PATIENCE = 15.0
LAST = "the very last words 😀"


@asynccontextmanager
async def recording(
    acts: Acts, path: Path, *words: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a recorder that has read what there is and hears what comes."""
    process = await acts.start("record", str(path), *words)
    try:
        assert process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            told = await process.stderr.readuntil(b"ctrl+c ends it.\n")
        assert path.name.encode() in told
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def written(path: Path, events: int) -> None:
    """Wait until so many messages came and were written; another process does it."""

    def came() -> int:
        return sum(one.event == "message.created" for one in read_session(path).heard)

    async with asyncio.timeout(PATIENCE):
        while came() < events:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def ended(process: asyncio.subprocess.Process) -> tuple[int, str]:
    """End a recording by ctrl+c, and once more where it waits for something; tell what it said."""
    assert process.stderr is not None
    process.send_signal(signal.SIGINT)
    said = b""
    async with asyncio.timeout(PATIENCE):
        while line := await process.stderr.readline():
            said += line
            if b"Ctrl+c leaves at once" in line:
                process.send_signal(signal.SIGINT)
        return await process.wait(), said.decode()


def act(acts: Acts) -> int:
    """Let this and that happen on the desk; return how many messages come of it."""
    desk = acts.desk
    first, second = acts.open_ids(2)
    agent = desk.agents[1].id
    desk.contact_writes(first, "My number is 0170 1234567, mail me at mia.wong@example.com")
    desk.agent_writes(
        agent, first, "**Dear** Mia, see https://shop.example.com/a?b=1\nYours, Tomás"
    )
    desk.agent_writes(agent, second, "who is on this?", private=True)
    desk.assign(first, agent)
    desk.set_labels(first, ["billing"])
    desk.set_status(second, "resolved")
    desk.contact_writes(first, LAST)
    return 4


async def test_a_session_ends_in_the_state_of_the_desk_and_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    async with acting(tmp_path) as acts:
        acts.desk.agent_comes(acts.desk.agents[0].id)
        async with recording(acts, path) as process:
            await written(path, act(acts))
            code, said = await ended(process)
        assert code == 0
        assert "Replaced: names of people" in said
        assert "one.jsonl: 40 conversations, " in said
        session = read_session(path)
        assert session.is_whole
        assert check(session).counts == {}
        _compare(acts, outcome(replayed(session)))
        _find_nothing(acts, path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def _compare(acts: Acts, state: dict[str, Any]) -> None:
    world = acts.desk.engine.world
    rows = {one.display_id: one for one in world.conversations.values()}
    assert len(state["conversations"]) == len(rows)
    for one in state["conversations"]:
        row = rows[one["id"]]
        assert (one["status"], one["assignee_id"]) == (row.status, row.assignee_id)
        assert len(one["labels"]) == len(row.labels)
        held = [each["id"] for each in one["messages"]]
        mine = sorted(key for key, each in world.messages.items() if each.conversation_id == row.id)
        assert held == mine[len(mine) - len(held) :]
    assert sum(bool(one["messages"]) for one in state["conversations"]) >= 25


def _find_nothing(acts: Acts, text: str) -> None:
    world = acts.desk.engine.world
    originals = [one.content or "" for one in world.messages.values()]
    for contact in world.contacts.values():
        originals += [contact.name or "", contact.email or "", contact.phone_number or ""]
    for agent in acts.desk.agents:
        originals += [agent.name, agent.email]
        for secret in (agent.access_token, agent.pubsub_token):
            assert secret not in text
    leaves = "\n".join(_texts(text)).casefold()
    for kind, known in ((WORD, KNOWN), (MAIL, frozenset[str]()), (DIGITS, frozenset[str]())):
        words = {word for one in originals for word in kind.findall(one.casefold())} - known
        assert words & set(kind.findall(leaves)) == set()


def _texts(text: str) -> list[str]:
    from tests.sdk.recording.originals import strings

    rows = [json.loads(line) for line in text.splitlines()[1:]]
    data = [row.get("data", row.get("line", {}).get("data")) for row in rows]
    return [one for row in data for one in strings(row)]


async def test_a_killed_recorder_leaves_a_file_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl.gz"
    async with acting(tmp_path) as acts, recording(acts, path, "--threads", "0") as process:
        acts.desk.contact_writes(acts.open_ids(1)[0], LAST)
        await written(path, 1)
        process.kill()
        await process.wait()
    session = read_session(path)
    assert not session.is_whole
    assert session.problems == []
    assert session.heard[-1].line["data"]


async def test_texts_and_names_are_kept_on_request_and_ids_moved(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    words = ("--keep-text", "--keep-names", "--shift-ids", "--for", "1h")
    async with acting(tmp_path) as acts, recording(acts, path, *words) as process:
        # Of somebody who is away, giving back what they had chosen takes a while, or another key.
        number = acts.open_ids(1)[0]
        message = acts.desk.contact_writes(number, LAST)
        await written(path, 1)
        code, said = await ended(process)
        names = [one.name for one in acts.desk.inboxes]
        contact = acts.desk.contact_of(number).name or ""
    assert code == 0
    assert "Kept as they were: texts, names of labels" in said
    session = read_session(path)
    assert session.header.kept
    created = next(one for one in session.heard if one.event == "message.created")
    assert created.line["data"]["content"] == LAST
    assert created.line["data"]["id"] > message.id
    assert created.line["conversation_id"] > number
    inboxes = next(one.data for one in session.parts if one.name == "inboxes")
    assert [one["name"] for one in inboxes] == names
    assert contact not in path.read_text()


async def test_what_cannot_be_begun_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    async with acting(tmp_path) as acts:
        refused = await acts.run("record", str(path), HOORY_TOKEN="no-such-token")
        assert refused.code == 5
        unreached = await acts.run("record", str(path), HOORY_URL="http://127.0.0.1:1")
        assert unreached.code == 6
        for time in ("0", "ten", "5d"):
            assert (await acts.run("record", str(path), "--for", time)).code == 2
        assert not path.exists()
        path.write_text("mine")
        taken = await acts.run("record", str(path))
        assert taken.code == 2
        assert "already" in taken.err
        assert path.read_text() == "mine"


async def test_a_person_is_asked_before_texts_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    async with acting(tmp_path) as acts:
        master, slave = pty.openpty()
        os.write(master, b"n\n")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "hoory_tui", "record", str(path), "--keep-text"),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=acts.surroundings(PYTHONPATH=str(Path(__file__).parents[2])),
        )
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 1
        said = b""
        with contextlib.suppress(BlockingIOError, OSError):
            os.set_blocking(master, False)
            while part := os.read(master, 4096):
                said += part
        os.close(slave)
        os.close(master)
    assert b"word for word" in said
    assert b"Nothing was recorded." in said
    assert not path.exists()
