"""What the pretend agents keep: definitions, notes and promises, in the service's shapes."""

from __future__ import annotations

from hoory_tui.demo.desk import DemoDesk

from .people import Office


async def test_a_promise_comes_with_the_conversation(office: Office) -> None:
    world = office.desk.engine.world
    promised = [one for one in world.conversations.values() if one.applied_sla]
    assert promised
    row = await office.agent().get(f"/conversations/{promised[0].display_id}")
    assert row["applied_sla"]["sla_first_response_time_threshold"] > 0
    other = next(one for one in world.conversations.values() if not one.applied_sla)
    assert "applied_sla" not in await office.agent().get(f"/conversations/{other.display_id}")


async def test_notes_and_attributes_are_about_the_people_they_name(office: Office) -> None:
    found = await office.agent().get("/contacts/search", q="Priya Ramanathan")
    (contact,) = found["payload"]
    assert contact["custom_attributes"]["rides"] == "Sparrow 16"
    assert contact["additional_attributes"]["company_name"] == "Aire Valley Couriers"
    notes = await office.agent().get(f"/contacts/{contact['id']}/notes")
    assert [note["user"]["name"] for note in notes] == ["Ines Müller", "Tomás Ferreira"]


async def test_a_company_without_talks_keeps_nothing() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=0) as desk:
        assert desk.engine.world.attribute_definitions == []
        assert not desk.engine.world.contact_notes
