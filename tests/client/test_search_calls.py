"""Looking for things at the demo desk."""

from __future__ import annotations

import pytest

from hoory_tui.client.errors import NotFound

from .desks import DeskClient


async def test_all_that_is_found(client: DeskClient) -> None:
    api, desk = client.agent(), client.desk
    row = desk.new_conversation("Ottilie Zwick", client.public_inbox_id, "A zeppelin, please.")
    found = await api.search("zwick")
    assert [one.name for one in found.contacts] == ["Ottilie Zwick"]
    assert [one.id for one in found.conversations] == [row.display_id]
    assert found.conversations[0].contact is not None
    assert found.conversations[0].message is not None
    assert found.messages == []
    (said,) = (await api.search("zeppelin", kind="messages")).messages
    assert (said.content, said.conversation_id) == ("A zeppelin, please.", row.display_id)
    assert (await api.search("zeppelin", kind="messages", page=2)).messages == []


async def test_the_search_of_older_servers(client: DeskClient) -> None:
    api, desk = client.agent(), client.desk
    row = desk.new_conversation("Ottilie", client.public_inbox_id, "A zeppelin, please.")
    desk.fail_next("GET", "/search", 404, body={"error": "none"})
    with pytest.raises(NotFound):
        await api.search("zeppelin")
    (found,) = (await api.search_conversations("zeppelin")).payload
    assert found.id == row.display_id
    assert [one.content for one in found.messages or ()] == ["A zeppelin, please."]


async def test_a_stretch_of_a_thread(client: DeskClient) -> None:
    api, desk = client.agent(), client.desk
    row = desk.new_conversation("Ottilie", client.public_inbox_id, "one")
    said = [desk.contact_writes(row.display_id, f"word {number}").id for number in range(50)]
    page = await api.messages_between(row.display_id, said[3], said[40])
    assert [one.id for one in page.payload] == said[3:40]


async def test_a_filter_is_saved_and_removed(client: DeskClient) -> None:
    api = client.agent()
    query = {"payload": [{"attribute_key": "status", "filter_operator": "equal_to"}]}
    made = await api.save_folder("Ours", query)
    assert (made.name, made.query) == ("Ours", query)
    assert made.id in [one.id for one in await api.folders()]
    await api.delete_folder(made.id)
    assert made.id not in [one.id for one in await api.folders()]
    with pytest.raises(NotFound):
        await api.delete_folder(made.id)
