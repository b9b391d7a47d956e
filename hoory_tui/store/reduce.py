"""The reducer: an event, an answer or a deed of ours goes in, changed keys come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from hoory_tui.store import (
    glimpsed,
    library,
    listing,
    lookups,
    named,
    notices,
    outbox,
    people,
    retouch,
    talks,
    threads,
    trim,
    wishes,
)
from hoory_tui.store.beside import (
    AllNotificationsRead,
    DossierLoaded,
    FilesLoaded,
    NotificationMarked,
    NotificationsPaged,
    Observing,
    ParticipantsKnown,
)
from hoory_tui.store.changes import Changes
from hoory_tui.store.fold import fold_inbox
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ContactLoaded,
    ConversationGone,
    ConversationLoaded,
    ConversationsLoaded,
    CountsLoaded,
    DeedsForgotten,
    EventsMissed,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    LibraryLoaded,
    LinkMoved,
    ListRead,
    MentionSeen,
    MessageAnswered,
    MessageProposalFailed,
    MessageProposed,
    MessagesLoaded,
    NotificationsLoaded,
    Opened,
    ProfileLoaded,
    ProposalFailed,
    ProposalTaken,
    Proposed,
    SendDiscarded,
    SendMoved,
    SendProgressed,
    SendSettled,
    SendStarted,
    SignatureTurned,
    TeamsLoaded,
    ThreadRecalled,
    Tick,
    Trimmed,
    ViewRead,
    WordsLeft,
)
from hoory_tui.store.records import Label, Team
from hoory_tui.store.state import Store
from hoory_tui.wire import events as cable

_MOST_KINDS: Final = 1000
_OTHER: Final = "other events"


def apply(store: Store, step: cable.Event | Happening, now: float) -> Changes:
    """Apply one step at `now` (unix seconds) and return what it changed; never raises on data."""
    return apply_all(store, (step,), now)


def apply_all(store: Store, steps: Iterable[cable.Event | Happening], now: float) -> Changes:
    """Apply the steps of one batch and return all that they changed."""
    changes = Changes()
    for step in steps:
        store.steps += 1
        kind: type = type(step)
        hear = _hearer(kind)
        if hear is None:
            _apply_happening(store, step, changes, now)  # type: ignore[arg-type]
        elif step.account_id is None or step.account_id == store.account_id:  # type: ignore[union-attr]
            hear(store, step, changes, now)
    return changes


_Hear = Callable[[Store, Any, Changes, float], None]


@cache
def _hearer(kind: type) -> _Hear | None:
    """Return what applies events of this kind, None for what is no event."""
    return next((hear for event, hear in _HEARERS.items() if issubclass(kind, event)), None)


def _hear_message(store: Store, event: cable.MessageEvent, changes: Changes, now: float) -> None:
    is_new = not isinstance(event, cable.MessageUpdated)
    threads.hear_message(store, event.message, changes, is_new=is_new)


def _hear_conversation(
    store: Store, event: cable.ConversationEvent, changes: Changes, now: float
) -> None:
    talks.hear_conversation(store, event.conversation, changes, now)
    if isinstance(event, cable.ConversationMentioned):
        named.note(store, event.conversation.id, changes)
    if isinstance(event, cable.ConversationRead):
        changes.timelines.add(event.conversation.id)


def _hear_of_people(store: Store, event: cable.Event, changes: Changes, now: float) -> None:
    match event:
        case cable.TypingEvent():
            people.hear_typing(store, event, changes, now)
        case cable.PresenceUpdate():
            people.hear_presence(store, event.presence, changes)
        case cable.ContactDeleted():
            people.lose_contact(store, event.contact.id, changes)
        case cable.ContactEvent():
            people.hear_contact(store, event.contact, changes)


def _hear_the_rest(store: Store, event: cable.Event, changes: Changes, now: float) -> None:
    match event:
        case cable.NotificationEvent():
            notices.hear_notification(store, event, changes)
        case cable.CacheInvalidated():
            _compare_cache_keys(store, event.keys, changes)
        case cable.UnreadCountsChanged():
            changes.counts = True
        case cable.Unknown():
            _tally(store.unknown_events, event.name)
        case cable.Malformed():
            _tally(store.malformed_events, event.name)


_HEARERS: Final[dict[Any, _Hear]] = {
    cable.MessageEvent: _hear_message,
    cable.ConversationEvent: _hear_conversation,
    cable.TypingEvent | cable.ContactEvent | cable.PresenceUpdate: _hear_of_people,
    cable.Event: _hear_the_rest,
}


def _tally(kinds: Counter[str], name: str) -> None:
    # Names are the sender's to make up, and every other one would be kept for ever.
    kinds[name if name in kinds or len(kinds) < _MOST_KINDS else _OTHER] += 1


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
            listing.take_page(store, step, changes, now)
        case ListRead():
            glimpsed.let_go(store, step.kept, changes)
        case CountsLoaded(counts, view):
            listing.take_counts(store, view, counts, changes)
        case MentionSeen(conversation_id):
            named.see(store, conversation_id, changes)
        case ViewRead():
            listing.take_whole(store, step, changes)
        case ConversationLoaded():
            talks.read_conversation(store, step.conversation, step.asked, changes, now)
        case ConversationGone():
            talks.lose_conversation(store, step.conversation_id, changes)
        case Proposed():
            wishes.propose(store, step, changes)
        case ProposalTaken():
            wishes.grant(store, step, changes, now)
        case ProposalFailed():
            wishes.withdraw(store, step, changes)
        case DeedsForgotten():
            wishes.forget(store, step)
        case MessageProposed():
            retouch.propose(store, step, changes)
        case MessageProposalFailed():
            retouch.withdraw(store, step, changes)
        case MessageAnswered():
            retouch.take_answer(store, step, changes)
        case NotificationsLoaded():
            notices.read_notifications(store, step, changes)
        case NotificationsPaged():
            notices.read_page(store, step, changes)
        case NotificationMarked():
            notices.mark(store, step, changes)
        case AllNotificationsRead():
            notices.read_all(store, step, changes)
        case LinkMoved():
            store.link = step.link
            changes.link = True
        case EventsMissed():
            _miss_events(store, step, changes)
        case Trimmed():
            trim.take_trimmed(store, step, changes)
        case ThreadRecalled():
            trim.recall_thread(store, step, changes)
        case Tick():
            people.expire_typing(store, changes, now)
        case _:
            _take_list(store, step, changes)


def _miss_events(store: Store, step: EventsMissed, changes: Changes) -> None:
    changes.typing.update(key for key, typists in store.typing.items() if typists)
    store.typing.clear()
    listing.miss_events(store)
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


def _take_list(store: Store, step: Happening, changes: Changes) -> None:
    changes.lists = True
    match step:
        case ProfileLoaded(profile):
            people.know_me(store, profile, changes)
        case AgentsLoaded(agents):
            store.agents = {key: store.agents[key] for key in store.agents if key == store.me_id}
            for agent in agents:
                people.hear_agent(store, agent, changes)
            talks.doubt_assignees(store, changes)
        case InboxesLoaded(inboxes):
            store.inboxes = {one.id: fold_inbox(one) for one in inboxes}
        case TeamsLoaded(teams):
            store.teams = {one.id: Team(one.id, one.name or "") for one in teams}
        case LabelsLoaded(labels):
            store.labels = {
                one.id: Label(one.id, one.title or "", one.color or "") for one in labels
            }
        case SignatureTurned(channel_type, on):
            store.signing = store.signing.turned(channel_type, on)
        case LibraryLoaded():
            store.library = library.taken(store.library, step)
        case ContactLoaded(contact):
            people.hear_contact(store, contact, changes)
        case DossierLoaded():
            lookups.take_dossier(store, step, changes)
        case ParticipantsKnown():
            lookups.take_participants(store, step, changes)
        case FilesLoaded():
            lookups.take_files(store, step, changes)
        case Observing(on):
            people.observe(store, changes, on=on)
