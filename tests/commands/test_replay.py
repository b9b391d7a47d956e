"""``hoory-tui replay``: a session as lines, as a state, checked, and what is wrong with a file."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from hoory_tui.commands.registry import COMMANDS
from hoory_tui.commands.run import run_command
from hoory_tui.sdk.recording.format import Entry
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.events import MessageCreated, read_event
from tests.sdk.recording.sessions import (
    ACCOUNT,
    conversation,
    heard,
    link,
    message,
    session_file,
)

EVENTS: list[Entry] = [
    link(0.0, "live"),
    *(heard(number / 10, "message.created", message(number)) for number in range(2, 9)),
    heard(1.0, "conversation.status_changed", conversation(status="resolved")),
]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = run_command(COMMANDS["replay"], ["replay", *words], {})
    except SystemExit as error:
        code = int(error.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_whole_session_is_found_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = session_file(tmp_path / "one.gz", *EVENTS)
    code, out, _ = run(capsys, str(path), "--check")
    assert code == 0
    assert out == "8 events: 0 missing, 0 doubled, 0 out of order, 0 unreadable.\n"


def test_what_is_wrong_is_told_in_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: list[Entry] = [
        heard(2.0, "message.created", message(12)),
        heard(3.0, "message.created", message(12)),
        heard(4.0, "message.updated", message(13)),
        heard(3.5, "message.updated", message(12, updated_at=1)),
        heard(5.0, "message.created", {"id": "no number", "conversation_id": 7}),
    ]
    path = session_file(tmp_path / "one", *wrong, whole=False)
    code, out, _ = run(capsys, str(path), "--check")
    assert code == 1
    assert out.splitlines() == [
        "Message 12 came again at 3.000 s.",
        "What came after 4.000 s is dated 3.500 s.",
        "Message 12 was told of at 3.500 s as it had been before.",
        "At 5.000 s: message.created: MessagePayload: cannot read id could not be read.",
        "Message 13 was spoken of by message.updated at 4.000 s and never came.",
        "5 events: 1 missing, 1 doubled, 2 out of order, 1 unreadable.",
        "The recording was cut off: its last line is missing.",
    ]


def test_a_state_is_that_of_the_end_or_of_any_second(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = session_file(tmp_path / "one", *EVENTS)
    states: list[Any] = []
    for words in ((), ("--until", "0.45")):
        code, out, _ = run(capsys, str(path), "--state", *words)
        assert code == 0
        states.append(json.loads(out))
    end, middle = states
    assert (end["counts"]["resolved"], end["counts"]["messages"]) == (1, 7)
    assert (middle["counts"]["open"], middle["counts"]["messages"]) == (1, 3)
    assert end["link"]["state"] == "live"
    (talk,) = end["conversations"]
    assert [one["id"] for one in talk["messages"]] == list(range(2, 9))
    assert talk["messages"][0]["content"] == "words 2"


def test_lines_come_in_their_time_and_are_the_streams(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = session_file(tmp_path / "one", *EVENTS)
    began_at = time.monotonic()
    code, out, _ = run(capsys, str(path), "--lines", "--speed", "4")
    assert code == 0
    assert 0.25 <= time.monotonic() - began_at < 2.0
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows == [one.line for one in EVENTS]  # type: ignore[union-attr]
    store = Store(ACCOUNT)
    came = 0
    for row in rows:
        event = read_event(row["event"], row["data"])
        came += isinstance(event, MessageCreated)
        apply(store, event, 0.0)
    assert (came, store.conversations[7].status) == (7, "resolved")
    code, out, _ = run(capsys, str(path), "--lines", "--speed", "max", "--until", "0.35")
    assert len(out.splitlines()) == 3


def test_what_cannot_be_played_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.write_text("hello\n")
    whole = session_file(tmp_path / "one", *EVENTS)
    cut = tmp_path / "cut"
    cut.write_bytes(whole.read_bytes()[:-100])
    for words, code, said in (
        ((str(tmp_path / "none"), "--state"), 3, "No such file"),
        ((str(other), "--state"), 2, "no recorded session"),
        ((str(whole),), 2, "use --lines, --state or --check"),
        ((str(whole), "--speed", "0"), 2, "a speed is a number"),
        ((str(whole), "--lines", "--state"), 2, "not allowed with"),
        ((str(cut), "--state"), 0, "The file ends in the middle of line 18"),
    ):
        found = run(capsys, *words)
        assert (found[0], said in found[2]) == (code, True), found


async def test_nobody_reads_the_lines_any_more(tmp_path: Path) -> None:
    many = [heard(number / 100, "message.created", message(number)) for number in range(2, 900)]
    path = session_file(tmp_path / "one", *many)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "replay", str(path), "--lines", "--speed", "50"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stderr is not None
    await process.stdout.readline()
    process.stdout._transport.close()  # type: ignore[attr-defined]
    async with asyncio.timeout(10):
        assert await process.wait() == 141
        assert await process.stderr.read() == b""
