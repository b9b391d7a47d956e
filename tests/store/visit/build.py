"""Payloads and happenings of a visit, as short as the tests want them."""

from __future__ import annotations

from typing import Any

from hoory_tui.store.happenings import SendMoved, SendStarted
from hoory_tui.store.records import Contact, Pending, SendState
from hoory_tui.store.visit.changes import Changes
from hoory_tui.store.visit.happenings import Happening, Heard, Introduced, PageRead, TalksRead
from hoory_tui.store.visit.reduce import reduce
from hoory_tui.store.visit.state import Visit
from hoory_tui.wire.events import read_event
from hoory_tui.wire.visitor import PublicConversation, PublicMessage

NOW = 1_000.0
TALK = 7


def visit(*happenings: Happening) -> Visit:
    """Return a visit of contact 5, after these happenings."""
    made = Visit()
    reduce(made, [Introduced(Contact(5, "Robin"), "Shop"), *happenings])
    made.at = TALK
    return made


def said(number: int, text: str = "", **more: Any) -> PublicMessage:
    """Return an agent's message of the public API; `type` 0 makes it the contact's."""
    kind = more.pop("type", 1)
    sender = {"id": 11, "name": "Ana", "type": "user"} if kind else {"id": 5, "type": "contact"}
    fields: dict[str, Any] = {
        "id": number,
        "content": text,
        "message_type": kind,
        "created_at": NOW + number,
        "sender": sender,
    }
    return PublicMessage.model_validate(fields | more)


def page(*messages: PublicMessage, asked: int = 10_000, **more: Any) -> PageRead:
    """Return the latest page of the conversation."""
    return PageRead(TALK, messages, asked, **more)


def talks(*payloads: dict[str, Any], asked: int = 10_000, whole: bool = True) -> TalksRead:
    """Return the list of conversations."""
    read = [PublicConversation.model_validate(one) for one in payloads]
    return TalksRead(read, asked, whole)


def message_event(number: int, text: str, name: str = "message.created", **more: Any) -> Heard:
    """Return the event of an agent's message; `type` 0 makes it the contact's."""
    kind = more.pop("type", 1)
    sender = {"id": 11, "name": "Ana", "type": "user"} if kind else {"id": 5, "type": "contact"}
    data = {
        "id": number,
        "content": text,
        "message_type": kind,
        "created_at": NOW + number,
        "conversation_id": TALK,
        "sender": sender,
        **more,
    }
    return event(name, data)


def event(name: str, data: dict[str, Any], at: float = NOW) -> Heard:
    """Return an event of this name."""
    return Heard(read_event(name, {"account_id": 1, **data}), at)


def words(made: Visit) -> list[str]:
    """Return what the conversation says, in order."""
    return [one.content for one in made.timelines[TALK].messages()]


def sending(made: Visit, text: str, echo_id: str = "e1") -> Changes:
    """Have a message leave."""
    pending = Pending(echo_id, TALK, text, False, NOW)
    moved = SendMoved(echo_id, SendState.SENDING, left_at=NOW)
    return reduce(made, [SendStarted(pending), moved])
