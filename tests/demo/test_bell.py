from __future__ import annotations

from hoory_tui.demo.bell import mentioned_team_ids, mentioned_user_ids, plain

from .keys import CONVERSATION_EVENT, NOTIFICATION_EVENT, NOTIFICATION_REST, NOTIFICATION_ROW
from .people import Office

NARE, TOMAS, INES, YUSUF, HANNA, KENJI = range(11, 17)
FOR_TOMAS = "[@Tomás Ferreira](mention://user/12/Tom%C3%A1s%20Ferreira)"


def test_mentions_are_found_and_shown_plainly() -> None:
    text = f"{FOR_TOMAS} and [@workshop](mention://team/31/workshop): see **this**, {FOR_TOMAS}"
    assert mentioned_user_ids(text) == [12]
    assert mentioned_team_ids(text) == [31]
    assert plain(text) == "@Tomás Ferreira and @workshop: see this, @Tomás Ferreira"


async def test_an_assignment_by_somebody_else_rings(office: Office) -> None:
    talk = office.talk()
    ear = await office.listen("Tomás")
    office.desk.assign(talk, TOMAS, by=NARE)
    data = await ear.until("notification.created")
    assert set(data) == {"notification", "unread_count", "count", "account_id"}
    notification = data["notification"]
    assert set(notification) == NOTIFICATION_EVENT
    assert notification["notification_type"] == "conversation_assignment"
    assert notification["push_message_title"] == "Mira Test: Hello?"
    assert notification["secondary_actor"] is None
    actor = notification["primary_actor"]
    assert set(actor) == CONVERSATION_EVENT - {"account_id"}
    assert actor["id"] == talk
    assert notification["primary_actor_id"] == office.desk.conversation(talk).id != talk
    office.desk.assign(talk, None)
    office.desk.assign(talk, TOMAS, by=TOMAS)
    assert "notification.created" not in await ear.names(office.desk)


async def test_a_new_line_pushes_the_older_one_out(office: Office) -> None:
    talk = office.talk()
    office.desk.assign(talk, TOMAS)
    ear = await office.listen("Tomás")
    office.desk.contact_writes(talk, "first")
    office.desk.contact_writes(talk, "second")
    heard = [
        (name, data)
        for name, data in await ear.heard(office.desk)
        if name.startswith("notification")
    ]
    assert [name for name, _data in heard] == ["notification.created", "notification.deleted"] * 2
    created, deleted = heard[2][1], heard[3][1]
    assert set(deleted["notification"]) == {"id"}
    assert deleted["notification"]["id"] == heard[0][1]["notification"]["id"]
    assert created["unread_count"] == deleted["unread_count"] + 1
    kind = created["notification"]["notification_type"]
    assert kind == "assigned_conversation_new_message"
    assert created["notification"]["secondary_actor"]["content"] == "second"


async def test_mentions_in_notes_ring_and_make_participants(office: Office) -> None:
    talk = office.talk()
    tomas, kenji = await office.listen("Tomás"), await office.listen("Kenji")
    yusuf = await office.listen("Yusuf")
    text = f"{FOR_TOMAS} [@Kenji](mention://user/16/Kenji) [@me](mention://user/14/Yusuf) look"
    office.desk.agent_writes(YUSUF, talk, text, private=True)
    names = await tomas.names(office.desk)
    assert names == ["message.created", "conversation.mentioned", "notification.created"]
    assert await kenji.names(office.desk) == [], "not a member of this inbox"
    own = await yusuf.names(office.desk)
    assert own == ["message.created", "conversation.mentioned"], "no bell for oneself"
    assert office.desk.conversation(talk).participant_ids == [TOMAS, YUSUF]
    office.desk.contact_writes(talk, "and?")
    data = await tomas.until("notification.created")
    kind = data["notification"]["notification_type"]
    assert kind == "participating_conversation_new_message"


async def test_a_mentioned_team_rings_its_members(office: Office) -> None:
    talk = office.talk("Website chat")
    ear = await office.listen("Kenji")
    note = "[@workshop](mention://team/31/workshop) please"
    office.desk.agent_writes(NARE, talk, note, private=True)
    assert "notification.created" in await ear.names(office.desk)


async def test_public_mentions_do_not_ring(office: Office) -> None:
    talk = office.talk()
    ear = await office.listen("Tomás")
    office.desk.agent_writes(YUSUF, talk, f"{FOR_TOMAS} hi")
    assert "notification.created" not in await ear.names(office.desk)


async def test_the_list_and_its_marks(office: Office) -> None:
    body = await office.agent().get("/notifications", page="1")
    meta = body["data"]["meta"]
    rows = body["data"]["payload"]
    assert meta["current_page"] == "1"
    assert (
        meta["unread_count"]
        == meta["count"]
        == await office.agent().get("/notifications/unread_count")
    )
    assert 0 < len(rows) <= 15
    assert all(set(row) == NOTIFICATION_REST and row["read_at"] is None for row in rows)
    assert rows[0]["push_message_title"].startswith(("A new message", "You have been"))
    assert ": " in rows[0]["push_message_body"]
    first = rows[0]["id"]
    read = await office.agent().patch(f"/notifications/{first}", {})
    assert set(read) == NOTIFICATION_ROW
    assert read["read_at"].endswith("Z")
    rest = (await office.agent().get("/notifications"))["data"]
    assert rest["meta"]["unread_count"] == meta["unread_count"] - 1
    assert rest["meta"]["current_page"] == 1, "the number one when no page was asked for"
    assert first not in [row["id"] for row in rest["payload"]]
    with_read = await office.agent().get("/notifications", **{"includes[]": "read"})
    assert first in [row["id"] for row in with_read["data"]["payload"]]
    await office.agent().post(f"/notifications/{first}/unread")
    later = int(office.desk.engine.world.now()) + 3600
    snoozed = await office.agent().post(f"/notifications/{first}/snooze", {"snoozed_until": later})
    assert snoozed["snoozed_until"] is not None
    assert (await office.agent().get("/notifications/unread_count")) == meta["unread_count"] - 1
    gone = await office.agent().ask("DELETE", f"/notifications/{first}")
    assert gone.status == 200
    assert (await office.agent().ask("PATCH", f"/notifications/{first}")).status == 404


async def test_all_or_one_conversation_can_be_read(office: Office) -> None:
    rows = (await office.agent().get("/notifications"))["data"]["payload"]
    body = {"primary_actor_type": "Conversation", "primary_actor_id": rows[0]["primary_actor_id"]}
    await office.agent().ask("POST", "/notifications/read_all", body)
    left = (await office.agent().get("/notifications"))["data"]["payload"]
    assert [row["id"] for row in left] == [row["id"] for row in rows[1:]]
    await office.agent().ask("POST", "/notifications/read_all")
    assert await office.agent().get("/notifications/unread_count") == 0
    await office.agent().ask("POST", "/notifications/destroy_all", {"type": "read"})
    all_of_them = await office.agent().get("/notifications", **{"includes[]": "read"})
    assert all_of_them["data"]["payload"] == []


async def test_order_can_be_turned_round(office: Office) -> None:
    newest = (await office.agent().get("/notifications"))["data"]["payload"]
    oldest = (await office.agent().get("/notifications", sort_order="asc"))["data"]["payload"]
    stamps = [row["created_at"] for row in newest]
    assert stamps == sorted(stamps, reverse=True)
    stamps = [row["created_at"] for row in oldest]
    assert stamps == sorted(stamps)
