"""Questions to the store, answered without changing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

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
from hoory_tui.store.rosters import Order, Sieve, rank_of
from hoory_tui.store.state import Store


class View(StrEnum):
    """The tabs of the conversation list; values are the server's assignee types."""

    MINE = "me"
    UNASSIGNED = "unassigned"
    ALL = "all"


def in_view(store: Store, conversation: Conversation, view: View, status: str = "open") -> bool:
    """Tell whether the conversation belongs to this tab."""
    return _sieve(store, view, status).takes(conversation)


def _sieve(store: Store, view: View, status: str = "open") -> Sieve:
    match view:
        case View.MINE:
            return Sieve(status, anybody=False, assignee_id=store.me_id)
        case View.UNASSIGNED:
            return Sieve(status, anybody=False, assignee_id=None)
    return Sieve(status)


def rows(store: Store, view: View, *, keep: int | None = None, also: Collection[int] = ()) -> Order:
    """Return the conversation ids of a tab, the one last spoken in first.

    `keep` is the conversation at hand: it stays in the list while it is being looked at,
    even when it no longer belongs there. So do those in `also` and those with words of ours
    that have not arrived: nothing unsent may be out of reach.
    """
    sieve = _sieve(store, view)
    kept = {keep, *also, *(pending.conversation_id for pending in store.outbox.values())}
    held = (store.conversations.get(one) for one in kept if one is not None)
    strangers = [rank_of(one) for one in held if one is not None and not sieve.takes(one)]
    order = store.rosters.order(sieve, store.conversations)
    return order.with_also(strangers) if strangers else order


def tab_counts(store: Store) -> dict[View, int]:
    """Return the number of open conversations per tab.

    Counted here once everything is loaded, because that is right at every instant; until
    then the server's numbers stand.
    """
    if View.ALL in store.complete_views:
        held = store.conversations
        return {view: store.rosters.count(_sieve(store, view), held) for view in View}
    counts = store.counts
    return {
        View.MINE: counts.mine_count,
        View.UNASSIGNED: counts.unassigned_count,
        View.ALL: counts.all_count,
    }


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


def unsent(store: Store) -> int:
    """Return how many messages of ours did not leave as they should, or wait for such a one."""
    smooth = (SendState.SENDING, SendState.QUEUED)
    held_up = {
        pending.conversation_id
        for pending in store.outbox.values()
        if pending.state not in smooth or pending.problem
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
