"""Opening a backend: whose account it is, and what it subscribes with."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from hoory_tui.client.errors import HooryError, SignInRefused
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import open_backend


async def test_the_accounts_name_and_the_agents_identifier_come_from_the_profile() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=3) as desk:
        agent = desk.agents[0]
        backend = await open_backend(desk.url, SecretStr(agent.access_token), None)
        try:
            identifier = await backend.identify()
            assert backend.account_name == "Sparrow Bikes"
            assert backend.api.account_id == desk.account_id
            assert (identifier.account_id, identifier.user_id) == (desk.account_id, agent.id)
            assert identifier.pubsub_token.get_secret_value() == agent.pubsub_token
            assert agent.access_token not in repr(backend)
            assert agent.pubsub_token not in repr(identifier)
        finally:
            await backend.close()


async def test_a_wrong_token_is_refused_and_leaves_nothing_open() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=3) as desk:
        with pytest.raises(SignInRefused):
            await open_backend(desk.url, SecretStr("no-such-token"), None)


async def test_an_account_that_is_not_ours_is_told_with_those_that_are() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=3) as desk:
        token = SecretStr(desk.agents[0].access_token)
        with pytest.raises(HooryError, match=r"no account 99; .* 3 \(Sparrow Bikes\)"):
            await open_backend(desk.url, token, 99)
