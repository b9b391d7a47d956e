"""A recorder dates, counts and redacts what it is given, and says in the end what it holds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hoory_tui.sdk.recording.format import End, Heard
from hoory_tui.sdk.recording.reader import read_session
from hoory_tui.sdk.recording.recorder import Recorder, header_of, told_of
from hoory_tui.sdk.recording.redaction import Keeping, Redactor
from hoory_tui.sdk.recording.writer import SessionFile

from .sessions import ACCOUNT, conversation, heard, link, message


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def recorder_on(path: Path, redactor: Redactor, clock: Clock) -> Recorder:
    header = header_of(
        redactor,
        account_id=ACCOUNT,
        version="4.15.1",
        now=lambda: datetime(2026, 1, 2, 3, 4, 5, 678_900, tzinfo=UTC),
    )
    return Recorder(SessionFile(path, header), redactor, clock=clock)


def test_everything_is_dated_and_counted(tmp_path: Path) -> None:
    clock = Clock()
    recorder = recorder_on(tmp_path / "one", Redactor(), clock)
    recorder.take_part("conversations", [conversation()], 7)
    entries = [
        link(0, "live"),
        heard(0, "message.created", message(1)),
        heard(0, "message.updated", message(1)),
        link(0, "waiting", "silent"),
        link(0, "live"),
        link(0, "live"),
        heard(0, "message.created", message(2, conversation_id=8)),
    ]
    for entry in entries:
        clock.now += 1.25
        recorder.hear(entry.line)
    recorder.finish()
    recorder.finish()
    session = read_session(tmp_path / "one")
    assert session.header.started_at == "2026-01-02T03:04:05.678Z"
    assert session.header.server == {"version": "4.15.1", "generation": "4.x"}
    assert [one.at for one in session.heard] == [1.25 * (at + 1) for at in range(7)]
    assert session.entries[-1] == End(
        8.75, {"events": 3, "gaps": 1, "conversations": 2, "messages": 2, "withheld": 0}
    )
    assert told_of(recorder).startswith("one: 2 conversations, 3 events, 1 gap in the link, ")


def test_nothing_of_the_servers_own_choosing_goes_around_the_redaction(tmp_path: Path) -> None:
    recorder = recorder_on(tmp_path / "one", Redactor(), Clock())
    line = heard(0, "message.created", message(1)).line
    recorder.hear({**line, "event": "Mia Wong wrote", "cursor": "Mia", "source": "live"})
    told = {"state": "waiting", "cause": "proxy", "detail": "Mia Wong's proxy"}
    recorder.hear({**line, "event": "link", "data": told})
    recorder.finish()
    heard_of = [one for one in read_session(tmp_path / "one").entries if isinstance(one, Heard)]
    assert [one.event for one in heard_of] == ["unnamed", "link"]
    assert heard_of[1].line["data"] == {"state": "waiting", "cause": "proxy"}
    assert "Mia" not in (tmp_path / "one").read_text()


@pytest.mark.parametrize("moved", [False, True])
def test_ids_are_the_same_everywhere(tmp_path: Path, moved: bool) -> None:
    redactor = Redactor(Keeping(names=True), shift_ids=moved)
    recorder = recorder_on(tmp_path / "one", redactor, Clock())
    by = redactor.shift
    recorder.take_part("messages", [message(1)], 7)
    recorder.hear(heard(0, "message.created", message(2)).line)
    recorder.finish()
    session = read_session(tmp_path / "one")
    (part,), (came,) = session.parts, session.heard
    assert session.header.account_id == ACCOUNT + by
    assert session.header.kept == ("names of labels, inboxes and teams",)
    assert (part.conversation_id, part.data[0]["conversation_id"]) == (7 + by, 7 + by)
    assert (came.line["conversation_id"], came.line["data"]["id"]) == (7 + by, 2 + by)
    assert came.line["account_id"] == came.line["data"]["account_id"] == ACCOUNT + by
    assert moved == (by > 0)
