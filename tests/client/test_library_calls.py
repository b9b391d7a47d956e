"""What is prepared, asked of the demo desk."""

from __future__ import annotations

import pytest

from hoory_tui.client.errors import NotFound

from .desks import DeskClient


async def test_all_that_is_prepared(client: DeskClient) -> None:
    api = client.agent()
    assert {one.short_code for one in await api.canned_responses()} >= {"hi", "closing"}
    assert {one.name for one in await api.macros()} >= {"Close politely", "Mine, until tomorrow"}
    assert [one.name for one in await api.folders()] == ["Urgent and open", "Warranty, nobody's"]
    assert all(one.attribute_key for one in await api.attribute_definitions())


async def test_an_old_server_has_no_such_thing(client: DeskClient) -> None:
    client.desk.fail_next("GET", "/custom_attribute_definitions", 404, body={"error": "none"})
    with pytest.raises(NotFound):
        await client.agent().attribute_definitions()
