"""Everything that can happen to a contact, with the events each change causes."""

from __future__ import annotations

import re

from .herald import Herald
from .records import Agent, Contact, Json, Session
from .world import World

_E164 = re.compile(r"\+[1-9]\d{1,14}")
_KEYS = ("name", "email", "phone_number", "identifier", "blocked")
_HASHES = ("custom_attributes", "additional_attributes")
_ADJECTIVES = (
    "autumn",
    "bold",
    "calm",
    "dry",
    "frosty",
    "hidden",
    "late",
    "misty",
    "quiet",
    "wild",
)
_NOUNS = ("brook", "dew", "field", "forest", "hill", "lake", "moon", "river", "shadow", "wind")


class InvalidContactError(Exception):
    """A value the service refuses, with the column's name."""

    def __init__(self, message: str, attribute: str) -> None:
        super().__init__(message)
        self.attribute = attribute


class ContactActions:
    """Creates, changes, merges and deletes contacts."""

    def __init__(self, world: World, herald: Herald) -> None:
        self._world = world
        self._herald = herald

    def create(self, values: Json, performer: Agent | None = None, *, name: str = "") -> Contact:
        """Store a new contact; ``values`` may hold any contact column."""
        self._check(values, None)
        moment = self._world.now()
        contact = Contact(self._world.ids.take("contact"), name, moment, moment)
        self._set(contact, values)
        self._world.add_contact(contact)
        self._herald.contact("contact.created", contact, performer)
        return contact

    def invented_name(self) -> str:
        """Return the kind of name the service gives a nameless visitor."""
        rng = self._world.rng
        number = rng.randrange(100, 1000)
        return f"{rng.choice(_ADJECTIVES)}-{rng.choice(_NOUNS)}-{number}"

    def update(self, contact: Contact, values: Json, performer: Agent | None = None) -> None:
        """Change columns; the two attribute hashes are merged, not replaced."""
        self._check(values, contact)
        self._set(contact, values)
        contact.updated_at = self._world.now()
        self._world.index_contact(contact)
        self._herald.contact("contact.updated", contact, performer)

    def set_labels(self, contact: Contact, labels: list[str], performer: Agent) -> None:
        """Replace a contact's labels."""
        contact.labels = list(dict.fromkeys(labels))
        self._herald.contact("contact.updated", contact, performer)

    def merge(self, base: Contact, other: Contact, performer: Agent | None = None) -> None:
        """Fold another contact into this one and announce every moved conversation."""
        for key in ("email", "phone_number", "identifier"):
            if getattr(base, key) is None:
                setattr(base, key, getattr(other, key))
        moved = self._world.move_contact_belongings(base, other)
        self._world.index_contact(base)
        self._herald.contact("contact.merged", base, performer)
        for conversation in moved:
            self._world.touch(conversation)
            for message in conversation.messages:
                if message.sender_type == "Contact":
                    message.sender_id = base.id
            self._herald.conversation("conversation.contact_changed", conversation, performer)
        self._herald.contact("contact.deleted", other, performer)
        self._herald.contact("contact.updated", base, performer)

    def identify(self, contact: Contact, inbox_id: int) -> Session:
        """Return the contact's seat in an inbox, made now if there is none."""
        for session in self._world.sessions_of(contact.id):
            if session.inbox_id == inbox_id:
                return session
        return self._world.add_session(contact, inbox_id)

    def _set(self, contact: Contact, values: Json) -> None:
        for key in _KEYS:
            if key in values:
                value = values[key]
                if key == "name":
                    value = value or ""
                setattr(contact, key, value if key in ("name", "blocked") else value or None)
        for key in _HASHES:
            if isinstance(values.get(key), dict):
                setattr(contact, key, {**getattr(contact, key), **values[key]})

    def _check(self, values: Json, contact: Contact | None) -> None:
        phone = values.get("phone_number")
        if phone and not _E164.fullmatch(str(phone)):
            raise InvalidContactError("Phone number should be in e164 format", "phone_number")
        email = values.get("email")
        if email and "@" not in str(email):
            raise InvalidContactError("Invalid email", "email")
        for key in ("email", "phone_number", "identifier"):
            value = values.get(key)
            owner = self._world.contact_by(key, str(value)) if value else None
            if owner is not None and owner is not contact:
                title = key.replace("_", " ").capitalize()
                raise InvalidContactError(f"{title} has already been taken", key)
