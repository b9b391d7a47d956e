"""What cannot be read is counted, told once a minute and kind, and too much of it noticed."""

from __future__ import annotations

import logging

import pytest

from hoory_tui.app.garbage import MANY, MOST_KINDS, Garbage


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING, "hoory_tui.app.garbage")
    return caplog


def test_each_kind_is_told_at_once_and_then_a_minute_later_with_its_count(
    told: pytest.LogCaptureFixture,
) -> None:
    garbage = Garbage()
    for second in range(59):
        garbage.add({"a frame: not JSON": 2}, {}, second)
    garbage.add({}, {"MessagePayload: cannot read width": 1}, 59)
    assert told.messages == [
        "unreadable: a frame: not JSON (2)",
        "read without some keys: MessagePayload: cannot read width (1)",
    ]
    garbage.say(60)
    assert told.messages[2:] == ["unreadable: a frame: not JSON (116)"]
    assert garbage.total == 118


def test_names_that_are_made_up_fill_no_log(told: pytest.LogCaptureFixture) -> None:
    garbage = Garbage()
    for number in range(10_000):
        garbage.add({f"event {number}": 1}, {}, number / 1000)
    assert len(told.messages) <= MOST_KINDS + 1


def test_a_little_is_chance_and_much_means_reading_again_once_a_minute() -> None:
    garbage = Garbage()
    garbage.add({"x": MANY}, {}, 0)
    assert not garbage.is_resync_due(0)
    garbage.add({"x": 1}, {}, 1)
    assert garbage.recent(1) == MANY + 1
    assert garbage.is_resync_due(1)
    due = [second for second in range(2, 200) if _more(garbage, second)]
    assert due == [61, 121, 181]


def _more(garbage: Garbage, second: int) -> bool:
    garbage.add({"x": 5}, {}, second)
    return garbage.is_resync_due(second)


def test_what_was_read_without_some_keys_alarms_nobody() -> None:
    garbage = Garbage()
    garbage.add({}, {"x": 1000}, 0)
    assert not garbage.is_resync_due(0)
    assert garbage.recent(0) == 0


def test_a_minute_later_it_is_forgotten() -> None:
    garbage = Garbage()
    garbage.add({"x": 50}, {}, 0)
    assert garbage.recent(59) == 50
    assert garbage.recent(60) == 0
