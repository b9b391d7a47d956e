"""What the live link of a contact misses, and how it is told nevertheless: once and in order."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable

import pytest

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Json
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.contact import Contact
from hoory_tui.sdk.watch import POLL
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.events import MessageUpdated
from hoory_tui.wire.link import Cause, LinkState

from ..inboxes import NARE, Listener, quiet_desk, talk_of, visiting


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with quiet_desk() as desk:
        yield desk


async def cut(robin: Listener) -> int:
    """Cut the line; return the number of the connection after it."""
    broken = robin.inbox.link.connection
    assert robin.desk.drop_sockets() == 1
    return broken + 1


async def hurry(robin: Listener, true: Callable[[], bool]) -> None:
    """Wait until something is true of the link, without waiting between its attempts."""
    while not true():
        robin.inbox.reconnect()
        await robin.more_links()


async def back(robin: Listener, connection: int) -> None:
    """Have the line again."""
    await hurry(robin, lambda: robin.links[-1].connection >= connection)
    await robin.live(connection)


async def test_what_agents_write_in_a_gap_is_told_after_it(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        talk = talk_of(robin)
        desk.agent_writes(NARE, talk, "before")
        await robin.says("before")
        after = await cut(robin)
        for number in range(45):
            desk.agent_writes(NARE, talk, f"{number}")
        desk.agent_writes(NARE, talk, "a note", private=True)
        await back(robin, after)
        desk.agent_writes(NARE, talk, "after")
        await robin.says("before", *map(str, range(45)), "after")


async def test_what_else_happens_in_a_gap_is_told_after_it(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        talk = talk_of(robin)
        wrong = desk.agent_writes(NARE, talk, "wrong window")
        await robin.inbox.create_message("what?")
        await robin.says("wrong window", "what?")
        told = len(robin.names)
        after = await cut(robin)
        desk.delete_message(wrong.id)
        desk.set_status(talk, "resolved")
        contact = desk.contact_of(talk)
        other = desk.new_conversation(contact, desk.conversation(talk).inbox_id, None)
        desk.agent_writes(NARE, other.display_id, "a new matter")
        desk.agent_writes(NARE, talk, "and the old one")
        await back(robin, after)
        # One that was resolved asks for a rating.
        expected = ["ConversationCreated", "MessageUpdated", *["MessageCreated"] * 3]
        expected.append("ConversationStatusChanged")
        await robin.until(lambda: len(robin.names) >= told + len(expected))
        await robin.beat()
        assert sorted(robin.names[told:]) == sorted(expected)
        changed = [one.message for one in robin.heard if isinstance(one, MessageUpdated)]
        assert [one.id for one in changed] == [wrong.id]
        assert robin.contents[-2:] == ["a new matter", "and the old one"]


async def test_events_that_come_twice_or_in_any_order_are_told_once(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        talk = talk_of(robin)
        desk.duplicate_events(3)
        for number in range(3):
            desk.agent_writes(NARE, talk, f"twice {number}")
        desk.hold_events()
        deleted = desk.agent_writes(NARE, talk, "late")
        desk.delete_message(deleted.id)
        desk.release_events("reversed")
        await robin.beat()
        assert [one for one in robin.contents if one.startswith("twice")] == [
            f"twice {number}" for number in range(3)
        ]
        assert robin.contents.count("late") == 0
        assert robin.contents[-1] == "This message was deleted"


async def test_nothing_is_missed_or_doubled_through_many_gaps(desk: DemoDesk) -> None:
    rng = random.Random(7)
    async with visiting(desk) as robin:
        talk, written = talk_of(robin), 0
        for _round in range(8):
            for _ in range(rng.randrange(1, 12)):
                desk.agent_writes(NARE, talk, f"{written}")
                written += 1
            match rng.randrange(3):
                case 0:
                    desk.drop_events(1)
                    desk.agent_writes(NARE, talk, f"{written}")
                    written += 1
                case 1:
                    desk.fail_next("GET", "/messages", 502)
            after = await cut(robin)
            for _ in range(rng.randrange(30)):
                desk.agent_writes(NARE, talk, f"{written}")
                written += 1
            await back(robin, after)
        desk.agent_writes(NARE, talk, "end")
        await robin.until(lambda: "end" in robin.contents)
        assert robin.contents == [*map(str, range(written)), "end"]


@pytest.mark.parametrize("message", [{"id": "?"}, {"id": 7, "content": "vague"}])
async def test_an_event_that_does_not_say_enough_is_looked_up(
    desk: DemoDesk, message: Json
) -> None:
    async with visiting(desk) as robin:
        desk.drop_events(1)
        desk.agent_writes(NARE, talk_of(robin), "what was meant")
        token = desk.session_of(talk_of(robin)).pubsub_token
        desk.broadcast(token, "message.created", {**message, "account_id": desk.account_id})
        await robin.says("what was meant")


async def test_a_new_token_is_taken_up_where_the_old_one_is_refused(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        talk = talk_of(robin)
        desk.reject_bad_tokens = True
        after = await cut(robin)
        # The session was read a moment ago, so that the old one is tried first.
        desk.rotate_contact_token(talk)
        desk.agent_writes(NARE, talk, "unheard")
        await back(robin, after)
        await robin.says("unheard")
        desk.agent_writes(NARE, talk, "heard")
        await robin.says("unheard", "heard")


async def test_a_token_that_is_met_with_silence_is_read_again(desk: DemoDesk) -> None:
    pace = Pace(ask_again=0.1, confirm=0.2, degraded=30.0)
    async with visiting(desk, pace=pace) as robin:
        talk = talk_of(robin)
        await cut(robin)
        desk.rotate_contact_token(talk)
        desk.agent_writes(NARE, talk, "unheard")
        await hurry(robin, lambda: any(one.cause is Cause.UNCONFIRMED for one in robin.links))
        await robin.says("unheard")


async def test_a_contact_that_was_deleted_is_said_and_nothing_is_tried_for_ever(
    desk: DemoDesk,
) -> None:
    async with visiting(desk, Contact(name="Robin")) as robin:
        session = desk.session_of(talk_of(robin))
        desk.engine.world.sessions.pop(session.id, None)
        session.source_id = "gone"
        desk.fail_next("GET", "/contacts/", 404, times=99)
        await cut(robin)
        await hurry(robin, lambda: robin.links[-1].state is LinkState.HALTED)
        assert "no longer knows this contact's session" in robin.links[-1].detail


class Watch:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        return elapsed() + self.ahead


async def test_where_no_cable_is_to_be_had_the_thread_is_read_every_now_and_then(
    desk: DemoDesk,
) -> None:
    watch = Watch()
    desk.cable_manners.refuse_status = 404
    async with visiting(desk, clock=watch.now, live=False) as robin:
        desk.agent_writes(NARE, talk_of(robin), "one")
        watch.ahead += POLL
        await robin.says("one")
        desk.agent_writes(NARE, talk_of(robin), "two")
        watch.ahead += POLL
        await robin.says("one", "two")
        desk.cable_manners.refuse_status = None
        await hurry(robin, lambda: robin.links[-1].state is LinkState.LIVE)
        desk.agent_writes(NARE, talk_of(robin), "three")
        await robin.says("one", "two", "three")


async def test_a_machine_that_slept_has_a_new_connection_and_what_it_missed(
    desk: DemoDesk,
) -> None:
    watch = Watch()
    async with visiting(desk, clock=watch.now) as robin:
        # The old token's connection stays open, and nothing is ever said on it again.
        desk.rotate_contact_token(talk_of(robin))
        desk.agent_writes(NARE, talk_of(robin), "asleep")
        watch.ahead += 60
        await robin.says("asleep")
        await robin.live(2)
        desk.agent_writes(NARE, talk_of(robin), "awake")
        await robin.says("asleep", "awake")
