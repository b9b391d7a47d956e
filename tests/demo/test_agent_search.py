from __future__ import annotations

from .keys import MESSAGE_MORE, MESSAGE_REST
from .people import Office


async def test_all_lists_at_once(office: Office) -> None:
    payload = (await office.agent().get("/search", q="anahit"))["payload"]
    assert set(payload) == {"conversations", "contacts", "messages", "articles"}
    assert [one["name"] for one in payload["contacts"]] == ["Anahit Grigoryan"]
    (hit,) = payload["conversations"]
    assert hit["contact"]["name"] == "Anahit Grigoryan"
    assert set(hit) == {
        "id",
        "account_id",
        "created_at",
        "message",
        "contact",
        "inbox",
        "agent",
    }
    assert set(hit["agent"]) == {"id", "available_name", "email", "name", "role"}


async def test_messages_by_their_words(office: Office) -> None:
    talk = office.talk()
    written = office.desk.contact_writes(talk, "a Zeppelin with pedals")
    body = await office.agent().get("/search/messages", q="zeppelin")
    assert set(body["payload"]) == {"messages"}
    (hit,) = body["payload"]["messages"]
    assert hit["id"] == written.id
    assert MESSAGE_REST <= set(hit) <= MESSAGE_REST | MESSAGE_MORE
    hidden = await office.agent("Kenji").get("/search/messages", q="zeppelin")
    assert hidden["payload"]["messages"] == []


async def test_a_conversation_by_its_number(office: Office) -> None:
    talk = office.talk()
    hits = (await office.agent().get("/search/conversations", q=f"#{talk}"))["payload"]
    assert [one["id"] for one in hits["conversations"]] == [talk]
    assert hits["conversations"][0]["agent"] == {}


async def test_pages_hold_fifteen(office: Office) -> None:
    first = (await office.agent().get("/search/contacts", q="mail.example"))["payload"]
    second = (await office.agent().get("/search/contacts", q="mail.example", page="2"))["payload"]
    ids = [one["id"] for one in [*first["contacts"], *second["contacts"]]]
    assert len(ids) == len(set(ids)) == 30


async def test_nothing_is_found_for_nothing(office: Office) -> None:
    payload = (await office.agent().get("/search", q=" "))["payload"]
    assert payload == {"conversations": [], "contacts": [], "messages": [], "articles": []}
