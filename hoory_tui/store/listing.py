"""Reducing what answers tell of lists: who is in them, how many, and whether that is all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hoory_tui.store import named, select, talks, threads
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import ConversationsLoaded, ViewRead
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL, BY_ASSIGNEE, ListView, ScopeKind, view_of

if TYPE_CHECKING:
    from hoory_tui.wire.answers import ConversationCounts

_MOST_COUNTS: Final = 200
_MOST_COMPLETE: Final = 50
_MARKS: Final = {ScopeKind.MENTIONS: "mentions_me", ScopeKind.PARTICIPATING: "participating"}
"""What only the server knows of a conversation, and the field that remembers it."""


def take_page(store: Store, step: ConversationsLoaded, changes: Changes, now: float) -> None:
    """Take in a page of a list, with what being in that list tells."""
    for payload in step.page.payload:
        talks.read_conversation(store, payload, step.asked, changes, now)
    kind = step.view.scope.kind if step.view.filter is None else None
    for payload in step.page.payload:
        if kind is ScopeKind.MENTIONS:
            named.find(store, payload.id, changes)
        elif kind is ScopeKind.PARTICIPATING:
            _put(store, store.conversations.get(payload.id), {"participating": True}, changes)
    if step.complete:
        if len(store.complete_views) >= _MOST_COMPLETE:
            store.complete_views &= {ALL}
        if step.view.range not in store.complete_views:
            # Even if nobody is in it: an empty list says something else now.
            store.complete_views.add(step.view.range)
            changes.order = True
    take_counts(store, step.view, step.page.meta, changes)


def take_whole(store: Store, step: ViewRead, changes: Changes) -> None:
    """Take the mark of a list off what is no longer in it, unless something was heard since."""
    mark = _MARKS.get(step.view.scope.kind)
    if mark is None or step.view.filter is not None:
        return
    for conversation_id in list(select.rows(store, step.view)):
        age = store.ages.get(conversation_id)
        if conversation_id in step.seen or (age is not None and age.taken > step.asked.step):
            continue
        fields = {mark: False, **({"mention_unread": False} if mark == "mentions_me" else {})}
        _put(store, store.conversations.get(conversation_id), fields, changes)


def take_counts(store: Store, view: ListView, told: ConversationCounts, changes: Changes) -> None:
    """Take the numbers that came with a list: of its tabs, or of itself."""
    if view.filter is None and view.scope.kind in BY_ASSIGNEE:
        numbers = (told.mine_count, told.unassigned_count, told.all_count)
        counts = {
            view_of(kind, view.status): number
            for kind, number in zip(BY_ASSIGNEE, numbers, strict=True)
        }
    else:
        counts = {view.range: told.all_count}
    if any(store.counts.get(one) != number for one, number in counts.items()):
        if len(store.counts) >= _MOST_COUNTS:
            store.counts = {}
        store.counts |= counts
        changes.counts = True


def miss_events(store: Store) -> None:
    """Doubt every list but that of the open conversations, which is read again in any case."""
    store.complete_views &= {ALL}


def _put(store: Store, held: Conversation | None, fields: dict[str, Any], changes: Changes) -> None:
    if held is None or all(getattr(held, key) == value for key, value in fields.items()):
        return
    threads.put_conversation(store, amended(held, **fields), changes)
