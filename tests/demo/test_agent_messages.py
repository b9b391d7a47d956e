from __future__ import annotations

import io
import json
from typing import Any

import aiohttp
import pytest

from .keys import FILE_LINE, MESSAGE_MORE, MESSAGE_REST, MESSAGES_META, STORED_FILE, USER_PUSH
from .people import Office


async def page(office: Office, conversation_id: int, **query: str) -> list[Any]:
    body = await office.agent().get(f"/conversations/{conversation_id}/messages", **query)
    rows: list[Any] = body["payload"]
    return rows


def long_talk(office: Office) -> int:
    """Return the display id of a conversation of several pages."""
    conversations = office.desk.engine.world.conversations.values()
    return max(conversations, key=lambda one: len(one.messages)).display_id


async def test_a_page_has_just_the_real_keys(office: Office) -> None:
    for conversation in list(office.desk.engine.world.conversations.values())[-40:]:
        path = f"/conversations/{conversation.display_id}/messages"
        body = await office.agent().get(path)
        assert set(body["meta"]) - {"assignee"} == MESSAGES_META
        assert set(body["meta"].get("assignee", USER_PUSH)) == USER_PUSH
        for row in body["payload"]:
            assert MESSAGE_REST <= set(row) <= MESSAGE_REST | MESSAGE_MORE
            for file in row.get("attachments", []):
                if file["file_type"] == "location":
                    assert {"coordinates_lat", "coordinates_long"} <= set(file)
                else:
                    assert set(file) - {"transcribed_text"} == STORED_FILE
    seen = body["meta"]["agent_last_seen_at"]
    assert seen is None or seen.endswith("Z"), "here the last look is ISO"


async def test_pages_go_back_by_id_and_forward_by_a_hundred(office: Office) -> None:
    conversation_id = long_talk(office)
    ids = [one.id for one in office.desk.conversation(conversation_id).messages]
    assert len(ids) > 120
    latest = [row["id"] for row in await page(office, conversation_id)]
    assert latest == ids[-20:]
    collected = latest
    while True:
        older = [row["id"] for row in await page(office, conversation_id, before=str(collected[0]))]
        collected = older + collected
        if len(older) < 20:
            break
    assert collected == ids
    after = [row["id"] for row in await page(office, conversation_id, after=str(ids[2]))]
    assert after == ids[3:103]
    edges = {"after": str(ids[5]), "before": str(ids[118])}
    between = [row["id"] for row in await page(office, conversation_id, **edges)]
    assert between == ids[5:118]
    assert await page(office, conversation_id, after=str(ids[-1])) == []


async def test_internal_messages_can_be_left_out(office: Office) -> None:
    conversation_id = office.talk()
    office.desk.agent_writes(11, conversation_id, "only us", private=True)
    office.desk.set_priority(conversation_id, "low")
    rows = await page(office, conversation_id, filter_internal_messages="true")
    assert [row["content"] for row in rows] == ["Hello?"]


async def test_an_answer_comes_back_with_its_echo_and_only_once(office: Office) -> None:
    conversation_id = office.talk()
    ear = await office.listen()
    path = f"/conversations/{conversation_id}/messages"
    for echo_id in ("e-1", 42):
        row = await office.agent().post(path, {"content": "Hi **Mira**", "echo_id": echo_id})
        assert row["echo_id"] == echo_id
        assert (await ear.until("message.created"))["echo_id"] == echo_id
    plain = await office.agent().post(path, {"content": "no echo"})
    assert "echo_id" not in plain
    assert "echo_id" not in await ear.until("message.created")
    office.desk.set_message_status(row["id"], "delivered")
    assert "echo_id" not in await ear.until("message.updated")
    assert all("echo_id" not in one for one in await page(office, conversation_id))


async def test_every_field_is_kept(office: Office) -> None:
    conversation_id = office.talk()
    first = office.desk.conversation(conversation_id).messages[0].id
    body = {
        "content": "a private thought",
        "private": True,
        "message_type": "outgoing",
        "content_attributes": {"in_reply_to": first, "our_own_key": {"kept": [1, None]}},
    }
    row = await office.agent().post(f"/conversations/{conversation_id}/messages", body)
    assert (row["private"], row["message_type"], row["sender"]["type"]) == (True, 1, "user")
    assert row["content_attributes"] == {
        "in_reply_to": first,
        "in_reply_to_external_id": None,
        "our_own_key": {"kept": [1, None]},
    }
    assert (await page(office, conversation_id))[-1]["content_attributes"] == row[
        "content_attributes"
    ]


async def test_files_come_by_multipart(office: Office) -> None:
    conversation_id = office.talk()
    ear = await office.listen()
    form = aiohttp.FormData()
    form.add_field("content", "two papers")
    form.add_field("private", "false")
    form.add_field("echo_id", "att-1")
    form.add_field("content_attributes", json.dumps({"any": "thing"}))
    form.add_field("attachments[]", b"\x89PNG1", filename="фото.png", content_type="image/png")
    form.add_field(
        "attachments[]", b"%PDF-1.4", filename="bill.pdf", content_type="application/pdf"
    )
    answer = await office.agent().ask("POST", f"/conversations/{conversation_id}/messages", form)
    row = answer.good()
    assert (row["private"], row["echo_id"]) == (False, "att-1")
    assert row["content_attributes"] == {"any": "thing"}
    files = row["attachments"]
    assert [one["file_type"] for one in files] == ["image", "file"]
    assert [one["file_size"] for one in files] == [5, 8]
    event = await ear.until("message.created")
    assert event["attachments"] == files
    listed = await office.agent().get(f"/conversations/{conversation_id}/attachments")
    assert listed["meta"] == {"total_count": 2}
    assert [one["id"] for one in listed["payload"]] == [files[1]["id"], files[0]["id"]]
    assert set(listed["payload"][0]) == FILE_LINE


async def test_deleting_empties_the_message(office: Office) -> None:
    conversation_id = office.talk()
    written = office.desk.agent_writes(11, conversation_id, "oops")
    ear = await office.listen()
    path = f"/conversations/{conversation_id}/messages/{written.id}"
    row = (await office.agent().ask("DELETE", path)).good()
    assert row["content"] == "This message was deleted"
    assert row["content_attributes"] == {"deleted": True}
    event = await ear.until("message.updated")
    assert event["previous_changes"]["content"] == ["oops", "This message was deleted"]
    assert event["previous_changes"]["content_attributes"] == [{}, {"deleted": True}]
    assert event["performer"]["id"] == 11
    assert (await office.agent().ask("DELETE", path)).status == 200, "again is fine"
    gone = await office.agent().ask("DELETE", f"/conversations/{conversation_id}/messages/1")
    assert gone.status == 404


async def test_a_failed_message_can_be_retried(office: Office) -> None:
    conversation_id = office.talk()
    written = office.desk.agent_writes(11, conversation_id, "out there?")
    office.desk.set_message_status(written.id, "failed", "carrier said no")
    row = (await page(office, conversation_id))[-1]
    assert row["status"] == "failed"
    assert row["content_attributes"] == {"external_error": "carrier said no"}
    ear = await office.listen()
    path = f"/conversations/{conversation_id}/messages/{written.id}/retry"
    row = await office.agent().post(path)
    assert (row["status"], row["content_attributes"]) == ("sent", {})
    changes = [data["previous_changes"] for _name, data in await ear.heard(office.desk)]
    assert changes[0]["status"] == ["failed", "sent"]


async def test_delivery_is_set_on_api_inboxes_only(office: Office) -> None:
    for inbox, status in (("Rider app", 200), ("Telegram", 403)):
        conversation_id = office.talk(inbox)
        written = office.desk.agent_writes(11, conversation_id, "tick")
        path = f"/conversations/{conversation_id}/messages/{written.id}"
        answer = await office.agent().ask("PATCH", path, {"status": "read"})
        assert answer.status == status
        if status == 200:
            assert answer.json["status"] == "read"
            back = await office.agent().patch(path, {"status": "delivered"})
            assert back["status"] == "read", "read never falls back"
            assert (await office.agent().patch(path, {"status": "bogus"}))["status"] == "read"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (
            {"content_type": "cards", "content_attributes": {"items": [{"nonsense": 1}]}},
            "invalid keys for items : [:nonsense]",
        ),
        (
            {"content_type": "input_select", "content_attributes": {"items": []}},
            "At least one item is required.",
        ),
        ({"content_type": "hologram"}, "not a valid content_type"),
        ({"content": "a\x00b"}, "null byte"),
        ({"content": "x" * 150_001}, "too long"),
        ({"content": "x", "cc_emails": "nobody"}, "Invalid email address"),
    ],
)
async def test_bad_messages_are_refused(office: Office, body: Any, error: str) -> None:
    path = f"/conversations/{office.talk()}/messages"
    answer = await office.agent().ask("POST", path, {"content": "x"} | body)
    assert answer.status == 422
    assert error in answer.json["error"]


async def test_incoming_may_be_written_for_api_inboxes_only(office: Office) -> None:
    body = {"content": "from the phone", "message_type": "incoming"}
    row = await office.agent().post(f"/conversations/{office.talk()}/messages", body)
    assert (row["message_type"], row["sender"]["type"]) == (0, "contact")
    other = f"/conversations/{office.talk('Telegram')}/messages"
    assert (await office.agent().ask("POST", other, body)).status == 422


async def test_mail_addresses_are_kept_with_the_answer(office: Office) -> None:
    path = f"/conversations/{office.talk('Support mail')}/messages"
    row = await office.agent().post(path, {"content": "x", "cc_emails": "a@b.example, c@d.example"})
    assert row["content_attributes"]["cc_emails"] == ["a@b.example", "c@d.example"]


@pytest.mark.parametrize(
    ("count", "size", "error"),
    [(16, 1, "exceeded maximum"), (1, 40 * 1024 * 1024 + 1, "too big"), (15, 1, "")],
)
async def test_files_have_limits(office: Office, count: int, size: int, error: str) -> None:
    path = f"/conversations/{office.talk()}/messages"
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("content_attributes[hoory_tui]", "e1")
    for _ in range(count):
        form.add_field("attachments[]", io.BytesIO(bytes(size)), filename="a%20%2e%2E%2Fb c?#.txt")
    answer = await office.agent().ask("POST", path, form)
    if error:
        assert answer.status == 422
        assert error in answer.json["error"]
        return
    row = answer.good()
    assert (row["content"], row["content_attributes"]) == (None, {"hoory_tui": "e1"})
    # Escapes are undone and folders dropped, as the web framework does.
    for attachment in row["attachments"]:
        assert attachment["data_url"].endswith("/b%20c%3F%23.txt")
        async with office.http.get(attachment["data_url"]) as response:
            assert await response.read() == b"\0"


async def test_a_message_is_translated_once_for_each_language(office: Office) -> None:
    conversation_id = office.talk()
    message = office.desk.conversation(conversation_id).messages[0]
    ear = await office.listen()
    path = f"/conversations/{conversation_id}/messages/{message.id}/translate"
    agent = office.agent()
    assert await agent.post(path, {"target_language": "fr"}) == {"content": "[fr] Hello?"}
    told = await ear.until("message.updated")
    assert told["content_attributes"]["translations"] == {"fr": "[fr] Hello?"}
    again = await agent.ask("POST", path, {"target_language": "fr"})
    assert (again.status, again.raw) == (200, b"")
    assert await agent.post(path, {"target_language": "de"}) == {"content": "[de] Hello?"}
    assert set(message.content_attributes["translations"]) == {"fr", "de"}
    office.desk.engine.messages.translates = False
    assert await agent.post(path, {"target_language": "es"}) == {"content": None}
    unknown = await agent.ask("POST", path.replace(str(message.id), "999999"), {})
    assert unknown.status == 404
