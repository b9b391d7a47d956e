"""What repeated news of a message may change, in whatever order it comes."""

from __future__ import annotations

import pytest

from hoory_tui.store.ages import Order
from hoory_tui.store.merge import later_status, merge_event, merge_row
from hoory_tui.store.records import Attachment, Direction, Kind, Message, Sender, amended

AT = 1_795_000_000.0
MADE = Message(5, 1, Direction.OUTGOING, "Hello", created_at=AT, updated_at=AT)


def said(status: str, after: float | None, **fields: object) -> Message:
    """Return the message as told of so many seconds after it was made; None as REST tells it."""
    at = None if after is None else AT + after
    return amended(MADE, status=status, updated_at=at, **fields)


def after_event(held: Message, heard: Message, order: Order = Order.LATER) -> Message:
    return merge_event(held, heard, order)[0]


@pytest.mark.parametrize(
    ("held", "heard", "is_newer", "result"),
    [
        ("progress", "sent", False, "sent"),
        ("sent", "delivered", False, "delivered"),
        ("delivered", "read", False, "read"),
        ("sent", "read", False, "read"),
        ("read", "delivered", True, "read"),
        ("read", "sent", True, "read"),
        ("delivered", "sent", False, "delivered"),
        ("sent", "failed", False, "failed"),
        ("progress", "failed", False, "failed"),
        ("delivered", "failed", False, "delivered"),
        ("read", "failed", False, "read"),
        ("delivered", "failed", True, "failed"),
        ("read", "failed", True, "failed"),
        ("failed", "sent", False, "sent"),
        ("failed", "delivered", False, "delivered"),
        ("failed", "failed", False, "failed"),
        ("sent", "teleported", False, "teleported"),
        ("teleported", "read", False, "read"),
    ],
)
def test_delivery_never_falls_back(held: str, heard: str, is_newer: bool, result: str) -> None:
    assert later_status(held, heard, is_newer=is_newer) == result


def test_a_failure_read_from_rest_outlives_the_late_announcement() -> None:
    failed = said("failed", None, error="blocked")
    after, doubt = merge_event(failed, said("sent", 0.4), Order.UNSURE)
    assert (after.status, after.error, doubt) == ("failed", "blocked", True)


def test_a_retry_mends_a_failure_read_from_rest() -> None:
    retried = after_event(said("failed", None, error="blocked"), said("sent", 60))
    assert (retried.status, retried.error) == ("sent", "")


def test_a_failure_whose_age_is_not_known_does_not_undo_a_receipt_but_is_doubted() -> None:
    after, doubt = merge_event(said("delivered", None), said("failed", 9), Order.UNSURE)
    assert (after.status, doubt) == ("delivered", True)


def test_what_is_past_changes_nothing() -> None:
    held = said("sent", 5, content="newer")
    assert merge_event(held, said("failed", 4, content="older"), Order.PAST) == (held, False)
    assert after_event(held, said("delivered", 5, content="as old")).content == "as old"


def test_only_what_the_eye_can_see_is_doubted() -> None:
    held = said("sent", None)
    assert not merge_event(held, said("sent", 7), Order.UNSURE)[1]
    assert merge_event(held, said("sent", 7, content="edited"), Order.UNSURE)[1]
    assert not merge_event(held, said("sent", 7, content="edited"), Order.LATER)[1]


def test_a_newer_event_that_falls_back_is_read_again() -> None:
    after, doubt = merge_event(said("delivered", 3), said("sent", 9), Order.LATER)
    assert (after.status, doubt) == ("delivered", True)


def test_an_answer_that_is_no_older_wins_in_everything_but_its_time() -> None:
    merged = merge_row(said("read", 5), said("sent", None, content="Rate us: https://a.example"))
    assert merged.content == "Rate us: https://a.example"
    assert (merged.status, merged.updated_at) == ("sent", AT + 5)


@pytest.mark.parametrize("after", [None, 1.0, 5.0, 99.0])
@pytest.mark.parametrize("order", [Order.LATER, Order.UNSURE])
def test_deleted_is_for_good(after: float | None, order: Order) -> None:
    deleted = said("sent", 5, deleted=True, content="This message was deleted")
    secret = said("sent", after, content="the secret")
    assert after_event(deleted, secret, order) is deleted
    assert merge_row(deleted, secret) is deleted


def test_a_deletion_takes_everything_away() -> None:
    held = said("sent", 1, attachments=(Attachment(1),), answer="5/5")
    gone = after_event(held, said("sent", 4, deleted=True, content="deleted"))
    assert (gone.content, gone.attachments, gone.answer) == ("deleted", (), "")


def test_an_answered_form_stays_answered() -> None:
    answered = said("sent", None, answer="4/5")
    assert after_event(answered, said("sent", 0.2)).answer == "4/5"
    assert after_event(answered, said("sent", 11, answer="2/5")).answer == "2/5"


def test_news_without_author_or_time_keep_the_known_ones() -> None:
    author = Sender(Kind.AGENT, 1, "Zoe")
    merged = merge_row(amended(MADE, sender=author), amended(MADE, created_at=0.0, status="read"))
    assert (merged.sender, merged.created_at, merged.status) == (author, AT, "read")


def test_hearing_the_same_again_is_the_same_object() -> None:
    assert after_event(MADE, amended(MADE)) is MADE
    assert merge_row(MADE, amended(MADE, updated_at=None)) is MADE
