from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from hoory_tui.wire.answers import (
    ConversationCounts,
    ConversationPage,
    MessagePage,
    NotificationPage,
    StatusAnswer,
)
from hoory_tui.wire.payload import Payload, read_payload
from tests.recordings import Answer, Recording, recordings
from tests.wire.routes import CONVERSATION, MODELLED, NOT_MODELLED, REFUSALS, Found, route

EVERY = pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)


def objects_of(answer: Answer) -> Found:
    """Return what of an answer has a model; a route in no table is a failure."""
    if answer.status >= 300:
        assert answer.status in REFUSALS, answer.name
        return []
    asked = route(answer.method, answer.path)
    if asked in MODELLED:
        return MODELLED[asked](answer.body)
    assert asked in NOT_MODELLED, f"{answer.name}: what is {asked}?"
    return []


def lost_of(payload: Payload, raw: Any, where: str) -> list[str]:
    """Return the keys that were sent with a value and came out without one."""
    lost: list[str] = []
    for name, field in type(payload).model_fields.items():
        alias = field.validation_alias if isinstance(field.validation_alias, str) else name
        value, got = raw.get(alias), getattr(payload, name)
        # Zero is how unix times say "never".
        if value is None or (value == 0 and got is None):
            continue
        path = f"{where}.{name}"
        if got is None or not payload.sent(name):
            lost.append(path)
        elif isinstance(got, Payload):
            lost += lost_of(got, value, path)
        elif isinstance(got, list):
            assert len(got) == len(value)
            for item, sent in zip(got, value, strict=True):
                lost += lost_of(item, sent, path) if isinstance(item, Payload) else []
    return lost


def check(answer: Answer) -> Counter[str]:
    seen: Counter[str] = Counter()
    for model, raw in objects_of(answer):
        payload = model.model_validate(raw)  # nothing may need mending
        assert lost_of(payload, raw, f"{answer.name} {model.__name__}") == []
        seen[model.__name__] += 1
    return seen


@EVERY
def test_every_recorded_answer_is_read_without_mending_and_without_loss(
    recording: Recording,
) -> None:
    seen: Counter[str] = Counter()
    for answer in recording.answers():
        seen += check(answer)
    assert len(seen) >= 18
    assert seen["MessagePayload"] > 70
    assert seen["ConversationPage"] > 10
    assert seen["StatusAnswer"] > 10


@EVERY
def test_every_final_answer_is_read_without_mending_and_without_loss(recording: Recording) -> None:
    seen: Counter[str] = Counter()
    for answer in recording.finals():
        seen += check(answer)
    assert seen["ConversationPayload"] >= 30
    assert seen["MessagePage"] >= 30
    assert seen["ConversationPage"] >= 15
    assert {"ProfilePayload", "NotificationPage", "ContactPage", "LabelPayload"} <= set(seen)


@EVERY
def test_the_shortened_bulk_answers_name_known_routes(recording: Recording) -> None:
    answers = list(recording.bulk())
    assert len(answers) > 250
    for answer in answers:
        assert route("POST", answer.path) in MODELLED
        assert isinstance(answer.body["id"], int)


@EVERY
def test_refusals_are_never_objects_that_a_model_was_made_for(recording: Recording) -> None:
    shapes = {
        frozenset(answer.body) if isinstance(answer.body, dict) else type(answer.body).__name__
        for answer in recording.answers()
        if answer.status >= 400
    }
    known = ("error", "errors", "success errors", "message attributes", "status error", "success")
    assert shapes <= {frozenset(keys.split()) for keys in known} | {"str", "NoneType"}


@EVERY
def test_listings_say_that_they_are(recording: Recording) -> None:
    pages = [
        ConversationPage.model_validate(answer.body["data"])
        for answer in recording.finals()
        if answer.path.endswith("/conversations") and answer.status == 200
    ]
    rows = [row for page in pages for row in page.payload]
    assert rows
    assert all(row.is_listing for row in rows)


@EVERY
def test_message_pages_are_oldest_first(recording: Recording) -> None:
    pages = [
        [message.id for message in MessagePage.model_validate(answer.body).payload]
        for answer in recording.answers()
        if route(answer.method, answer.path) == f"GET {CONVERSATION}/messages"
    ]
    assert len(pages) > 10
    assert all(ids == sorted(ids) for ids in pages)


def test_all_tabs_are_counted_by_one_answer() -> None:
    page = ConversationPage.model_validate(
        {"meta": {"mine_count": 1, "unassigned_count": 2, "all_count": 7}, "payload": []}
    )
    assert page.meta == ConversationCounts(mine_count=1, unassigned_count=2, all_count=7)
    assert page.meta.assigned_count == 0


def test_a_page_loses_only_the_row_that_cannot_be_read() -> None:
    rows = [{"id": 1}, {"id": None}, {"status": "open"}, "row", {"id": 4, "labels": 5}]
    page = read_payload(ConversationPage, {"meta": {"all_count": "x"}, "payload": rows})
    assert [row.id for row in page.payload] == [1, 4]
    assert not page.payload[1].sent("labels")
    assert page.meta.all_count == 0


def test_the_page_number_of_notifications_comes_back_as_the_text_that_was_sent() -> None:
    page = NotificationPage.model_validate(
        {"meta": {"unread_count": 3, "count": 4, "current_page": "2"}, "payload": []}
    )
    assert (page.meta.unread_count, page.meta.count, page.meta.current_page) == (3, 4, 2)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("2026-11-25T14:43:57.000Z", 1_795_617_837.0), (1_795_617_837, 1_795_617_837.0), (None, None)],
)
def test_a_status_answer_tells_until_when_it_is_snoozed(raw: object, expected: object) -> None:
    answer = StatusAnswer.model_validate({"current_status": "snoozed", "snoozed_until": raw})
    assert answer.snoozed_until == expected
    assert answer.current_status == "snoozed"


@EVERY
def test_tokens_of_answers_are_never_printed(recording: Recording) -> None:
    tokens = 0
    for answer in recording.answers():
        for model, raw in objects_of(answer):
            payload = model.model_validate(raw)
            for key in ("access_token", "pubsub_token", "hmac_token"):
                token = raw.get(key)
                if token:
                    tokens += 1
                    assert token not in repr(payload)
                    assert token not in str(payload.model_dump())
                    assert token not in payload.model_dump_json()
    assert tokens > 30
