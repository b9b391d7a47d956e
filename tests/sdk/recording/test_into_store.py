"""A session that is checked in leaves the store that the desk itself told of."""

from __future__ import annotations

import json

from hoory_tui.sdk.recording.checking import check
from hoory_tui.sdk.recording.outcome import outcome
from hoory_tui.wire.link import LinkState
from tests.sessions import SESSIONS, replayed, session

from .making import NAME


def test_a_recorded_day_ends_as_the_desk_had_it() -> None:
    truth = json.loads((SESSIONS / "a-day.truth.json").read_text())
    state = outcome(replayed(SESSIONS / NAME))
    told = [
        {
            "id": one["id"],
            "status": one["status"],
            "priority": one["priority"],
            "assignee_id": one["assignee_id"],
            "labels": len(one["labels"]),
            "messages": [each["id"] for each in one["messages"]][-20:],
        }
        for one in state["conversations"]
    ]
    assert told == truth
    assert state["counts"]["malformed_events"] == 0


def test_a_recorded_day_is_complete_though_the_link_was_lost() -> None:
    day = session(NAME)
    findings = check(day)
    assert findings.counts == {}
    assert findings.events > 40
    states = [one.line["data"]["state"] for one in day.heard if one.event == "link"]
    lost = states.index(LinkState.WAITING)
    assert LinkState.LIVE in states[:lost]
    assert states[-1] == LinkState.LIVE


def test_a_store_of_any_second_is_on_the_way_there() -> None:
    day = session(NAME)
    sizes = [
        sum(len(one) for one in replayed(SESSIONS / NAME, until=at).timelines.values())
        for at in (0.0, day.length / 2, day.length)
    ]
    assert sizes == sorted(set(sizes))
