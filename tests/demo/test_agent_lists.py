from __future__ import annotations

from .keys import AGENT_REST, CANNED_RESPONSE, CUSTOM_FILTER, INBOX, LABEL, MACRO, TEAM
from .people import Office

INBOX_MORE = {
    "hmac_token",
    "inbox_identifier",
    "webhook_url",
    "additional_attributes",
    "email",
    "bot_name",
    "message_templates",
}


async def test_agents_and_who_can_be_assigned(office: Office) -> None:
    agents = await office.agent().get("/agents")
    assert len(agents) == 6
    assert all(set(one) == AGENT_REST for one in agents)
    assert {one["role"] for one in agents} == {"agent", "administrator"}
    assert {one["availability_status"] for one in agents} == {"online", "busy", "offline"}
    body = await office.agent().get("/assignable_agents", **{"inbox_ids[]": "24"})
    names = {one["name"].split()[0] for one in body["payload"]}
    assert names == {"Nare", "Hanna", "Yusuf", "Kenji"}, "members and administrators"


async def test_inboxes_are_the_callers_own_and_secrets_are_for_administrators(
    office: Office,
) -> None:
    everything = (await office.agent().get("/inboxes"))["payload"]
    assert len(everything) == 5
    for row in everything:
        assert INBOX <= set(row) <= INBOX | INBOX_MORE
    kinds = {row["channel_type"].removeprefix("Channel::") for row in everything}
    assert kinds == {"WebWidget", "Email", "Whatsapp", "Telegram", "Api"}
    (api,) = (row for row in everything if "inbox_identifier" in row)
    assert api["hmac_token"]
    own = (await office.agent("Tomás").get("/inboxes"))["payload"]
    assert {row["id"] for row in own} == {21, 22, 25}
    assert all("hmac_token" not in row for row in own)
    assert (await office.agent("Tomás").ask("GET", "/inboxes/24")).status == 401
    assert (await office.agent("Tomás").get("/inboxes/25"))["name"] == "Rider app"
    assert (await office.agent().ask("POST", "/inboxes", {"name": "x"})).status == 401
    members = (await office.agent().get("/inbox_members/24"))["payload"]
    assert [one["id"] for one in members] == [14, 16]


async def test_teams(office: Office) -> None:
    teams = await office.agent("Tomás").get("/teams")
    assert all(set(one) == TEAM for one in teams)
    assert [one["is_member"] for one in teams] == [True, False, False]
    members = await office.agent().get("/teams/31/team_members")
    assert [one["name"] for one in members] == ["Tomás Ferreira", "Kenji Mori"]


async def test_labels_come_by_title(office: Office) -> None:
    rows = (await office.agent().get("/labels"))["payload"]
    assert all(set(row) == LABEL for row in rows)
    titles = [row["title"] for row in rows]
    assert titles == sorted(titles)
    assert len(titles) == 10


async def test_canned_responses_best_match_first(office: Office) -> None:
    rows = await office.agent().get("/canned_responses")
    assert all(set(row) == CANNED_RESPONSE for row in rows)
    found = await office.agent().get("/canned_responses", search="bat")
    assert found[0]["short_code"] == "battery"
    assert all("bat" in (row["short_code"] + row["content"]).lower() for row in found)
    assert len(found) < len(rows)


async def test_macros_are_shared_or_ones_own(office: Office) -> None:
    rows = (await office.agent().get("/macros"))["payload"]
    assert all(set(row) == MACRO for row in rows)
    others = (await office.agent("Ines").get("/macros"))["payload"]
    assert {row["visibility"] for row in others} == {"global"}
    assert len(rows) == len(others) + 1


async def test_a_macro_does_its_actions_in_order(office: Office) -> None:
    talk = office.talk()
    answer = await office.agent().ask("POST", "/macros/43/execute", {"conversation_ids": [talk]})
    assert (answer.status, answer.raw) == (200, b"")
    row = office.desk.conversation(talk)
    assert (row.team_id, row.labels, row.priority) == (32, ["delivery"], "high")
    assert (row.messages[-1].content or "").startswith("I've opened a search")
    await office.agent().ask("POST", "/macros/44/execute", {"conversation_ids": [talk, 999_999]})
    assert (row.assignee_id, row.status) == (11, "snoozed")
    unknown = await office.agent().ask("POST", "/macros/9999/execute", {"conversation_ids": [talk]})
    assert unknown.status == 200


async def test_custom_filters_are_ones_own_and_can_be_run(office: Office) -> None:
    rows = await office.agent().get("/custom_filters", filter_type="conversation")
    assert len(rows) == 2
    assert all(set(row) == CUSTOM_FILTER for row in rows)
    found = await office.agent().post("/conversations/filter", rows[0]["query"])
    assert {row["priority"] for row in found["payload"]} == {"urgent", "high"}
    assert await office.agent("Ines").get("/custom_filters") == []
    made = await office.agent("Ines").post(
        "/custom_filters", {"custom_filter": {"name": "Mine", "query": {"payload": []}}}
    )
    assert await office.agent("Ines").get("/custom_filters") == [made]


async def test_the_account_itself(office: Office) -> None:
    account = await office.agent().get("")
    assert (account["id"], account["name"]) == (office.desk.account_id, "Sparrow Bikes")


async def test_the_attributes_that_the_account_made_up(office: Office) -> None:
    rows = await office.agent().get("/custom_attribute_definitions")
    assert {row["attribute_model"] for row in rows} == {
        "contact_attribute",
        "conversation_attribute",
    }
    of_contacts = await office.agent().get(
        "/custom_attribute_definitions", attribute_model="contact_attribute"
    )
    assert 0 < len(of_contacts) < len(rows)
    assert {row["attribute_display_type"] for row in rows} >= {"text", "list", "date", "checkbox"}


async def test_a_canned_response_is_kept_by_an_administrator(office: Office) -> None:
    wanted = {"short_code": "pair", "content": "Please pair it again."}
    made = await office.agent().post("/canned_responses", wanted)
    assert {key: made[key] for key in wanted} == wanted
    rows = await office.agent("Ines").get("/canned_responses")
    assert made in rows
    refused = await office.agent("Ines").ask("POST", "/canned_responses", wanted)
    assert refused.status == 401
    for body, said in (
        (wanted, "Short code has already been taken"),
        ({"short_code": "x"}, "Content can't be blank"),
        ({}, "Short code can't be blank, Content can't be blank"),
    ):
        wrong = await office.agent().ask("POST", "/canned_responses", body)
        assert (wrong.status, wrong.json["message"]) == (422, said)
