from __future__ import annotations

import pytest

from hoory_tui.wire.message import (
    ACTIVITY,
    INCOMING,
    OUTGOING,
    TEMPLATE,
    AttachmentPayload,
    ContentAttributes,
    MessagePayload,
)
from hoory_tui.wire.payload import read_payload
from tests.wire.shapes import GUIDE_MESSAGE, NEW_MESSAGE


def test_a_message_is_read_in_both_generations() -> None:
    older = MessagePayload.model_validate(GUIDE_MESSAGE)
    newer = MessagePayload.model_validate(NEW_MESSAGE)
    assert (older.conversation_id, newer.conversation_id) == (None, 12)
    assert (older.echo_id, newer.echo_id) == (None, "e-1")
    assert newer.conversation is not None
    assert newer.conversation.unread_count == 2
    assert older.updated_at == newer.updated_at == 1_795_353_600


def test_the_kinds_are_the_numbers_on_the_wire() -> None:
    assert (INCOMING, OUTGOING, ACTIVITY, TEMPLATE) == (0, 1, 2, 3)
    assert MessagePayload.model_validate({"id": 1}).message_type == INCOMING


def test_text_keeps_its_lines_and_loses_its_teeth() -> None:
    message = MessagePayload.model_validate({"id": 1, "content": "a\r\n\tb\x1b]52;c;QQ==\x07"})
    assert message.content == "a\n    b␛]52;c;QQ==␇"


@pytest.mark.parametrize("attributes", [None, {}])
def test_content_attributes_may_be_null_in_old_rows(attributes: object) -> None:
    message = MessagePayload.model_validate({"id": 1, "content_attributes": attributes})
    assert message.content_attributes in (None, ContentAttributes())


def test_the_echo_may_be_a_number() -> None:
    assert MessagePayload.model_validate({"id": 1, "echo_id": 77}).echo_id == "77"


@pytest.mark.parametrize("key", ["attachments", "attachment"])
@pytest.mark.parametrize("alone", [False, True])
def test_attachments_come_in_a_list_or_alone_under_either_name(key: str, alone: bool) -> None:
    row = {"id": 4, "file_type": "image", "data_url": "https://desk.example.com/one.png"}
    message = MessagePayload.model_validate({"id": 1, key: row if alone else [row]})
    assert message.attachments == [AttachmentPayload.model_validate(row)]
    assert message.sent("attachments")


def test_answers_of_forms_come_as_a_list_or_as_an_object() -> None:
    listed = ContentAttributes.model_validate({"submitted_values": [{"title": "a", "value": "b"}]})
    rated = ContentAttributes.model_validate(
        {"submitted_values": {"csat_survey_response": {"rating": 5, "feedback_message": "\x1b"}}}
    )
    assert listed.submitted_values == [{"title": "a", "value": "b"}]
    assert rated.submitted_values == {
        "csat_survey_response": {"rating": 5, "feedback_message": "␛"}
    }


def test_a_mail_has_its_text_and_its_html_both_cleaned() -> None:
    mail = {
        "from": ["ann@example.com"],
        "subject": "Late\x1b order",
        "html_content": {"full": "<p>Where\x9b is it?</p>"},
        "text_content": {"reply": "Where is it?\r\n", "full": None, "quoted": "> old"},
    }
    message = MessagePayload.model_validate({"id": 1, "content_attributes": {"email": mail}})
    assert message.content_attributes is not None
    email = message.content_attributes.email
    assert email is not None
    assert (email.from_, email.subject) == (["ann@example.com"], "Late␛ order")
    assert email.text_content is not None
    assert email.text_content.reply == "Where is it?\n"
    assert email.html_content is not None
    assert email.html_content.full == "<p>Where\ufffd is it?</p>"


def test_mail_of_empty_objects_is_read() -> None:
    attributes = ContentAttributes.model_validate({"email": {"text_content": {}}})
    assert attributes.email is not None
    assert attributes.email.subject is None


def test_a_place_has_coordinates_and_a_bad_size_costs_only_itself() -> None:
    row = {"id": 4, "file_type": "location", "coordinates_lat": 40.79, "file_size": "huge"}
    message = read_payload(MessagePayload, {"id": 1, "attachments": [row]})
    assert message.attachments is not None
    place = message.attachments[0]
    assert (place.coordinates_lat, place.file_size) == (40.79, None)
    assert not place.sent("file_size")


def test_a_deleted_sender_is_none() -> None:
    message = read_payload(MessagePayload, {"id": 1, "sender": {"name": "was here"}})
    assert message.sender is None
    assert not message.sent("sender")
