from __future__ import annotations

import hashlib
import hmac

import aiohttp

from .keys import (
    PUBLIC_CONTACT,
    PUBLIC_CONTACT_ROW,
    PUBLIC_CONVERSATION,
    PUBLIC_MESSAGE,
)
from .people import Clock, Json, Office

NOT_FOUND = {"status": 404, "error": "Not Found"}


async def seat_of(office: Office, **values: str) -> Json:
    body: Json = await office.public().post("/contacts", {"name": "Vera", **values})
    return body


async def open_talk(office: Office, seat: Json) -> str:
    talk = await office.public().post(f"/contacts/{seat['source_id']}/conversations", {})
    assert set(talk) == PUBLIC_CONVERSATION
    return f"/contacts/{seat['source_id']}/conversations/{talk['id']}"


async def test_the_inbox_says_nothing_secret(office: Office) -> None:
    inbox = await office.public().get("")
    assert set(inbox) == {
        "identifier",
        "identity_validation_enabled",
        "name",
        "timezone",
        "working_hours",
        "working_hours_enabled",
        "csat_survey_enabled",
        "greeting_enabled",
    }


async def test_unknown_ids_are_not_found(office: Office) -> None:
    seat = await seat_of(office)
    for path in (
        "/public/api/v1/inboxes/nope",
        f"{office.public()._base.removeprefix(office.desk.url)}/contacts/nobody",
        f"{office.public()._base.removeprefix(office.desk.url)}"
        f"/contacts/{seat['source_id']}/conversations/1",
    ):
        answer = await office.nobody().ask("GET", path)
        assert (answer.status, answer.json) == (404, NOT_FOUND)


async def test_the_same_source_is_the_same_seat_and_a_known_address_a_new_one(
    office: Office,
) -> None:
    seat = await seat_of(office, source_id="my-own-id", email="vera@mail.example")
    assert set(seat) == PUBLIC_CONTACT
    assert seat["source_id"] == "my-own-id"
    again = await seat_of(office, source_id="my-own-id")
    assert again == seat
    elsewhere = await seat_of(office, email="VERA@mail.example")
    assert elsewhere["id"] == seat["id"]
    assert elsewhere["source_id"] != seat["source_id"]
    assert elsewhere["pubsub_token"] != seat["pubsub_token"]
    assert await office.public().get("/contacts/my-own-id") == seat
    nameless = await office.public().post("/contacts", {})
    assert nameless["name"].count("-") == 2


async def test_a_whole_talk(office: Office) -> None:
    ear = await office.listen("Hanna")
    seat = await seat_of(office)
    talk = await open_talk(office, seat)
    body = {"content": "Hello, is anybody there?", "echo_id": "p-1"}
    row = await office.public().post(f"{talk}/messages", body)
    assert set(row) - {"sender"} == PUBLIC_MESSAGE
    assert (row["message_type"], row["sender"]["type"]) == (0, "contact")
    names = [name for name, data in await ear.heard(office.desk)]
    assert names == [
        "contact.created",
        "conversation.created",
        "message.created",
        "contact.updated",
    ]
    conversation_id = row["conversation_id"]
    office.desk.agent_writes(11, conversation_id, "Yes!")
    office.desk.agent_writes(11, conversation_id, "not for you", private=True)
    texts = [one["content"] for one in await office.public().get(f"{talk}/messages")]
    assert texts == ["Hello, is anybody there?", "Yes!"]
    (listed,) = await office.public().get(f"/contacts/{seat['source_id']}/conversations")
    assert [one["content"] for one in listed["messages"]] == texts
    assert set(listed["contact"]) == PUBLIC_CONTACT_ROW
    assert (await office.public().get(talk))["id"] == conversation_id


async def test_typing_and_reading(office: Office) -> None:
    seat = await seat_of(office)
    talk = await open_talk(office, seat)
    conversation_id = int(talk.rsplit("/", 1)[1])
    written = office.desk.agent_writes(11, conversation_id, "read me")
    ear = await office.listen("Hanna")
    for status in ("on", "off", "sideways"):
        answer = await office.public().ask(
            "POST", f"{talk}/toggle_typing", {"typing_status": status}
        )
        assert (answer.status, answer.raw) == (200, b"")
    await office.public().ask("POST", f"{talk}/update_last_seen")
    heard = await ear.heard(office.desk)
    assert [name for name, _data in heard] == [
        "conversation.typing_on",
        "conversation.typing_off",
        "conversation.read",
        "message.updated",
    ]
    assert heard[0][1]["is_private"] is False
    assert heard[2][1]["contact_last_seen_at"] > 0
    assert heard[3][1]["id"] == written.id
    assert heard[3][1]["previous_changes"]["status"] == ["sent", "read"]


async def test_closing_rating_and_coming_back(office: Office, clock: Clock) -> None:
    talk = await open_talk(office, await seat_of(office))
    await office.public().post(f"{talk}/messages", {"content": "bye"})
    assert (await office.public().post(f"{talk}/toggle_status"))["status"] == "resolved"
    conversation = office.desk.conversation(int(talk.rsplit("/", 1)[1]))
    lines = [one.content for one in conversation.messages]
    assert "Conversation was resolved by Vera" in lines
    survey = (await office.public().get(f"{talk}/messages"))[-1]
    assert survey["content_type"] == "input_csat"
    ear = await office.listen("Hanna")
    response = {"csat_survey_response": {"rating": 5, "feedback_message": "kind 👍🏽"}}
    path = f"{talk}/messages/{survey['id']}"
    row = await office.public().patch(path, {"submitted_values": response})
    assert row["content_attributes"] == {"display_type": "emoji", "submitted_values": response}
    event = await ear.until("message.updated")
    old, new = event["previous_changes"]["content_attributes"]
    assert "submitted_values" not in old
    assert new["submitted_values"] == response
    clock.forward(15 * 86_400)
    late = await office.public().ask("PATCH", path, {"submitted_values": response})
    assert late.status == 422
    await office.public().post(f"{talk}/messages", {"content": "one more thing"})
    assert (await office.public().get(talk))["status"] == "open"


async def test_files_from_visitors(office: Office) -> None:
    talk = await open_talk(office, await seat_of(office))
    form = aiohttp.FormData()
    form.add_field("attachments[]", b"RIFF", filename="goat.wav", content_type="audio/wav")
    row = (await office.public().ask("POST", f"{talk}/messages", form)).good()
    assert row["content"] is None
    assert row["attachments"][0]["file_type"] == "audio"
    assert row["attachments"][0]["transcribed_text"] == ""


async def test_older_messages_come_in_twenties(office: Office) -> None:
    talk = await open_talk(office, await seat_of(office))
    conversation_id = int(talk.rsplit("/", 1)[1])
    ids = [office.desk.contact_writes(conversation_id, str(n)).id for n in range(45)]
    latest = [one["id"] for one in await office.public().get(f"{talk}/messages")]
    assert latest == ids[-20:]
    older = await office.public().get(f"{talk}/messages", before=str(latest[0]))
    assert [one["id"] for one in older] == ids[5:25]


async def test_a_visitor_may_rename_and_become_somebody_known(office: Office) -> None:
    known = await seat_of(office, email="known@mail.example")
    seat = await seat_of(office)
    path = f"/contacts/{seat['source_id']}"
    row = await office.public().patch(path, {"name": "Vera II"})
    assert set(row) == PUBLIC_CONTACT_ROW
    assert row["name"] == "Vera II"
    row = await office.public().patch(path, {"email": "known@mail.example"})
    assert row["id"] == known["id"]
    assert (await office.public().get(path))["id"] == known["id"]
    wrong = await office.public().ask("PATCH", path, {"phone_number": "12"})
    assert wrong.status == 422


async def test_a_proof_of_identity_is_checked_and_verifies_the_seat(office: Office) -> None:
    inbox = next(one for one in office.desk.inboxes if one.identifier)
    key = inbox.hmac_token.encode()
    right = hmac.new(key, b"rider-1", hashlib.sha256).hexdigest()
    body = {"identifier": "rider-1", "identifier_hash": "wrong", "source_id": "proof"}
    assert (await office.public().ask("POST", "/contacts", body)).status == 500
    await office.public().post("/contacts", body | {"identifier_hash": right})
    session = office.desk.engine.world.session_by_source(inbox.id, "proof")
    assert session is not None
    assert session.hmac_verified
    inbox.hmac_mandatory = True
    assert (await office.public().ask("POST", "/contacts", {"identifier": "x"})).status == 500


async def test_a_renewed_cable_token_takes_the_place_of_the_old_one(office: Office) -> None:
    seat = await seat_of(office)
    talk = await open_talk(office, seat)
    office.desk.rotate_contact_token(int(talk.rsplit("/", 1)[1]))
    again = await office.public().get(f"/contacts/{seat['source_id']}")
    assert again["pubsub_token"] != seat["pubsub_token"]
    world = office.desk.engine.world
    assert world.session_by_token(seat["pubsub_token"]) is None
    assert world.session_by_token(again["pubsub_token"]) is not None


async def test_resolving_a_resolved_one_changes_nothing_and_tells_nobody(office: Office) -> None:
    talk = await open_talk(office, await seat_of(office))
    await office.public().post(f"{talk}/toggle_status")
    ear = await office.listen("Hanna")
    assert (await office.public().post(f"{talk}/toggle_status"))["status"] == "resolved"
    assert await ear.heard(office.desk) == []


async def test_answers_belong_to_messages_of_the_talk(office: Office) -> None:
    seat = await seat_of(office)
    talk, other = await open_talk(office, seat), await open_talk(office, seat)
    row = await office.public().post(f"{talk}/messages", {"content": "mine"})
    path = f"{other}/messages/{row['id']}"
    answer = await office.public().ask("PATCH", path, {"submitted_values": []})
    assert (answer.status, answer.json) == (404, NOT_FOUND)


async def test_a_talk_keeps_what_the_program_attaches_to_it(office: Office) -> None:
    seat = await seat_of(office)
    path = f"/contacts/{seat['source_id']}/conversations"
    talk = await office.public().post(path, {"custom_attributes": {"order": "12"}})
    assert office.desk.conversation(talk["id"]).custom_attributes == {"order": "12"}
