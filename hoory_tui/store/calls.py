"""What calls an agent: of which kinds an event is, and what of it is still to be told, as one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.occurrences import FROM_CONTACT, Occurrence
from hoory_tui.store.state import Store
from hoory_tui.wire import events as cable

MESSAGE, NEW, MENTION, ASSIGNED, UNASSIGNED = (
    *("message", "conversation", "mention", "assigned", "unassigned"),
)
"""What a call is about."""
_SAME: Final = 15.0
"""Seconds in which servers tell the same thing in several events."""
_NOTIFIED: Final = {
    "conversation_mention": MENTION,
    "conversation_assignment": ASSIGNED,
}
"""Kinds of notifications that are about us; messages are heard of by themselves."""


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that an agent may be called for; `who` and `text` are strangers' words.

    `kinds` are keys of the settings, as far as they fit; `about` says what happened.
    """

    about: str
    kinds: frozenset[str]
    conversation_id: int
    inbox_id: int = 0
    who: str = ""
    text: str = ""
    is_late: bool = False
    """Whether it was read after a time in which nothing could be heard."""


def call_of(
    event: cable.Event, what: Occurrence, store: Store, inboxes: Collection[str | int]
) -> Call | None:
    """Return what an event, which is this to rules, calls for; None for what is no news."""
    if isinstance(event, cable.NotificationCreated):
        return _notified(event, store)
    if isinstance(event, cable.MessageEvent):
        message = event.message
        told = message.conversation
        place = message.inbox_id or 0, told.assignee_id if told is not None else None
        return call_about(what, store, inboxes, place)
    if isinstance(event, cable.ConversationEvent):
        payload = event.conversation
        assignee = payload.meta.assignee if payload.meta is not None else None
        place = payload.inbox_id or 0, assignee.id if assignee is not None else None
        return call_about(what, store, inboxes, place)
    return None


def call_about(
    what: Occurrence,
    store: Store,
    inboxes: Collection[str | int],
    place: tuple[int, int | None] = (0, None),
    *,
    is_late: bool = False,
) -> Call | None:
    """Return what an occurrence calls for.

    `place` are inbox and assignee, for a conversation that the store does not have.
    """
    number = what.conversation_id
    about = _about(what.kinds)
    if number is None or not about:
        return None
    held = store.conversations.get(number)
    inbox_id, assignee_id = (held.inbox_id, held.assignee_id) if held is not None else place
    kinds = {about} if about in (MENTION, ASSIGNED, UNASSIGNED) else set()
    if about in (MESSAGE, NEW):
        kinds.add("all")
        if assignee_id is None:
            kinds.add("unassigned")
        elif assignee_id == store.me_id:
            kinds.add("mine")
    if about != MENTION and _is_named(inbox_id, store, inboxes):
        kinds.add("inbox")
    return Call(about, frozenset(kinds), number, inbox_id, what.who, what.text, is_late)


def _about(kinds: frozenset[str]) -> str:
    for kind, about in (
        ("mention", MENTION),
        (FROM_CONTACT, MESSAGE),
        ("assigned to me", ASSIGNED),
        ("new conversation", NEW),
        ("unassigned", UNASSIGNED),
    ):
        if kind in kinds:
            return about
    return ""


def _is_named(inbox_id: int, store: Store, inboxes: Collection[str | int]) -> bool:
    if not inboxes or not inbox_id:
        return False
    inbox = store.inboxes.get(inbox_id)
    name = inbox.name.casefold() if inbox is not None else None
    return any(
        one == inbox_id if isinstance(one, int) else one.casefold() == name for one in inboxes
    )


def _notified(event: cable.NotificationCreated, store: Store) -> Call | None:
    notification = event.notification
    about = _NOTIFIED.get(notification.notification_type or "")
    actor = notification.primary_actor
    if about is None or actor is None:
        return None
    held = store.conversations.get(actor.id)
    inbox_id = held.inbox_id if held is not None else actor.inbox_id or 0
    return Call(about, frozenset({about}), actor.id, inbox_id)


class CallBook:
    """What is to be told and was not yet; `now` is in seconds of any clock that only goes on."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._told_at = float("-inf")
        self._waiting: list[Call] = []
        self._heard: dict[tuple[str, int], float] = {}

    def __iter__(self) -> Iterator[Call]:
        return iter(self._waiting)

    def hear(self, call: Call, now: float) -> None:
        """Take a call in, unless it is what another event has told already."""
        number = call.conversation_id
        if call.about == MESSAGE:
            # The first message belongs to the conversation that it begins.
            begun_at = self._heard.pop((NEW, number), None)
            if begun_at is not None and now - begun_at < _SAME:
                if (NEW, number) in {(one.about, one.conversation_id) for one in self._waiting}:
                    self._forget(lambda one: (one.about, one.conversation_id) == (NEW, number))
                else:
                    return
            self._waiting.append(call)
            return
        last = self._heard.get((call.about, number))
        if last is None or now - last >= _SAME:
            self._heard = {key: at for key, at in self._heard.items() if now - at < _SAME}
            self._heard[call.about, number] = now
            self._waiting.append(call)

    def due(self, now: float) -> list[Call]:
        """Return all that waits and forget it, if the pause since the last time is over."""
        if not self._waiting or now - self._told_at < self._pause:
            return []
        self._told_at = now
        told, self._waiting = self._waiting, []
        return told

    def drop(self, is_dropped: Callable[[Call], bool]) -> None:
        """Forget those of which this is so: nobody has to be called for them any more."""
        self._forget(is_dropped)

    def _forget(self, is_dropped: Callable[[Call], bool]) -> None:
        self._waiting = [one for one in self._waiting if not is_dropped(one)]


def conversations_of(calls: Iterable[Call]) -> tuple[int, ...]:
    """Return the conversations that calls are about, each once."""
    return tuple(dict.fromkeys(one.conversation_id for one in calls))


def needing(store: Store) -> int:
    """Return how many open conversations wait for us: mentions, and what is unread of ours."""
    return sum(
        one.status == "open"
        and (one.mention_unread or (bool(one.unread_count) and one.assignee_id == store.me_id))
        for one in store.conversations.values()
    )
