from __future__ import annotations

import pytest

from hoory_tui.wire.notification import NotificationEnvelope, NotificationPayload
from hoory_tui.wire.payload import WireError, read_payload
from tests.wire.shapes import GUIDE_NOTIFICATION, NEW_NOTIFICATION


def test_the_actor_names_the_conversation_to_open() -> None:
    notification = NotificationPayload.model_validate(NEW_NOTIFICATION)
    assert notification.primary_actor is not None
    assert notification.primary_actor.id == 12
    assert notification.primary_actor_id == 9001
    assert notification.secondary_actor["content"] == "My order is late"


def test_an_actor_of_nulls_is_none_without_any_mending() -> None:
    data = {**GUIDE_NOTIFICATION, "primary_actor": {"id": None, "meta": None}}
    notification = NotificationPayload.model_validate(data)
    assert notification.primary_actor is None
    assert notification.sent("primary_actor")


def test_an_unreadable_actor_costs_only_itself() -> None:
    data = {**GUIDE_NOTIFICATION, "primary_actor": {"status": "open"}}
    notification = read_payload(NotificationPayload, data)
    assert (notification.id, notification.primary_actor) == (77, None)
    assert not notification.sent("primary_actor")


@pytest.mark.parametrize("read_at", [1_795_353_700, "2026-11-22T13:21:40.000Z", "1795353700"])
def test_the_time_of_reading_comes_in_every_dialect(read_at: object) -> None:
    notification = NotificationPayload.model_validate({"id": 1, "read_at": read_at})
    assert notification.read_at == 1_795_353_700


def test_of_a_deleted_notification_the_id_and_the_counters_are_enough() -> None:
    data = {"notification": {"id": 5}, "unread_count": 2, "count": 3, "account_id": 1}
    envelope = NotificationEnvelope.model_validate(data)
    assert (envelope.notification.id, envelope.unread_count, envelope.count) == (5, 2, 3)


def test_an_envelope_without_a_notification_is_none() -> None:
    with pytest.raises(WireError, match="NotificationEnvelope: cannot read notification"):
        read_payload(NotificationEnvelope, {"notification": {"id": "five"}, "unread_count": 2})
