from __future__ import annotations

import pytest

from hoory_tui.client.errors import HooryError, Invalid, NotFound

from .desks import DeskClient

UNKNOWN = 424_242


@pytest.fixture
def number(client: DeskClient) -> int:
    """A conversation in which the contact wrote last or not, but wrote."""
    talks = client.desk.engine.world.conversations.values()
    return next(one.display_id for one in talks if one.status == "open")


async def test_priorities(client: DeskClient, number: int) -> None:
    row = client.desk.conversation(number)
    for priority in ("urgent", "low", ""):
        await client.agent().set_priority(number, priority)
        assert (row.priority or "") == priority


async def test_labels_come_and_go_letter_for_letter(client: DeskClient, number: int) -> None:
    api = client.agent()
    assert await api.set_labels(number, ["vip", "größe"]) == ["vip", "größe"]
    assert await api.labels_of(number) == client.desk.conversation(number).labels
    client.desk.falsify_next_answer("GET", "/labels", {"payload": ["a\x00", 5, None]})
    assert await api.labels_of(number) == ["a\x00"]


async def test_muting_resolves_and_unmuting_does_not_open(client: DeskClient, number: int) -> None:
    api, row = client.agent(), client.desk.conversation(number)
    await api.mute(number)
    assert (client.desk.contact_of(number).blocked, row.status) == (True, "resolved")
    await api.unmute(number)
    assert (client.desk.contact_of(number).blocked, row.status) == (False, "resolved")


async def test_unread_and_read(client: DeskClient, number: int) -> None:
    client.desk.contact_writes(number, "Hello?")
    assert (await client.agent().update_last_seen(number)).unread_count == 0
    answer = await client.agent().mark_unread(number)
    assert answer is not None
    assert (answer.id, answer.unread_count) == (number, 1)


async def test_watchers(client: DeskClient, number: int) -> None:
    api, row = client.agent(), client.desk.conversation(number)
    row.participant_ids = [11]
    await api.add_participants(number, [11, 12, UNKNOWN])
    assert [one.id for one in await api.participants(number)] == row.participant_ids == [11, 12]
    await api.remove_participants(number, [11])
    assert row.participant_ids == [12]


async def test_attributes_go_back_as_they_came(client: DeskClient, number: int) -> None:
    api, row = client.agent(), client.desk.conversation(number)
    row.custom_attributes = {"api_token": "s3cret", "nested": {"password": "p"}, "a": "\u202eb"}
    found = await api.attributes_of(number)
    assert found == row.custom_attributes
    await api.set_attributes(number, found | {"plan": "gold"})
    assert row.custom_attributes == found | {"plan": "gold"}


async def test_an_attribute_that_is_not_read_is_not_written_over(
    client: DeskClient, number: int
) -> None:
    client.desk.conversation(number).custom_attributes = {"token": 5}
    with pytest.raises(HooryError, match="looks like a secret"):
        await client.agent().attributes_of(number)


async def test_transcripts(client: DeskClient, number: int) -> None:
    await client.agent().send_transcript(number, "a@b.example")
    assert client.desk.transcripts == [(number, "a@b.example")]
    with pytest.raises(Invalid, match="email param missing"):
        await client.agent().send_transcript(number, "")


async def test_a_macro_runs_over_many_and_an_unknown_one_in_silence(
    client: DeskClient, number: int
) -> None:
    macro = next(iter(client.desk.engine.world.macros.values()))
    macro.actions = [{"action_name": "change_priority", "action_params": ["urgent"]}]
    await client.agent().run_macro(macro.id, [number, UNKNOWN])
    assert client.desk.conversation(number).priority == "urgent"
    await client.agent().run_macro(UNKNOWN, [number])


async def test_what_is_not_there_cannot_be_changed(client: DeskClient) -> None:
    api = client.agent()
    for ask in (api.mute, api.labels_of, api.mark_unread, api.attributes_of):
        with pytest.raises(NotFound):
            await ask(UNKNOWN)
