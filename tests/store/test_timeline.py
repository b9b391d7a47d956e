"""The one order of a thread, and what repeated news of a message may change."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from hoory_tui.store.records import Attachment, Direction, Kind, Message, Sender
from hoory_tui.store.timeline import Timeline, later_status, newer_message

AT = 1_795_000_000.0
MADE = Message(5, 1, Direction.OUTGOING, "Hello", created_at=AT, updated_at=AT)


def said(status: str, after: float | None, **fields: object) -> Message:
    """Return the message as told of so many seconds after it was made; None as REST tells it."""
    at = None if after is None else AT + after
    return replace(MADE, status=status, updated_at=at, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("held", "heard", "shown"),
    [
        ("progress", "sent", "sent"),
        ("sent", "delivered", "delivered"),
        ("delivered", "read", "read"),
        ("sent", "read", "read"),
        ("read", "delivered", "read"),
        ("read", "sent", "read"),
        ("delivered", "sent", "delivered"),
        ("sent", "failed", "failed"),
        ("progress", "failed", "failed"),
        ("delivered", "failed", "failed"),
        ("read", "failed", "failed"),
        ("failed", "sent", "sent"),
        ("failed", "delivered", "delivered"),
        ("failed", "failed", "failed"),
        ("sent", "teleported", "teleported"),
        ("teleported", "read", "read"),
    ],
)
def test_delivery_never_falls_back(held: str, heard: str, shown: str) -> None:
    assert later_status(held, heard) == shown


@pytest.mark.parametrize("order", [*permutations(["sent", "delivered", "read"])])
def test_receipts_in_any_order_end_at_the_furthest(order: tuple[str, ...]) -> None:
    after = {"sent": 0.0, "delivered": 3.0, "read": 6.0}
    timeline = Timeline()
    for status in order:
        timeline.upsert(said(status, after[status]))
    assert [message.status for message in timeline.messages()] == ["read"]


@pytest.mark.parametrize("order", [*permutations([("sent", 0.3), ("failed", 4.0), ("sent", 9.0)])])
def test_a_failure_lasts_until_its_retry_whatever_comes_late(
    order: tuple[tuple[str, float], ...],
) -> None:
    timeline = Timeline()
    for status, after in order:
        timeline.upsert(said(status, after))
    assert [message.status for message in timeline.messages()] == ["sent"]


@pytest.mark.parametrize("order", [*permutations([("sent", 0.3), ("failed", 0.9)])])
def test_a_late_announcement_does_not_hide_a_failure(
    order: tuple[tuple[str, float], ...],
) -> None:
    timeline = Timeline()
    for status, after in order:
        timeline.upsert(said(status, after, error="no such number" if status == "failed" else ""))
    assert [(one.status, one.error) for one in timeline.messages()] == [
        ("failed", "no such number")
    ]


def test_a_failure_read_from_rest_outlives_the_late_announcement() -> None:
    failed = said("failed", None, error="blocked")
    after = newer_message(failed, said("sent", 0.4))
    assert (after.status, after.error) == ("failed", "blocked")


def test_a_retry_mends_a_failure_read_from_rest() -> None:
    retried = newer_message(said("failed", None, error="blocked"), said("sent", 60))
    assert (retried.status, retried.error) == ("sent", "")


def test_an_older_event_changes_nothing() -> None:
    held = said("sent", 5, content="newer")
    assert newer_message(held, said("delivered", 4.999, content="older")) is held
    assert newer_message(held, said("delivered", 5, content="as old")).content == "as old"


@pytest.mark.parametrize("after", [None, 3.0])
def test_a_receipt_that_was_read_does_not_fall_back_by_an_event_that_was_held_up(
    after: float | None,
) -> None:
    timeline = Timeline()
    for message in (said("sent", 0.3), said("read", None), said("delivered", after)):
        timeline.upsert(message)
    assert [message.status for message in timeline.messages()] == ["read"]


def test_rest_words_are_fresh_while_their_status_may_lag() -> None:
    held = said("read", 5)
    merged = newer_message(held, said("sent", None, content="Rate us: https://example.com"))
    assert merged.content == "Rate us: https://example.com"
    assert (merged.status, merged.updated_at) == ("read", AT + 5)


@pytest.mark.parametrize("after", [None, 1.0, 5.0, 99.0])
def test_deleted_is_for_good(after: float | None) -> None:
    deleted = said("sent", 5, deleted=True, content="This message was deleted")
    merged = newer_message(deleted, said("sent", after, content="the secret"))
    assert merged.deleted
    assert merged.content == "This message was deleted"


def test_a_deletion_takes_everything_away() -> None:
    held = said("sent", 1, attachments=(Attachment(1),), answer="5/5")
    gone = newer_message(held, said("sent", 4, deleted=True, content="deleted"))
    assert (gone.content, gone.attachments, gone.answer) == ("deleted", (), "")


def test_an_answered_form_stays_answered() -> None:
    assert newer_message(said("sent", None, answer="4/5"), said("sent", 0.2)).answer == "4/5"
    assert newer_message(said("sent", 9, answer="4/5"), said("sent", 11, answer="2/5")).answer == (
        "2/5"
    )


def test_news_without_author_or_time_keep_the_known_ones() -> None:
    author = Sender(Kind.AGENT, 1, "Zoe")
    merged = newer_message(
        replace(MADE, sender=author), replace(MADE, created_at=0.0, status="read")
    )
    assert (merged.sender, merged.created_at, merged.status) == (author, AT, "read")


def test_hearing_the_same_again_is_no_change() -> None:
    timeline = Timeline()
    assert timeline.upsert(MADE)
    held = timeline.get(5)
    assert not timeline.upsert(replace(MADE))
    assert not timeline.upsert(replace(MADE, updated_at=None))
    assert timeline.get(5) is held
    assert len(timeline) == 1


@pytest.mark.parametrize("order", [*permutations([7, 5, 9, 6])])
def test_messages_of_one_second_stand_in_the_order_of_their_ids(order: tuple[int, ...]) -> None:
    timeline = Timeline()
    for message_id in order:
        timeline.upsert(Message(message_id, 1, created_at=AT))
    assert [message.id for message in timeline.messages()] == [5, 6, 7, 9]


def test_time_goes_before_id_since_imported_mail_has_old_times() -> None:
    timeline = Timeline()
    timeline.upsert(Message(5, 1, created_at=AT))
    timeline.upsert(Message(90, 1, created_at=AT - 1000))
    assert [message.id for message in timeline.messages()] == [90, 5]
    assert (timeline.oldest_id(), timeline.newest_id()) == (5, 90)


def test_a_corrected_time_moves_the_message() -> None:
    timeline = Timeline()
    for message in (Message(5, 1, created_at=AT), Message(6, 1, created_at=AT + 1)):
        timeline.upsert(message)
    assert timeline.upsert(Message(5, 1, created_at=AT + 9))
    assert [message.id for message in timeline.messages()] == [6, 5]
    assert len(timeline) == 2


def test_an_empty_thread_answers() -> None:
    timeline = Timeline()
    assert (timeline.messages(), timeline.oldest_id(), timeline.newest_id()) == ([], None, 0)
    assert 5 not in timeline
    assert timeline.get(5) is None
    assert (timeline.loaded, timeline.has_older, timeline.stale) == (False, True, False)
