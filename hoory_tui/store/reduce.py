"""The reducer: an event, an answer or a deed of ours goes in, changed keys come out."""

from __future__ import annotations

from collections.abc import Iterable

from hoory_tui.store import notices, outbox, people, talks, threads
from hoory_tui.store.changes import Changes
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
    SendMoved,
    SendProgressed,
    SendSettled,
    SendStarted,
    TeamsLoaded,
    Tick,
    WordsLeft,
)
from hoory_tui.store.records import Inbox, Label, Team
from hoory_tui.store.state import Store
from hoory_tui.wire import events as cable


def apply(store: Store, step: cable.Event | Happening, now: float) -> Changes:
    """Apply one step at `now` (unix seconds) and return what it changed; never raises on data."""
    changes = Changes()
    store.steps += 1
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
            talks.hear_conversation(store, event.conversation, changes, now)
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
            notices.hear_notification(store, event, changes)
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
        case SendStarted(pending):
            talks.keep_place(store, pending.conversation_id, pending.created_at, changes)
            outbox.start(store, step, changes)
        case SendSettled():
            threads.take_sent(store, step, changes)
        case SendMoved():
            outbox.move(store, step, changes)
        case SendProgressed():
            outbox.progress(store, step, changes)
        case SendDiscarded():
            outbox.discard(store, step, changes)
        case MessagesLoaded():
            threads.take_messages(store, step, changes)
        case WordsLeft(conversation_id):
            talks.keep_place(store, conversation_id, 0.0, changes)
        case Opened():
            threads.open_timeline(store, step, changes)
        case ConversationsLoaded():
            for payload in step.page.payload:
                talks.read_conversation(store, payload, step.asked, changes, now)
            if step.complete:
                store.complete_views.add(step.view)
            _take_counts(store, step, changes)
        case CountsLoaded():
            _take_counts(store, step, changes)
        case ConversationLoaded():
            talks.read_conversation(store, step.conversation, step.asked, changes, now)
        case ConversationGone():
            talks.lose_conversation(store, step.conversation_id, changes)
        case Proposed():
            talks.propose(store, step, changes)
        case ProposalFailed():
            talks.withdraw(store, step, changes)
        case NotificationsLoaded():
            notices.read_notifications(store, step, changes)
        case LinkMoved():
            store.link = step.link
            changes.link = True
        case EventsMissed():
            _miss_events(store, step, changes)
        case Tick():
            people.expire_typing(store, changes, now)
        case _:
            _take_list(store, step, changes)


def _miss_events(store: Store, step: EventsMissed, changes: Changes) -> None:
    changes.typing.update(key for key, typists in store.typing.items() if typists)
    store.typing.clear()
    # Whoever was asked for may never be answered now, and would not be asked for again.
    store.fetching.clear()
    for conversation_id, timeline in store.timelines.items():
        if step.afresh:
            timeline.forget_all(store.steps)
            threads.forget_slice(store, conversation_id)
            changes.timelines.add(conversation_id)
        else:
            timeline.miss(store.steps)


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


def _take_list(store: Store, step: Happening, changes: Changes) -> None:
    changes.lists = True
    match step:
        case ProfileLoaded(profile):
            store.me_id = profile.id
        case AgentsLoaded(agents):
            store.agents = {key: store.agents[key] for key in store.agents if key == store.me_id}
            for agent in agents:
                people.hear_agent(store, agent, changes)
            talks.doubt_assignees(store, changes)
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
