"""Typed events back into the JSON that they were read from, as far as anything of it is kept.

What is written has the event's own shape: reading it again by ``wire.events.read_event`` gives an
equal event. It is clean and holds no secret, because what is typed does neither.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple, cast

import msgspec
from pydantic import AliasChoices

from hoory_tui.wire import events as cable
from hoory_tui.wire.conversation import ConversationMeta, ConversationPayload
from hoory_tui.wire.payload import Payload
from hoory_tui.wire.people import ContactPayload

_NAMES: Final[dict[type, str]] = {
    cable.ConversationCreated: "conversation.created",
    cable.ConversationUpdated: "conversation.updated",
    cable.ConversationStatusChanged: "conversation.status_changed",
    cable.ConversationRead: "conversation.read",
    cable.ConversationContactChanged: "conversation.contact_changed",
    cable.ConversationMentioned: "conversation.mentioned",
    cable.AssigneeChanged: "assignee.changed",
    cable.TeamChanged: "team.changed",
    cable.MessageCreated: "message.created",
    cable.MessageUpdated: "message.updated",
    cable.FirstReplyCreated: "first.reply.created",
    cable.TypingOn: "conversation.typing_on",
    cable.TypingOff: "conversation.typing_off",
    cable.ContactCreated: "contact.created",
    cable.ContactUpdated: "contact.updated",
    cable.ContactMerged: "contact.merged",
    cable.ContactDeleted: "contact.deleted",
    cable.PresenceUpdate: "presence.update",
    cable.NotificationCreated: "notification.created",
    cable.NotificationUpdated: "notification.updated",
    cable.NotificationDeleted: "notification.deleted",
    cable.CacheInvalidated: "account.cache_invalidated",
    cable.UnreadCountsChanged: "conversation.unread_count_changed",
}
NAMES: Final = frozenset(_NAMES.values())
"""Every name under which an event of a known shape is told."""

_NULLS: Final = {
    model.__name__: model.null_clears
    for model in (ConversationPayload, ConversationMeta, ContactPayload)
}


class _Field(NamedTuple):
    name: str
    key: str
    tells_by_null: bool


def name_of(event: cable.Event) -> str:
    """Return the name that the wire has for an event."""
    if isinstance(event, cable.Ignored | cable.Unknown | cable.Malformed):
        return event.name
    return _NAMES[type(event)]


def write_event(event: cable.Event) -> dict[str, Any]:
    """Return the data of an event; of one that nobody understands only whose account it is."""
    match event:
        case cable.ConversationEvent():
            data = write_payload(event.conversation)
        case cable.MessageEvent():
            data = write_payload(event.message)
        case cable.ContactEvent():
            data = write_payload(event.contact)
        case cable.TypingEvent():
            data = {
                "conversation": {"id": event.conversation_id},
                "user": write_payload(event.user),
                "is_private": event.is_private,
            }
        case cable.PresenceUpdate():
            data = _presence(event)
        case cable.NotificationEvent():
            data = {"notification": write_payload(event.notification)}
            if event.unread_count is not None:
                data["unread_count"] = event.unread_count
        case cable.CacheInvalidated():
            data = {"cache_keys": write_payload(event.keys)}
        case _:
            data = {}
    if event.account_id is not None:
        data["account_id"] = event.account_id
    return data


def _presence(event: cable.PresenceUpdate) -> dict[str, Any]:
    data: dict[str, Any] = {"users": _by_text(event.presence.users)}
    if event.presence.contacts is not None:
        data["contacts"] = _by_text(event.presence.contacts)
    return data


def _by_text(table: dict[int, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in table.items()}


def write_payload(payload: object) -> dict[str, Any]:
    """Return a payload, or the struct that stands for one, as the JSON object it came from.

    Keys that were not sent are left out, and so are nulls that say no more than that.
    """
    data: dict[str, Any] = {}
    for name, key, tells_by_null in _fields(cast("type[Payload]", type(payload))):
        value = getattr(payload, name)
        if value is None or (value == {} and isinstance(value, dict)):
            if tells_by_null and payload.sent(name):  # type: ignore[attr-defined]
                data[key] = value
        else:
            data[key] = _written(value)
    return data


def _written(value: object) -> object:
    if isinstance(value, list):
        return [_written(one) for one in value]
    if isinstance(value, Payload | msgspec.Struct):
        return write_payload(value)
    return value


@lru_cache(64)
def _fields(kind: type[Payload]) -> tuple[_Field, ...]:
    nulls = _NULLS.get(kind.__name__, frozenset())
    if issubclass(kind, msgspec.Struct):
        keys = {one.name: one.encode_name for one in msgspec.structs.fields(kind)}
        keys.pop("untold", None)
    else:
        keys = {name: _key(name, one.validation_alias) for name, one in kind.model_fields.items()}
    return tuple(_Field(name, key, name in nulls) for name, key in keys.items())


def _key(name: str, alias: object) -> str:
    if isinstance(alias, AliasChoices):
        alias = alias.choices[0]
    return alias if isinstance(alias, str) else name
