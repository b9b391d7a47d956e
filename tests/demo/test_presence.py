from __future__ import annotations

from .people import Clock, Office


async def test_a_snapshot_has_text_ids_and_everybody_inside_the_window(
    office: Office, clock: Clock
) -> None:
    ear = await office.listen()
    await office.listen("Hanna")
    nare, hanna = str(office.row("Nare")["id"]), str(office.row("Hanna")["id"])
    await ear.tick()
    data = await ear.until("presence.update")
    assert data["account_id"] == office.desk.account_id
    assert data["users"][nare] == "online"
    assert data["users"][hanna] == "offline", "present, and chose to look offline"
    assert "busy" in data["users"].values()
    clock.forward(19)
    await ear.tick()
    assert hanna in (await ear.until("presence.update"))["users"]
    clock.forward(2)
    await ear.tick()
    assert hanna not in (await ear.until("presence.update"))["users"]


async def test_nobody_else_is_told_when_somebody_ticks(office: Office) -> None:
    ear, other = await office.listen(), await office.listen("Hanna")
    await other.tick()
    await other.until("presence.update")
    assert await ear.names(office.desk) == []


async def test_contacts_stay_ninety_seconds_and_only_agents_see_them(
    office: Office, clock: Clock
) -> None:
    conversation_id = office.talk()
    contact_id = str(office.desk.contact_of(conversation_id).id)
    visitor = await office.listen_as_contact(conversation_id)
    await visitor.tick()
    assert set(await visitor.until("presence.update")) == {"account_id", "users"}
    ear = await office.listen()
    clock.forward(89)
    await ear.tick()
    assert (await ear.until("presence.update"))["contacts"] == {contact_id: "online"}
    clock.forward(2)
    await ear.tick()
    assert (await ear.until("presence.update"))["contacts"] == {}


async def test_without_auto_offline_an_absent_agent_stays_listed(office: Office) -> None:
    kenji = office.row("Kenji")
    body = {"profile": {"account_id": office.desk.account_id, "auto_offline": False}}
    await office.root("Kenji").post("/api/v1/profile/auto_offline", body)
    ear = await office.listen()
    await ear.tick()
    assert (await ear.until("presence.update"))["users"][str(kenji["id"])] == "online"


async def test_kept_people_need_no_socket(office: Office, clock: Clock) -> None:
    conversation_id = office.talk()
    contact_id, kenji = office.desk.contact_of(conversation_id).id, office.row("Kenji")["id"]
    office.desk.contact_comes(contact_id)
    office.desk.agent_comes(kenji)
    ear = await office.listen()
    clock.forward(600)
    await ear.tick()
    data = await ear.until("presence.update")
    assert data["contacts"] == {str(contact_id): "online"}
    assert data["users"][str(kenji)] == "online"
    office.desk.agent_leaves(kenji)
    office.desk.contact_leaves(contact_id)
    clock.forward(91)
    await ear.tick()
    data = await ear.until("presence.update")
    assert str(kenji) not in data["users"]
    assert data["contacts"] == {}
