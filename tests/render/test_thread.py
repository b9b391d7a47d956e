"""What comes below what in a thread."""

from __future__ import annotations

from datetime import UTC

from hoory_tui.render.thread import Item, ItemKind, ThreadFacts, first_unread, thread_items
from hoory_tui.store.records import Direction, Kind, Message, Pending, Sender

NOON = 1_795_348_800.0  # 2026-11-22 12:00 UTC
ZOE, ANA = Sender(Kind.CONTACT, 7, "Zoë"), Sender(Kind.AGENT, 1, "Ana")


def said(
    number: int,
    at: float,
    sender: Sender | None = ZOE,
    direction: Direction = Direction.INCOMING,
    *,
    private: bool = False,
    reply_to: int | None = None,
) -> Message:
    return Message(
        id=number,
        conversation_id=1,
        direction=direction,
        content=f"text {number}",
        created_at=NOON + at,
        private=private,
        sender=sender,
        in_reply_to=reply_to,
    )


def items_of(
    messages: list[Message],
    pending: list[Pending] | None = None,
    unread_from: int = 0,
    expanded: frozenset[tuple[str, int | str]] = frozenset(),
) -> list[Item]:
    facts = ThreadFacts(
        messages, pending or [], unread_from, 2, "began here", NOON + 3600, UTC, expanded
    )
    return thread_items(facts, lambda number: f"quote of {number}")


def kinds(items: list[Item]) -> list[ItemKind]:
    return [item.kind for item in items]


def test_an_empty_thread_says_where_it_begins() -> None:
    assert [(item.kind, item.text) for item in items_of([])] == [(ItemKind.BEGINNING, "began here")]


def test_days_and_bursts() -> None:
    items = items_of([said(1, -86400), said(2, 0), said(3, 60), said(4, 600), said(5, 610, ANA)])
    days = [item.text for item in items if item.kind is ItemKind.DAY]
    assert days == ["Yesterday", "Today"]
    heads = [item.message.id for item in items if item.message and item.head]
    assert heads == [1, 2, 4, 5]


def test_a_note_never_shares_a_head_with_a_reply() -> None:
    reply = said(1, 0, ANA, Direction.OUTGOING)
    note = said(2, 1, ANA, Direction.OUTGOING, private=True)
    assert [item.head for item in items_of([reply, note]) if item.message] == [True, True]


def test_the_unread_line_stands_before_the_first_new_message() -> None:
    items = items_of([said(1, 0), said(2, 10), said(3, 20)], unread_from=2)
    assert kinds(items)[-3:] == [ItemKind.UNREAD, ItemKind.MESSAGE, ItemKind.MESSAGE]
    assert items[-3].text == "2 new"
    assert items[-2].head


def test_pending_sends_come_last_and_a_reply_shows_what_it_replies_to() -> None:
    pending = Pending("e1", 1, "on its way", private=False, created_at=NOON)
    items = items_of([said(1, 0, reply_to=9)], [pending])
    assert items[-1].pending is pending
    assert items[-2].quoted == "quote of 9"


def test_long_runs_of_activity_are_folded_until_they_are_asked_for() -> None:
    lines = [said(number, number, None, Direction.ACTIVITY) for number in range(1, 6)]
    folded = items_of(lines)
    assert kinds(folded)[-2:] == [ItemKind.FOLD, ItemKind.MESSAGE]
    assert folded[-2].text == "4 earlier changes"
    unfolded = items_of(lines, expanded=frozenset({folded[-2].key}))
    assert kinds(unfolded).count(ItemKind.MESSAGE) == 5
    assert ItemKind.FOLD not in kinds(items_of(lines[:3]))


def test_keys_are_unique_and_stay_the_same_when_older_messages_come() -> None:
    late, early = [said(5, 50), said(6, 60)], [said(1, 0), said(2, 10)]
    before = {item.key for item in items_of(late) if item.message}
    after = [item.key for item in items_of(early + late)]
    assert before <= set(after)
    assert len(after) == len(set(after))


def test_first_unread() -> None:
    messages = [said(1, 0), said(2, 10, ANA, Direction.OUTGOING), said(3, 20), said(4, 30)]
    assert first_unread(messages, 0, None) == 0
    assert first_unread(messages, 2, NOON + 5) == 3
    assert first_unread(messages, 2, None) == 3
    assert first_unread(messages, 10, None) == 1
    assert first_unread(messages, 2, NOON + 99) == 0
