from __future__ import annotations

import pytest

from hoory_tui.demo.records import Attachment

from .people import Office


async def test_hooks_and_rest_calls_cause_the_same_events(office: Office) -> None:
    by_hook, by_rest = office.talk(), office.talk()
    ear = await office.listen("Hanna")
    tomas = office.agent("Tomás")
    path = f"/conversations/{by_rest}"

    office.desk.agent_writes(12, by_hook, "hi")
    office.desk.assign(by_hook, 14, by=12)
    office.desk.assign_team(by_hook, 31, by=12)
    office.desk.set_status(by_hook, "pending", by=12)
    office.desk.set_labels(by_hook, ["vip"], by=12)
    office.desk.set_priority(by_hook, "high", by=12)
    office.desk.agent_types(12, by_hook)
    office.desk.mute(by_hook, by=12)
    office.desk.mute(by_hook, on=False, by=12)
    hooked = await ear.heard(office.desk)

    await tomas.post(f"{path}/messages", {"content": "hi"})
    await tomas.post(f"{path}/assignments", {"assignee_id": 14})
    await tomas.post(f"{path}/assignments", {"team_id": 31})
    await tomas.post(f"{path}/toggle_status", {"status": "pending"})
    await tomas.post(f"{path}/labels", {"labels": ["vip"]})
    await tomas.ask("POST", f"{path}/toggle_priority", {"priority": "high"})
    await tomas.ask("POST", f"{path}/toggle_typing_status", {"typing_status": "on"})
    await tomas.ask("POST", f"{path}/mute")
    await tomas.ask("POST", f"{path}/unmute")
    rested = await ear.heard(office.desk)

    def outline(heard: list[tuple[str, dict[str, object]]]) -> list[tuple[str, object, set[str]]]:
        return [(name, data.get("content"), set(data)) for name, data in heard]

    assert outline(hooked) == outline(rested)


async def test_unknown_conversations_are_an_error(office: Office) -> None:
    with pytest.raises(KeyError):
        office.desk.contact_writes(987_654, "nobody")


async def test_contacts_can_send_files_and_rate(office: Office) -> None:
    talk = office.talk()
    photo = Attachment(0, 0, "image", 0.0, file_name="x.png", content_type="image/png", body=b"1")
    message = office.desk.contact_writes(talk, None, [photo])
    assert [one.file_name for one in message.attachments] == ["x.png"]
    office.desk.set_status(talk, "resolved")
    survey = office.desk.conversation(talk).messages[-1]
    ear = await office.listen("Hanna")
    office.desk.contact_rates(survey.id, 4, "good")
    data = await ear.until("message.updated")
    answer = data["content_attributes"]["submitted_values"]["csat_survey_response"]
    assert answer == {"feedback_message": "good", "rating": 4}


async def test_a_raw_event_reaches_one_token_only(office: Office) -> None:
    one, other = await office.listen("Nare"), await office.listen("Hanna")
    office.desk.broadcast(11, "made.up", {"account_id": 77, "anything": "goes"})
    assert await one.until("made.up") == {"account_id": 77, "anything": "goes"}
    assert await other.names(office.desk) == []


async def test_availability_and_deleting(office: Office) -> None:
    office.desk.set_availability(13, "busy")
    agents = await office.agent().get("/agents")
    assert next(one for one in agents if one["id"] == 13)["availability_status"] == "busy"
    talk = office.talk()
    message = office.desk.contact_writes(talk, "rude words")
    office.desk.delete_message(message.id, by=11)
    assert message.content_attributes == {"deleted": True}


async def test_a_conversation_can_begin_without_words(office: Office) -> None:
    ear = await office.listen("Hanna")
    contact = office.desk.new_contact("Silent")
    talk = office.desk.new_conversation(contact, 25, None)
    assert await ear.names(office.desk) == ["contact.created", "conversation.created"]
    assert talk.messages == []
    again = office.desk.new_conversation(contact, 25, "words")
    assert again.session_id == talk.session_id
