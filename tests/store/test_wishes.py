"""Wishes: shown at once, taken back over what others did meanwhile, and who changed what."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Deed,
    SetAttribute,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ConversationGone,
    DeedsForgotten,
    ProposalFailed,
    ProposalTaken,
    Proposed,
)
from hoory_tui.wire.people import UserPayload
from tests.store.build import (
    ME,
    START,
    Desk,
    Json,
    agent,
    conversation_event,
    conversation_row,
    payload,
)

ZOE = 4


def hear(desk: Desk, after: float = 1.0, **fields: Any) -> None:
    desk.hear("conversation.updated", conversation_event(1, updated_at=START + after, **fields))


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        (SetStatus("resolved"), {"status": "resolved", "snoozed_until": None}),
        (SetStatus("snoozed", 5.0), {"status": "snoozed", "snoozed_until": 5.0}),
        (SetStatus("snoozed"), {"status": "snoozed", "snoozed_until": None}),
        (Assign(ZOE), {"assignee_id": ZOE, "assignee_name": "Zoë"}),
        (Assign(None), {"assignee_id": None, "assignee_name": ""}),
        (AssignTeam(8), {"team_id": 8, "team_name": ""}),
        (ChangeLabels(("b", "a"), ("c",)), {"labels": ("a", "b")}),
        (SetPriority("high"), {"priority": "high"}),
        (SetMuted(True), {"muted": True, "status": "resolved"}),
        (SetMuted(False), {"muted": False, "status": "open"}),
        (SetRead(True), {"unread_count": 0}),
        (SetRead(False), {"unread_count": 3}),
        (SetAttribute("plan", "gold"), {"custom_attributes": {"seats": 2, "plan": "gold"}}),
        (SetAttribute("seats", None), {"custom_attributes": {}}),
    ],
)
def test_every_deed_shows_at_once_and_is_taken_back(deed: Deed, fields: Json) -> None:
    row: Json = {"labels": ["a", "c"], "custom_attributes": {"seats": 2}, "unread_count": 3}
    desk = Desk(conversation_row(1, meta={"assignee": agent(ME)}, **row))
    desk.do(AgentsLoaded([payload(UserPayload, agent(ZOE, name="Zoë", role="administrator"))]))
    before = desk.conversation()
    changes = desk.do(Proposed(1, deed))
    shown = {name: getattr(desk.conversation(), name) for name in fields}
    assert shown == fields
    assert changes.conversations == ({1} if desk.conversation() != before else set())
    desk.do(ProposalFailed(1))
    assert desk.conversation() == before
    assert desk.store.wishes == {}


def test_opening_assigns_to_plain_agents_and_to_nobody_else() -> None:
    for role, assignee in (("agent", ME), ("administrator", None)):
        desk = Desk(conversation_row(1, status="resolved"))
        desk.do(AgentsLoaded([payload(UserPayload, agent(ME, role=role))]))
        desk.do(Proposed(1, SetStatus("open")))
        assert desk.conversation().assignee_id == assignee


def test_what_others_do_meanwhile_goes_below_the_wish_and_comes_out_when_it_is_refused() -> None:
    desk = Desk(conversation_row(1, status="open", labels=["a"]))
    desk.do(Proposed(1, SetStatus("resolved"), 1))
    desk.do(Proposed(1, ChangeLabels(("mine",), ()), 2))
    hear(desk, status="pending", labels=["a", "theirs"], priority="high")
    one = desk.conversation()
    assert (one.status, one.labels, one.priority) == ("resolved", ("a", "theirs", "mine"), "high")
    desk.do(ProposalFailed(1, 1))
    desk.do(ProposalFailed(1, 2))
    one = desk.conversation()
    assert (one.status, one.labels, one.priority) == ("pending", ("a", "theirs"), "high")


def test_labels_that_others_put_on_stay_when_ours_are_taken() -> None:
    desk = Desk(conversation_row(1, labels=["a"]))
    desk.do(Proposed(1, ChangeLabels(("mine",), ("a",))))
    hear(desk, labels=["a", "theirs"])
    desk.do(ProposalTaken(1, 0, {"labels": ("theirs", "mine")}))
    assert desk.conversation().labels == ("theirs", "mine")


def test_of_two_wishes_each_is_taken_back_alone() -> None:
    desk = Desk(conversation_row(1, status="open"))
    desk.do(Proposed(1, SetStatus("resolved"), 1))
    desk.do(Proposed(1, SetStatus("pending"), 2))
    desk.do(ProposalFailed(1, 1))
    assert desk.conversation().status == "pending"
    desk.do(ProposalTaken(1, 2))
    assert (desk.conversation().status, desk.store.wishes) == ("pending", {})


def test_two_that_are_taken_one_after_the_other_are_no_news_from_others() -> None:
    desk = Desk(conversation_row(1, status="open"))
    desk.do(Proposed(1, SetStatus("resolved"), 1))
    desk.do(Proposed(1, SetStatus("open"), 2))
    hear(desk, 1, status="resolved")
    assert not desk.do(ProposalTaken(1, 1)).doubtful
    assert not desk.do(ProposalTaken(1, 2)).doubtful
    hear(desk, 2, status="open")
    assert desk.conversation().status == "open"
    assert desk.store.traces[1].others == {}


def test_a_telling_of_another_state_before_the_answer_is_kept_and_read_again() -> None:
    desk = Desk(conversation_row(1, status="open"))
    desk.do(Proposed(1, SetStatus("resolved")))
    hear(desk, status="pending")
    assert desk.do(ProposalTaken(1)).doubtful == {1}
    assert desk.conversation().status == "pending"


def test_who_changed_a_part_and_changed_it_back_is_known() -> None:
    desk = Desk(conversation_row(1, status="open", labels=["a"]))
    desk.do(Proposed(1, SetStatus("resolved"), 1))
    desk.do(ProposalTaken(1, 1))
    since = desk.store.steps
    hear(desk, 1, status="resolved", labels=["a"])
    assert desk.store.traces[1].others == {}
    desk.now += 60
    hear(desk, 2, status="open", labels=["a", "b"])
    hear(desk, 3, status="resolved", labels=["a"])
    others = desk.store.traces[1].others
    assert set(others) == {"status", "label:b"}
    assert min(others.values()) > since


def test_the_echo_of_what_we_did_and_did_again_is_not_somebody_elses() -> None:
    desk = Desk(conversation_row(1, status="open"))
    for number, status in ((1, "resolved"), (2, "open")):
        desk.do(Proposed(1, SetStatus(status), number))
        desk.do(ProposalTaken(1, number))
    desk.now += 1
    hear(desk, 1, status="resolved")
    hear(desk, 2, status="open")
    assert desk.store.traces[1].others == {}


@pytest.mark.parametrize(
    ("performer", "others"),
    [
        (None, set()),
        ({"id": ME, "name": "Me", "type": "user"}, set()),
        ({"id": ZOE, "name": "Zoë", "type": "user"}, {"status"}),
        ({"id": ME, "name": "Bot", "type": "agent_bot"}, {"status"}),
    ],
    ids=["untold", "ours", "a colleague's", "a bot's"],
)
def test_the_same_change_by_another_is_theirs_where_the_server_names_them(
    performer: Json | None, others: set[str]
) -> None:
    desk = Desk(conversation_row(1, status="open"))
    desk.do(Proposed(1, SetStatus("resolved"), 1))
    hear(desk, 1, status="resolved", performer=performer)
    desk.do(ProposalTaken(1, 1))
    assert set(desk.store.traces[1].others) == others


def test_wishes_for_what_is_gone_or_unknown_do_nothing() -> None:
    desk = Desk()
    assert not desk.do(Proposed(1, SetStatus("open")))
    assert not desk.do(ProposalFailed(1))
    assert not desk.do(ProposalTaken(1))
    desk = Desk(conversation_row(1))
    desk.do(Proposed(1, SetStatus("resolved")))
    desk.do(ConversationGone(1))
    assert not desk.do(ProposalFailed(1))
    assert desk.store.wishes == {}


def test_what_is_remembered_no_longer_is_watched_no_longer() -> None:
    desk = Desk(conversation_row(1), conversation_row(2))
    for number in (1, 2):
        desk.do(Proposed(number, SetPriority("low")))
    desk.do(DeedsForgotten(frozenset({1})))
    assert set(desk.store.traces) == {2}
