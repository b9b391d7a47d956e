from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from hoory_tui.demo import DemoDesk

from .people import Caller, Clock, Office, open_office

MISSING = {"error": "Resource could not be found"}


async def test_another_account_and_odd_ids_are_not_found(office: Office) -> None:
    root = office.root()
    here = office.desk.account_id
    for path in (
        "/api/v1/accounts/9999/conversations",
        "/api/v1/accounts/abc/conversations",
        f"/api/v1/accounts/{here}/conversations/987654",
        f"/api/v1/accounts/{here}/conversations/abc",
        f"/api/v1/accounts/{here}/contacts/0",
        f"/api/v1/accounts/{here}/conversations/1/messages/5x",
    ):
        method = "DELETE" if "messages" in path else "GET"
        answer = await root.ask(method, path)
        assert (answer.status, answer.json) == (404, MISSING), path


async def test_an_unknown_route_is_an_html_page(office: Office) -> None:
    for method, path in (("GET", "/teapots"), ("PUT", "/conversations")):
        answer = await office.agent().ask(method, path)
        assert answer.status == 404
        assert answer.headers["Content-Type"].startswith("text/html")
        assert answer.text.startswith("<!DOCTYPE html>")


async def test_an_agent_may_not_enter_a_foreign_inbox(office: Office) -> None:
    mail = office.talk("Support mail")
    answer = await office.agent("Kenji").ask("GET", f"/conversations/{mail}")
    assert answer.status == 401
    assert answer.json == {"error": "You are not authorized to do this action"}
    assert (await office.agent("Ines").ask("GET", f"/conversations/{mail}")).status == 200
    assert (await office.agent("Hanna").ask("GET", f"/conversations/{mail}")).status == 200


async def test_broken_json_is_a_bare_400(office: Office) -> None:
    url = f"{office.account_base}/conversations/{office.talk()}/messages"
    headers = {"api-access-token": office.row("Nare")["token"], "Content-Type": "application/json"}
    async with office.http.post(url, data='{"content": ', headers=headers) as response:
        assert response.status == 400
        assert await response.read() == b""


async def test_failures_are_used_up_and_do_nothing(office: Office) -> None:
    conversation_id = office.talk()
    path = f"/conversations/{conversation_id}/messages"
    office.desk.fail_next("POST", "/messages", status=503, times=2)
    for _attempt in range(2):
        answer = await office.agent().ask("POST", path, {"content": "lost"})
        assert answer.status == 503
        assert answer.text.startswith("<html>")
    assert (await office.agent().ask("GET", path)).status == 200, "another method is untouched"
    await office.agent().post(path, {"content": "kept"})
    texts = [one["content"] for one in (await office.agent().get(path))["payload"]]
    assert texts == ["Hello?", "kept"]


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (429, "Retry later\n"),
        (401, '{"error":"Invalid Access Token"}'),
        (422, '{"error":"Validation failed"}'),
    ],
)
async def test_failures_look_like_the_real_ones(office: Office, status: int, text: str) -> None:
    office.desk.fail_next("*", "/labels", status=status)
    answer = await office.agent().ask("GET", "/labels")
    assert (answer.status, answer.text) == (status, text)
    assert "Retry-After" not in answer.headers


async def test_a_failure_may_have_its_own_body_and_be_forgotten(office: Office) -> None:
    office.desk.fail_next("GET", "/labels", status=402, body={"error": "plan limit"})
    assert (await office.agent().ask("GET", "/labels")).json == {"error": "plan limit"}
    office.desk.fail_next("GET", "/labels", status=500)
    office.desk.clear_faults()
    assert (await office.agent().ask("GET", "/labels")).status == 200


async def test_a_delayed_answer_lets_others_pass(office: Office) -> None:
    office.desk.delay_next("GET", "/labels", seconds=0.5)
    slow = asyncio.create_task(office.agent().ask("GET", "/labels"))
    assert (await office.agent().ask("GET", "/teams")).status == 200
    assert not slow.done()
    assert (await slow).status == 200


async def test_a_lost_answer_was_obeyed_all_the_same(office: Office) -> None:
    path = f"/conversations/{office.talk()}/messages"
    office.desk.lose_next_answer("POST", "/messages")
    with pytest.raises(aiohttp.ClientError):
        await office.agent().ask("POST", path, {"content": "did it arrive?"})
    texts = [one["content"] for one in (await office.agent().get(path))["payload"]]
    assert texts == ["Hello?", "did it arrive?"]


@pytest.mark.parametrize("event_first", [True, False])
async def test_the_event_comes_before_or_after_the_answer(
    office: Office, event_first: bool
) -> None:
    office.desk.event_before_response = event_first
    path = f"/conversations/{office.talk()}/messages"
    ear = await office.listen()
    order: list[str] = []

    async def hear() -> None:
        await ear.until("message.created")
        order.append("event")

    hearing = asyncio.create_task(hear())
    await office.agent().post(path, {"content": "first or second?", "echo_id": "e-1"})
    order.append("answer")
    await hearing
    assert order == (["event", "answer"] if event_first else ["answer", "event"])


async def test_no_secret_is_in_a_record_that_is_printed(clock: Clock) -> None:
    desk = DemoDesk(quiet_visitors=True, now=clock, conversations=3)
    async with open_office(desk) as office:
        printed = repr(desk.agents) + repr(desk.inboxes) + repr(desk.session_of(1))
        for agent in desk.agents:
            assert agent.access_token not in printed
            assert agent.pubsub_token not in printed
        assert desk.session_of(1).pubsub_token not in printed
        assert json.dumps(await office.agent().get("/agents")).count("token") == 0


async def test_an_upload_through_bracket_fields_is_understood(office: Office) -> None:
    conversation_id = office.talk()
    first = office.desk.conversation(conversation_id).messages[0].id
    form = aiohttp.FormData({"content": "x", "content_attributes[in_reply_to]": str(first)})
    caller: Caller = office.agent()
    answer = await caller.ask("POST", f"/conversations/{conversation_id}/messages", form)
    assert answer.good()["content_attributes"]["in_reply_to"] == str(first)


async def test_answers_are_dated_by_the_desks_own_clock() -> None:
    clock = Clock(1_780_000_000.4)
    async with open_office(DemoDesk(quiet_visitors=True, now=clock)) as office:
        answer = await office.agent().ask("GET", "/conversations")
        assert answer.headers["Date"] == "Thu, 28 May 2026 20:26:40 GMT"
