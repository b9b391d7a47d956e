"""Events that newer servers send beside the guide's, and names that nobody knows."""

from __future__ import annotations

import pytest

from hoory_tui.demo.records import Json

from . import raw
from .console import Console, console
from .stage import ALL, DANA, PRIYA, THEO, ZOE


async def push(desk: Console, name: str, data: Json) -> None:
    desk.desk.broadcast(desk.me, name, data)
    await desk.settled()


async def test_labels_and_priority_are_seen() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        assert "refund" not in desk.seen("#thread-head")
        assert " ! " not in desk.row_of(ZOE)
        changed = raw.conversation(desk, ZOE, labels=["refund", "vip"], priority="urgent")
        await push(desk, "conversation.updated", changed)
        assert " refund   vip " in desk.seen("#thread-head")
        assert "urgent" in desk.seen("#thread-head")
        assert " ! " in desk.row_of(ZOE)


async def test_snoozing_is_seen() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        snoozed = raw.conversation(
            desk, ZOE, status="snoozed", snoozed_until="2026-09-23T09:00:00Z"
        )
        await push(desk, "conversation.status_changed", snoozed)
        assert "snoozed until Wed 09:00" in desk.row_of(ZOE)
        assert "snoozed" in desk.seen("#thread-head")


async def test_a_deleted_message_is_seen_as_such() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        assert "Yes, twice." in desk.seen("#messages")
        desk.desk.delete_message(desk.desk.conversation(DANA).messages[-2].id)
        await desk.settled()
        assert "Yes, twice." not in desk.seen("#messages")
        assert "message deleted" in desk.seen("#messages")


async def test_a_failed_delivery_is_seen_with_its_reason() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        ours = desk.desk.agent_writes(desk.me, DANA, "Please pair it again.")
        desk.desk.set_message_status(ours.id, "failed", "24 hour window is over")
        await desk.settled()
        assert "✗ not delivered: 24 hour window is over" in desk.seen("#messages")
        assert desk.row_of(DANA).split("\n")[1].startswith("▌✗ Please pair")


async def test_a_mention_is_counted_and_changes_nothing_else() -> None:
    async with console() as desk:
        before = desk.text()
        assert "Mentions 0" in before[0]
        await push(desk, "conversation.mentioned", raw.conversation(desk, THEO))
        after = desk.text()
        assert "Mentions 1" in after[0]
        assert after[1:] == before[1:]


async def test_merged_contacts_leave_one_name() -> None:
    async with console() as desk:
        await desk.turn_to(PRIYA)
        base, other = desk.desk.contact_of(DANA).id, desk.desk.contact_of(PRIYA).id
        desk.desk.merge_contacts(base, other)
        await desk.settled()
        assert "Priya Ramanathan" not in desk.seen("#conversations")
        assert desk.row_of(PRIYA).startswith("▌Dana Okafor")
        assert "Dana Okafor" in desk.seen("#thread-head")
        assert "threads 2" in desk.seen("#sidebar")


async def test_a_deleted_contact_takes_its_conversation_along() -> None:
    async with console() as desk:
        await desk.turn_to(PRIYA)
        desk.desk.fail_next("GET", f"/conversations/{PRIYA}", 404)
        gone = {"id": desk.desk.contact_of(PRIYA).id, "account_id": desk.desk.account_id}
        desk.desk.broadcast(desk.me, "contact.deleted", gone)
        await desk.shows(f"All {ALL - 1}", "#top-bar")
        await desk.settled()
        assert desk.row_of(PRIYA) == ""
        at_hand = desk.main.at_hand
        assert at_hand is not None
        assert at_hand.id == ZOE
        assert "Zoë Brückner" in desk.seen("#thread-head")
        assert "Priya" not in desk.seen()


async def test_a_cleared_notification_leaves_the_counter() -> None:
    async with console() as desk:
        held = next(iter(desk.store.notifications))
        gone = {"notification": {"id": held}, "unread_count": 0, "count": 3}
        await push(desk, "notification.deleted", gone)
        assert "♪" not in desk.seen("#footer")


async def test_changed_lists_are_read_again() -> None:
    async with console() as desk:
        desk.desk.inboxes[0].name = "Front door"
        desk.desk.invalidate_caches()
        await desk.turn_to(ZOE)
        await desk.shows("Front door", "#thread-head")


async def test_an_unknown_conversation_is_fetched_when_something_is_said_in_it() -> None:
    async with console() as desk:
        del desk.store.conversations[ZOE]
        desk.desk.contact_writes(ZOE, "Still there?")
        await desk.until(lambda: "Still there?" in desk.row_of(ZOE))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("holiday.declared", {"account_id": 3, "id": ZOE}),
        ("", {}),
        ("message.created", {"id": "no number", "content": "boo"}),
        ("message.created", {}),
        ("conversation.created", {"id": None}),
        ("conversation.typing_on", {"conversation": None, "user": None}),
        ("contact.updated", {"name": "nobody"}),
        ("notification_created", {"notification": {}}),
        ("copilot.message_created", {"id": 1}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_nonsense_changes_nothing(name: str, data: Json) -> None:
    async with console() as desk:
        before = desk.text()
        await push(desk, name, data)
        assert desk.text() == before


async def test_events_of_another_account_change_nothing() -> None:
    async with console() as desk:
        before = desk.text()
        elsewhere = raw.conversation(desk, ZOE, status="resolved", account_id=99)
        await push(desk, "conversation.status_changed", elsewhere)
        await push(desk, "contact.updated", raw.contact(desk, ZOE, name="X", account_id=99))
        assert desk.text() == before
