from __future__ import annotations

import pytest

from .keys import (
    CONTACT_NOTE,
    CONTACT_REST,
    CONTACT_REST_MORE,
    CONVERSATION_REST,
    INBOX_STUB,
)
from .people import Json, Office


async def test_lists_hold_fifteen_and_echo_the_page(office: Office) -> None:
    body = await office.agent().get("/contacts", page="2", sort="-last_activity_at")
    assert body["meta"] == {"count": len(office.desk.engine.world.contacts), "current_page": "2"}
    assert len(body["payload"]) == 15
    for row in body["payload"]:
        assert CONTACT_REST <= set(row) <= CONTACT_REST | CONTACT_REST_MORE
        assert set(row["contact_inboxes"][0]["inbox"]) == INBOX_STUB
    assert (await office.agent().get("/contacts"))["meta"]["current_page"] == 1
    assert (await office.agent().get("/contacts", page="99"))["payload"] == []
    by_name = (await office.agent().get("/contacts", sort="name"))["payload"]
    assert [row["name"] for row in by_name] == sorted(row["name"] for row in by_name)


async def test_search_says_whether_there_is_more(office: Office) -> None:
    found = await office.agent().get("/contacts/search", q="ANAHIT")
    assert [row["name"] for row in found["payload"]] == ["Anahit Grigoryan"]
    assert found["meta"]["has_more"] is False
    many = await office.agent().get("/contacts/search", q="mail.example")
    assert many["meta"] == {"count": 15, "current_page": 1, "has_more": True}
    assert (await office.agent().get("/contacts/search", q="zzzz"))["payload"] == []
    assert (await office.agent().ask("GET", "/contacts/search")).status == 422


async def test_active_contacts_are_those_who_are_here(office: Office) -> None:
    assert (await office.agent().get("/contacts/active"))["meta"]["count"] == 0
    contact = office.desk.new_contact("Here Now")
    office.desk.contact_comes(contact.id)
    rows = (await office.agent().get("/contacts/active"))["payload"]
    assert [(row["id"], row["availability_status"]) for row in rows] == [(contact.id, "online")]
    assert "last_activity_at" not in rows[0], "absent before the first activity"


async def test_changing_merges_the_hashes_and_tells_the_account(office: Office) -> None:
    contact = office.desk.new_contact("Ana", custom_attributes={"plan": "free", "n": 1})
    ear = await office.listen("Kenji")
    body = {"name": "Ana Maria", "custom_attributes": {"n": 2}, "blocked": True}
    row = (await office.agent().patch(f"/contacts/{contact.id}", body))["payload"]
    assert row["name"] == "Ana Maria"
    assert row["blocked"] is True
    assert row["custom_attributes"] == {"plan": "free", "n": 2}
    data = await ear.until("contact.updated")
    assert (data["name"], data["performer"]["id"]) == ("Ana Maria", 11)
    assert (await office.agent().get(f"/contacts/{contact.id}"))["payload"] == row


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            {"phone_number": "12"},
            {"message": "Phone number should be in e164 format", "attributes": ["phone_number"]},
        ),
        (
            {"email": "taken@mail.example"},
            {"message": "Email has already been taken", "attributes": ["email"]},
        ),
        ({"email": "nobody"}, {"message": "Invalid email", "attributes": ["email"]}),
    ],
)
async def test_bad_values_are_refused(office: Office, body: Json, expected: Json) -> None:
    office.desk.new_contact("First", email="taken@mail.example")
    contact = office.desk.new_contact("Second")
    answer = await office.agent().ask("PATCH", f"/contacts/{contact.id}", body)
    assert (answer.status, answer.json) == (422, expected)
    assert (await office.agent().ask("POST", "/contacts", body)).status == 422
    assert contact.email is None


async def test_an_address_given_up_is_free_again(office: Office) -> None:
    contact = office.desk.new_contact("First", email="one@mail.example")
    office.desk.update_contact(contact.id, email="two@mail.example")
    assert office.desk.new_contact("Second", email="one@mail.example").id != contact.id


async def test_a_new_contact_may_get_a_seat_at_once(office: Office) -> None:
    body = {"name": "Seated", "inbox_id": 25}
    payload = (await office.agent().post("/contacts", body))["payload"]
    assert payload["contact"]["name"] == "Seated"
    seat = payload["contact"]["contact_inboxes"][0]
    assert seat["source_id"] == payload["contact_inbox"]["source_id"]
    path = f"/contacts/{payload['contact']['id']}/contactable_inboxes"
    (row,) = (await office.agent().get(path))["payload"]
    assert (row["inbox"]["id"], row["source_id"]) == (25, seat["source_id"])


async def test_only_visible_conversations_of_a_contact_are_listed(office: Office) -> None:
    contact = office.desk.new_contact("Two Inboxes")
    app = office.desk.new_conversation(contact, 25, "app").display_id
    telegram = office.desk.new_conversation(contact, 24, "telegram").display_id
    path = f"/contacts/{contact.id}/conversations"
    rows = (await office.agent().get(path))["payload"]
    assert [row["id"] for row in rows] == [telegram, app]
    assert set(rows[0]) == CONVERSATION_REST
    rows = (await office.agent("Kenji").get(path))["payload"]
    assert [row["id"] for row in rows] == [telegram]


async def test_labels_and_notes(office: Office) -> None:
    contact = office.desk.new_contact("Noted")
    path = f"/contacts/{contact.id}"
    labels = {"labels": ["vip", "vip", "praise"]}
    assert await office.agent().post(f"{path}/labels", labels) == {"payload": ["vip", "praise"]}
    assert await office.agent().get(f"{path}/labels") == {"payload": ["vip", "praise"]}
    listed = await office.agent().get("/contacts", **{"labels[]": "praise"})
    assert contact.id in [row["id"] for row in listed["payload"]]
    note = await office.agent().post(f"{path}/notes", {"note": {"content": "likes **green**"}})
    assert set(note) == CONTACT_NOTE
    assert await office.agent().get(f"{path}/notes") == [note]
    assert (await office.agent().ask("POST", f"{path}/notes", {})).status == 422
    for status in (200, 404):
        answer = await office.agent().ask("DELETE", f"{path}/notes/{note['id']}")
        assert answer.status == status
    assert await office.agent().get(f"{path}/notes") == []


async def test_merging_over_rest(office: Office) -> None:
    base = office.desk.new_contact("Base", email="base@mail.example")
    talk = office.talk()
    body = {"base_contact_id": base.id, "mergee_contact_id": office.desk.contact_of(talk).id}
    row = await office.agent().post("/actions/contact_merge", body)
    assert row["id"] == base.id
    assert office.desk.contact_of(talk) is base
    path = f"/contacts/{body['mergee_contact_id']}"
    assert (await office.agent().ask("GET", path)).status == 404
