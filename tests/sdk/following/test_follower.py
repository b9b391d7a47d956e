"""What is missed is told, once, in order and before what comes after; whatever goes wrong."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from hoory_tui.client.agent_api import AgentApi
from hoory_tui.client.errors import SignInRefused
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.following.ledger import Ledger
from hoory_tui.sdk.following.notes import recall
from hoory_tui.sdk.unseen import Unseen
from hoory_tui.wire.answers import ConversationPage

from .stage import Following, following, new_desk, played

INES = 13


def cut_for(desk: DemoDesk) -> None:
    """Cut the link, which takes at least half a second to come back."""
    desk.drop_sockets()


@played
async def test_what_happens_live_is_told_as_it_happens() -> None:
    async with following() as run:
        run.desk.contact_writes(run.talk, "Hello?")
        run.desk.set_status(run.talk, "resolved")
        run.desk.contact_types(run.talk)
        await run.calm()
        assert run.names("backfill") == []
        assert run.contents("live")[0] == "Hello?"
        assert {"conversation.status_changed", "conversation.typing_on"} <= set(run.names())


@played
async def test_a_gap_is_told_in_order_and_before_what_came_later() -> None:
    async with following() as run:
        talk, desk = run.talk, run.desk
        desk.contact_writes(talk, "before")
        reply = desk.agent_writes(INES, talk, "a reply")
        await run.calm()
        before = len(run.told)
        cut_for(desk)
        desk.contact_writes(talk, "missed 1")
        desk.set_message_status(reply.id, "read")
        desk.assign(talk, None)
        desk.set_labels(talk, ["vip"])
        newcomer = desk.new_conversation("Vi", desk.inboxes[0].id, "missed 2").display_id
        desk.contact_writes(talk, "missed 3")
        await asyncio.sleep(0.2)
        desk.hold_events()
        await asyncio.sleep(3)
        desk.contact_writes(talk, "later")
        desk.release_events("kept")
        await run.calm()
        told = [one for one in run.told[before:] if one.name != "presence.update"]
        sources = [one.source.value for one in told if one.name.startswith("message")]
        assert sources == sorted(sources), "what was missed comes before what came later"
        words = [one for one in run.contents() if one.startswith("missed")]
        assert words == ["missed 1", "missed 2", "missed 3"]
        assert run.contents().count("later") == 1
        read = [one for one in told if one.name == "message.updated"]
        assert [(one.data["id"], one.data["status"]) for one in read] == [(reply.id, "read")]
        changed = [one for one in told if one.name == "conversation.updated"]
        (last,) = [one for one in changed if one.conversation_id == talk]
        assert last.data["labels"] == ["vip"]
        assert last.data["meta"]["assignee"] is None, "nobody is said to be nobody"
        names = [one.name for one in told if one.conversation_id == newcomer]
        assert names[:2] == ["conversation.created", "message.created"]


@played
async def test_a_reading_that_fails_is_repeated_and_the_cursor_waits_for_it() -> None:
    async with following() as run:
        desk, talk = run.desk, run.talk
        desk.contact_writes(talk, "before")
        await run.calm(130)
        cursor = run.follower.cursor
        desk.fail_next("GET", "/messages", 502, times=3)
        desk.fail_next("GET", "/conversations", 429, headers={"Retry-After": "2"}, times=2)
        cut_for(desk)
        desk.contact_writes(talk, "missed")
        await asyncio.sleep(2)
        assert run.contents("backfill") == []
        assert run.follower.cursor == cursor
        assert not run.follower.is_caught_up
        await run.calm()
        assert run.contents("backfill") == ["missed"]
        assert run.follower.troubles.total() >= 3


class OldApi(AgentApi):
    """Asks a server that dates no conversation and cannot say what changed."""

    async def conversations(self, **asked: Any) -> ConversationPage:
        """Return an ordinary page, whatever was asked."""
        asked.pop("updated_within", None)
        page = await super().conversations(**asked)
        told = [one.model_copy(update={"updated_at": None}) for one in page.payload]
        return page.model_copy(update={"payload": told})


@played
async def test_a_server_that_cannot_say_what_changed_is_read_page_by_page() -> None:
    async with new_desk(60) as desk, following(desk=desk, api=OldApi) as run:
        talks = [one.display_id for one in desk.engine.world.conversations.values()]
        cut_for(desk)
        for number in talks[:40]:
            desk.contact_writes(number, f"to {number}")
        await run.calm()
        words = [one for one in run.contents() if one.startswith("to ")]
        assert sorted(words) == sorted(f"to {number}" for number in talks[:40])
        before = len(run.told)
        cut_for(desk)
        still_open = [one for one in talks if desk.conversation(one).status == "open"]
        desk.set_status(still_open[0], "resolved")
        await run.calm()
        assert "conversation.updated" in [one.name for one in run.told[before:]]


@played
async def test_an_observer_finds_out_that_nothing_arrives_and_makes_up_for_it() -> None:
    async with new_desk() as desk:
        desk.agent_comes(desk.agents[0].id)
        async with following(desk=desk, since="all") as run:
            run.follower._unseen = Unseen(run.backend)
            run.follower._cable.observe(on=True)
            reply = desk.agent_writes(INES, run.talk, "a reply")
            await run.calm()
            desk.mute_cable = True
            desk.contact_writes(run.talk, "never sent")
            desk.set_message_status(reply.id, "delivered")
            await asyncio.sleep(140)
            assert run.contents("backfill") == ["never sent"]
            changed = [one for one in run.told if one.name == "message.updated"]
            assert [one.data["status"] for one in changed] == ["delivered"]


@played
async def test_a_conversation_that_is_gone_is_told_to_be() -> None:
    async with following(since="all") as run:
        talk, desk = run.talk, run.desk
        desk.contact_writes(talk, "goodbye")
        await run.calm()
        contact_id = desk.conversation(talk).contact_id
        for one in list(desk.engine.world.conversations.values()):
            if one.contact_id == contact_id:
                desk.fail_next("GET", f"/conversations/{one.display_id}", 404, times=50)
        gone = {"id": contact_id, "account_id": desk.account_id}
        desk.broadcast(desk.agents[0].id, "contact.deleted", gone)
        await run.calm()
        lost = [one for one in run.told if one.name == "conversation.deleted"]
        assert talk in [one.conversation_id for one in lost]
        assert {one.source.value for one in lost} == {"backfill"}


@played
async def test_a_new_cable_token_is_found_and_a_refused_login_ends_it() -> None:
    async with following() as run:
        desk = run.desk
        desk.rotate_pubsub_token(desk.agents[0].id)
        desk.contact_writes(run.talk, "unheard")
        await asyncio.sleep(200)
        assert run.contents("backfill") == ["unheard"]
        desk.contact_writes(run.talk, "heard")
        await run.calm()
        assert run.contents("live") == ["heard"]
        desk.rotate_access_token(desk.agents[0].id)
        desk.drop_sockets()
        assert run.taking is not None
        with pytest.raises(SignInRefused):
            await asyncio.wait_for(run.taking, 400)


@played
async def test_whoever_takes_nothing_stops_the_reading_and_misses_nothing() -> None:
    async with following(takes=False) as run:
        desk, talk = run.desk, run.talk
        await asyncio.sleep(2)
        for number in range(9000):
            desk.contact_types(talk, on=number % 2 == 0)
            if number % 500 == 0:
                await asyncio.sleep(0.05)
        desk.contact_writes(talk, "at last")
        await asyncio.sleep(60)
        assert run.follower._inbox._events < 2600, "memory is bounded"
        assert len(run.follower._outlet) <= 64
        run.take()
        await run.calm()
        assert run.contents() == ["at last"]


@played
async def test_the_next_run_goes_on_where_the_last_one_stopped() -> None:
    async with new_desk() as desk:
        async with following(desk=desk) as run:
            talk = run.talk
            desk.contact_writes(talk, "one")
            reply = desk.agent_writes(INES, talk, "two")
            await run.calm()
            last, notes = run.told[-1], [one.note for one in run.told if one.note is not None]
        desk.contact_writes(talk, "three")
        desk.set_message_status(reply.id, "read")
        await asyncio.sleep(300)
        ledger = Ledger()
        recall(ledger, notes)
        async with following(desk=desk, since=last.cursor, ledger=ledger) as run:
            await run.calm()
            assert run.contents() == ["three"]
            assert run.names() == ["message.updated", "message.created", "conversation.updated"]
        # The cursor alone knows nothing of older messages, and tells none of them again.
        async with following(desk=desk, since=last.cursor) as run:
            await run.calm()
            assert run.contents() == ["three"]
            assert "message.updated" not in run.names()


@played
async def test_everything_first_and_then_what_comes() -> None:
    async with following(since="all") as run:
        world = run.desk.engine.world
        assert len(run.contents("snapshot")) == len(world.messages)
        begun = [one for one in run.told if one.name == "conversation.created"]
        assert len(begun) == len(world.conversations)
        run.desk.contact_writes(run.talk, "new")
        await run.calm()
        assert run.contents("live") == ["new"]


async def names_after(run: Following, seconds: float) -> list[str]:
    before = len(run.told)
    await asyncio.sleep(seconds)
    return [one.name for one in run.told[before:]]


@played
async def test_nothing_happens_and_nothing_is_told() -> None:
    async with following() as run:
        assert set(await names_after(run, 400)) <= {"presence.update"}


@played
async def test_an_observer_asks_one_question_a_minute() -> None:
    async with new_desk() as desk:
        desk.agent_comes(desk.agents[0].id)
        async with following(desk=desk) as run:
            run.follower._unseen = Unseen(run.backend)
            run.follower._cable.observe(on=True)
            await asyncio.sleep(61)
            before = desk.requests_seen
            assert set(await names_after(run, 600)) <= {"presence.update"}
            asked = desk.asked("updated_within=")
            assert asked
            # Ten sweeps, and five looks at whether the cable token is still ours.
            assert desk.requests_seen - before <= 16


@played
async def test_what_comes_while_the_gap_is_read_is_told_by_its_events_alone() -> None:
    async with following() as run:
        desk, talk = run.desk, run.talk
        reply = desk.agent_writes(INES, talk, "a reply")
        await run.calm()
        before = len(run.told)
        desk.delay_next("GET", "/messages", 4.0, times=8)
        cut_for(desk)
        await asyncio.sleep(3)
        desk.set_message_status(reply.id, "delivered")
        late = desk.agent_writes(INES, talk, "another")
        await asyncio.sleep(0.1)
        desk.set_message_status(reply.id, "read")
        desk.set_message_status(late.id, "delivered")
        await run.calm()
        told = [one for one in run.told[before:] if one.name.startswith("message")]
        words = [(one.data["id"], one.data["status"], one.source.value) for one in told]
        assert [one for one in words if one[0] == reply.id] == [
            (reply.id, "delivered", "live"),
            (reply.id, "read", "live"),
        ]
        assert [one[:2] for one in words if one[0] == late.id] == [
            (late.id, "sent"),
            (late.id, "delivered"),
        ]


@played
async def test_a_conversation_that_changed_in_a_gap_is_told_whatever_it_was() -> None:
    async with following(since="all") as run:
        desk, talk = run.desk, run.talk
        await run.calm(130)
        before = len(run.told)
        cut_for(desk)
        row = desk.conversation(talk)
        row.additional_attributes = {**row.additional_attributes, "mail_subject": "Another"}
        desk.engine.world.touch(row)
        await run.calm()
        (told,) = [one for one in run.told[before:] if one.name != "presence.update"]
        assert (told.name, told.conversation_id) == ("conversation.updated", talk)
        assert told.data["additional_attributes"]["mail_subject"] == "Another"
