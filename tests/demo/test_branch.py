"""A second account of the same people on one desk: its own rows, the same tokens and cable."""

from __future__ import annotations

import asyncio
import json
import signal
import sys

import pytest

from hoory_tui.client.errors import HooryError
from hoory_tui.config.secret import Secret
from hoory_tui.demo.branch import CONVERSATIONS, NAME, NAMES
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.agent_client import AgentClient
from hoory_tui.sdk.backend import open_backend


async def test_one_token_opens_both_accounts_and_each_has_rows_of_its_own() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=3, branch=2) as desk:
        assert desk.branch is not None
        token = Secret(desk.agents[0].access_token)
        other = desk.branch.account_id
        main = await open_backend(desk.url, token, None)
        try:
            assert main.api.account_id == desk.account_id
            assert [one.name for one in main.profile.accounts] == ["Sparrow Bikes", NAME]
        finally:
            await main.close()
        branch = await open_backend(desk.url, token, other)
        try:
            assert branch.account_name == NAME
            assert (await branch.api.conversation_counts(status="all")).all_count == 2
            after = await branch.api.set_availability("busy")
            assert [one.availability for one in after.accounts] == ["online", "busy"]
        finally:
            await branch.close()


async def test_one_token_opens_five_accounts_that_have_no_row_in_common() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=3, branch=2, accounts=5) as desk:
        nare = desk.agents[0]
        offices = (desk, *desk.branches)
        names = [one.engine.world.account.name for one in offices]
        messages = [one.engine.world.messages for one in offices]
        contacts = [one.engine.world.contacts for one in offices]
        for rows in (messages, contacts):
            assert len(set().union(*rows)) == sum(map(len, rows))
        people = [{one.name for one in each.values()} for each in contacts]
        assert len({frozenset(one) for one in people}) == 5
        last = desk.branches[-1]
        backend = await open_backend(desk.url, Secret(nare.access_token), last.account_id)
        try:
            assert [one.name for one in backend.profile.accounts] == ["Sparrow Bikes", *NAMES]
            assert names == ["Sparrow Bikes", *NAMES]
            assert (await backend.api.conversation_counts(status="all")).all_count == 2
        finally:
            await backend.close()
        where = (desk.url, nare.access_token, last.account_id)
        async with asyncio.timeout(20), AgentClient.connect(*where, observer=False) as client:
            events = client.events()
            told = asyncio.ensure_future(anext(events))
            while not last.engine.presence.agent_is_here(nare.id):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            for office in offices:
                office.contact_writes(1, "Hello.")
            assert (await told).account_id == last.account_id
            await events.aclose()


async def test_the_server_of_a_terminal_serves_as_many_as_are_asked_for() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "demo-server", "--accounts", "3", "--json"),
        "--quiet-visitors",
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            told = json.loads(await process.stdout.readline())
        assert [one["name"] for one in told["accounts"]] == ["Sparrow Bikes", *NAMES[:2]]
        token, last = Secret(told["agents"][0]["access_token"]), told["accounts"][-1]
        backend = await open_backend(told["url"], token, last["id"])
        try:
            assert backend.account_name == last["name"]
            assert (await backend.api.conversation_counts(status="all")).all_count == CONVERSATIONS
        finally:
            await backend.close()
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


async def test_an_account_that_is_nobodys_is_not_there() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=1, branch=0) as desk:
        token = Secret(desk.agents[0].access_token)
        with pytest.raises(HooryError, match=NAME):
            await open_backend(desk.url, token, 99)


async def test_a_subscription_is_for_one_account_and_shows_its_agent_there_alone() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=3, branch=2) as desk:
        assert desk.branch is not None
        nare = desk.agents[0]
        where = (desk.url, nare.access_token, desk.branch.account_id)
        async with AgentClient.connect(*where, observer=False) as client:
            events = client.events()
            told = asyncio.ensure_future(anext(events))
            async with asyncio.timeout(10):
                while not desk.branch.engine.presence.agent_is_here(nare.id):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            assert not desk.engine.presence.agent_is_here(nare.id)
            desk.branch.contact_writes(1, "Hello from the branch.")
            async with asyncio.timeout(10):
                event = await told
            assert event.account_id == desk.branch.account_id
            await events.aclose()
