"""What messages ask, read from whatever servers send, and answers as they keep them."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.visit import questions
from hoory_tui.store.visit.questions import Option, read_question
from hoory_tui.wire.message import ContentAttributes

from .build import message_event, visit


def read(kind: str, **attributes: Any) -> questions.Question | None:
    return read_question(kind, ContentAttributes.model_validate(attributes))


def test_a_choice_has_titles_and_values() -> None:
    items = [{"title": "Blue", "value": "b"}, {"value": "r"}, {"title": ""}, {"title": "Green"}]
    asked = read("input_select", items=items)
    assert asked is not None
    assert asked.options == (Option("Blue", "b"), Option("r", "r"), Option("Green", "Green"))
    assert asked.is_open


def test_a_form_has_fields_with_names() -> None:
    items = [
        {"name": "mail", "label": "E-mail", "type": "email", "required": True},
        {"label": "without a name"},
        {"name": "c", "options": [{"label": "Red", "value": 1}]},
    ]
    asked = read("form", items=items)
    assert asked is not None
    mail, color = asked.fields
    assert (mail.name, mail.label, mail.kind, mail.required) == ("mail", "E-mail", "email", True)
    assert color.options == (Option("Red", "1"),)


def test_cards_have_links_to_follow_and_buttons_to_press() -> None:
    actions = [
        {"type": "link", "text": "Look", "uri": "https://example.com"},
        {"type": "postback", "text": "Order", "payload": "O"},
        "nonsense",
    ]
    asked = read("cards", items=[{"title": "Latch", "actions": actions}])
    assert asked is not None
    assert asked.cards[0].links == (("Look", "https://example.com"),)
    assert asked.options == (Option("Order", "O"),)


@pytest.mark.parametrize(
    ("kind", "attributes", "is_open"),
    [
        ("input_csat", {}, True),
        ("input_csat", {"submitted_values": {"csat_survey_response": {"rating": 4}}}, False),
        ("input_email", {"submitted_email": "a@example.com"}, False),
        ("article", {"items": [{"title": "T", "link": "https://example.com"}]}, False),
        ("cards", {"items": [{"title": "nothing to press"}]}, False),
        ("input_select", {}, False),
    ],
)
def test_what_asks_nothing_more_is_not_open(
    kind: str, attributes: dict[str, Any], is_open: bool
) -> None:
    asked = read(kind, **attributes)
    assert asked is not None
    assert asked.is_open is is_open


def test_a_plain_or_deleted_message_asks_nothing() -> None:
    assert read("text") is None
    made = visit(
        message_event(1, "?", content_type="input_csat"),
        message_event(1, "", "message.updated", content_attributes={"deleted": True}),
    )
    assert not made.questions


def test_answers_have_the_shape_that_servers_keep() -> None:
    assert questions.rating(4, "kind") == {
        "csat_survey_response": {"rating": 4, "feedback_message": "kind"}
    }
    assert questions.choice(Option("Blue", "b")) == [{"title": "Blue", "value": "b"}]
    assert questions.filled({"mail": "a@b.c"}) == [{"name": "mail", "value": "a@b.c"}]


def test_a_filled_in_form_is_told_by_its_labels() -> None:
    items = [{"name": "c", "label": "Colour", "options": [{"label": "Blue", "value": "b"}]}]
    attributes = {"items": items, "submitted_values": [{"name": "c", "value": "b"}]}
    made = visit(message_event(1, "", content_type="form", content_attributes=attributes))
    (message,) = made.timelines[7].messages()
    assert message.answer == "Colour: Blue"
