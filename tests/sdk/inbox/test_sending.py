"""A contact's message leaves once, and what became of it is found out or said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hoory_tui.client.errors import HooryError, NotFound, ServerFailed
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.inbox.errors import ConversationGone, UnclearSend

from ..inboxes import quiet_desk, talk_of, visiting


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with quiet_desk() as desk:
        yield desk


def written(desk: DemoDesk, conversation_id: int) -> list[str | None]:
    return [one.content for one in desk.conversation(conversation_id).messages]


async def test_the_cable_tells_of_a_message_whose_answer_got_lost(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        desk.lose_next_answer("POST", "/messages")
        # Longer than the test may take: the thread is not asked before a second of this.
        sent = await robin.inbox.create_message("once", patience=600)
        assert sent.content == "once"
        await robin.says("once")
        assert written(desk, talk_of(robin)) == ["once"]


async def test_the_thread_tells_of_a_message_that_nobody_told_of(
    desk: DemoDesk, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("twelve bytes", encoding="utf-8")
    async with visiting(desk) as robin:
        first = await robin.inbox.create_message("ok")
        for number in range(25):
            desk.contact_writes(talk_of(robin), f"{number}")
        desk.lose_next_answer("POST", "/messages", lose_events=True)
        second = await robin.inbox.create_message("ok", patience=0.5)
        desk.lose_next_answer("POST", "/messages", lose_events=True)
        third = await robin.inbox.create_message("ok", files=[file], patience=0.5)
        assert first.id < second.id < third.id
        assert len(third.attachments or []) == 1
        assert written(desk, talk_of(robin)).count("ok") == 3


async def test_what_is_not_there_is_said_and_can_be_looked_for_again(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        # The same words by the same contact, from elsewhere and before.
        desk.contact_writes(talk_of(robin), "late")
        await robin.says("late")
        desk.fail_next("POST", "/messages", 502)
        with pytest.raises(UnclearSend, match="not known whether the message arrived") as said:
            await robin.inbox.create_message("late", patience=0.1)
        assert said.value.may_have_arrived
        assert isinstance(said.value.why, ServerFailed)
        assert written(desk, talk_of(robin)) == ["late"]
        assert await robin.inbox.find(said.value.sent) is None
        # A proxy may let go of what the server has yet to finish.
        desk.contact_writes(talk_of(robin), "late")
        found = await robin.inbox.find(said.value.sent)
        assert found is not None
        assert found.content == "late"


async def test_what_was_refused_is_not_looked_for(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        await robin.inbox.create_message("yes")
        await robin.says("yes")
        asked = len(desk.asked("GET"))
        desk.fail_next("POST", "/messages", 422)
        with pytest.raises(HooryError, match="did not accept"):
            await robin.inbox.create_message("no")
        desk.fail_next("POST", "/messages", 404)
        with pytest.raises(ConversationGone) as gone:
            await robin.inbox.create_message("no")
        assert isinstance(gone.value, NotFound)
        assert len(desk.asked("GET")) == asked
        assert written(desk, talk_of(robin)) == ["yes"]


async def test_messages_leave_in_the_order_they_were_given(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        desk.delay_next("POST", "/messages", 0.05)
        words = [str(number) for number in range(6)]
        await asyncio.gather(*(robin.inbox.create_message(one) for one in words))
        await robin.says(*words)
        assert written(desk, talk_of(robin)) == words


async def test_a_server_that_repeats_the_address_gives_no_secret_away(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        key = robin.inbox.source_id
        desk.fail_next("POST", "/messages", 422, body={"error": f"no route for /contacts/{key}"})
        with pytest.raises(HooryError, match=r"no route for /contacts/\*\*\*"):
            await robin.inbox.create_message("hello")
