"""Notifications in words: what happened, in which conversation, and which are to be read."""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.facts import Moment
from hoory_tui.render.lines import Line, fit, spread
from hoory_tui.render.names import shown_name
from hoory_tui.store import select
from hoory_tui.store.records import Notification
from hoory_tui.store.state import Store
from hoory_tui.words import said, to_say

_KINDS: Final = {
    "conversation_creation": to_say("New conversation"),
    "conversation_assignment": to_say("Assigned to you"),
    "assigned_conversation_new_message": to_say("New message in yours"),
    "participating_conversation_new_message": to_say("New message where you watch"),
    "conversation_mention": to_say("You are mentioned"),
    "sla_missed_first_response": to_say("First answer missed"),
    "sla_missed_next_response": to_say("Answer missed"),
    "sla_missed_resolution": to_say("Resolution missed"),
}
_TEXT_CHARACTERS: Final = 400


@dataclass(frozen=True, slots=True)
class BellRow:
    """All that a row of the inbox shows."""

    kind: str
    where: str
    text: str
    age: str
    unread: bool
    snoozed: str = ""
    is_missed: bool = False


def kind_words(kind: str) -> str:
    """Return what a kind of notification is in words; unknown kinds by their own name."""
    return said(_KINDS.get(kind, "")) or kind.replace("_", " ").capitalize() or said("Notification")


def bell_ids(store: Store, *, with_read: bool) -> list[int]:
    """Return the ids of notifications, unread ones first, each part the latest first."""
    shown = [one for one in store.notifications.values() if with_read or is_waiting(one)]
    shown.sort(key=lambda one: (is_waiting(one), one.created_at or 0.0, one.id), reverse=True)
    return [one.id for one in shown]


def is_waiting(notification: Notification) -> bool:
    """Tell whether it is neither read nor snoozed."""
    return notification.read_at is None and notification.snoozed_until is None


def bell_row(store: Store, notification: Notification, at: Moment) -> BellRow:
    """Return what the row of a notification shows."""
    number = notification.conversation_id
    where = ""
    if number is not None:
        held = store.conversations.get(number)
        name = select.contact_of(store, held).label if held is not None else ""
        where = f"#{number} {shown_name(name, at.glyphs)}".rstrip()
    snoozed = ""
    if notification.snoozed_until is not None and notification.read_at is None:
        snoozed = said(
            "snoozed until {when}", when=when.moment(notification.snoozed_until, at.now, at.zone)
        )
    return BellRow(
        kind_words(notification.kind),
        where,
        at.glyphs.shown(" ".join(notification.text[:_TEXT_CHARACTERS].split())),
        when.age(notification.created_at, at.now),
        notification.read_at is None,
        snoozed,
        notification.kind.startswith("sla_missed"),
    )


def bell_lines(row: BellRow, width: int, dot: str) -> list[Line]:
    """Return the two lines of a row, each of exactly `width` cells."""
    role = "row-name-unread" if row.unread else "row-dim"
    kind_role = "failed" if row.is_missed and row.unread else role
    mark = f" {dot} " if row.unread else "   "
    right: Line = [(f"{row.snoozed}  ", "warn")] if row.snoozed else []
    right.append((f" {row.age} ", "row-dim"))
    first: Line = [(mark, "online"), (row.kind, kind_role), (f"  {row.where}", role)]
    text_role = "row-fact-unread" if row.unread else "row-fact"
    return [
        spread(first, right, width, "row"),
        fit([("   ", "row"), (row.text, text_role)], width, "row"),
    ]
