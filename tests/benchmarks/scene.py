"""A store filled without a server: as many conversations and messages as are wanted."""

from __future__ import annotations

import json
from typing import Any, Final

from hoory_tui.store import reduce
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import LinkMoved, MessagesLoaded, Opened, Reach
from hoory_tui.store.records import Contact, Conversation, Direction, Message
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL
from hoory_tui.wire.answers import MessagePage
from hoory_tui.wire.cable import Cable
from hoory_tui.wire.link import LinkState, LinkStatus
from tests.benchmarks import traffic

NOW: Final = 1_900_000_000.0
FIRST_THREAD: Final = 50
THREADS: Final = 9
"""Conversations with a long thread each, from the first one on; none is in view at first."""
OLDER: Final = 20
"""Messages of an older page."""
_FIRST_MESSAGE: Final = 1_000_000
_APART: Final = 1_000_000
"""Between the message ids of two threads."""
_TEXT: Final = (
    "Hello, I wanted to ask about the order from last week, which has not come yet although the"
    " tracking says it did. Could you find out where it is, and whether it comes before Friday?"
)
_WORDS: Final = _TEXT.split()


class Scene:
    """The store, and what can happen in it; each happening returns what it changed."""

    def __init__(self, conversations: int, messages: int) -> None:
        self.store = Store(traffic.ACCOUNT_ID, 1)
        self._count = conversations
        self._happened = 0
        self._cable = Cable(traffic.IDENTIFIER, now=0.0)
        confirm = {"type": "confirm_subscription", "identifier": traffic.IDENTIFIER.encode()}
        for text in ('{"type": "welcome"}', json.dumps(confirm)):
            self._cable.receive_text(text, 0.0)
        self._cable.take_events()
        # Of several the first; what the system itself says moves no row.
        self._recorded = {
            one["event"]: one["data"]
            for one in reversed(traffic.recorded())
            if one["data"].get("message_type", 0) == 0
        }
        self._oldest: dict[int, int] = {}
        self._fill()
        for thread in range(FIRST_THREAD, FIRST_THREAD + THREADS):
            self._write(thread, messages)

    def _fill(self) -> None:
        store = self.store
        for number in range(1, self._count + 1):
            at = NOW - 60.0 * number
            words = " ".join(_WORDS[number % 20 :])
            last = Message(number, number, Direction.INCOMING, f"{number} {words}", at)
            store.contacts[number] = Contact(number, f"Contact number {number}")
            store.conversations[number] = Conversation(
                number, contact_id=number, last_activity_at=at, created_at=at, last_message=last
            )
        store.complete_views.add(ALL)
        reduce.apply(store, LinkMoved(LinkStatus(LinkState.LIVE)), NOW)

    def _write(self, thread: int, messages: int) -> None:
        newest = _FIRST_MESSAGE + thread * _APART
        self._oldest[thread] = newest
        reduce.apply(self.store, Opened(thread), NOW)
        self._load(thread, messages, Reach.LATEST)

    def _load(self, thread: int, count: int, reach: Reach) -> Changes:
        oldest = self._oldest[thread]
        payload = [_message(number, thread) for number in range(oldest - count, oldest)]
        self._oldest[thread] = oldest - count
        page = MessagePage.model_validate({"payload": payload})
        step = MessagesLoaded(thread, page, reach, exhausted=False)
        return reduce.apply(self.store, step, NOW)

    def prepend(self, thread: int) -> Changes:
        """Load an older page of a thread."""
        return self._load(thread, OLDER, Reach.OLDER)

    def move_to_top(self) -> Changes:
        """Let somebody far down the list write."""
        self._happened += 1
        number = self._count - self._happened
        at = NOW + self._happened
        data = self._recorded["message.created"] | {
            "id": 900_000_000 + self._happened,
            "conversation_id": number,
            "created_at": at,
            "content": f"News {self._happened}",
            "conversation": {"assignee_id": None, "unread_count": 1, "last_activity_at": at},
        }
        return self._hear("message.created", data)

    def update_row(self) -> Changes:
        """Change what a row in view shows, and nothing of where it stands."""
        self._happened += 1
        held = self.store.conversations[5]
        data = self._recorded["conversation.updated"] | {
            "id": held.id,
            "updated_at": NOW + self._happened,
            "unread_count": 1 + self._happened % 9,
            "status": held.status,
            "messages": [],
            "last_activity_at": held.last_activity_at,
            "timestamp": held.last_activity_at,
        }
        data["meta"] = data["meta"] | {"sender": data["meta"]["sender"] | {"id": held.contact_id}}
        return self._hear("conversation.updated", data)

    def _hear(self, event: str, data: dict[str, Any]) -> Changes:
        identifier = traffic.IDENTIFIER.encode()
        frame = {"identifier": identifier, "message": {"event": event, "data": data}}
        self._cable.receive_text(json.dumps(frame), 0.0)
        return reduce.apply_all(self.store, self._cable.take_events(), NOW)


def _message(number: int, thread: int) -> dict[str, Any]:
    words = " ".join((_WORDS * 2)[number % 30 : number % 30 + 5 + number * 7 % 25])
    ours = number % 5 > 2
    kind, name = ("user", "Nare Petrosyan") if ours else ("contact", f"Contact number {thread}")
    return {
        "id": number,
        "content": f"{number}: {words}",
        "conversation_id": thread,
        "message_type": int(ours),
        "content_type": "text",
        "status": "sent",
        "content_attributes": {},
        "created_at": int(NOW) - 86_400 * 30 + number % _APART,
        "private": False,
        "sender": {"id": 1 if ours else thread, "name": name, "type": kind},
    }
