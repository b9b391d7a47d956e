"""Contacts, agents and bots, in the shapes of events and of REST answers."""

from __future__ import annotations

from pydantic import Field

from hoory_tui.wire.payload import Id, JsonObject, Line, Moment, Payload, Word


class ContactPayload(Payload):
    """A customer; `type` comes in events only, the availability and times in REST only."""

    null_clears = frozenset(
        (
            *("name", "email", "phone_number", "identifier"),
            *("additional_attributes", "custom_attributes"),
        )
    )

    id: Id
    name: Line | None = None
    email: Line | None = None
    phone_number: Line | None = None
    identifier: Line | None = None
    additional_attributes: JsonObject = Field(default_factory=dict)
    custom_attributes: JsonObject = Field(default_factory=dict)
    blocked: bool | None = None
    last_activity_at: Moment = None
    created_at: Moment = None
    account_id: Id | None = None


class UserPayload(Payload):
    """An agent or administrator; e-mail, role and confirmation come in REST only."""

    id: Id
    name: Line | None = None
    available_name: Line | None = None
    type: Word | None = None
    availability_status: Word | None = None
    email: Line | None = None
    role: Word | None = None


class SenderPayload(Payload):
    """Whoever wrote or types: `type` is contact, user, agent_bot or captain_assistant."""

    id: Id
    name: Line | None = None
    available_name: Line | None = None
    email: Line | None = None
    phone_number: Line | None = None
    type: Word | None = None


class TeamPayload(Payload):
    """A team; inside a conversation only id and name are sent."""

    id: Id
    name: Line | None = None


class PresencePayload(Payload):
    """Who is present now: a whole snapshot, an absent id is offline.

    `contacts` is None, not empty, where the asker may not know (contact tokens).
    """

    account_id: Id | None = None
    users: dict[int, Word] = Field(default_factory=dict)
    contacts: dict[int, Word] | None = None
