"""What a console hears, learns and asks is written beside it; what goes wrong there is said."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest

from hoory_tui.client.batches import Batch
from hoory_tui.sdk.recording.errors import RecordingError
from hoory_tui.sdk.recording.format import Asked
from hoory_tui.sdk.recording.into_store import replayed
from hoory_tui.sdk.recording.reader import read_session
from hoory_tui.sdk.recording.tap import Tap
from hoory_tui.store.happenings import (
    ConversationGone,
    ConversationLoaded,
    MessagesLoaded,
    ProfileLoaded,
    Reach,
    Tick,
)
from hoory_tui.wire.answers import MessagePage
from hoory_tui.wire.cable import Cable
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.desk import Identifier, ProfilePayload
from hoory_tui.wire.events import Malformed, read_event
from hoory_tui.wire.link import Cause, LinkState, LinkStatus
from hoory_tui.wire.payload import read_payload

from .sessions import ACCOUNT, conversation, message

LIVE = LinkStatus(LinkState.LIVE)
TOKEN = "a-cable-token-that-nobody-may-see"


def tap_on(path: Path) -> Tap:
    tap = Tap(path)
    tap.begin(ACCOUNT, "4.15.1")
    return tap


def swiftly(identifier: Identifier, event: str, data: object) -> tuple[object, ...]:
    """Return what a cable makes of a frame, by the shortest way there is."""
    cable = Cable(identifier, now=0.0)
    frame = {"identifier": identifier.encode(), "message": {"event": event, "data": data}}
    cable.receive_text(json.dumps(frame).encode(), 0.0)
    return tuple(cable.take_events())


def test_what_comes_is_written_in_its_order_without_anybodys_words(tmp_path: Path) -> None:
    tap = tap_on(tmp_path / "one.jsonl.gz")
    profile = {"id": 2, "name": "Dana", "pubsub_token": TOKEN, "accounts": []}
    row = read_payload(ConversationPayload, conversation())
    page = read_payload(MessagePage, {"payload": [message(1)]})
    tap.learn([ProfileLoaded(read_payload(ProfilePayload, profile)), Tick()])
    tap.learn([ConversationLoaded(row), MessagesLoaded(7, page, Reach.LATEST, True)])
    identifier = Identifier.model_validate({"pubsub_token": TOKEN, "account_id": ACCOUNT})
    events = swiftly(identifier, "message.created", message(2, content="quite unmistakable"))
    spoiled = Malformed(ACCOUNT, "message.created", "MessagePayload: cannot read id")
    solved = read_event("conversation.status_changed", conversation(status="resolved"))
    tap.hear(Batch((*events, spoiled, solved), LIVE))  # type: ignore[arg-type]
    tap.hear(Batch((), LIVE))
    tap.hear(Batch((), LinkStatus(LinkState.WAITING, Cause.SILENT, "said the proxy")))
    tap.note_request("GET", "/api/v1/accounts/:id/labels", 200, 0.0123)
    told = tap.close()
    tap.note_request("GET", "/too/late", 200, 1.0)
    assert tap.close() == told
    assert "one.jsonl.gz: 1 conversation, 2 events, 1 gap in the link" in told
    session = read_session(tmp_path / "one.jsonl.gz")
    asked = [one.request for one in session.entries if isinstance(one, Asked)]
    assert asked == [
        {"unreadable": "message.created: MessagePayload: cannot read id"},
        {"method": "GET", "path": "/api/v1/accounts/:id/labels", "status": 200, "ms": 12},
    ]
    assert [one.event for one in session.heard] == [
        "message.created",
        "conversation.status_changed",
        "link",
        "link",
    ]
    everything = repr(session)
    for word in ("Dana", "unmistakable", TOKEN, "proxy"):
        assert word not in everything
    store = replayed(session)
    assert store.me_id == 2
    assert store.conversations[7].status == "resolved"
    assert [one.id for one in store.timelines[7].messages()] == [1, 2]
    assert store.link.state is LinkState.WAITING


def test_a_conversation_that_is_gone_is_gone_in_the_recording(tmp_path: Path) -> None:
    tap = tap_on(tmp_path / "one")
    tap.learn([ConversationLoaded(read_payload(ConversationPayload, conversation()))])
    tap.learn([ConversationGone(7)])
    tap.close()
    store = replayed(read_session(tmp_path / "one"))
    assert 7 not in store.conversations or store.conversations[7].status == "gone"


def test_what_cannot_be_begun_is_said_and_what_comes_before_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_text("mine")
    tap = Tap(path)
    tap.hear(Batch((), LIVE))
    with pytest.raises(RecordingError, match="already"):
        tap.begin(ACCOUNT, "")
    assert tap.close() == ""
    assert path.read_text() == "mine"


def test_a_full_disk_is_said_and_what_was_written_is_kept(tmp_path: Path) -> None:
    tap = tap_on(tmp_path / "one")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8000, before[1]))
    try:
        for number in range(1, 40):
            event = read_event("message.created", message(number))
            tap.hear(Batch((event,), LIVE))
        said = tap.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert said.startswith("The recording cannot go on (")
    assert tap.trouble == said
    session = read_session(tmp_path / "one")
    assert 5 < len(session.heard) < 40
    assert len(session.problems) == 1
