"""What a search finds: conversations, contacts and messages, each in a shape of its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.payload import Id, Line, Moment, Payload, Word
from hoory_tui.wire.people import ContactPayload


def _nothing_as_none(value: object) -> object:
    # What is missing comes as an empty object.
    return None if value == {} else value


class FoundInboxPayload(Payload):
    """The inbox of a find."""

    id: Id
    name: Line | None = None
    channel_type: Word | None = None


class FoundTalkPayload(Payload):
    """A conversation that was found, by its display id.

    `message` is one message of it; the older search tells all that fit, in `messages`.
    """

    id: Id
    created_at: Moment = None
    message: Annotated[MessagePayload | None, BeforeValidator(_nothing_as_none)] = None
    messages: list[MessagePayload] | None = None
    contact: Annotated[ContactPayload | None, BeforeValidator(_nothing_as_none)] = None
    inbox: Annotated[FoundInboxPayload | None, BeforeValidator(_nothing_as_none)] = None


class FoundPayload(Payload):
    """Up to 15 of each; a list that was not asked for is empty."""

    conversations: list[FoundTalkPayload] = Field(default_factory=list)
    contacts: list[ContactPayload] = Field(default_factory=list)
    messages: list[MessagePayload] = Field(default_factory=list)


class OldFoundPayload(Payload):
    """What the search of older servers finds: conversations by the words of their messages."""

    payload: list[FoundTalkPayload] = Field(default_factory=list)
