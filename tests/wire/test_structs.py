"""What the structs of the models take, refuse and share."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest

from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import ContentAttributes, MessagePayload
from hoory_tui.wire.payload import Payload
from hoory_tui.wire.people import ContactPayload, PresencePayload
from hoory_tui.wire.structs import derive

LONG_WAYS: Final = {
    ContentAttributes: {"items", "submitted_values"},
    MessagePayload: {"attachment"},
    ConversationPayload: set[str](),
    ContactPayload: set[str](),
}
"""The keys under which nothing but null is taken."""


def read(model: type[Payload], **data: object) -> Any:
    return msgspec.json.decode(msgspec.json.encode(data), type=derive(model))


@pytest.mark.parametrize("model", LONG_WAYS, ids=lambda model: model.__name__)
def test_all_but_a_few_keys_have_a_short_way(model: type[Payload]) -> None:
    fields = msgspec.structs.fields(derive(model))
    refusing = {field.name for field in fields if field.type in (None, type(None))}
    assert refusing == LONG_WAYS[model]


def test_a_model_that_would_lack_a_value_gets_no_struct() -> None:
    with pytest.raises(AssertionError):
        derive(PresencePayload)


def test_what_was_not_told_is_told_from_null() -> None:
    contact = read(ContactPayload, id=1, name=None, identifier="x")
    assert contact.sent("name")
    assert contact.sent("identifier")
    assert not contact.sent("email")
    assert (contact.name, contact.email, contact.custom_attributes) == (None, None, {})
    assert set(contact.untold) == ContactPayload.null_clears - {"name", "identifier"}


@pytest.mark.parametrize("untold", [["name"], "name", {}, 1])
def test_no_key_can_tell_what_was_not_told(untold: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        read(ContactPayload, id=1, untold=untold)


def test_an_author_is_one_object_in_all_messages() -> None:
    sender = {"id": 2, "name": "Ann", "type": "contact"}
    one, two, other = (
        read(MessagePayload, id=number, sender=sender | {"name": name})
        for number, name in ((1, "Ann"), (2, "Ann"), (3, "Bob"))
    )
    assert one.sender is two.sender
    assert other.sender.name == "Bob"
    assert one.sender.type is other.sender.type


def test_nothing_can_be_changed() -> None:
    message = read(MessagePayload, id=1)
    with pytest.raises(AttributeError):
        message.id = 2
