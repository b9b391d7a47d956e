"""Messages and unsettled sends as the items of a thread: what comes below what."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import tzinfo
from enum import StrEnum
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.store.records import Direction, Message, Pending, Sender, SendState
from hoory_tui.words import counted, said

BURST_SECONDS: Final = 300
"""Messages of one author within this time share a head line."""
_FOLD: Final = 3
"""So many activity lines in a row are shown; more are folded into one."""


ItemKey = tuple[str, int | str]
"""Names an item for as long as the thread is shown, whatever happens around it."""


class ItemKind(StrEnum):
    """What an item of a thread is."""

    BEGINNING = "beginning"
    DAY = "day"
    UNREAD = "unread"
    MESSAGE = "message"
    FOLD = "fold"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Item:
    """One block of a thread; equal items are drawn the same."""

    kind: ItemKind
    key: ItemKey
    message: Message | None = None
    pending: Pending | None = None
    head: bool = False
    """Whether a blank line, and for messages a line with the author, comes first."""
    text: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class ThreadFacts:
    """What a thread is made of; `unread_from` is the id of the first new message, 0 for none."""

    messages: Sequence[Message]
    pending: Sequence[Pending]
    unread_from: int
    unread_count: int
    beginning: str
    now: float
    zone: tzinfo | None
    expanded: frozenset[ItemKey] = frozenset()


def first_unread(
    messages: Sequence[Message], unread_count: int, agent_last_seen_at: float | None
) -> int:
    """Return the id of the first message that no agent has seen, 0 when all are seen."""
    if unread_count <= 0:
        return 0
    incoming = [one for one in messages if one.direction is Direction.INCOMING]
    if agent_last_seen_at is not None:
        incoming = [one for one in incoming if one.created_at > agent_last_seen_at]
    elif unread_count < 10:
        # The server counts to ten and no further, so ten means ten or more.
        incoming = incoming[-unread_count:]
    return incoming[0].id if incoming else 0


def thread_items(facts: ThreadFacts, quote: Callable[[int], str]) -> list[Item]:
    """Return the items from top to bottom; `quote` tells the words of a replied-to message."""
    heard = message_items(facts, quote, 0, len(facts.messages))
    return [beginning_item(facts), *heard, *pending_items(facts, quote)]


def beginning_item(facts: ThreadFacts) -> Item:
    """Return what stands above the first message."""
    return Item(ItemKind.BEGINNING, ("beginning", 0), text=facts.beginning)


def pending_items(facts: ThreadFacts, quote: Callable[[int], str]) -> list[Item]:
    """Return what stands below the last message."""
    return [
        Item(
            ItemKind.PENDING,
            ("pending", pending.echo_id),
            pending=pending,
            head=True,
            text=_held(pending, facts.now),
            quoted=_quoted(pending, quote),
        )
        for pending in facts.pending
    ]


def _held(pending: Pending, now: float) -> str:
    """Return how long a message is still held, "" for one that is not."""
    if pending.state is not SendState.HELD:
        return ""
    if pending.retry_at is None:
        return said("held")
    left = math.ceil(pending.retry_at - now)
    return said("sends in {span}", span=when.duration(left)) if left > 0 else said("sends now")


def _quoted(pending: Pending, quote: Callable[[int], str]) -> str:
    enclosure = pending.enclosure
    if enclosure is None or enclosure.in_reply_to is None:
        return ""
    return quote(enclosure.in_reply_to)


def message_items(
    facts: ThreadFacts,
    quote: Callable[[int], str],
    start: int,
    stop: int,
    shown: Callable[[Message], Message] | None = None,
) -> list[Item]:
    """Return the items of some of the messages; a run of activity lines must be in it as a whole.

    They are the same whatever the others are, but for the one before the first. `shown` tells
    as what a message is shown.
    """
    items: list[Item] = []
    previous = facts.messages[start - 1] if start else None
    day = when.day_number(previous.created_at, facts.zone) if previous is not None else 0
    for message in facts.messages[start:stop]:
        this_day = when.day_number(message.created_at, facts.zone)
        if this_day != day:
            day, previous = this_day, None
            label = when.day(message.created_at, facts.now, facts.zone)
            items.append(Item(ItemKind.DAY, ("day", this_day), text=label))
        if message.id == facts.unread_from:
            previous = None
            count = facts.unread_count
            label = said("{count} new", count="9+" if count > 9 else count)
            apart = not items or items[-1].kind is not ItemKind.DAY
            items.append(Item(ItemKind.UNREAD, ("unread", 0), text=label, head=apart))
        head = message.direction is not Direction.ACTIVITY and _starts_burst(previous, message)
        quoted = quote(message.in_reply_to) if message.in_reply_to else ""
        key: ItemKey = ("message", message.id)
        drawn = shown(message) if shown is not None else message
        items.append(Item(ItemKind.MESSAGE, key, message=drawn, head=head, quoted=quoted))
        previous = message
    return _fold_activity(items, facts.expanded)


def _starts_burst(previous: Message | None, message: Message) -> bool:
    return (
        previous is None
        or previous.direction is not message.direction
        or previous.private != message.private
        or _author(previous.sender) != _author(message.sender)
        or message.created_at - previous.created_at > BURST_SECONDS
    )


def _author(sender: Sender | None) -> tuple[str, int]:
    return (sender.kind, sender.id) if sender else ("", 0)


def _is_activity(item: Item) -> bool:
    return item.message is not None and item.message.direction is Direction.ACTIVITY


def _fold_activity(items: list[Item], expanded: frozenset[ItemKey]) -> list[Item]:
    folded: list[Item] = []
    run: list[Item] = []
    for item in [*items, None]:
        if item is not None and _is_activity(item):
            run.append(item)
            continue
        if run:
            key: ItemKey = ("fold", run[0].key[1])
            if len(run) > _FOLD and key not in expanded:
                text = counted("{count} earlier change", "{count} earlier changes", len(run) - 1)
                folded += [Item(ItemKind.FOLD, key, text=text), run[-1]]
            else:
                folded += run
            run = []
        if item is not None:
            folded.append(item)
    return folded
