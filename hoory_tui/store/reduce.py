"""The reducer: an event, an answer or a deed of ours goes in, changed keys come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from hoory_tui.store import people, threads
from hoory_tui.store.changes import Changes
from hoory_tui.store.fold import (
    fold_conversation,
    fold_message,
    fold_notification,
    is_bot_assigned,
)
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ContactLoaded,
    ConversationGone,
    ConversationLoaded,
    ConversationsLoaded,
    CountsLoaded,
    EventsMissed,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    LinkMoved,
    MessagesLoaded,
    NotificationsLoaded,
    Opened,
    ProfileLoaded,
    ProposalFailed,
    Proposed,
    SendDiscarded,
    SendFailed,
    SendRetried,
    SendSettled,
    SendStarted,
    TeamsLoaded,
    Tick,
)
from hoory_tui.store.records import Conversation, Inbox, Label, Team
from hoory_tui.store.state import Store
from hoory_tui.wire import events as cable
from hoory_tui.wire.conversation import ConversationPayload

_BURST_SECONDS: Final = 3.0
"""Within this time two events of one conversation without time of change may be swapped."""


def apply(store: Store, step: cable.Event | Happening, now: float) -> Changes:
    """Apply one step at `now` (unix seconds) and return what it changed; never raises on data."""
    changes = Changes()
    account_id = getattr(step, "account_id", None)
    if account_id is not None and account_id != store.account_id:
        return changes
    if isinstance(step, cable.Event):
        _apply_event(store, step, changes, now)
    else:
        _apply_happening(store, step, changes, now)
    return changes


def apply_all(store: Store, steps: Iterable[cable.Event | Happening], now: float) -> Changes:
    """Apply the steps of one batch and return their merged changes."""
    changes = Changes()
    for step in steps:
        changes.merge(apply(store, step, now))
    return changes


def _apply_event(store: Store, event: cable.Event, changes: Changes, now: float) -> None:
    match event:
        case cable.MessageEvent():
            is_new = not isinstance(event, cable.MessageUpdated)
            threads.hear_message(store, event.message, changes, is_new=is_new)
        case cable.ConversationEvent():
            hear_conversation(store, event.conversation, changes, now)
            if isinstance(event, cable.ConversationRead):
                changes.timelines.add(event.conversation.id)
        case cable.TypingEvent():
            people.hear_typing(store, event, changes, now)
        case cable.PresenceUpdate():
            people.hear_presence(store, event.presence, changes)
        case cable.ContactDeleted():
            people.lose_contact(store, event.contact.id, changes)
        case cable.ContactEvent():
            people.hear_contact(store, event.contact, changes)
        case cable.NotificationEvent():
            _hear_notification(store, event, changes)
        case cable.CacheInvalidated():
            _compare_cache_keys(store, event.keys, changes)
        case cable.UnreadCountsChanged():
            changes.counts = True
        case cable.Unknown():
            store.unknown_events[event.name] += 1
        case cable.Malformed():
            store.malformed_events[event.name] += 1


def _apply_happening(store: Store, step: Happening, changes: Changes, now: float) -> None:
    match step:
        case SendStarted() | SendSettled() | SendFailed() | SendRetried() | SendDiscarded():
            threads.change_outbox(store, step, changes)
        case MessagesLoaded():
            threads.take_messages(store, step, changes)
        case Opened():
            threads.open_timeline(store, step, changes)
        case ConversationsLoaded():
            for payload in step.page.payload:
                hear_conversation(store, payload, changes, now)
            if step.complete:
                store.complete_views.add(step.view)
            _take_counts(store, step, changes)
        case CountsLoaded():
            _take_counts(store, step, changes)
        case ConversationLoaded():
            hear_conversation(store, step.conversation, changes, now)
        case ConversationGone():
            _lose_conversation(store, step.conversation_id, changes)
        case Proposed():
            _propose(store, step, changes)
        case ProposalFailed():
            _withdraw(store, step, changes)
        case NotificationsLoaded():
            for notification in step.page.payload:
                store.notifications[notification.id] = fold_notification(notification)
            if step.page.meta.unread_count is not None:
                store.unread_notifications = step.page.meta.unread_count
            changes.notifications = True
        case LinkMoved():
            store.link = step.link
            changes.link = True
        case EventsMissed():
            for timeline in store.timelines.values():
                timeline.miss()
        case Tick():
            people.expire_typing(store, changes, now)
        case _:
            _take_list(store, step, changes)


def hear_conversation(
    store: Store, payload: ConversationPayload, changes: Changes, now: float
) -> None:
    """Take a conversation in, unless what is held is newer."""
    held = store.conversations.get(payload.id)
    if payload.account_id is not None and payload.account_id != store.account_id:
        return
    if held is not None and _is_older(payload, held):
        return
    if payload.meta is not None:
        if payload.meta.sender is not None:
            people.hear_contact(store, payload.meta.sender, changes)
        if payload.meta.assignee is not None and not is_bot_assigned(payload.meta):
            people.hear_agent(store, payload.meta.assignee, changes)
    if payload.updated_at is None and not payload.is_listing:
        _doubt_burst(store, payload.id, changes, now)
    conversation = fold_conversation(held, payload)
    last_messages = [*(payload.messages or ()), payload.last_non_activity_message]
    for message in last_messages:
        if message is not None:
            record = fold_message(store, message, payload.id)
            threads.settle(store, record, message.echo_id, changes)
            conversation = threads.with_last_message(conversation, record)
    threads.put_conversation(store, conversation, changes)


def _is_older(payload: ConversationPayload, held: Conversation) -> bool:
    # Servers before 4.0 send no time of change: there, the last one heard wins.
    return (
        payload.updated_at is not None
        and held.updated_at is not None
        and payload.updated_at < held.updated_at
    )


def _doubt_burst(store: Store, conversation_id: int, changes: Changes, now: float) -> None:
    heard_at = store.heard_at.get(conversation_id)
    store.heard_at[conversation_id] = now
    if heard_at is not None and now - heard_at < _BURST_SECONDS:
        changes.doubtful.add(conversation_id)


def _lose_conversation(store: Store, conversation_id: int, changes: Changes) -> None:
    # A pending send stays in the outbox: its text is the agent's, whatever became of the rest.
    if store.timelines.pop(conversation_id, None) is not None:
        changes.timelines.add(conversation_id)
    store.typing.pop(conversation_id, None)
    store.heard_at.pop(conversation_id, None)
    held = store.conversations.get(conversation_id)
    if held is not None and any(
        pending.conversation_id == conversation_id for pending in store.outbox.values()
    ):
        if held.status != threads.GONE:
            threads.put_conversation(store, replace(held, status=threads.GONE), changes)
    elif store.conversations.pop(conversation_id, None) is not None:
        changes.conversations.add(conversation_id)
        changes.order = True


def _hear_notification(store: Store, event: cable.NotificationEvent, changes: Changes) -> None:
    notification = event.notification
    if isinstance(event, cable.NotificationDeleted):
        store.notifications.pop(notification.id, None)
    else:
        store.notifications[notification.id] = fold_notification(notification)
    if event.unread_count is not None:
        store.unread_notifications = event.unread_count
    else:
        unread = [one for one in store.notifications.values() if one.read_at is None]
        store.unread_notifications = len(unread)
    changes.notifications = True


def _compare_cache_keys(store: Store, keys: cable.CacheKeys, changes: Changes) -> None:
    for name in ("label", "inbox", "team"):
        mark = getattr(keys, name)
        if mark is not None and store.cache_keys.get(name) != mark:
            store.cache_keys[name] = mark
            changes.stale_lists.add(name)


def _take_counts(store: Store, step: ConversationsLoaded | CountsLoaded, changes: Changes) -> None:
    counts = step.page.meta if isinstance(step, ConversationsLoaded) else step.counts
    if counts != store.counts:
        store.counts = counts
        changes.counts = True


def _propose(store: Store, step: Proposed, changes: Changes) -> None:
    held = store.conversations.get(step.conversation_id)
    if held is not None:
        threads.put_conversation(store, replace(held, **step.fields), changes)


def _withdraw(store: Store, step: ProposalFailed, changes: Changes) -> None:
    held = store.conversations.get(step.conversation_id)
    if held is None:
        return
    # An event that came meanwhile knows better than both of us.
    still_ours = {
        key: step.before[key] for key, value in step.fields.items() if getattr(held, key) == value
    }
    threads.put_conversation(store, replace(held, **still_ours), changes)


def _take_list(store: Store, step: Happening, changes: Changes) -> None:
    changes.lists = True
    match step:
        case ProfileLoaded(profile):
            store.me_id = profile.id
        case AgentsLoaded(agents):
            store.agents = {key: store.agents[key] for key in store.agents if key == store.me_id}
            for agent in agents:
                people.hear_agent(store, agent, changes)
        case InboxesLoaded(inboxes):
            store.inboxes = {
                one.id: Inbox(one.id, one.name or "", one.channel_type or "") for one in inboxes
            }
        case TeamsLoaded(teams):
            store.teams = {one.id: Team(one.id, one.name or "") for one in teams}
        case LabelsLoaded(labels):
            store.labels = {
                one.id: Label(one.id, one.title or "", one.color or "") for one in labels
            }
        case ContactLoaded(contact):
            people.hear_contact(store, contact, changes)
