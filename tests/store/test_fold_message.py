"""What becomes of a message: its side, its words, its mail, its files and who sent it."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.fold import (
    MAIL_BYTES,
    fold_message,
    sender_kind,
    sender_name,
)
from hoory_tui.store.records import (
    Direction,
    Kind,
    Mail,
    Message,
    Sender,
)
from hoory_tui.store.state import Store
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.people import SenderPayload
from tests.store.build import (
    ACCOUNT,
    ACTIVITY,
    INCOMING,
    OUTGOING,
    START,
    TEMPLATE,
    Json,
    message_event,
    message_row,
    payload,
)


def message(**fields: Any) -> Message:
    return fold_message(Store(ACCOUNT), payload(MessagePayload, message_event(**fields)), 1)


@pytest.mark.parametrize(
    ("number", "direction"),
    [
        (INCOMING, Direction.INCOMING),
        (OUTGOING, Direction.OUTGOING),
        (ACTIVITY, Direction.ACTIVITY),
        (TEMPLATE, Direction.TEMPLATE),
        (99, Direction.ACTIVITY),
    ],
)
def test_the_side_follows_the_type_of_message(number: int, direction: Direction) -> None:
    assert message(message_type=number).direction is direction


def test_nulls_in_a_message_are_normal() -> None:
    bare = message(
        content=None, sender=None, status=None, content_type=None, content_attributes=None
    )
    assert (bare.content, bare.sender, bare.status, bare.content_type) == ("", None, "sent", "text")
    assert (bare.attachments, bare.deleted, bare.answer) == ((), False, "")


def test_a_message_of_rest_has_no_time_of_change() -> None:
    row = fold_message(Store(ACCOUNT), payload(MessagePayload, message_row(10)), 1)
    assert (row.updated_at, row.created_at) == (None, START + 10)
    assert message(message_id=10).updated_at == START + 10


def test_a_mail_is_read_by_its_reply_then_in_full_then_by_its_content() -> None:
    def mail(text: Json | None) -> Message:
        email = {"subject": "Hi", "text_content": text}
        return message(content="stripped", content_attributes={"email": email})

    assert mail({"reply": "short", "full": "long"}).content == "short"
    assert mail({"full": "long"}).content == "long"
    assert mail({}).content == "stripped"
    assert mail(None).content == "stripped"
    assert mail(None).subject == "Hi"


def test_a_mail_keeps_its_head_its_html_and_what_the_content_leaves_out() -> None:
    email = {
        "from": ["zoe@mail.example"],
        "to": ["a@x.example", "b@x.example"],
        "cc": None,
        "date": "2026-09-21",
        "text_content": {"reply": "short", "full": "short\n> long"},
        "html_content": {"full": "<p>short</p>", "reply": "<p>"},
    }
    told = message(content_attributes={"email": email}).mail
    assert told == Mail(
        sender="zoe@mail.example",
        to="a@x.example, b@x.example",
        date="2026-09-21",
        html="<p>short</p>",
        full="short\n> long",
    )
    assert message(content="x").mail is None


def test_of_a_large_mail_only_the_content_is_kept() -> None:
    def html(text: str) -> str:
        email = {"html_content": {"reply": text}, "text_content": {"reply": "a", "full": text}}
        mail = message(content_attributes={"email": email}).mail
        assert mail is not None
        assert mail.html == mail.full
        return mail.html

    assert html("é" * (MAIL_BYTES // 2)) == "é" * (MAIL_BYTES // 2)
    assert html("é" * (MAIL_BYTES // 2) + "x") == ""


def test_files_places_and_marks_of_a_message() -> None:
    told = message(
        status="failed",
        content_attributes={"deleted": True, "external_error": "blocked", "in_reply_to": 4},
        attachments=[
            {"id": 1, "file_type": "image", "data_url": "https://x/y.png", "file_size": 9},
            {"id": 2, "file_type": "location", "coordinates_lat": 1.5, "coordinates_long": 2.5},
            {"id": 3},
        ],
    )
    assert (told.deleted, told.error, told.in_reply_to, told.status) == (
        True,
        "blocked",
        4,
        "failed",
    )
    image, place, bare = told.attachments
    assert (image.file_type, image.url, image.size) == ("image", "https://x/y.png", 9)
    assert (place.latitude, place.longitude) == (1.5, 2.5)
    assert (bare.file_type, bare.url) == ("file", "")


@pytest.mark.parametrize(
    ("attributes", "answer"),
    [
        ({"submitted_email": "a@b.c"}, "a@b.c"),
        ({"submitted_values": [{"title": "Yes", "value": "y"}]}, "Yes"),
        ({"submitted_values": [{"name": "n", "value": "Ann"}, {"value": "Bo"}]}, "Ann, Bo"),
        ({"submitted_values": {"size": "L", "colour": None}}, "L"),
        ({"submitted_values": {"csat_survey_response": {"rating": 4}}}, "4/5"),
        (
            {
                "submitted_values": {
                    "csat_survey_response": {"rating": 1, "feedback_message": " No"}
                }
            },
            "1/5 “No”",
        ),
        ({"submitted_values": None}, ""),
        ({}, ""),
    ],
)
def test_an_answered_form_in_short(attributes: Json, answer: str) -> None:
    assert message(content_attributes=attributes).answer == answer


def test_choices_are_lines_and_nonsense_is_left_out() -> None:
    items = [{"title": "Red"}, {"label": "Bl\nue"}, {"title": 5}, {}]
    red, blue = message(content_attributes={"items": items}).choices
    assert red == "Red"
    assert "\n" not in blue


def test_one_author_is_one_object() -> None:
    store = Store(ACCOUNT)
    told = [payload(MessagePayload, message_event(number)) for number in (1, 2)]
    first, second = (fold_message(store, one, 1) for one in told)
    assert first.sender is second.sender
    assert first.sender == Sender(Kind.CONTACT, 70, "Mariam")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("contact", Kind.CONTACT),
        ("user", Kind.AGENT),
        (None, Kind.AGENT),
        ("agent_bot", Kind.BOT),
        ("captain_assistant", Kind.BOT),
        ("AgentBot", Kind.BOT),
        ("Captain::Assistant", Kind.BOT),
        ("dolphin", Kind.BOT),
    ],
)
def test_what_kind_of_sender(said: str | None, kind: Kind) -> None:
    assert sender_kind(payload(SenderPayload, {"id": 1, "type": said})) is kind


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"available_name": "Zoe", "name": "Zoe O'Neil"}, "Zoe"),
        ({"name": "Ann", "email": "a@b.c"}, "Ann"),
        ({"name": "  ", "email": "a@b.c"}, "a@b.c"),
        ({"name": "", "phone_number": "+1"}, "+1"),
        ({}, "#5"),
    ],
)
def test_the_best_name_of_a_sender(told: Json, name: str) -> None:
    assert sender_name(payload(SenderPayload, {"id": 5} | told)) == name


def test_an_answer_is_one_line() -> None:
    values = [{"title": "one\ntwo\x1b"}, {"value": "three"}]
    event = message_event(1, content_attributes={"submitted_values": values})
    message = fold_message(Store(ACCOUNT), payload(MessagePayload, event), 1)
    assert message.answer == "one ⏎ two␛, three"
