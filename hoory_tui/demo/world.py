"""The pretend database: every row, found by its keys without scanning."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from .bell_book import BellBook
from .lazy_rows import LazyRows
from .listing import Listing
from .records import (
    Agent,
    Attachment,
    CannedResponse,
    Contact,
    ContactNote,
    Conversation,
    CustomFilter,
    Inbox,
    Json,
    Label,
    Macro,
    Message,
    Session,
    Team,
)

UNREAD_LIMIT = 10


@dataclass(slots=True)
class Account:
    """The company itself."""

    id: int
    name: str
    created_at: float


class Ids:
    """Rising numbers per table, each table starting elsewhere so that a mix-up shows."""

    def __init__(self, first: dict[str, int]) -> None:
        self._next = dict(first)

    def take(self, table: str) -> int:
        """Return the next id of a table."""
        number = self._next.get(table, 1)
        self._next[table] = number + 1
        return number

    def reserve(self, table: str, count: int) -> int:
        """Keep a run of ids for rows that are made later, and return the first."""
        first = self._next.get(table, 1)
        self._next[table] = first + count
        return first


class Reserve(Protocol):
    """Rows that exist although they are not all made yet; a row yielded is lent for a step."""

    def make(self, number: int) -> None:
        """Put the rows of the conversation with display id ``number + 1`` into the world."""

    def conversations(self) -> Iterator[Conversation]:
        """Yield all conversations, the latest first."""

    def contacts(self) -> Iterator[Contact]:
        """Yield all contacts."""


class World:
    """All rows and their indexes; it changes data and never speaks to anybody."""

    def __init__(self, account: Account, now: Callable[[], float], rng: random.Random) -> None:
        self.account = account
        self.now = now
        self.rng = rng
        self.ids = Ids(
            {"conversation": 7001, "message": 90001, "contact": 501, "session": 3001,
             "attachment": 401, "notification": 801, "display": 1, "note": 11}
        )  # fmt: skip
        self.agents: dict[int, Agent] = {}
        self.inboxes: dict[int, Inbox] = {}
        self.teams: dict[int, Team] = {}
        self.labels: list[Label] = []
        self.canned_responses: list[CannedResponse] = []
        self.macros: dict[int, Macro] = {}
        self.custom_filters: dict[int, CustomFilter] = {}
        self.contacts: LazyRows[Contact] = LazyRows()
        self.sessions: LazyRows[Session] = LazyRows()
        self.conversations: LazyRows[Conversation] = LazyRows()
        self.messages: LazyRows[Message] = LazyRows()
        # Kept up only where there is a multitude: a small company is looked through row by row.
        self.listing = Listing()
        self.multitude: Reserve | None = None
        self.attachments: dict[int, Attachment] = {}
        self.bells: dict[int, BellBook] = {}
        self.attribute_definitions: list[Json] = []
        self.contact_notes: dict[int, list[ContactNote]] = {}
        self.cache_keys: dict[str, str] = {}
        self.required_attributes: tuple[str, ...] = ()
        self.transcripts: list[tuple[int, str]] = []
        self._by_display_id: dict[int, Conversation] = {}
        self._session_by_source: dict[tuple[int, str], Session] = {}
        self._session_by_token: dict[str, Session] = {}
        self._sessions_of_contact: dict[int, list[Session]] = {}
        self._conversations_of_contact: dict[int, list[Conversation]] = {}
        self._contact_by_key: dict[tuple[str, str], Contact] = {}

    # -- people -------------------------------------------------------------------------------

    def add_agent(self, agent: Agent) -> None:
        """Store an agent."""
        self.agents[agent.id] = agent
        self.bells[agent.id] = BellBook()

    def agent_by_access_token(self, token: str) -> Agent | None:
        """Return the agent whose API token this is."""
        return next((one for one in self.agents.values() if one.access_token == token), None)

    def agent_by_pubsub_token(self, token: str) -> Agent | None:
        """Return the agent whose cable token this is."""
        return next((one for one in self.agents.values() if one.pubsub_token == token), None)

    def agent_by_email(self, email: str) -> Agent | None:
        """Return the agent with this address, whatever the letters' case."""
        wanted = email.strip().lower()
        return next((one for one in self.agents.values() if one.email.lower() == wanted), None)

    def inbox_by_identifier(self, identifier: str) -> Inbox | None:
        """Return the API inbox with this public identifier."""
        return next((one for one in self.inboxes.values() if one.identifier == identifier), None)

    def may_see_inbox(self, agent: Agent, inbox_id: int) -> bool:
        """Return whether an agent works in an inbox; administrators work in all."""
        return agent.is_administrator or agent.id in self.inboxes[inbox_id].member_ids

    # -- contacts and their sessions ----------------------------------------------------------

    def add_contact(self, contact: Contact) -> None:
        """Store a contact and index its keys."""
        self.contacts[contact.id] = contact
        self.index_contact(contact)

    def index_contact(self, contact: Contact) -> None:
        """Make a contact findable by its present e-mail, phone and identifier."""
        for key in ("email", "phone_number", "identifier"):
            value = getattr(contact, key)
            if value:
                self._contact_by_key[key, value.lower()] = contact

    def contact_by(self, key: str, value: str) -> Contact | None:
        """Return the contact whose ``key`` (email, phone_number, identifier) has this value."""
        found = self._contact_by_key.get((key, value.lower()))
        if found is None or (getattr(found, key) or "").lower() != value.lower():
            return None
        return found if found.id in self.contacts else None

    def add_session(self, contact: Contact, inbox_id: int, source_id: str | None = None) -> Session:
        """Give a contact a new seat in an inbox."""
        moment = self.now()
        session = Session(
            self.ids.take("session"),
            contact.id,
            inbox_id,
            source_id or self.new_uuid(),
            self.new_token(),
            moment,
            moment,
        )
        self.seat(session)
        return session

    def seat(self, session: Session) -> None:
        """Store a contact's seat."""
        self.sessions[session.id] = session
        self._session_by_source[session.inbox_id, session.source_id] = session
        self._session_by_token[session.pubsub_token] = session
        self._sessions_of_contact.setdefault(session.contact_id, []).append(session)

    def session_by_source(self, inbox_id: int, source_id: str) -> Session | None:
        """Return the seat with this source id."""
        return self._session_by_source.get((inbox_id, source_id))

    def session_by_token(self, token: str) -> Session | None:
        """Return the seat with this cable token."""
        return self._session_by_token.get(token)

    def renew_token(self, session: Session) -> None:
        """Give a seat another cable token; nobody can subscribe with the one before."""
        del self._session_by_token[session.pubsub_token]
        session.pubsub_token = self.new_token()
        self._session_by_token[session.pubsub_token] = session

    def sessions_of(self, contact_id: int) -> list[Session]:
        """Return a contact's seats, oldest first."""
        self.contacts.get(contact_id)
        return self._sessions_of_contact.get(contact_id, [])

    def move_contact_belongings(self, base: Contact, other: Contact) -> list[Conversation]:
        """Hand another contact's seats and conversations over; return the moved conversations."""
        for session in self._sessions_of_contact.pop(other.id, []):
            session.contact_id = base.id
            self._sessions_of_contact.setdefault(base.id, []).append(session)
        moved = self._conversations_of_contact.pop(other.id, [])
        for conversation in moved:
            conversation.contact_id = base.id
            self._conversations_of_contact.setdefault(base.id, []).append(conversation)
        del self.contacts[other.id]
        return moved

    # -- conversations and messages -----------------------------------------------------------

    def add_conversation(self, conversation: Conversation) -> None:
        """Store a conversation."""
        self.adopt(conversation)
        if self.multitude is not None:
            self.listing.file(conversation)

    def adopt(self, conversation: Conversation) -> None:
        """Store a conversation the list knows already."""
        self.conversations[conversation.id] = conversation
        self._by_display_id[conversation.display_id] = conversation
        self._conversations_of_contact.setdefault(conversation.contact_id, []).append(conversation)

    def conversation(self, display_id: int) -> Conversation | None:
        """Return the conversation with this display id."""
        found = self._by_display_id.get(display_id)
        if found is None and self.multitude is not None and 1 <= display_id <= len(self.listing):
            self.multitude.make(display_id - 1)
            found = self._by_display_id.get(display_id)
        return found

    def conversation_if_made(self, display_id: int) -> Conversation | None:
        """Return the conversation with this display id if its row is there already."""
        return self._by_display_id.get(display_id)

    def all_conversations(self) -> Iterator[Conversation]:
        """Yield every conversation; a row may be lent, and is another one at the next step."""
        if self.multitude is not None:
            return self.multitude.conversations()
        return iter(self.conversations.values())

    def all_contacts(self) -> Iterator[Contact]:
        """Yield every contact; a row may be lent, and is another one at the next step."""
        if self.multitude is not None:
            return self.multitude.contacts()
        return iter(self.contacts.values())

    def conversations_of(self, contact_id: int) -> list[Conversation]:
        """Return a contact's conversations, oldest first."""
        self.contacts.get(contact_id)
        return self._conversations_of_contact.get(contact_id, [])

    def add_message(self, conversation: Conversation, message: Message) -> None:
        """Append a message to its conversation."""
        conversation.messages.append(message)
        self.messages[message.id] = message

    def touch(self, conversation: Conversation) -> None:
        """Move ``updated_at`` forward, even when the clock stands still."""
        conversation.updated_at = max(self.now(), conversation.updated_at + 1e-5)
        if self.multitude is not None:
            self.listing.file(conversation)

    # -- invented values ----------------------------------------------------------------------

    def new_token(self) -> str:
        """Return a made-up secret of the real length."""
        return f"{self.rng.getrandbits(96):024x}"

    def new_uuid(self) -> str:
        """Return a random-looking but repeatable uuid."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))


def unread_count(conversation: Conversation) -> int:
    """Return the incoming messages no agent has seen, never above the wire's limit of ten."""
    count = 0
    for message in reversed(conversation.messages):
        if message.id <= conversation.agent_seen_message_id or count == UNREAD_LIMIT:
            break
        count += message.message_type == 0
    return count
