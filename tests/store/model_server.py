"""A model of the server: what it holds, and the events and answers that it makes of that.

It speaks both dialects. `modern` rows carry the time of their last change; the old ones do
not, and drop the marker of a message. Messages carry theirs in events only. Its clock is its
own; whatever it says is dated by that.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any, Final

from hoory_tui.wire.message import MARKER
from tests.store.build import (
    ACCOUNT,
    INCOMING,
    ME,
    TEMPLATE,
    Json,
    agent,
    contact,
    conversation_event,
    conversation_row,
    from_me,
    message_event,
)

SKEW: Final = 5 * 3600.0
"""Seconds by which the server's clock is ahead of ours."""
ZOE: Final = 4
ALEX: Final = 5
NEXT: Final = {
    "sent": ("delivered", "read", "failed"),
    "delivered": ("read", "failed"),
    "failed": ("sent",),
    "read": (),
}
HIDDEN: Final = ("updated_at", "account_id", "echo_id", "conversation")
NOTES: Final = 4
"""Notifications to a page."""
SURVEY: Final = "Please rate the conversation"


@dataclass
class Talk:
    """A conversation as the server holds it."""

    id: int
    contact_id: int
    created_at: float
    status: str = "open"
    priority: str | None = None
    labels: list[str] = field(default_factory=list)
    snoozed_until: float | None = None
    assignee: int | None = None
    team: Json | None = None
    unread: int = 0
    seen_at: float = 0.0
    active_at: float = 0.0
    updated_at: float = 0.0
    messages: list[Json] = field(default_factory=list)


class Server:
    """The server's tables and its mouth; `said` are the events that it has put on the wire."""

    def __init__(self, *, modern: bool, clock: float) -> None:
        self.modern = modern
        self.clock = clock
        self.talks: dict[int, Talk] = {}
        self.agents = {ME, ZOE, ALEX}
        self.said: list[tuple[str, Json]] = []
        self._message_id = 100
        self._talk_id = 0
        self.was_failed: set[int] = set()
        """Messages whose delivery failed once: only theirs may fall back, by a retry."""
        self.notes: dict[int, Json] = {}
        self._note_id = 0

    def pass_time(self, seconds: float = 0.4) -> float:
        self.clock = round(self.clock + seconds, 3)
        return self.clock

    # What it does

    def begin(self, contact_id: int) -> Talk:
        self._talk_id += 1
        now = self.pass_time()
        talk = Talk(self._talk_id, contact_id, now, active_at=now, updated_at=now)
        self.talks[talk.id] = talk
        self._say("conversation.created", self.event_of(talk))
        return talk

    def write(self, talk: Talk, **fields: Any) -> Json:
        now = self.pass_time()
        self._message_id += 1
        if fields.get("message_type", INCOMING) == INCOMING:
            fields.setdefault("sender", contact(talk.contact_id))
        message = message_event(self._message_id, talk.id, at=now, **fields)
        talk.messages.append(message)
        talk.unread += message["message_type"] == INCOMING
        talk.active_at = now
        if self.modern:
            talk.updated_at = now
        self._announce(talk, message, "message.created")
        return message

    def create(self, talk: Talk, text: str, echo_id: str, *, private: bool) -> Json:
        attributes = {MARKER: echo_id} if self.modern else {}
        return self.write(
            talk,
            **from_me(text, private=private),
            content_attributes=attributes,
            echo_id=echo_id,
        )

    def survey(self, talk: Talk) -> None:
        self.write(
            talk, content=SURVEY, content_type="input_csat", message_type=TEMPLATE, sender=None
        )

    def change_message(self, talk: Talk, message: Json, **fields: Any) -> None:
        now = self.pass_time()
        message.update(fields)
        stamp = message_event(message["id"], talk.id, changed_at=now)["updated_at"]
        message["updated_at"] = stamp
        if message["status"] == "failed":
            self.was_failed.add(message["id"])
        self._announce(talk, message, "message.updated")

    def change(self, talk: Talk, name: str, **fields: Any) -> None:
        for key, value in fields.items():
            setattr(talk, key, value)
        talk.updated_at = self.pass_time()
        self._say(name, self.event_of(talk))
        self._say("conversation.updated", self.event_of(talk))

    def read(self, talk: Talk) -> None:
        """Let an agent read: nobody is told, and no time of change moves."""
        # The server tells of it in whole seconds.
        self.pass_time(2.0)
        talk.unread, talk.seen_at = 0, self.pass_time()

    def lose_talk(self, talk: Talk) -> None:
        """Delete a conversation: nobody is told."""
        self.pass_time()
        del self.talks[talk.id]

    def lose_contact(self, contact_id: int) -> None:
        self.pass_time()
        self.talks = {
            key: talk for key, talk in self.talks.items() if talk.contact_id != contact_id
        }
        self._say("contact.deleted", contact(contact_id))

    def lose_agent(self, agent_id: int) -> None:
        """Remove an agent: nobody is told, and no time of change moves."""
        self.pass_time()
        self.agents.discard(agent_id)
        for talk in self.talks.values():
            if talk.assignee == agent_id:
                talk.assignee = None
        users = {str(number): "online" for number in self.agents}
        self._say("presence.update", {"users": users, "contacts": {}})

    def notify(self, talk: Talk) -> None:
        """Tell us of a conversation; the newer servers take back what they said of it before."""
        earlier = [key for key, note in self.notes.items() if note["talk"] == talk.id]
        now = self.pass_time()
        self._note_id += 1
        note = {"id": self._note_id, "created_at": now, "read_at": None, "talk": talk.id}
        self.notes[self._note_id] = note
        self._say("notification.created", {"notification": note, "unread_count": self.bell()})
        for key in earlier if self.modern else ():
            del self.notes[key]
            gone = {"notification": {"id": key}, "unread_count": self.bell()}
            self._say("notification.deleted", gone)

    def bell(self) -> int:
        return len(self.notes)

    # What it answers

    def notifications(self) -> Json:
        newest = sorted(self.notes.values(), key=lambda note: -note["id"])[:NOTES]
        meta = {"unread_count": self.bell(), "count": self.bell(), "current_page": 1}
        return {"meta": meta, "payload": newest}

    def row_of(self, talk: Talk) -> Json:
        """Return the conversation as REST shows it now."""
        people: Json = {"sender": contact(talk.contact_id)}
        if talk.assignee is not None:
            people["assignee"] = agent(talk.assignee)
        if talk.team is not None:
            people["team"] = talk.team
        spoken = self._spoken(talk)
        last = self._unechoed(spoken[-1]) if spoken else None
        told = self._told(talk) | {"last_non_activity_message": last}
        return conversation_row(talk.id, old=not self.modern, meta=people, **told)

    def event_of(self, talk: Talk) -> Json:
        """Return the conversation as an event made now shows it."""
        people = {
            "sender": contact(talk.contact_id),
            "assignee": agent(talk.assignee) if talk.assignee is not None else None,
            "team": talk.team,
        }
        return conversation_event(talk.id, old=not self.modern, meta=people, **self._told(talk))

    def page(self, talk: Talk, *, after: int = 0, before: int = 0, limit: int = 20) -> list[Json]:
        """Return the rows of a thread as REST shows them now, oldest first."""
        found = [one for one in talk.messages if not before or one["id"] < before]
        if after:
            return [self._as_row(one) for one in found if one["id"] > after][:limit]
        found = found[-limit:]
        return [self._as_row(one) for one in found]

    # How it puts it

    def _as_row(self, message: Json) -> Json:
        row = {key: copy.deepcopy(one) for key, one in message.items() if key not in HIDDEN}
        is_whole = row["content_attributes"].get("deleted") or self.modern
        if row["content_type"] == "input_csat" and not is_whole:
            row["content"] = f"{SURVEY}, https://desk.example.com/{row['id']}"
        return row

    def _told(self, talk: Talk) -> Json:
        told: Json = {
            "status": talk.status,
            "labels": list(talk.labels),
            "snoozed_until": talk.snoozed_until,
            "unread_count": talk.unread,
            "agent_last_seen_at": int(talk.seen_at),
            "timestamp": int(talk.active_at),
            "messages": [self._unechoed(one) for one in self._spoken(talk) if not one["private"]][
                -1:
            ],
        }
        if self.modern:
            told["priority"] = talk.priority
            told["updated_at"] = talk.updated_at
            told["last_activity_at"] = int(talk.active_at)
        return told

    def _spoken(self, talk: Talk) -> list[Json]:
        return [one for one in talk.messages if one["message_type"] != 2]

    def _unechoed(self, message: Json) -> Json:
        return {key: copy.deepcopy(one) for key, one in message.items() if key != "echo_id"}

    def _announce(self, talk: Talk, message: Json, name: str) -> None:
        facts = {"unread_count": talk.unread, "last_activity_at": int(talk.active_at)}
        told = message | {"conversation": facts}
        self._say(name, told if name == "message.created" else self._unechoed(told))

    def _say(self, name: str, data: Json) -> None:
        self.said.append((name, copy.deepcopy({"account_id": ACCOUNT} | data)))
