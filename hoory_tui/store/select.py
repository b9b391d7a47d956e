"""Questions to the store, answered without changing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from hoory_tui.store.records import (
    Agent,
    Contact,
    Conversation,
    Direction,
    Kind,
    Meanwhile,
    Message,
    Pending,
    SendState,
    Typist,
)
from hoory_tui.store.rosters import Order
from hoory_tui.store.sieves import PRESSING, Sieve, rank_by_need, rank_of
from hoory_tui.store.state import Store
from hoory_tui.store.views import ListView, ScopeKind, view_of


def sieve_of(store: Store, view: ListView) -> Sieve:
    """Return which conversations belong to a view."""
    scope, status = view.scope, view.status
    match scope.kind:
        case ScopeKind.MINE:
            return Sieve(status, anybody=False, assignee_id=store.me_id, filter=view.filter)
        case ScopeKind.UNASSIGNED:
            return Sieve(status, anybody=False, filter=view.filter)
        case ScopeKind.MENTIONS | ScopeKind.UNATTENDED | ScopeKind.PARTICIPATING:
            return Sieve(status, kind=scope.kind, filter=view.filter)
        case ScopeKind.INBOX:
            return Sieve(status, inbox_id=scope.id, filter=view.filter)
        case ScopeKind.TEAM:
            return Sieve(status, team_id=scope.id, filter=view.filter)
        case ScopeKind.LABEL:
            return Sieve(status, label=scope.name, filter=view.filter)
    return Sieve(status, filter=view.filter)


def in_view(store: Store, conversation: Conversation, view: ListView) -> bool:
    """Tell whether the conversation belongs to this view."""
    return sieve_of(store, view).takes(conversation, store.rosters.judge)


def is_complete(store: Store, view: ListView) -> bool:
    """Tell whether every conversation of a view is held, which any order of it proves."""
    known = store.complete_views
    if view.range in known:
        return True
    if view.scope.kind in _BY_ANSWER or view.filter is not None:
        # Nothing that a row tells decides who is in these.
        return False
    everything = view_of(ScopeKind.ALL, view.status), view_of(ScopeKind.ALL, "all")
    return any(one in known for one in everything)


_BY_ANSWER: Final = frozenset({ScopeKind.MENTIONS, ScopeKind.PARTICIPATING, ScopeKind.FOLDER})


def rows(
    store: Store, view: ListView, *, keep: int | None = None, also: Collection[int] = ()
) -> Order:
    """Return the conversation ids of a view, in its order.

    `keep` is the conversation at hand: it stays in the list while it is being looked at,
    even when it no longer belongs there. So do those in `also` and those with words of ours
    that have not arrived: nothing unsent may be out of reach.
    """
    sieve = sieve_of(store, view)
    kept = {keep, *also, *(pending.conversation_id for pending in store.outbox.values())}
    held = (store.conversations.get(one) for one in kept if one is not None)
    order = store.rosters.order(sieve, store.conversations, view.sort)
    strangers = [
        rank_of(one, view.sort)
        for one in held
        # What a rule took depends on more than the row; to look for a place costs more.
        if one is not None
        and (one.id not in order if view.filter is not None else not sieve.takes(one))
    ]
    return order.with_also(strangers) if strangers else order


def members(store: Store, view: ListView) -> Order:
    """Return the ids of the conversations that belong to a view, and of no others."""
    return store.rosters.order(sieve_of(store, view), store.conversations, view.sort)


def count_of(store: Store, view: ListView) -> int | None:
    """Return how many conversations a view holds, None when that is not known.

    Counted here once everything is loaded, because that is right at every instant; until
    then the server's numbers stand.
    """
    if is_complete(store, view):
        return store.rosters.count(sieve_of(store, view), store.conversations)
    return store.counts.get(view.range)


def needing_me(store: Store, overdue: Collection[Conversation] = ()) -> Order:
    """Return the open conversations that need us: mentions, ours that wait, nobody's unread.

    Of ours the urgent ones come first, and with them those that are `overdue`.
    """
    sieve = Sieve(needs_me=True, assignee_id=store.me_id)
    order = store.rosters.order(sieve, store.conversations, None)
    if not overdue:
        return order
    usual = [rank_by_need(store.me_id)(one) for one in overdue]
    return order.with_also([(min(rank[0], PRESSING), *rank[1:]) for rank in usual], usual)


def contact_of(store: Store, conversation: Conversation) -> Contact:
    """Return the contact of a conversation; a nameless one when it is not known."""
    return store.contacts.get(conversation.contact_id) or Contact(conversation.contact_id)


def assignee_of(store: Store, conversation: Conversation) -> str:
    """Return the name of the assignee, empty for none; a bot has a name and no id."""
    if conversation.assignee_id is None:
        return conversation.assignee_name
    agent = store.agents.get(conversation.assignee_id)
    return agent.label if agent else conversation.assignee_name or f"#{conversation.assignee_id}"


def messages_of(store: Store, conversation_id: int) -> list[Message]:
    """Return the held messages of a conversation, oldest first."""
    timeline = store.timelines.get(conversation_id)
    return timeline.messages() if timeline else []


def pending_of(store: Store, conversation_id: int) -> list[Pending]:
    """Return our unsettled sends of a conversation, in the order of sending."""
    return [one for one in store.outbox.values() if one.conversation_id == conversation_id]


def is_held(pending: Pending) -> bool:
    """Tell whether a message stands still for a moment and will leave by itself."""
    return pending.state is SendState.HELD and pending.retry_at is not None


def unsent(store: Store) -> int:
    """Return how many messages of ours did not leave as they should, or wait for such a one."""
    smooth = (SendState.SENDING, SendState.QUEUED)
    held_up = {
        pending.conversation_id
        for pending in store.outbox.values()
        if (pending.state not in smooth and not is_held(pending)) or pending.problem
    }
    return sum(pending.conversation_id in held_up for pending in store.outbox.values())


def typists_of(store: Store, conversation_id: int) -> list[Typist]:
    """Return who is typing in a conversation, the one who began first in front."""
    return list(store.typing.get(conversation_id, {}).values())


def availability_of(store: Store, agent: Agent) -> str:
    """Return ``online``, ``busy`` or ``offline``; a snapshot, once there is one, is the truth."""
    if store.presence_known:
        return store.users_present.get(agent.id, "offline")
    return agent.availability or "offline"


def is_present(store: Store, contact_id: int) -> bool:
    """Tell whether a contact is online now."""
    return contact_id in store.contacts_present


def open_load(store: Store) -> Mapping[int, int]:
    """Return the number of known open conversations per agent, 0 for whoever is not in it."""
    return store.rosters.loads(store.conversations)


def threads_of(store: Store, contact_id: int) -> int:
    """Return how many known conversations a contact has."""
    return store.rosters.threads(store.conversations).get(contact_id, 0)


def agents_by_presence(store: Store) -> list[Agent]:
    """Return the agents, present ones first, then by name."""
    order = {"online": 0, "busy": 1}
    return sorted(
        store.agents.values(),
        key=lambda agent: (order.get(availability_of(store, agent), 2), agent.label.casefold()),
    )


def answered_meanwhile(store: Store, conversation_id: int, since: float) -> Meanwhile | None:
    """Return the last thing that a colleague did in a conversation after `since` (unix seconds).

    A reply is dated by the server's clock, a take-over by ours.
    """
    done: list[Meanwhile] = []
    taken = store.taken_over.get(conversation_id)
    if taken is not None and taken.at > since:
        done.append(Meanwhile("took over", taken.name, taken.at))
    conversation = store.conversations.get(conversation_id)
    last = conversation.last_message if conversation is not None else None
    messages = messages_of(store, conversation_id)
    for message in reversed([*messages, last] if last is not None else messages):
        if message.created_at > since and _is_reply_of_another(store, message):
            name = message.sender.name if message.sender is not None else ""
            done.append(Meanwhile("replied", name, message.created_at))
            break
    return max(done, key=lambda one: one.at, default=None)


def _is_reply_of_another(store: Store, message: Message) -> bool:
    sender = message.sender
    if message.direction is not Direction.OUTGOING or message.private or message.deleted:
        return False
    return sender is not None and sender.kind is Kind.AGENT and sender.id != store.me_id
