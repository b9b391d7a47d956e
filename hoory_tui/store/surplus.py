"""What there is too much of: which threads and rows to let go of, as questions to the store.

Only what can be asked for again is named, the least likely to be wanted first, and never so much
that doing it would be felt.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.happenings import ThreadRecalled
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store

SLACK: Final = 0.1
"""What is over a cap is brought this part below it, so that it is not planned at every event."""
TABLES: Final = ("ages", "contacts", "sends", "notices", "senders")
"""The names of what else is looked at, one after the other, each within a few milliseconds."""
_SAMPLE: Final = 1000
_CLOSED_FIRST: Final = 1e11
"""Seconds by which a row that no list shows counts as older than any that one shows."""


@dataclass(frozen=True, slots=True)
class Caps:
    """How much is held at most: messages and threads, and rows of whatever status.

    The `recent` threads that were looked at last stay all the same, for a hand goes back and
    forth, and so do the `near` rows below the cursor of the list, which is about to get there.
    """

    messages: int = 20_000
    threads: int = 1000
    conversations: int = 20_000
    recent: int = 10
    near: int = 200


def surplus_threads(
    store: Store, caps: Caps, used: Sequence[int], keep: Collection[int], most: int = 2000
) -> frozenset[int]:
    """Return the threads to let go of now, as far as there is too much of them.

    `used` are those that were looked at, the latest last; `keep` are never named. No more are
    named than hold `most` messages, so that letting go takes no time that anybody feels.
    """
    held = sum(map(len, store.timelines.values()))
    too_many = len(store.timelines) > caps.threads
    if held <= caps.messages and not too_many:
        return frozenset()
    enough = caps.messages * (1 - SLACK)
    rank = {number: place for place, number in enumerate(used)}
    kept = {*keep, *with_words(store)}
    found: set[int] = set()
    spared = 0
    for number in sorted(store.timelines.keys() - kept, key=lambda one: rank.get(one, -1)):
        left = len(store.timelines) - len(found)
        if (held <= enough and left <= caps.threads * (1 - SLACK)) or spared >= most:
            break
        size = len(store.timelines[number])
        held, spared = held - size, spared + size + 1
        found.add(number)
    return frozenset(found)


def surplus_conversations(
    store: Store, caps: Caps, keep: Collection[int], most: int = 500
) -> frozenset[int]:
    """Return the rows to let go of now, as far as there are too many.

    Those that no list shows go first, then those in which nothing happened for the longest;
    never one of `keep`, one of ours, one with a thread, or one that is being fetched.
    """
    surplus = len(store.conversations) - caps.conversations
    if surplus <= 0:
        return frozenset()
    wanted = min(most, surplus + int(caps.conversations * SLACK))
    limit = _activity_of_oldest(store, wanted)
    kept = {*keep, *with_words(store), *store.timelines, *store.fetching}
    oldest = [
        (at, number)
        for number, one in store.conversations.items()
        if (at := one.last_activity_at - (0.0 if one.status == "open" else _CLOSED_FIRST)) <= limit
        and number not in kept
        and not _is_mine(store, one)
    ]
    return frozenset(number for _, number in sorted(oldest)[:wanted])


def _activity_of_oldest(store: Store, wanted: int) -> float:
    """Return about since when nothing happened in the `wanted` rows that go first, from a sample.

    Activity is what the server orders its lists by, so that what goes is the end of them.
    """
    step = max(1, len(store.conversations) // _SAMPLE)
    sample = sorted(
        one.last_activity_at - (0.0 if one.status == "open" else _CLOSED_FIRST)
        for one in islice(store.conversations.values(), 0, None, step)
    )
    return sample[min(len(sample) - 1, 2 * wanted // step)]


def _is_mine(store: Store, conversation: Conversation) -> bool:
    return conversation.assignee_id == store.me_id and conversation.status == "open"


def with_words(store: Store) -> set[int]:
    """Return the conversations with words of ours that have not arrived."""
    return {pending.conversation_id for pending in store.outbox.values()}


def end_of_thread(store: Store, conversation_id: int, most: int) -> ThreadRecalled | None:
    """Return the newest `most` messages of a thread as they can be recalled; None for none.

    Only what has no hole in it: of a thread that events may have been missed for, the part
    from before.
    """
    timeline = store.timelines.get(conversation_id)
    if timeline is None or not timeline.loaded:
        return None
    messages = timeline.messages()
    if timeline.stale:
        messages = [one for one in messages if one.id <= timeline.known_to]
    if not messages:
        return None
    has_older = timeline.has_older or len(messages) > most
    return ThreadRecalled(conversation_id, tuple(messages[-most:]), has_older)
