"""Questions to the store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hoory_tui.store.happenings import AgentsLoaded
from hoory_tui.store.moves import moved
from hoory_tui.store.records import Agent, Meanwhile, TakenOver
from hoory_tui.store.select import (
    agents_by_presence,
    answered_meanwhile,
    assignee_of,
    availability_of,
    contact_of,
    count_of,
    in_view,
    is_present,
    messages_of,
    needing_me,
    open_load,
    pending_of,
    rows,
    typists_of,
    unsent,
)
from hoory_tui.store.views import ALL, MENTIONS, MINE, UNASSIGNED, ListView
from hoory_tui.wire.people import UserPayload
from tests.store.build import (
    ME,
    START,
    Desk,
    Json,
    agent,
    contact,
    conversation_row,
    from_me,
    message_event,
    message_row,
    payload,
)

ZOE = 4


def row(number: int, assignee: int | None, age: float = 0.0, **fields: Any) -> Json:
    people = {"assignee": agent(assignee)} if assignee else {}
    return conversation_row(number, last_activity_at=START - age, meta=people, **fields)


def desk() -> Desk:
    return Desk(
        row(1, ME, age=30),
        row(2, None, age=10, unread_count=2),
        row(3, ZOE, age=20, unread_count=1),
        row(4, ME, age=0, status="resolved"),
        row(5, None, age=10),
        open_threads=False,
    )


@pytest.mark.parametrize(
    ("view", "ids"),
    [(MINE, [1]), (UNASSIGNED, [5, 2]), (ALL, [5, 2, 3, 1])],
)
def test_a_tab_holds_its_open_conversations_latest_first(view: ListView, ids: list[int]) -> None:
    assert rows(desk().store, view) == ids


def test_the_conversation_at_hand_stays_in_its_place() -> None:
    store = desk().store
    assert rows(store, MINE, keep=4) == [4, 1]
    assert rows(store, MINE, keep=3) == [3, 1]
    assert rows(store, MINE, keep=1) == [1]
    assert rows(store, MINE, keep=99) == [1]


def test_other_states_have_their_own_tabs() -> None:
    store = desk().store
    assert in_view(store, store.conversations[4], replace(MINE, status="resolved"))
    assert not in_view(store, store.conversations[4], MINE)
    assert not in_view(store, store.conversations[4], replace(UNASSIGNED, status="resolved"))


def test_counts_are_the_servers_until_everything_is_known() -> None:
    one = desk()
    assert count_of(one.store, MENTIONS) is None
    one.store.counts = {MINE: 40, UNASSIGNED: 30, ALL: 100}
    assert [count_of(one.store, view) for view in (MINE, UNASSIGNED, ALL)] == [40, 30, 100]
    one.load_list(view=MINE)
    one.store.counts = {MINE: 40, ALL: 100}
    assert [count_of(one.store, view) for view in (MINE, ALL)] == [1, 100]
    one.load_list(view=ALL)
    assert [count_of(one.store, view) for view in (MINE, UNASSIGNED, ALL)] == [1, 2, 4]


def test_the_contact_is_found_or_nameless() -> None:
    store = desk().store
    conversation = store.conversations[1]
    assert contact_of(store, conversation).label == "Mariam"
    store.contacts.clear()
    assert contact_of(store, conversation).label == "(no name) #70"


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"name": " "}, "m@example.com"),
        ({"name": "", "email": None, "phone_number": "+1"}, "+1"),
        ({"name": None, "email": None}, "(no name) #70"),
    ],
)
def test_a_blank_name_is_replaced_by_something_to_point_at(fields: Json, label: str) -> None:
    one = Desk(conversation_row(1, meta={"sender": contact(70, **fields)}))
    assert contact_of(one.store, one.conversation()).label == label


def test_the_assignee_by_the_best_name() -> None:
    store = desk().store
    assert assignee_of(store, store.conversations[2]) == ""
    assert assignee_of(store, store.conversations[3]) == "Agent 4"
    store.agents[ZOE] = Agent(ZOE, name="Zoe")
    assert assignee_of(store, store.conversations[3]) == "Zoe"
    store.agents.clear()
    assert assignee_of(store, store.conversations[3]) == "Agent 4"


def test_a_bot_in_charge_is_named_and_leaves_the_conversation_unassigned() -> None:
    bot = {"assignee": {"id": ME, "name": "Robo", "type": "agent_bot"}}
    one = Desk(conversation_row(1, meta=bot))
    assert assignee_of(one.store, one.conversation()) == "Robo"
    assert rows(one.store, MINE) == []
    assert rows(one.store, UNASSIGNED) == [1]


def test_threads_and_what_is_pending_in_them() -> None:
    one = Desk(conversation_row(1), conversation_row(2))
    one.page(message_row(11), message_row(10))
    one.send("e1")
    one.send("e2", conversation_id=2)
    one.failed("e2")
    assert [message.id for message in messages_of(one.store, 1)] == [10, 11]
    assert messages_of(one.store, 99) == []
    assert [pending.echo_id for pending in pending_of(one.store, 1)] == ["e1"]
    assert unsent(one.store) == 1
    assert typists_of(one.store, 1) == []
    assert not is_present(one.store, 70)


def test_availability_is_what_rest_said_until_there_is_a_snapshot() -> None:
    one = Desk()
    zoe = Agent(ZOE, availability="busy")
    assert availability_of(one.store, zoe) == "busy"
    assert availability_of(one.store, Agent(ZOE, availability="")) == "offline"
    one.hear("presence.update", {"users": {"4": "online"}})
    assert availability_of(one.store, zoe) == "online"
    assert availability_of(one.store, Agent(5, availability="online")) == "offline"


def test_agents_who_are_there_come_first() -> None:
    one = Desk()
    names = {1: "zoe", 2: "Ann", 3: "bob", 4: "Carl"}
    told = [payload(UserPayload, agent(number, name=name)) for number, name in names.items()]
    one.do(AgentsLoaded(told))
    one.hear("presence.update", {"users": {"1": "online", "3": "busy", "4": "offline"}})
    assert [one_.name for one_ in agents_by_presence(one.store)] == ["zoe", "bob", "Ann", "Carl"]


def test_the_load_of_an_agent_is_what_is_open_and_theirs() -> None:
    store = desk().store
    assert open_load(store) == {ME: 1, ZOE: 1}


def test_what_a_colleague_did_meanwhile_is_the_last_of_it() -> None:
    one = Desk(conversation_row(1))
    theirs = from_me("Done", sender=agent(ZOE, name="Zoe"))
    assert answered_meanwhile(one.store, 1, START) is None
    one.page(
        message_row(10, **theirs),
        message_row(11, **(theirs | {"private": True})),
        message_row(12, **from_me("mine")),
        message_row(13),
    )
    assert answered_meanwhile(one.store, 1, START) == Meanwhile("replied", "Zoe", START + 10)
    assert answered_meanwhile(one.store, 1, START + 10) is None
    one.store.taken_over[1] = TakenOver(ZOE, "Zoe", START + 12)
    assert answered_meanwhile(one.store, 1, START) == Meanwhile("took over", "Zoe", START + 12)
    one.store.taken_over[1] = TakenOver(ZOE, "Zoe", START + 5)
    assert answered_meanwhile(one.store, 1, START) == Meanwhile("replied", "Zoe", START + 10)


def test_a_reply_is_known_of_without_its_thread() -> None:
    theirs = message_event(10, **from_me("Done", sender=agent(ZOE, name="Zoe")))
    one = Desk(conversation_row(1, last_non_activity_message=theirs), open_threads=False)
    assert answered_meanwhile(one.store, 1, START) == Meanwhile("replied", "Zoe", START + 10)
    gone = theirs | {"content_attributes": {"deleted": True}, "updated_at": None}
    one.load(conversation_row(1, last_non_activity_message=gone), one.ask())
    assert answered_meanwhile(one.store, 1, START) is None


@pytest.mark.parametrize(
    ("held", "wanted", "count"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 4], 0),
        ([1, 2, 3, 4], [4, 1, 2, 3], 1),
        ([1, 2, 3, 4], [4, 3, 1, 2], 2),
        ([1, 2, 3], [9, 1, 2, 3], 1),
        ([1, 2, 3], [1, 3], 1),
        ([], [1], 1),
    ],
)
def test_moved_rows_are_those_that_change_places_with_others(
    held: list[int], wanted: list[int], count: int
) -> None:
    assert moved(held, wanted) == count


def test_what_is_overdue_goes_before_the_rest_of_mine_once() -> None:
    store = Desk(
        row(1, ME, unread_count=1, waiting_since=int(START) - 90),
        row(2, ME, unread_count=1, waiting_since=int(START) - 50),
        row(3, ME),
        row(4, None, unread_count=1),
        open_threads=False,
    ).store
    assert list(needing_me(store)) == [1, 2, 4]
    order = needing_me(store, [store.conversations[2], store.conversations[3]])
    assert list(order) == [2, 3, 1, 4]
    assert order.position(1) == 2
