"""What is asked again, what is looked up first, and for how long a server is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from hoory_tui.client.errors import HooryError, Invalid, ServerFailed, TooManyRequests
from hoory_tui.sdk.errand import Errand, NotDone, Outcome
from hoory_tui.sdk.patience import Patience
from hoory_tui.store.deeds import Assign, Deed, SendTranscript, SetStatus
from hoory_tui.store.fold import fold_conversation
from hoory_tui.store.happenings import Asked
from hoory_tui.store.state import Store

from ..client.desks import DeskClient, desk_client


@pytest.fixture
async def client() -> AsyncIterator[DeskClient]:
    async with desk_client() as running:
        yield running


class Clock:
    """A clock that a test turns."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def errand(client: DeskClient, deed: Deed) -> tuple[Errand, int]:
    """Return an errand for an open conversation that is nobody's, and its number."""
    talks = client.desk.engine.world.conversations.values()
    row = next(one for one in talks if one.status == "open" and one.assignee_id is None)
    api, store = client.agent(), Store(client.desk.account_id, client.desk.agents[0].id)
    before = fold_conversation(None, await api.conversation(row.display_id))
    return Errand(api, store, lambda _: Asked(0), deed, before), row.display_id


async def hurried(patience: Patience, job: Errand) -> Outcome:
    """Have an errand done, and wake it whenever it waits for the network."""
    task = asyncio.ensure_future(patience.carry_out(job))
    while not task.done():
        patience.nudge()
        await asyncio.sleep(0.005)
    return await task


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_server_in_trouble_is_asked_again(client: DeskClient, status: int) -> None:
    patience = Patience(Clock())
    job, number = await errand(client, SetStatus("resolved"))
    client.desk.fail_next("POST", "/toggle_status", status, times=2)
    await hurried(patience, job)
    assert client.desk.conversation(number).status == "resolved"


@pytest.mark.parametrize("status", [502, 500])
async def test_what_was_done_before_the_trouble_is_found_and_not_done_again(
    client: DeskClient, status: int
) -> None:
    patience = Patience(Clock())
    job, _ = await errand(client, SetStatus("resolved"))
    client.desk.fail_next("POST", "/toggle_status", status, after_deed=True)
    before = client.desk.requests_seen
    outcome = await hurried(patience, job)
    assert client.desk.requests_seen == before + 2
    assert outcome.change


async def test_a_refusal_and_a_plain_500_are_asked_once(client: DeskClient) -> None:
    patience = Patience(Clock())
    for status, kind in ((422, Invalid), (500, ServerFailed)):
        job, number = await errand(client, SetStatus("resolved"))
        client.desk.fail_next("POST", "/toggle_status", status)
        with pytest.raises(kind):
            await patience.carry_out(job)
        assert client.desk.conversation(number).status == "open"


async def test_what_is_refused_and_done_all_the_same_is_found(client: DeskClient) -> None:
    patience = Patience(Clock())
    job, number = await errand(client, Assign(12))
    body = {"error": "User must have inbox access"}
    client.desk.fail_next("POST", "/assignments", 422, body=body, after_deed=True)
    assert (await patience.carry_out(job)).change
    assert client.desk.conversation(number).assignee_id == 12


async def test_a_mail_is_never_asked_for_twice(client: DeskClient) -> None:
    patience = Patience(Clock())
    job, _ = await errand(client, SendTranscript("a@b.example"))
    client.desk.fail_next("POST", "/transcript", 502, after_deed=True)
    with pytest.raises(NotDone):
        await hurried(patience, job)
    assert len(client.desk.transcripts) == 1


async def test_a_wish_for_a_pause_holds_for_all_who_ask() -> None:
    clock, slept = Clock(), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.now += seconds

    patience = Patience(clock, sleep)
    answers: list[HooryError | str] = [TooManyRequests(7.0), "first", TooManyRequests(), "second"]

    async def attempt() -> str:
        answer = answers.pop(0)
        if isinstance(answer, HooryError):
            raise answer
        return answer

    assert await patience.ask(attempt) == "first"
    assert slept == [7.0]
    assert await patience.ask(attempt) == "second"
    assert slept == [7.0, 5.0]
