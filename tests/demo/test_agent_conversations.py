from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.demo import DemoDesk

from .keys import (
    AGENT_REST,
    CONTACT_REST,
    CONTACT_REST_MORE,
    CONVERSATION_REST,
    CONVERSATION_REST_META,
    CONVERSATION_REST_META_MORE,
    CONVERSATION_REST_MORE,
    MESSAGE_EVENT,
    MESSAGE_MORE,
    SEARCH_HIT,
    TEAM,
)
from .people import Clock, Office, open_office


async def listed(office: Office, who: str = "Nare", **query: str) -> list[Any]:
    body = await office.agent(who).get("/conversations", **query)
    rows: list[Any] = body["data"]["payload"]
    return rows


async def test_each_row_has_just_the_real_keys(office: Office) -> None:
    body = await office.agent().get("/conversations", status="all")
    assert set(body["data"]["meta"]) == {
        "mine_count",
        "assigned_count",
        "unassigned_count",
        "all_count",
    }
    rows = body["data"]["payload"]
    assert len(rows) == 25
    for row in rows:
        assert CONVERSATION_REST <= set(row) <= CONVERSATION_REST | CONVERSATION_REST_MORE
        meta = row["meta"]
        assert set(meta) >= CONVERSATION_REST_META
        assert set(meta) <= CONVERSATION_REST_META | CONVERSATION_REST_META_MORE
        assert CONTACT_REST <= set(meta["sender"]) <= CONTACT_REST | CONTACT_REST_MORE
        assert ("assignee" in meta) == ("assignee_type" in meta)
        assert set(meta.get("assignee", AGENT_REST)) == AGENT_REST
        assert set(meta.get("team", TEAM)) == TEAM
        for message in row["messages"]:
            assert MESSAGE_EVENT <= set(message) <= MESSAGE_EVENT | MESSAGE_MORE
        assert isinstance(row["first_reply_created_at"], int)
        assert isinstance(row["updated_at"], float)
        assert row["timestamp"] == row["last_activity_at"]
    assert any("assignee" not in row["meta"] for row in rows)


async def test_display_ids_are_not_database_ids(office: Office) -> None:
    world = office.desk.engine.world
    assert all(one.id != one.display_id for one in world.conversations.values())
    row = (await listed(office))[0]
    assert row["messages"][-1]["conversation_id"] == row["id"]


async def test_pages_hold_25_and_join_without_gap(office: Office) -> None:
    seen: list[int] = []
    for number in range(1, 6):
        rows = await listed(office, status="all", page=str(number))
        seen += [row["id"] for row in rows]
        if number < 5:
            assert len(rows) == (25 if number < 5 else 0)
    assert len(seen) == len(set(seen)) == 100


async def test_counts_do_not_depend_on_the_assignee_tab(office: Office) -> None:
    metas = [
        (await office.agent().get("/conversations", assignee_type=tab))["data"]["meta"]
        for tab in ("me", "unassigned", "assigned", "all")
    ]
    assert all(meta == metas[0] for meta in metas)
    meta = metas[0]
    assert meta["assigned_count"] + meta["unassigned_count"] == meta["all_count"]
    assert 0 < meta["mine_count"] < meta["assigned_count"]
    assert (await office.agent().get("/conversations/meta"))["meta"] == meta


async def test_every_filter_keeps_only_what_it_says(office: Office) -> None:
    me = office.row("Nare")["id"]
    mine = await listed(office, assignee_type="me")
    assert {row["meta"]["assignee"]["id"] for row in mine} == {me}
    free = await listed(office, assignee_type="unassigned")
    assert all("assignee" not in row["meta"] for row in free)
    for status in ("open", "pending", "snoozed", "resolved"):
        rows = await listed(office, status=status)
        assert rows
        assert {row["status"] for row in rows} == {status}
    assert {row["status"] for row in await listed(office)} == {"open"}
    assert {row["inbox_id"] for row in await listed(office, inbox_id="22")} == {22}
    team = await listed(office, team_id="31")
    assert {row["meta"]["team"]["id"] for row in team} == {31}
    assert await listed(office, status="melted") == []


async def test_labels_match_any_of_those_asked_for(office: Office) -> None:
    world = office.desk.engine.world
    url = f"{office.account_base}/conversations?status=all&labels[]=vip&labels[]=customs"
    headers = {"api-access-token": office.row("Nare")["token"]}
    async with office.http.get(url, headers=headers) as response:
        rows = (await response.json())["data"]["payload"]
    wanted = {
        one.display_id for one in world.conversations.values() if {"vip", "customs"} & {*one.labels}
    }
    assert {row["id"] for row in rows} == wanted


async def test_kinds_of_conversation(office: Office) -> None:
    conversation_id = office.talk()
    assert conversation_id in [
        row["id"] for row in await listed(office, conversation_type="unattended")
    ]
    note = "[@Nare](mention://user/11/Nare) look"
    office.desk.agent_writes(12, conversation_id, note, private=True)
    for kind in ("mention", "participating"):
        rows = await listed(office, conversation_type=kind)
        assert conversation_id in [row["id"] for row in rows]
        others = await listed(office, "Hanna", conversation_type=kind)
        assert conversation_id not in [row["id"] for row in others]
    office.desk.agent_writes(12, conversation_id, "Hi Mira")
    rows = await listed(office, conversation_type="unattended")
    assert conversation_id not in [row["id"] for row in rows]


async def test_words_are_looked_for_in_messages(office: Office) -> None:
    office.desk.contact_writes(office.talk(), "Where is my ZEPPELIN?")
    rows = await listed(office, q="zeppelin")
    assert [row["messages"][0]["content"] for row in rows] == ["Where is my ZEPPELIN?"]


@pytest.mark.parametrize(
    ("sort_by", "key", "backwards"),
    [
        ("last_activity_at_desc", "last_activity_at", True),
        ("last_activity_at_asc", "last_activity_at", False),
        ("latest", "last_activity_at", True),
        ("created_at_desc", "created_at", True),
        ("created_at_asc", "created_at", False),
        ("nonsense", "last_activity_at", True),
    ],
)
async def test_orders_by_time(office: Office, sort_by: str, key: str, backwards: bool) -> None:
    values = [row[key] for row in await listed(office, status="all", sort_by=sort_by)]
    assert values == sorted(values, reverse=backwards)


async def test_orders_by_priority_and_by_waiting(office: Office) -> None:
    ranks = {None: 0, "low": 1, "medium": 2, "high": 3, "urgent": 4}
    found = [ranks[row["priority"]] for row in await listed(office, sort_by="priority_desc")]
    assert found[0] == 4
    assert found == sorted(found, reverse=True)
    waits = [row["waiting_since"] for row in await listed(office, sort_by="waiting_since_asc")]
    waiting = [one for one in waits if one]
    assert waiting == sorted(waiting)
    assert waits[: len(waiting)] == waiting, "those who do not wait come last"


async def test_updated_within_switches_paging_off(office: Office, clock: Clock) -> None:
    clock.forward(3600)
    assert await listed(office, status="all", updated_within="60") == []
    for conversation_id in range(1, 41):
        office.desk.set_priority(conversation_id, "urgent")
        office.desk.set_priority(conversation_id, "low")
    assert len(await listed(office, status="all", updated_within="60")) == 40


async def test_agents_see_their_inboxes_and_administrators_all(office: Office) -> None:
    meta = (await office.agent("Kenji").get("/conversations/meta", status="all"))["meta"]
    everything = (await office.agent("Hanna").get("/conversations/meta", status="all"))["meta"]
    assert everything["all_count"] == 100
    assert 0 < meta["all_count"] < 100
    rows = await listed(office, "Kenji", status="all")
    assert {row["inbox_id"] for row in rows} <= {21, 24}


async def test_a_conversation_can_be_opened_by_us(office: Office) -> None:
    contact = office.desk.new_contact("Brand New", email="brand.new@mail.example")
    ear = await office.listen("Tomás")
    body = {
        "inbox_id": 25,
        "contact_id": contact.id,
        "assignee_id": office.row("Tomás")["id"],
        "message": {"content": "we write first"},
    }
    row = await office.agent("Tomás").post("/conversations", body)
    assert set(row) == CONVERSATION_REST
    assert row["meta"]["assignee"]["id"] == office.row("Tomás")["id"]
    assert row["first_reply_created_at"] > 0
    names = await ear.names(office.desk)
    assert names[:3] == ["conversation.created", "message.created", "first.reply.created"]
    assert "assignee.changed" in names
    assert (await office.agent("Kenji").ask("POST", "/conversations", body)).status == 401
    for wrong in ({"inbox_id": 999}, {"contact_id": 999}):
        assert (await office.agent().ask("POST", "/conversations", body | wrong)).status == 404


async def test_a_patch_sets_the_priority(office: Office) -> None:
    path = f"/conversations/{office.talk()}"
    assert (await office.agent().patch(path, {"priority": "high"}))["priority"] == "high"
    assert (await office.agent().patch(path, {"priority": None}))["priority"] is None
    wrong = await office.agent().ask("PATCH", path, {"priority": "extreme"})
    assert (wrong.status, wrong.json) == (500, {"status": 500, "error": "Internal Server Error"})


async def test_message_search_answers_with_hits(office: Office) -> None:
    office.desk.contact_writes(office.talk(), "a zeppelin, please")
    body = await office.agent().get("/conversations/search", q="ZEPPELIN")
    assert set(body["meta"]) == {"mine_count", "unassigned_count", "all_count"}
    (hit,) = body["payload"]
    assert set(hit) == SEARCH_HIT
    assert hit["messages"][0]["sender_name"] == "Mira Test"
    assert len(hit["messages"]) == 1


async def test_unread_counts_are_a_feature_switched_off(office: Office) -> None:
    answer = await office.agent().ask("GET", "/conversations/unread_counts")
    assert answer.status == 403


async def test_a_big_company_answers_from_indexes(clock: Clock) -> None:
    async with open_office(DemoDesk(quiet_visitors=True, now=clock, conversations=400)) as office:
        meta = (await office.agent().get("/conversations/meta", status="all"))["meta"]
        assert meta["all_count"] == 400
