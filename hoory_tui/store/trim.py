"""Letting go of what can be asked for again, so that a day does not grow what is held.

Truth is never lost by that, only nearness: a row or a thread that was let go of is as one never
heard of, and what an answer under way tells of it is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Final

from hoory_tui.store import talks, threads
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import ThreadRecalled, Trimmed
from hoory_tui.store.state import Store
from hoory_tui.store.surplus import with_words

_CONTACTS: Final = 1000
"""Contacts that may be held without a row of theirs: they come before their conversation."""
_SENDERS: Final = 5000
_MATCHES: Final = 1000
_FOREIGN_SENDS: Final = 5000
_GONE: Final = 5000
_NOTIFICATIONS: Final = 500


def take_trimmed(store: Store, step: Trimmed, changes: Changes) -> None:
    """Let go of what the step names, except for what must stay by now."""
    kept = with_words(store)
    for number in step.threads - kept:
        if store.timelines.pop(number, None) is not None:
            store.trimmed = store.steps
            changes.timelines.add(number)
            _forget_ages(store, number)
    kept |= store.fetching | store.timelines.keys()
    for number in (step.conversations & store.conversations.keys()) - kept:
        status = store.conversations[number].status
        # Its lists end somewhere before it from now on, and can be read on from there.
        store.complete_views = {
            view for view in store.complete_views if view.status not in (status, "all")
        }
        talks.drop_conversation(store, number, changes)
        store.trimmed = store.steps
    if step.table in _TABLES:
        _TABLES[step.table](store)


def recall_thread(store: Store, step: ThreadRecalled, changes: Changes) -> None:
    """Show what a thread held when it was let go of, until it is read on from there.

    Whatever was told of it since then is missing, so that all of it is read again.
    """
    timeline = store.timelines.get(step.conversation_id)
    if timeline is None or timeline.loaded or not step.messages:
        return
    # What events told meanwhile of older messages would leave a hole behind it.
    timeline.forget_before(min(one.id for one in step.messages), store.steps)
    for message in step.messages:
        if message.id not in timeline:
            timeline.put(message)
    timeline.loaded, timeline.has_older = True, step.has_older
    timeline.miss(store.steps)
    timeline.known_to = max(one.id for one in step.messages)
    threads.forget_slice(store, step.conversation_id)
    changes.timelines.add(step.conversation_id)


def _forget_ages(store: Store, conversation_id: int) -> None:
    """Keep of the ages of a thread that of the last message, which the row still shows."""
    ages = store.message_ages.pop(conversation_id, {})
    row = store.conversations.get(conversation_id)
    last = row.last_message if row is not None else None
    if last is not None and last.id in ages:
        store.message_ages[conversation_id] = {last.id: ages[last.id]}


def _tidy_ages(store: Store) -> None:
    rows, timelines, fetching = store.conversations, store.timelines, store.fetching
    words = with_words(store)
    for memory in (store.ages, store.message_ages, store.taken_over, store.handed_over):
        unknown = [
            number
            for number in memory
            if not (number in rows or number in timelines or number in fetching or number in words)
        ]
        _forget(memory, unknown)
    _shorten(store.gone, _GONE)


def _tidy_contacts(store: Store) -> None:
    if len(store.contacts) <= len(store.conversations) + _CONTACTS:
        return
    named = {one.contact_id for one in store.conversations.values()}
    strangers = [number for number in store.contacts if number not in named]
    # The youngest may be waiting for their first conversation.
    _forget(store.contacts, strangers[: -_CONTACTS // 2])


def _tidy_sends(store: Store) -> None:
    # A send is only ever looked for among what is newer than all that was known when it left.
    if len(store.foreign_sends) > _FOREIGN_SENDS:
        store.foreign_sends = set(sorted(store.foreign_sends)[-_FOREIGN_SENDS // 2 :])
    if len(store.matches) > _MATCHES:
        busy = with_words(store)
        settled = [
            number
            for number, match in store.matches.items()
            if match.pending.conversation_id not in busy
        ]
        _forget(store.matches, settled[: len(store.matches) - _MATCHES // 2])


def _tidy_notices(store: Store) -> None:
    if len(store.notifications) > _NOTIFICATIONS:
        newest = sorted(store.notifications)[-_NOTIFICATIONS // 2 :]
        store.notifications = {key: store.notifications[key] for key in newest}
    _shorten(store.notified, _NOTIFICATIONS)


def _tidy_senders(store: Store) -> None:
    # Without the shared object there is another one like it, and nothing else changes.
    _shorten(store.senders, _SENDERS)


_TABLES: Final[dict[str, Callable[[Store], None]]] = {
    "ages": _tidy_ages,
    "contacts": _tidy_contacts,
    "sends": _tidy_sends,
    "notices": _tidy_notices,
    "senders": _tidy_senders,
}


def _shorten(table: dict[Any, Any], most: int) -> None:
    """Forget the older half of what is too long; a table keeps the order of coming in."""
    if len(table) > most:
        _forget(table, list(islice(table, len(table) - most // 2)))


def _forget(table: dict[Any, Any], keys: Iterable[object]) -> None:
    for key in keys:
        del table[key]
