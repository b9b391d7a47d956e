"""Reducing conversations: which telling of a row wins, what is doubted, what is gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from hoory_tui.store import glimpsed, people, threads, wishes
from hoory_tui.store.ages import ConversationAge, Order
from hoory_tui.store.changes import Changes
from hoory_tui.store.fold import fold_conversation, is_bot_assigned
from hoory_tui.store.happenings import Asked
from hoory_tui.store.records import GONE, Conversation, TakenOver, amended
from hoory_tui.store.state import Store
from hoory_tui.wire.conversation import ConversationPayload

_BURST_SECONDS: Final = 10.0
"""Within this time two tellings of one conversation without time of change may be swapped."""
_DECIDED: Final = (
    "status",
    "priority",
    "assignee_id",
    "team_id",
    "labels",
    "snoozed_until",
    "contact_id",
    "inbox_id",
)


def hear_conversation(
    store: Store, payload: ConversationPayload, changes: Changes, now: float
) -> None:
    """Take a conversation of an event in, unless what is held is newer."""
    if _is_foreign(store, payload):
        return
    if payload.id in store.gone:
        # An event that was held up must not bring it back, but it may have come back itself.
        threads.ask_for(store, payload.id, changes)
        return
    held = _known(store, payload.id)
    age = store.age_of(payload.id)
    order = Order.LATER
    if held is not None:
        order = _order_of_event(age, held, payload)
    if order is Order.OVERTAKEN:
        would_be = fold_conversation(held, payload)
        if held is not None and _differ(held, would_be, (*_DECIDED, "unread_count")):
            changes.doubtful.add(payload.id)
    if order in (Order.PAST, Order.OVERTAKEN):
        return
    counts, count_doubt = _counts_of_event(age, held, payload)
    after = _take(store, payload, changes, None, counts=counts)
    age.take(store.steps, None)
    age.counted = store.steps
    if counts and payload.updated_at is not None:
        age.counted_at = max(payload.updated_at, age.counted_at or 0.0)
    if held is None:
        _doubt_unheard_of(store, payload, changes)
    else:
        is_doubted = order is Order.UNSURE and _differ(held, after, (*_DECIDED, "unread_count"))
        is_recounted = count_doubt and held.unread_count != after.unread_count
        if is_doubted or is_recounted:
            changes.doubtful.add(payload.id)
        performer = payload.performer
        by_another = performer is not None and (performer.type, performer.id) != (
            "user",
            store.me_id,
        )
        wishes.note_others(store, held, after, now, by_another=by_another)
        _note_take_over(store, held, after, now)
    if payload.updated_at is None:
        _doubt_undated(age, held, after, changes, now)


def read_conversation(
    store: Store, payload: ConversationPayload, asked: Asked | None, changes: Changes, now: float
) -> None:
    """Take a conversation of an answer in, as far as it is not older than what is held."""
    if _is_foreign(store, payload):
        return
    asked = asked or Asked(store.steps)
    store.server_at = max(store.server_at, asked.since or 0.0)
    store.fetching.discard(payload.id)
    if asked.step < store.gone.get(payload.id, 0):
        return
    store.gone.pop(payload.id, None)
    held = _known(store, payload.id)
    age = store.age_of(payload.id)
    order = age.of_answer(asked)
    if held is None:
        order = Order.LATER
        if asked.step < store.trimmed:
            # What events told since the question may have been let go of.
            changes.doubtful.add(payload.id)
    elif _are_dated(held, payload) and payload.updated_at != held.updated_at:
        order = Order.PAST if _is_older(payload, held) else Order.LATER
    if order is Order.PAST:
        return
    counts = held is None or asked.step >= age.counted
    would_be = fold_conversation(held, payload)
    if order is Order.UNSURE:
        # It is not said which is older: what is held stays until it is read again.
        if held is not None and _differ(held, would_be, (*_DECIDED, "unread_count")):
            changes.doubtful.add(payload.id)
        return
    if held is not None and not counts and would_be.unread_count != held.unread_count:
        changes.doubtful.add(payload.id)
    if held is None and asked.step < age.counted:
        changes.doubtful.add(payload.id)
    after = _take(store, payload, changes, asked, counts=counts)
    age.take(store.steps, asked)
    if counts:
        age.counted = store.steps
        age.counted_at = max(asked.since or payload.updated_at or 0.0, age.counted_at or 0.0)
    if payload.updated_at is None:
        age.told_at = now
    if held is not None:
        wishes.note_others(store, held, after, now)
    if held is None or _is_news(held, wishes.bare(store, store.conversations[payload.id])):
        changes.news += 1


def _take(
    store: Store,
    payload: ConversationPayload,
    changes: Changes,
    asked: Asked | None,
    *,
    counts: bool,
) -> Conversation:
    """Put a telling below what is only wished, and return the conversation as it was told."""
    glimpsed.give_way(store, payload.id)
    if payload.meta is not None:
        if payload.meta.sender is not None:
            people.hear_contact(store, payload.meta.sender, changes)
        if payload.meta.assignee is not None and not is_bot_assigned(payload.meta):
            people.hear_agent(store, payload.meta.assignee, changes)
    held = store.conversations.get(payload.id)
    below = wishes.bare(store, held) if held is not None else None
    after = fold_conversation(below, payload, counts=counts)
    if after.assignee_id == store.me_id and not after.participating:
        # Whoever is put in charge watches from then on.
        after = amended(after, participating=True)
    threads.put_conversation(store, wishes.dressed(store, after), changes)
    for message in (*(payload.messages or ()), payload.last_non_activity_message):
        if message is not None:
            threads.take_nested(store, message, payload.id, changes, asked)
    return after


def _known(store: Store, conversation_id: int) -> Conversation | None:
    if conversation_id in store.unconfirmed:
        return None
    held = store.conversations.get(conversation_id)
    return wishes.bare(store, held) if held is not None and held.status != GONE else None


def _is_foreign(store: Store, payload: ConversationPayload) -> bool:
    return payload.account_id is not None and payload.account_id != store.account_id


def _are_dated(held: Conversation, payload: ConversationPayload) -> bool:
    return payload.updated_at is not None and held.updated_at is not None


def _is_older(payload: ConversationPayload, held: Conversation) -> bool:
    return (payload.updated_at or 0.0) < (held.updated_at or 0.0)


def _order_of_event(
    age: ConversationAge, held: Conversation, payload: ConversationPayload
) -> Order:
    # Servers before 4.0 send no time of change: there, the last one heard wins, for now.
    if not _are_dated(held, payload):
        return Order.LATER
    if payload.updated_at == held.updated_at:
        return age.of_event(held.updated_at, payload.updated_at)
    return Order.PAST if _is_older(payload, held) else Order.LATER


def _counts_of_event(
    age: ConversationAge, held: Conversation | None, payload: ConversationPayload
) -> tuple[bool, bool]:
    """Tell whether an event's unread count is not older than the known one, and if in doubt.

    Neither a message heard on its own nor an agent's reading shows in the time of change, so
    an event that was held up can be of the right age and yet know of neither.
    """
    if held is None:
        return True, False
    activity = payload.last_activity_at or payload.timestamp
    if activity is not None and activity < held.last_activity_at:
        return False, False
    at = payload.updated_at
    if at is not None and age.counted_at is not None and at != age.counted_at:
        return at > age.counted_at, age.of_event(None, at) is not Order.LATER
    seen_at = payload.agent_last_seen_at or 0.0
    is_seen = payload.sent("agent_last_seen_at") and seen_at < (held.agent_last_seen_at or 0.0)
    return not is_seen, False


def _doubt_unheard_of(store: Store, payload: ConversationPayload, changes: Changes) -> None:
    # One that is new is told of at once; one that is told of late may be gone since then.
    told_at = payload.updated_at or payload.created_at
    if told_at is None or told_at < store.server_at:
        changes.doubtful.add(payload.id)
    store.server_at = max(store.server_at, told_at or 0.0)


def _differ(held: Conversation, after: Conversation, keys: Iterable[str]) -> bool:
    return any(getattr(held, key) != getattr(after, key) for key in keys)


def _is_news(held: Conversation, after: Conversation) -> bool:
    last, newest = held.last_message, after.last_message
    return _differ(held, after, (*_DECIDED[:6], "unread_count")) or (
        (last and last.id) != (newest and newest.id)
    )


def _doubt_undated(
    age: ConversationAge,
    held: Conversation | None,
    after: Conversation,
    changes: Changes,
    now: float,
) -> None:
    # Nothing tells how long such an event was on its way, so one that decides something is
    # not the last word, and neither is one that may have been swapped with its neighbour.
    is_close = age.told_at is not None and abs(now - age.told_at) < _BURST_SECONDS
    age.told_at = now
    if is_close or (held is not None and _differ(held, after, (*_DECIDED, "unread_count"))):
        changes.doubtful.add(after.id)


def _note_take_over(store: Store, held: Conversation, after: Conversation, now: float) -> None:
    agent_id = after.assignee_id
    if agent_id == held.assignee_id:
        return
    if agent_id is None or agent_id == store.me_id:
        store.taken_over.pop(after.id, None)
    elif store.handed_over.pop(after.id, None) != agent_id:
        agent = store.agents.get(agent_id)
        name = agent.label if agent is not None else after.assignee_name
        store.taken_over[after.id] = TakenOver(agent_id, name, now)


def lose_conversation(store: Store, conversation_id: int, changes: Changes) -> None:
    """Drop a conversation that the server no longer has or shows, but none of our words in it."""
    store.fetching.discard(conversation_id)
    store.unconfirmed.discard(conversation_id)
    store.gone[conversation_id] = store.steps
    # A pending send stays in the outbox: its text is the agent's, whatever became of the rest.
    if store.timelines.pop(conversation_id, None) is not None:
        changes.timelines.add(conversation_id)
    held = store.conversations.get(conversation_id)
    has_words = any(one.conversation_id == conversation_id for one in store.outbox.values())
    if held is None or not has_words:
        drop_conversation(store, conversation_id, changes)
        return
    _forget_about(store, conversation_id, changes)
    if held.status != GONE:
        threads.put_conversation(store, amended(held, status=GONE), changes)


def drop_conversation(store: Store, conversation_id: int, changes: Changes) -> None:
    """Let go of a row and of what is remembered about it, as if it had never been heard of."""
    _forget_about(store, conversation_id, changes)
    store.unconfirmed.discard(conversation_id)
    held = store.conversations.pop(conversation_id, None)
    if held is not None:
        store.rosters.change(held, None)
        changes.conversations.add(conversation_id)
        changes.order = True


def _forget_about(store: Store, conversation_id: int, changes: Changes) -> None:
    if store.typing.pop(conversation_id, None):
        changes.typing.add(conversation_id)
    for memory in (store.ages, store.message_ages, store.taken_over, store.handed_over):
        memory.pop(conversation_id, None)
    store.wishes.pop(conversation_id, None)


def keep_place(store: Store, conversation_id: int, at: float, changes: Changes) -> None:
    """Hold an empty row for words whose conversation is not known, so that they can be found."""
    if conversation_id not in store.conversations:
        gone = Conversation(conversation_id, status=GONE, last_activity_at=at)
        threads.put_conversation(store, gone, changes)


def doubt_assignees(store: Store, changes: Changes) -> None:
    """Doubt the rows whose assignee is in no list: removing an agent is in no event."""
    changes.doubtful.update(
        conversation.id
        for conversation in store.conversations.values()
        if conversation.assignee_id is not None and conversation.assignee_id not in store.agents
    )
