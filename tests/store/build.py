"""Small payloads in the servers' shapes, event and REST, of both generations, and a desk to use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    Asked,
    ConversationLoaded,
    ConversationsLoaded,
    Happening,
    MessagesLoaded,
    Opened,
    Reach,
    SendMoved,
    SendSettled,
    SendStarted,
)
from hoory_tui.store.records import Conversation, Message, Pending, SendState
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL, ListView
from hoory_tui.wire.answers import ConversationPage, MessagePage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import read_event
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.payload import Payload, read_payload

Json = dict[str, Any]
P = TypeVar("P", bound=Payload)

ACCOUNT: Final = 7
ME: Final = 1
START: Final = 1_795_000_000.0
INCOMING, OUTGOING, ACTIVITY, TEMPLATE = 0, 1, 2, 3

# What servers before 4.0 do not tell of a conversation.
_NOT_IN_OLD: Final = ("updated_at", "priority", "waiting_since", "last_activity_at")


def iso(seconds: float) -> str:
    """Return the time as the servers write it in messages."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def contact(contact_id: int = 70, **fields: Any) -> Json:
    """Return a contact as events nest it."""
    return {
        "id": contact_id,
        "name": "Mariam",
        "email": "m@example.com",
        "type": "contact",
    } | fields


def agent(agent_id: int = ME, **fields: Any) -> Json:
    """Return an agent as events nest it; built in background jobs, hence no availability."""
    named = {"id": agent_id, "name": f"Agent {agent_id}", "type": "user"}
    return named | {"availability_status": None} | fields


def conversation_event(
    conversation_id: int = 1, *, old: bool = False, meta: Json | None = None, **fields: Any
) -> Json:
    """Return the data of a conversation event."""
    people = {"sender": contact(), "assignee": None, "team": None, "hmac_verified": False}
    data: Json = {
        "id": conversation_id,
        "account_id": ACCOUNT,
        "inbox_id": 3,
        "channel": "Channel::Api",
        "status": "open",
        "priority": None,
        "can_reply": True,
        "labels": [],
        "snoozed_until": None,
        "unread_count": 0,
        "waiting_since": 0,
        "last_activity_at": START,
        "timestamp": START,
        "created_at": START,
        "updated_at": START,
        "messages": [],
    }
    if old:
        data = {key: value for key, value in data.items() if key not in _NOT_IN_OLD}
    return data | fields | {"meta": people | (meta or {})}


def conversation_row(
    conversation_id: int = 1, *, old: bool = False, meta: Json | None = None, **fields: Any
) -> Json:
    """Return a conversation of a REST answer: nobody assigned means that the key is absent."""
    data = conversation_event(conversation_id, old=old, **fields)
    people = {"sender": contact(), "channel": data.pop("channel")} | (meta or {})
    absent = {"muted": False, "last_non_activity_message": None}
    return absent | data | {"meta": people}


def message_event(message_id: int = 10, conversation_id: int = 1, **fields: Any) -> Json:
    """Return the data of a message event, written by the contact unless told otherwise."""
    made_at = fields.pop("at", START + message_id)
    data: Json = {
        "id": message_id,
        "account_id": ACCOUNT,
        "conversation_id": conversation_id,
        "content": f"message {message_id}",
        "message_type": INCOMING,
        "created_at": int(made_at),
        "updated_at": iso(fields.pop("changed_at", made_at)),
        "private": False,
        "status": "sent",
        "content_type": "text",
        "content_attributes": {},
        "sender": contact(),
    }
    return data | fields


def message_row(message_id: int = 10, conversation_id: int = 1, **fields: Any) -> Json:
    """Return a message of a REST answer: no time of change and no echo id."""
    data = message_event(message_id, conversation_id, **fields)
    return {key: value for key, value in data.items() if key not in ("updated_at", "account_id")}


def from_me(content: str = "Hello", **fields: Any) -> Json:
    """Return the fields that make a message ours."""
    return {"content": content, "message_type": OUTGOING, "sender": agent(ME)} | fields


def pending(echo_id: str = "e1", content: str = "Hello", **fields: Any) -> Pending:
    """Return a send of ours in conversation 1."""
    settings = {"conversation_id": 1, "private": False, "created_at": START} | fields
    return Pending(echo_id, content=content, **settings)


def payload(model: type[P], data: object) -> P:
    """Return the data as the wire would hand it on."""
    return read_payload(model, data)


class Desk:
    """A store in use: what servers say goes in as raw data, as it would from the wire."""

    def __init__(self, *conversations: Json, open_threads: bool = True) -> None:
        self.store = Store(ACCOUNT, me_id=ME)
        self.now = START
        for row in conversations:
            self.load(row)
            if open_threads:
                self.do(Opened(row["id"]))

    def hear(self, name: str, data: Json) -> Changes:
        """Take in an event."""
        return apply(self.store, read_event(name, {"account_id": ACCOUNT} | data), self.now)

    def do(self, happening: Happening) -> Changes:
        """Take in anything that is not an event."""
        return apply(self.store, happening, self.now)

    def ask(self, since: float | None = None, until: float | None = None) -> Asked:
        """Put a question; the times are of the server's clock."""
        return Asked(self.store.steps, since, until)

    def load(self, row: Json, asked: Asked | None = None) -> Changes:
        """Take in one conversation from REST."""
        return self.do(ConversationLoaded(payload(ConversationPayload, row), asked))

    def load_list(
        self,
        *rows: Json,
        view: ListView = ALL,
        complete: bool = True,
        asked: Asked | None = None,
    ) -> Changes:
        """Take in a page of the conversation list."""
        page = payload(ConversationPage, {"meta": {"all_count": len(rows)}, "payload": list(rows)})
        return self.do(ConversationsLoaded(page, view, complete, asked))

    def page(
        self,
        *rows: Json,
        reach: Reach = Reach.LATEST,
        exhausted: bool = True,
        of: int = 1,
        asked: Asked | None = None,
    ) -> Changes:
        """Take in a page of messages."""
        page = payload(MessagePage, {"payload": list(rows)})
        return self.do(MessagesLoaded(of, page, reach, exhausted, asked))

    def send(self, echo_id: str = "e1", content: str = "Hello", **fields: Any) -> Changes:
        """Let a message of ours leave."""
        changes = self.do(SendStarted(pending(echo_id, content, **fields)))
        changes.merge(self.do(SendMoved(echo_id, SendState.SENDING, left_at=self.now)))
        return changes

    def answered(self, row: Json, echo_id: str = "e1") -> Changes:
        """Take in the REST answer to our send."""
        return self.do(SendSettled(echo_id, payload(MessagePayload, row)))

    def failed(self, echo_id: str = "e1", *, may_have_arrived: bool = False) -> Changes:
        """Let our send go unanswered."""
        state = SendState.UNKNOWN if may_have_arrived else SendState.FAILED
        return self.do(SendMoved(echo_id, state, "no answer"))

    def conversation(self, conversation_id: int = 1) -> Conversation:
        """Return what is held of a conversation."""
        return self.store.conversations[conversation_id]

    def messages(self, conversation_id: int = 1) -> list[Message]:
        """Return what is held of a thread."""
        return self.store.timelines[conversation_id].messages()

    def ids(self, conversation_id: int = 1) -> list[int]:
        """Return the ids of a thread, in its order."""
        return [message.id for message in self.messages(conversation_id)]


def dirty(changes: Changes) -> set[str]:
    """Return the names of the keys that are set."""
    return {name for name in Changes.__slots__ if getattr(changes, name)}


def words(messages: Iterable[Message]) -> list[str]:
    """Return what the messages say."""
    return [message.content for message in messages]
