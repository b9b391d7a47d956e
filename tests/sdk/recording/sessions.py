"""Sessions made up for tests: a desk of one conversation, of which lines tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hoory_tui.sdk.recording.format import End, Entry, Header, Heard, Part
from hoory_tui.sdk.recording.writer import SessionFile

ACCOUNT = 3
BEGAN_AT = 1_763_900_000
HEADER = Header(
    console="0",
    started_at="2025-11-23T12:13:20.000Z",
    account_id=ACCOUNT,
    server={"version": "4.15.1", "generation": "4.x"},
    shape={"agents": 1},
    redacted=("everything",),
)


def message(number: int, **more: Any) -> dict[str, Any]:
    told = {
        "id": number,
        "account_id": ACCOUNT,
        "conversation_id": 7,
        "inbox_id": 1,
        "message_type": 0,
        "content": f"words {number}",
        "created_at": BEGAN_AT + number,
        "updated_at": BEGAN_AT + number,
        "sender": {"id": 5, "name": "Bkrt Wqzx", "type": "contact"},
    }
    return {**told, **more}


def conversation(**more: Any) -> dict[str, Any]:
    told = {
        "id": 7,
        "account_id": ACCOUNT,
        "inbox_id": 1,
        "status": "open",
        "labels": [],
        "can_reply": True,
        "unread_count": 0,
        "last_activity_at": BEGAN_AT,
        "timestamp": BEGAN_AT,
        "created_at": BEGAN_AT - 60,
        "messages": [],
        "meta": {
            "sender": {"id": 5, "name": "Bkrt Wqzx"},
            "assignee": None,
            "team": None,
            "channel": "Channel::Api",
        },
    }
    return {**told, **more}


def heard(at: float, event: str, data: dict[str, Any], source: str = "live") -> Heard:
    number = data.get("conversation_id", data.get("id"))
    return Heard(
        at,
        {
            "v": 1,
            "at": "2025-11-23T12:13:21.000Z",
            "cursor": "0",
            "source": source,
            "event": event,
            "account_id": ACCOUNT,
            "conversation_id": number,
            "data": data,
        },
    )


def link(at: float, state: str, cause: str = "") -> Heard:
    return heard(at, "link", {"state": state, "cause": cause})


SNAPSHOT: list[Entry] = [
    Part(0.0, "profile", {"id": 2, "name": "Ksj Xlrv", "accounts": []}),
    Part(0.0, "inboxes", [{"id": 1, "name": "Shop", "channel_type": "Channel::Api"}]),
    Part(0.0, "agents", [{"id": 2, "name": "Ksj Xlrv", "availability_status": "online"}]),
    Part(0.0, "teams", []),
    Part(0.0, "labels", [{"id": 1, "title": "vip"}]),
    Part(0.1, "conversations", [conversation()], 7),
    Part(0.1, "messages", [], 7),
    Part(0.1, "ready", {"conversations": 1}),
]


def session_file(path: Path, *entries: Entry, whole: bool = True) -> Path:
    """Write a session of these entries after the snapshot, and return its path."""
    file = SessionFile(path, HEADER)
    file.write(*SNAPSHOT, *entries)
    if whole:
        last = max((one.at for one in entries), default=0.5)
        file.write(End(last, {"events": len(entries)}))
    file.close()
    return path
