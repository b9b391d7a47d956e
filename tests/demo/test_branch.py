"""A second account of the same people on one desk: its own rows, the same tokens and cable."""

from __future__ import annotations

import asyncio

import pytest

from hoory_tui.client.errors import HooryError
from hoory_tui.config.secret import Secret
from hoory_tui.demo.branch import NAME
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
