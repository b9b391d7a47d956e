"""Reducing messages: into timelines, the outbox and the facts of their conversation."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, Final

from hoory_tui.store import outbox
from hoory_tui.store.ages import Age, Order
from hoory_tui.store.changes import Changes
from hoory_tui.store.fold import fold_message
from hoory_tui.store.happenings import Asked, MessagesLoaded, Opened, Reach, SendSettled
from hoory_tui.store.merge import merge_event, merge_row, shown
from hoory_tui.store.records import GONE, Conversation, Direction, Message, amended
from hoory_tui.store.state import Store
from hoory_tui.store.timeline import Timeline
from hoory_tui.wire.message import MessageConversationPayload, MessagePayload

_SURVEY: Final = "input_csat"


def hear_message(
    store: Store, payload: MessagePayload, changes: Changes, *, is_new: bool = True
) -> None:
    """Take in a message of an event: once, in its place, whoever tells of it first.

    `is_new` tells that it was written just now, which ends its author's typing.
    """
    conversation_id = payload.conversation_id
    if conversation_id is None:
        store.malformed_events["message without conversation"] += 1
        return
    message = fold_message(store, payload, conversation_id)
    store.server_at = max(store.server_at, message.created_at)
    outbox.settle(store, message, payload.sent_as, changes)
    if is_new:
        end_typing(store, message, changes)
    conversation = store.conversations.get(conversation_id)
    # A receipt brings the count of its own moment, and nothing tells whether that is past.
    told = payload.conversation if is_new else None
    facts = _facts(store, conversation, message, told, changes)
    take_message(store, message, changes, facts=facts)
    is_known = conversation is not None and conversation.status != GONE
    if not is_known or conversation_id in store.gone or conversation_id in store.unconfirmed:
        ask_for(store, conversation_id, changes)
    if is_new:
        store.age_of(conversation_id).counted = store.steps


def take_nested(
    store: Store,
    payload: MessagePayload,
    conversation_id: int,
    changes: Changes,
    asked: Asked | None,
) -> None:
    """Take in the one message that comes along with a conversation."""
    message = fold_message(store, payload, conversation_id)
    outbox.settle(store, message, payload.sent_as, changes)
    timeline = store.timelines.get(conversation_id)
    counts = asked is not None and timeline is not None and timeline.loaded
    changes.news += take_message(store, message, changes, asked) and counts


def ask_for(store: Store, conversation_id: int, changes: Changes) -> None:
    """Have an unknown conversation fetched, once until there is an answer."""
    if conversation_id not in store.fetching:
        store.fetching.add(conversation_id)
        changes.missing.add(conversation_id)


def take_message(
    store: Store,
    message: Message,
    changes: Changes,
    asked: Asked | None = None,
    *,
    fits: bool | None = None,
    facts: dict[str, Any] | None = None,
) -> bool:
    """Take a telling of a message in: of an event, or of an answer to what was `asked`.

    `fits` tells that it belongs to the slice that the timeline holds, None to find that out;
    `facts` are fields that its conversation has from now on. Tells whether the message is new
    or different to the eye.
    """
    conversation_id = message.conversation_id
    timeline = store.timelines.get(conversation_id)
    held = _held(store, message)
    age = _age(store, message)
    message, doubt = _with_survey_text(store, message, held, age, asked)
    order = _order(message, held, age, asked, timeline)
    told = message
    if held is not None:
        told, is_doubted = _merged(held, message, order, asked)
        doubt |= is_doubted
    elif order is Order.UNSURE:
        # It may have changed since it was asked for, and nobody tells of that again.
        doubt = timeline is not None
    if order is Order.LATER or (order is Order.UNSURE and asked is None):
        age.take(store.steps, asked)
        age.worded |= asked is not None and message.updated_at is None
    if timeline is not None:
        fits = timeline.covers(message.id) if fits is None else fits
        if (fits or message.id in timeline) and timeline.put(told):
            changes.timelines.add(conversation_id)
        if asked is not None and order is Order.LATER:
            timeline.trust(message.id)
    _put_last_message(store, told, facts, changes)
    if doubt:
        _note_doubt(timeline, told, changes)
    if timeline is None:
        _forget_ages(store, conversation_id)
    return held is None or (told is not held and shown(held) != shown(told))


def _order(
    message: Message, held: Message | None, age: Age, asked: Asked | None, timeline: Timeline | None
) -> Order:
    if asked is None:
        return age.of_event(held.updated_at, message.updated_at) if held else Order.LATER
    order = age.of_answer(asked)
    is_from_before = timeline is not None and asked.step < timeline.missed
    return Order.UNSURE if is_from_before else order


def _merged(
    held: Message, message: Message, order: Order, asked: Asked | None
) -> tuple[Message, bool]:
    if asked is None:
        return merge_event(held, message, order)
    if order is Order.LATER:
        return merge_row(held, message), False
    return held, shown(message) != shown(held)


def _note_doubt(timeline: Timeline | None, message: Message, changes: Changes) -> None:
    if timeline is None:
        changes.doubtful.add(message.conversation_id)
    else:
        timeline.doubt(message.id)
        changes.doubtful_threads.add(message.conversation_id)


def _with_survey_text(
    store: Store,
    message: Message,
    held: Message | None,
    age: Age,
    asked: Asked | None,
) -> tuple[Message, bool]:
    """Return a survey with the words that its thread shows, and whether they are to be read.

    Servers of the old generation leave the link out of it everywhere but in the thread.
    """
    if message.content_type != _SURVEY or message.deleted:
        return message, False
    conversation = store.conversations.get(message.conversation_id)
    is_dated = conversation is not None and conversation.updated_at is not None
    is_whole = asked is not None and message.updated_at is None
    if is_dated or is_whole:
        return message, False
    if held is not None and age.worded:
        return amended(message, content=held.content), False
    is_kept = message.conversation_id in store.timelines
    return message, is_kept and (asked is None or held is None)


def _held(store: Store, message: Message) -> Message | None:
    timeline = store.timelines.get(message.conversation_id)
    held = timeline.get(message.id) if timeline is not None else None
    if held is not None:
        return held
    last = _last_message(store, message.conversation_id)
    return last if last is not None and last.id == message.id else None


def _age(store: Store, message: Message) -> Age:
    ages = store.message_ages.setdefault(message.conversation_id, {})
    if message.id not in ages:
        ages[message.id] = Age()
    return ages[message.id]


def _forget_ages(store: Store, conversation_id: int) -> None:
    ages = store.message_ages.get(conversation_id)
    if ages and len(ages) > 1:
        last = _last_message(store, conversation_id)
        kept = {last.id: ages[last.id]} if last is not None and last.id in ages else {}
        store.message_ages[conversation_id] = kept


def forget_slice(store: Store, conversation_id: int) -> None:
    """Forget the ages of messages that a timeline no longer holds."""
    timeline = store.timelines[conversation_id]
    last = _last_message(store, conversation_id)
    store.message_ages[conversation_id] = {
        number: age
        for number, age in store.message_ages.get(conversation_id, {}).items()
        if number in timeline or (last is not None and last.id == number)
    }


def _last_message(store: Store, conversation_id: int) -> Message | None:
    conversation = store.conversations.get(conversation_id)
    return conversation.last_message if conversation is not None else None


def end_typing(store: Store, message: Message, changes: Changes) -> None:
    """Forget that somebody was typing once their message is there."""
    typists = store.typing.get(message.conversation_id)
    if not typists or message.sender is None:
        return
    if typists.pop((message.sender.kind, message.sender.id), None) is not None:
        changes.typing.add(message.conversation_id)


def _put_last_message(
    store: Store, message: Message, facts: dict[str, Any] | None, changes: Changes
) -> None:
    conversation = store.conversations.get(message.conversation_id)
    if conversation is None:
        return
    held = conversation.last_message
    is_last = message.direction is not Direction.ACTIVITY and (
        held is None or held.id == message.id or message.place >= held.place
    )
    fields = facts or {}
    if is_last and held is not message:
        fields = {**fields, "last_message": message}
    if fields:
        put_conversation(store, amended(conversation, **fields), changes)


def put_conversation(store: Store, conversation: Conversation, changes: Changes) -> None:
    """Store a conversation and note what about the list is dirty; the same object is no change."""
    held = store.conversations.get(conversation.id)
    if held is conversation:
        return
    store.conversations[conversation.id] = conversation
    has_moved = store.rosters.change(held, conversation)
    changes.conversations.add(conversation.id)
    if has_moved or held is None or _rank(held) != _rank(conversation):
        changes.order = True
    if conversation.status == "resolved" and conversation.id in store.typing:
        del store.typing[conversation.id]
        changes.typing.add(conversation.id)


_rank: Final = attrgetter(
    "spoken_at",
    "status",
    "assignee_id",
    "team_id",
    "inbox_id",
    "labels",
    "unread_count",
    "priority",
    "created_at",
    "waiting_since",
    "first_reply_at",
    "mentions_me",
    "mention_unread",
    "participating",
)


def _facts(
    store: Store,
    conversation: Conversation | None,
    message: Message,
    facts: MessageConversationPayload | None,
    changes: Changes,
) -> dict[str, Any]:
    """Return the fields of its conversation that a message event tells anew."""
    if conversation is None or (message.direction is Direction.ACTIVITY and facts is None):
        return {}
    last = conversation.last_message
    # A message that comes late tells of a state that is past.
    if last is not None and message.place < last.place:
        return {}
    fields: dict[str, Any] = {}
    if facts is not None and facts.unread_count is not None:
        is_next = message.direction is not Direction.ACTIVITY and (
            last is None or last.id != message.id
        )
        fields |= _count(store, conversation, facts.unread_count, message, changes, is_next=is_next)
    activity = (facts.last_activity_at if facts else None) or message.created_at
    if activity > conversation.last_activity_at:
        fields["last_activity_at"] = activity
    return {key: value for key, value in fields.items() if getattr(conversation, key) != value}


def _count(
    store: Store,
    conversation: Conversation,
    unread_count: int,
    message: Message,
    changes: Changes,
    *,
    is_next: bool,
) -> dict[str, Any]:
    # Whatever was counted later included the message, and may have been read since then:
    # an event that was held up must not undo that.
    age = store.age_of(conversation.id)
    at = message.updated_at
    if at is not None and age.counted_at is not None and at <= age.counted_at:
        if age.read and unread_count != conversation.unread_count:
            changes.doubtful.add(conversation.id)
        return {}
    # An answer that knew of the message would have shown it, so the next one is after it.
    is_doubted = not is_next and age.of_event(None, at) is Order.UNSURE
    if is_doubted and unread_count != conversation.unread_count:
        changes.doubtful.add(conversation.id)
    age.counted_at = at or age.counted_at
    return {"unread_count": unread_count}


def open_timeline(store: Store, happening: Opened, changes: Changes) -> None:
    """Begin to keep a conversation's messages, before the first page is even asked for."""
    store.timelines.setdefault(happening.conversation_id, Timeline(store.steps))
    changes.timelines.add(happening.conversation_id)


def take_messages(store: Store, happening: MessagesLoaded, changes: Changes) -> None:
    """Take in a page of messages."""
    conversation_id = happening.conversation_id
    asked = happening.asked or Asked(store.steps)
    timeline = _timeline_of(store, conversation_id, asked)
    ids = [payload.id for payload in happening.page.payload]
    fits = _fits(timeline, happening.reach, ids, asked)
    counts = timeline.loaded and happening.reach is not Reach.OLDER
    for payload in happening.page.payload:
        message = fold_message(store, payload, conversation_id)
        outbox.settle(store, message, payload.sent_as, changes)
        is_news = take_message(store, message, changes, asked, fits=fits)
        changes.news += counts and is_news
    match happening.reach:
        case Reach.LATEST if asked.step >= timeline.missed:
            _take_latest(store, timeline, happening, ids)
        case Reach.NEWER:
            timeline.reach_to(max(ids, default=0))
        case Reach.OLDER if asked.step >= timeline.missed:
            timeline.make_sure(ids)
    # A page says nothing of what lies before older messages that are already held.
    is_first = timeline.oldest_id() in (None, min(ids, default=timeline.oldest_id()))
    if happening.reach is not Reach.NEWER and fits and is_first:
        timeline.has_older = not happening.exhausted
    changes.timelines.add(conversation_id)


def _timeline_of(store: Store, conversation_id: int, asked: Asked) -> Timeline:
    timeline = store.timelines.get(conversation_id)
    if timeline is None:
        timeline = store.timelines[conversation_id] = Timeline(asked.step)
        if asked.step < store.trimmed:
            # What events told of this thread since the question may have been let go of.
            timeline.miss(store.trimmed)
    return timeline


def _fits(timeline: Timeline, reach: Reach, ids: list[int], asked: Asked) -> bool:
    # A page has no holes, so it goes with the slice if they overlap; older ones lie before it.
    if reach is Reach.OLDER:
        return timeline.loaded and asked.step >= timeline.began
    oldest_id = timeline.oldest_id()
    return not timeline.loaded or oldest_id is None or max(ids, default=oldest_id) >= oldest_id


def _take_latest(store: Store, timeline: Timeline, page: MessagesLoaded, ids: list[int]) -> None:
    oldest_id = min(ids, default=0)
    if not timeline.loaded or (timeline.stale and not timeline.known_to):
        if not page.exhausted:
            # What events told before the first page has a hole behind it.
            timeline.forget_before(oldest_id, store.steps)
            forget_slice(store, page.conversation_id)
    elif timeline.stale and not page.exhausted and oldest_id > timeline.known_to:
        # There may be more between what is held and this page: it has to be read first.
        return
    timeline.settle_down(oldest_id)


def take_sent(store: Store, step: SendSettled, changes: Changes) -> None:
    """Take in the answer to a send of ours: the message as it was made, not as it is now."""
    pending = store.outbox.get(step.echo_id)
    payload = step.message
    conversation_id = payload.conversation_id or (pending.conversation_id if pending else None)
    if conversation_id is None:
        return
    told = {
        "conversation_id": conversation_id,
        "echo_id": step.echo_id,
        # What events said since then is newer.
        "updated_at": payload.updated_at or payload.created_at,
    }
    message = fold_message(store, payload, conversation_id)
    if _held(store, message) is None:
        hear_message(store, payload.model_copy(update=told), changes)
    else:
        outbox.settle(store, message, step.echo_id, changes)
