from __future__ import annotations

import pytest

from hoory_tui.demo import DemoDesk
from hoory_tui.demo.conversation_query import ConversationQuery
from hoory_tui.demo.records import Conversation
from hoory_tui.demo.world import World

from .people import Clock, Office, open_office

COUNT = 3000


@pytest.fixture(scope="module")
def world() -> World:
    """Nobody may change it."""
    return DemoDesk(quiet_visitors=True, now=Clock(), conversations=COUNT).engine.world


def everything(world: World) -> list[Conversation]:
    found = [world.conversation(number) for number in range(1, COUNT + 1)]
    assert None not in found
    return [one for one in found if one is not None]


def test_hardly_any_row_is_made_until_it_is_asked_for() -> None:
    world = DemoDesk(quiet_visitors=True, now=Clock(), conversations=100_000).engine.world
    assert len(world.listing) == 100_000
    assert len(world.conversations) < 1000
    last = world.conversation(1)
    assert last is not None
    assert len(last.messages) > 0
    assert world.conversation(100_001) is None


def test_what_is_lent_is_what_is_made(world: World) -> None:
    lent = {
        one.display_id: (
            one.id,
            one.contact_id,
            one.created_at,
            one.last_activity_at,
            one.updated_at,
            one.waiting_since,
            one.status,
            [message.content for message in one.messages],
        )
        for one in world.all_conversations()
    }
    names = {one.id: (one.name, one.email, one.last_activity_at) for one in world.all_contacts()}
    for row in everything(world):
        made = (
            row.id,
            row.contact_id,
            row.created_at,
            row.last_activity_at,
            row.updated_at,
            row.waiting_since,
            row.status,
            [message.content for message in row.messages],
        )
        assert lent[row.display_id] == made
        contact = world.contacts[row.contact_id]
        assert names[contact.id] == (contact.name, contact.email, contact.last_activity_at)


def test_every_row_belongs_to_its_own_conversation(world: World) -> None:
    rows = everything(world)
    ids = [message.id for row in rows for message in row.messages]
    assert len(ids) == len(set(ids))
    for row in rows:
        assert [message.id for message in row.messages] == sorted(m.id for m in row.messages)
        assert row.messages[-1].created_at == pytest.approx(row.last_activity_at)
        assert world.sessions[row.session_id].contact_id == row.contact_id
        assert world.conversations_of(row.contact_id)[-1:] != []
        for message in row.messages:
            assert message.conversation_id == row.id
            if message.sender_type == "Contact":
                assert message.sender_id == row.contact_id


def test_a_message_or_a_contact_is_found_before_its_conversation_was_asked_for() -> None:
    known = everything(DemoDesk(quiet_visitors=True, now=Clock(), conversations=COUNT).engine.world)
    row = known[100]
    fresh = DemoDesk(quiet_visitors=True, now=Clock(), conversations=COUNT).engine.world
    assert fresh.messages[row.messages[0].id].content == row.messages[0].content
    other = known[200]
    assert fresh.conversations_of(other.contact_id)[0].display_id == 201
    assert fresh.sessions_of(known[300].contact_id)[0].id == known[300].session_id


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"status": "all", "page": "3"},
        {"status": "resolved", "assignee_type": "assigned"},
        {"assignee_type": "me", "inbox_id": "21"},
        {"team_id": "31", "status": "all"},
        {"labels": "delivery"},
        {"updated_within": "86400"},
    ],
)
def test_the_listing_answers_as_a_look_through_all_rows_does(
    world: World, query: dict[str, str]
) -> None:
    viewer = next(iter(world.agents.values()))
    labels = [query["labels"]] if "labels" in query else []
    quick = ConversationQuery.read(query, labels)
    # The same order by another name, which the listing does not know.
    slow = ConversationQuery.read(query, labels)
    slow.conversation_type = "any"
    assert [one.display_id for one in quick.run(world, viewer)] == [
        one.display_id for one in slow.run(world, viewer)
    ]
    assert quick.counts == slow.counts
    assert quick.counts.all > 0


async def test_searches_find_what_nobody_has_looked_at(clock: Clock) -> None:
    desk = DemoDesk(quiet_visitors=True, now=clock, conversations=COUNT)
    known = everything(DemoDesk(quiet_visitors=True, now=clock, conversations=COUNT).engine.world)
    async with open_office(desk) as office:
        contact = desk.engine.world.contacts[known[0].contact_id]
        payload = (await office.agent().get("/search/contacts", q=str(contact.email)))["payload"]
        assert [one["id"] for one in payload["contacts"]] == [contact.id]
        payload = (await office.agent().get("/search/conversations", q="#7"))["payload"]
        assert [one["id"] for one in payload["conversations"]] == [7]
        payload = (await office.agent().get("/search/messages", q="tomorrow"))["payload"]
        assert len(payload["messages"]) == 15
        assert all("tomorrow" in one["content"].lower() for one in payload["messages"])


async def test_what_is_said_moves_a_conversation_to_the_top_and_into_the_counts(
    clock: Clock,
) -> None:
    async with open_office(DemoDesk(now=clock, quiet_visitors=True, conversations=COUNT)) as office:
        clock.forward(5)
        office.desk.contact_writes(3, "I am back!")
        office.desk.set_status(3, "open")
        before = await counts(office)
        office.desk.assign(3, 11)
        listed = (await office.agent().get("/conversations"))["data"]["payload"]
        assert listed[0]["id"] == 3
        office.desk.set_status(3, "resolved")
        assert (await counts(office))["all_count"] == before["all_count"] - 1


async def counts(office: Office) -> dict[str, int]:
    found: dict[str, int] = (await office.agent().get("/conversations"))["data"]["meta"]
    return found
