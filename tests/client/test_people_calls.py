"""The agent's own state, changed on the demo desk."""

from __future__ import annotations

from hoory_tui.wire.desk import own_state

from .desks import DeskClient


async def test_availability_and_leaving(client: DeskClient) -> None:
    api, me = client.agent(), client.desk.agents[0]
    profile = await api.set_availability("busy")
    assert me.availability == own_state(profile, api.account_id)[0] == "busy"
    for on in (False, True):
        profile = await api.set_auto_offline(on=on)
        assert me.auto_offline is own_state(profile, api.account_id)[1] is on
    assert own_state(profile, 0) == ("", None)
