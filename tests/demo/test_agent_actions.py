from __future__ import annotations

import pytest

from .keys import AGENT_REST, CONVERSATION_REST, TEAM_ROW
from .people import Clock, Office


async def last_line(office: Office, conversation_id: int) -> str | None:
    return office.desk.conversation(conversation_id).messages[-1].content


async def test_statuses_and_their_lines(office: Office, clock: Clock) -> None:
    conversation_id = office.talk("Telegram")
    path = f"/conversations/{conversation_id}/toggle_status"
    until = int(clock() + 7200)
    for body, status, line in (
        ({"status": "pending"}, "pending", "Conversation was marked as pending by Nare Petrosyan"),
        (
            {"status": "snoozed", "snoozed_until": until},
            "snoozed",
            "Conversation was snoozed by Nare Petrosyan",
        ),
        ({"status": "open"}, "open", "Conversation was reopened by Nare Petrosyan"),
        (None, "resolved", "Conversation was marked resolved by Nare Petrosyan"),
        (None, "open", "Conversation was reopened by Nare Petrosyan"),
    ):
        payload = (await office.agent().post(path, body))["payload"]
        assert payload["success"] is True
        assert payload["conversation_id"] == conversation_id
        assert payload["current_status"] == status
        assert (payload["snoozed_until"] is not None) == (status == "snoozed")
        assert await last_line(office, conversation_id) == line
    assert office.desk.conversation(conversation_id).assignee_id is None


async def test_opening_as_an_agent_assigns(office: Office) -> None:
    conversation_id = office.talk()
    office.desk.set_status(conversation_id, "resolved")
    path = f"/conversations/{conversation_id}/toggle_status"
    await office.agent("Yusuf").post(path, {"status": "open"})
    yusuf = office.row("Yusuf")["id"]
    assert office.desk.conversation(conversation_id).assignee_id == yusuf
    assert await last_line(office, conversation_id) == (
        "Yusuf Haddad self-assigned this conversation"
    )


@pytest.mark.parametrize(
    "body",
    [{"status": "melted"}, {"status": "snoozed", "snoozed_until": "tomorrow"}],
)
async def test_nonsense_is_a_500(office: Office, body: dict[str, str]) -> None:
    path = f"/conversations/{office.talk()}/toggle_status"
    answer = await office.agent().ask("POST", path, body)
    assert (answer.status, answer.json) == (500, {"status": 500, "error": "Internal Server Error"})


async def test_resolving_asks_for_a_rating_once(office: Office) -> None:
    conversation_id = office.talk()
    for _round in range(2):
        office.desk.set_status(conversation_id, "resolved")
        office.desk.set_status(conversation_id, "open")
    messages = office.desk.conversation(conversation_id).messages
    surveys = [one for one in messages if one.content_type == "input_csat"]
    assert [one.content_attributes for one in surveys] == [{"display_type": "emoji"}]
    assert surveys[0].message_type == 3


async def test_priorities(office: Office) -> None:
    conversation_id = office.talk()
    path = f"/conversations/{conversation_id}/toggle_priority"
    for priority, line in (
        ("urgent", "Nare Petrosyan set the priority to urgent"),
        ("low", "Nare Petrosyan changed the priority from urgent to low"),
        (None, "Nare Petrosyan removed the priority"),
    ):
        answer = await office.agent().ask("POST", path, {"priority": priority})
        assert (answer.status, answer.raw) == (200, b"")
        assert await last_line(office, conversation_id) == line
    assert (await office.agent().ask("POST", path, {"priority": "extreme"})).status == 500


async def test_assigning_agents_and_teams(office: Office) -> None:
    conversation_id = office.talk()
    path = f"/conversations/{conversation_id}/assignments"
    tomas = office.row("Tomás")["id"]
    row = await office.agent().post(path, {"assignee_id": tomas, "team_id": 31})
    assert set(row) == AGENT_REST
    conversation = office.desk.conversation(conversation_id)
    assert (conversation.assignee_id, conversation.team_id) == (tomas, None)
    assert (
        await last_line(office, conversation_id) == "Assigned to Tomás Ferreira by Nare Petrosyan"
    )
    assert await office.agent().post(path, {"assignee_id": None}) is None
    assert await last_line(office, conversation_id) == "Conversation unassigned by Nare Petrosyan"
    assert set(await office.agent().post(path, {"team_id": 31})) == TEAM_ROW
    assert await last_line(office, conversation_id) == "Assigned to workshop by Nare Petrosyan"
    assert await office.agent().post(path, {"team_id": None}) is None
    assert await last_line(office, conversation_id) == "Unassigned from workshop by Nare Petrosyan"
    await office.agent().post(path, {"assignee_id": 11})
    assert await office.agent().post(path, {"assignee_id": 424_242}) is None, "unknown unassigns"
    assert conversation.assignee_id is None


async def test_labels_are_replaced_as_a_set(office: Office) -> None:
    conversation_id = office.talk()
    path = f"/conversations/{conversation_id}/labels"
    body = {"labels": ["vip", "brakes"]}
    assert await office.agent().post(path, body) == {"payload": ["vip", "brakes"]}
    assert await last_line(office, conversation_id) == "Nare Petrosyan added vip, brakes"
    await office.agent().post(path, {"labels": ["brakes", "undefined"]})
    lines = [one.content for one in office.desk.conversation(conversation_id).messages[-2:]]
    assert lines == ["Nare Petrosyan removed vip", "Nare Petrosyan added undefined"]
    assert await office.agent().get(path) == {"payload": ["brakes", "undefined"]}
    assert await office.agent().post(path, {}) == {"payload": []}


async def test_looking_clears_unread_for_everybody_and_rings_nobody(office: Office) -> None:
    conversation_id = office.talk()
    for number in range(12):
        office.desk.contact_writes(conversation_id, f"line {number}")
    path = f"/conversations/{conversation_id}"
    assert (await office.agent().get(path))["unread_count"] == 10, "never above ten"
    office.desk.assign(conversation_id, 11)
    assert await office.agent().get("/notifications/unread_count") > 0
    before = await office.agent().get("/notifications/unread_count")
    ear = await office.listen("Hanna")
    row = await office.agent().post(f"{path}/update_last_seen")
    assert set(row) == CONVERSATION_REST
    assert (row["unread_count"], row["assignee_last_seen_at"] > 0) == (0, True)
    assert await ear.names(office.desk) == []
    assert await office.agent().get("/notifications/unread_count") == before - 1
    office.desk.contact_writes(conversation_id, "new")
    assert (await office.agent("Yusuf").get(path))["unread_count"] == 1
    await office.agent().post(f"{path}/update_last_seen")
    assert (await office.agent().post(f"{path}/unread"))["unread_count"] == 1


async def test_muting_blocks_and_resolves(office: Office) -> None:
    conversation_id = office.talk()
    path = f"/conversations/{conversation_id}"
    assert (await office.agent().ask("POST", f"{path}/mute")).raw == b""
    row = await office.agent().get(path)
    assert (row["muted"], row["status"]) == (True, "resolved")
    office.desk.contact_writes(conversation_id, "while muted")
    assert (await office.agent().get(path))["status"] == "resolved"
    await office.agent().ask("POST", f"{path}/unmute")
    row = await office.agent().get(path)
    assert (row["muted"], row["status"]) == (False, "resolved")
    assert await last_line(office, conversation_id) == (
        "Nare Petrosyan has unmuted the conversation"
    )


async def test_participants(office: Office) -> None:
    path = f"/conversations/{office.talk()}/participants"
    new = await office.agent().post(path, {"user_ids": [11, 12]})
    assert [one["id"] for one in new] == [11, 12]
    again = await office.agent().post(path, {"user_ids": [12, 13]})
    assert [one["id"] for one in again] == [13]
    kept = await office.agent().patch(path, {"user_ids": [13, 14]})
    assert [one["id"] for one in kept] == [13, 14]
    answer = await office.agent().ask("DELETE", path, {"user_ids": [13]})
    assert (answer.status, answer.raw) == (200, b"")
    left = await office.agent().get(path)
    assert [one["id"] for one in left] == [14]
    assert set(left[0]) == AGENT_REST


async def test_custom_attributes_are_replaced(office: Office) -> None:
    conversation_id = office.talk()
    path = f"/conversations/{conversation_id}/custom_attributes"
    wanted = {"order_id": "42", "ключ": "значение", "nested": {"a": [1, None, True]}}
    body = {"custom_attributes": wanted}
    assert await office.agent().post(path, body) == body
    assert office.desk.conversation(conversation_id).custom_attributes == wanted


async def test_the_shared_draft(office: Office) -> None:
    path = f"/conversations/{office.talk()}/draft_messages"
    assert await office.agent().get(path) == {"has_draft": False}
    await office.agent().ask("PUT", path, {"draft_message": {"message": "half a thought"}})
    assert await office.agent("Yusuf").get(path) == {
        "has_draft": True,
        "message": "half a thought",
    }
    await office.agent().ask("DELETE", path)
    assert await office.agent().get(path) == {"has_draft": False}


async def test_transcripts_need_an_address(office: Office) -> None:
    path = f"/conversations/{office.talk()}/transcript"
    answer = await office.agent().ask("POST", path, {})
    assert (answer.status, answer.json) == (422, {"error": "email param missing"})
    assert (await office.agent().ask("POST", path, {"email": "a@b.example"})).status == 200
    assert [email for _, email in office.desk.transcripts] == ["a@b.example"]


async def test_bulk_actions(office: Office) -> None:
    talks = [office.talk(), office.talk()]
    body = {
        "type": "Conversation",
        "ids": [*talks, 999_999],
        "fields": {"assignee_id": 14, "team_id": 32, "status": "pending"},
        "labels": {"add": ["vip"], "remove": ["brakes"]},
    }
    assert (await office.agent().ask("POST", "/bulk_actions", body)).status == 200
    for conversation_id in talks:
        row = office.desk.conversation(conversation_id)
        assert (row.assignee_id, row.team_id, row.status, row.labels) == (
            14,
            32,
            "pending",
            ["vip"],
        )
    wrong = await office.agent().ask("POST", "/bulk_actions", {"type": "Contact", "ids": talks})
    assert wrong.status == 422


async def test_what_is_required_must_be_filled_in_before_resolving(office: Office) -> None:
    conversation_id = office.talk()
    office.desk.required_attributes = ("order_id", "plan")
    path = f"/conversations/{conversation_id}"
    row = office.desk.conversation(conversation_id)
    row.custom_attributes = {"plan": ""}
    answer = await office.agent().ask("POST", f"{path}/toggle_status", {"status": "resolved"})
    assert (answer.status, answer.json) == (
        422,
        {
            "message": "Required attributes are missing: order_id, plan",
            "attributes": ["order_id", "plan"],
        },
    )
    body = {"type": "Conversation", "ids": [conversation_id], "fields": {"status": "resolved"}}
    await office.agent().post("/bulk_actions", body)
    assert row.status == "open"
    filled = {"custom_attributes": {"order_id": 1, "plan": "gold"}}
    await office.agent().post(f"{path}/custom_attributes", filled)
    await office.agent().post(f"{path}/toggle_status", {"status": "resolved"})
    assert row.status == "resolved"


async def test_a_team_takes_a_conversation_from_a_stranger_to_it(office: Office) -> None:
    conversation_id = office.talk()
    path = f"/conversations/{conversation_id}/assignments"
    team = next(iter(office.desk.engine.world.teams.values()))
    member = team.member_ids[0]
    stranger = next(one.id for one in office.desk.agents if one.id not in team.member_ids)
    row = office.desk.conversation(conversation_id)
    for assignee, left in ((member, member), (stranger, None)):
        office.desk.assign_team(conversation_id, None)
        office.desk.assign(conversation_id, assignee)
        await office.agent().post(path, {"team_id": team.id})
        assert (row.team_id, row.assignee_id) == (team.id, left)


async def test_who_may_not_see_an_inbox_may_do_nothing_there(office: Office) -> None:
    conversation_id = office.talk("Telegram")
    inbox_id = office.desk.conversation(conversation_id).inbox_id
    world = office.desk.engine.world
    stranger = next(one for one in office.desk.agents if not world.may_see_inbox(one, inbox_id))
    path = f"/conversations/{conversation_id}"
    caller = office.agent(stranger.name.split()[0])
    for verb in ("toggle_status", "mute", "unread", "labels", "transcript"):
        answer = await caller.ask("POST", f"{path}/{verb}", {"status": "resolved"})
        assert answer.status == 401
        assert answer.json == {"error": "You are not authorized to do this action"}
    answer = await office.agent().ask("POST", "/conversations/999999/mute")
    assert (answer.status, answer.json) == (404, {"error": "Resource could not be found"})
