"""The agent's own settings on the server."""

from __future__ import annotations

from .desks import DeskClient


async def test_one_setting_is_changed_and_the_others_stay(client: DeskClient) -> None:
    agent = client.desk.agents[0]
    agent.ui_settings = {"is_contact_sidebar_open": True, "deep": {"a": [1]}}
    await client.agent().save_interface_settings({"channel_api_signature_enabled": True})
    assert agent.ui_settings == {
        "is_contact_sidebar_open": True,
        "deep": {"a": [1]},
        "channel_api_signature_enabled": True,
    }
