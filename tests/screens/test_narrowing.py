"""Narrowing: which rows fit what is typed, and that a letter more never brings one back."""

from __future__ import annotations

from hoory_tui.screens.narrowing import Narrowing

from ..store.build import Desk, contact, conversation_event, conversation_row, message_row


def desk() -> Desk:
    return Desk(
        conversation_row(
            1,
            meta={"sender": contact(70, name="Zoë Brückner", email="zoe@mail.example")},
            messages=[message_row(5, 1, content="The brake squeals")],
        ),
        conversation_row(12, meta={"sender": contact(71, name="Bruno Zacher", email="")}),
    )


def test_names_numbers_mail_and_the_last_message() -> None:
    narrowing = Narrowing(desk().store)
    for typed, fitting in (
        ("", [12, 1]),
        ("zoe", [1]),
        ("br", [12, 1]),
        ("bru za", [12]),
        ("squeals", [1]),
        ("mail.example", [1]),
        ("#12", [12]),
        ("1", [12, 1]),
        ("xx", []),
    ):
        narrowing.type(typed)
        assert list(narrowing.sift([12, 1])) == fitting, typed
    assert list(narrowing.sift([12, 1], 1)) == [1]
    assert narrowing.empty_text == "Nothing in this list fits “xx”."


def test_what_changes_is_looked_at_again() -> None:
    held = desk()
    narrowing = Narrowing(held.store)
    narrowing.type("otto")
    assert list(narrowing.sift([12, 1])) == []
    sender = {"sender": contact(71, name="Otto Zacher", email="")}
    held.hear("conversation.updated", conversation_event(12, meta=sender))
    assert list(narrowing.sift([12, 1])) == [12]
