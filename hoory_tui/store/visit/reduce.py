"""The one place where a visitor's state changes: a happening in, what it changed out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hoory_tui.store.happenings import SendDiscarded, SendMoved, SendProgressed, SendStarted
from hoory_tui.store.records import Direction, Kind, Message, Typist
from hoory_tui.store.visit import sends
from hoory_tui.store.visit.changes import Changes
from hoory_tui.store.visit.fold import fold_message, fold_talk
from hoory_tui.store.visit.happenings import (
    Answered,
    Happening,
    Heard,
    Introduced,
    LinkMoved,
    Looked,
    PageRead,
    SendBegan,
    TalksRead,
    TimePassed,
    Turned,
)
from hoory_tui.store.visit.people import expire_typing, hear_presence, hear_typing, know
from hoory_tui.store.visit.state import UNBEGUN, Talk, Visit
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import (
    ConversationEvent,
    MessageEvent,
    PresenceUpdate,
    TypingEvent,
)
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.visitor import PublicConversation, PublicMessage


def reduce(visit: Visit, happenings: Iterable[Happening]) -> Changes:
    """Take these happenings in, in their order, and tell what is different."""
    changes = Changes()
    for happening in happenings:
        visit.steps += 1
        _take(visit, happening, changes)
    return changes


def _take(visit: Visit, happening: Happening, changes: Changes) -> None:
    match happening:
        case Heard():
            _hear(visit, happening, changes)
        case PageRead():
            _take_page(visit, happening, changes)
        case TalksRead():
            _take_talks(visit, happening, changes)
        case Answered():
            _take_answer(visit, happening, changes)
        case Introduced():
            visit.me = happening.me
            if happening.inbox_name is not None:
                visit.inbox_name = happening.inbox_name
            changes.people = True
        case Turned():
            visit.at = happening.conversation_id
            changes.thread = changes.talks = changes.people = True
        case SendStarted():
            sends.start(visit, happening, changes)
        case SendMoved():
            sends.move(visit, happening, changes)
        case SendProgressed():
            sends.progress(visit, happening, changes)
        case SendDiscarded():
            sends.discard(visit, happening.echo_id, changes)
        case SendBegan():
            _begin(visit, happening.conversation_id, changes)
        case LinkMoved():
            visit.link = happening.link
            changes.link = True
        case TimePassed():
            expire_typing(visit, happening.now, changes)
        case Looked():
            _look(visit, happening, changes)


def _hear(visit: Visit, heard: Heard, changes: Changes) -> None:
    event = heard.event
    if isinstance(event, MessageEvent):
        conversation_id = event.message.conversation_id
        if conversation_id is not None and not event.message.private:
            visit.heard[event.message.id] = visit.steps
            timeline = visit.timeline_of(conversation_id)
            if event.message.id in timeline or timeline.covers(event.message.id):
                # Of what is older than all that is held, the way up will tell.
                echo_id = event.message.echo_id or ""
                _put(visit, event.message, conversation_id, echo_id, changes)
    elif isinstance(event, ConversationEvent):
        _hear_talk(visit, event.conversation, changes)
    elif isinstance(event, TypingEvent):
        hear_typing(visit, event, heard.at, changes)
    elif isinstance(event, PresenceUpdate):
        hear_presence(visit, event.presence, changes)


# Conversations


def _hear_talk(visit: Visit, payload: ConversationPayload, changes: Changes) -> None:
    held = visit.talks.get(payload.id)
    is_older = (
        held is not None
        and held.updated_at is not None
        and payload.updated_at is not None
        and payload.updated_at < held.updated_at
    )
    if not is_older:
        visit.told[payload.id] = visit.steps
        _put_talk(visit, payload, changes)


def _put_talk(
    visit: Visit, payload: ConversationPayload | PublicConversation, changes: Changes
) -> None:
    held = visit.talks.get(payload.id)
    after = fold_talk(held, payload)
    if after == held:
        return
    visit.talks[payload.id] = after
    if after.assignee_id is not None:
        know(visit, after.assignee_id, after.assignee_name)
    changes.talks = changes.people = True
    # What agents have seen of ours is drawn in the thread.
    changes.thread = changes.thread or payload.id == visit.at


def _take_talks(visit: Visit, read: TalksRead, changes: Changes) -> None:
    for payload in read.talks:
        if visit.told.get(payload.id, 0) <= read.asked:
            _put_talk(visit, payload, changes)
        _preview(visit, payload, read.asked, changes)
    if read.is_whole:
        there = {payload.id for payload in read.talks}
        for number in [one for one in visit.talks if one not in there]:
            if visit.told.get(number, 0) <= read.asked:
                del visit.talks[number]
        visit.is_known = True
    changes.talks = changes.thread = True


def _preview(visit: Visit, payload: PublicConversation, asked: int, changes: Changes) -> None:
    """Take the newest message of a conversation that was not read yet, to tell what it is about."""
    timeline = visit.timelines.get(payload.id)
    if payload.messages and (timeline is None or not timeline.loaded):
        newest = max(payload.messages, key=lambda one: one.id)
        if visit.heard.get(newest.id, 0) <= asked:
            _put(visit, newest, payload.id, "", changes)


def _begin(visit: Visit, conversation_id: int, changes: Changes) -> None:
    visit.talks.setdefault(conversation_id, Talk(conversation_id))
    timeline = visit.timeline_of(conversation_id)
    if not timeline.loaded:
        # It is new, so there is nothing before what is said now.
        timeline.settle_down(0)
        timeline.has_older = False
    sends.begin(visit, conversation_id, changes)
    if visit.at == UNBEGUN:
        visit.at = conversation_id
    changes.talks = changes.people = True


def _look(visit: Visit, looked: Looked, changes: Changes) -> None:
    held = visit.talks.get(looked.conversation_id)
    if held is not None:
        seen_at = max(held.seen_at or 0.0, looked.at)
        visit.talks[held.id] = replace(held, seen_at=seen_at)
        changes.talks = True


# Messages


def _take_page(visit: Visit, page: PageRead, changes: Changes) -> None:
    timeline = visit.timeline_of(page.conversation_id)
    for payload in page.messages:
        if visit.heard.get(payload.id, 0) <= page.asked:
            _put(visit, payload, page.conversation_id, "", changes)
    if page.before is None:
        was_loaded = timeline.loaded
        timeline.settle_down(0)
        timeline.has_older = timeline.has_older if was_loaded else not page.is_all
    else:
        timeline.has_older = not page.is_all
    changes.thread = True


def _take_answer(visit: Visit, answer: Answered, changes: Changes) -> None:
    _put(visit, answer.message, answer.conversation_id, answer.echo_id, changes)


def _put(
    visit: Visit,
    payload: MessagePayload | PublicMessage,
    conversation_id: int,
    echo_id: str,
    changes: Changes,
) -> None:
    message, question = fold_message(payload, conversation_id)
    if message.direction is Direction.ACTIVITY or message.private:
        return
    timeline = visit.timeline_of(conversation_id)
    held = timeline.get(message.id)
    if _is_older(message, held):
        return
    sends.settle(visit, message, echo_id, changes)
    if question is not None:
        visit.questions[message.id] = question
    else:
        visit.questions.pop(message.id, None)
    _note_author(visit, message, changes)
    if held is None:
        _end_typing(visit, message, changes)
        if message.direction is not Direction.OUTGOING:
            changes.unread.append(conversation_id)
    if message != held:
        timeline.put(message)
        changes.thread = changes.thread or conversation_id == visit.at
        changes.talks = True


def _is_older(message: Message, held: Message | None) -> bool:
    return (
        held is not None
        and held.updated_at is not None
        and message.updated_at is not None
        and message.updated_at < held.updated_at
    )


def _note_author(visit: Visit, message: Message, changes: Changes) -> None:
    sender = message.sender
    if sender is not None and sender.kind is Kind.AGENT and sender.id:
        changes.people |= know(visit, sender.id, sender.name)


def _end_typing(visit: Visit, message: Message, changes: Changes) -> None:
    sender = message.sender
    typists: dict[tuple[Kind, int], Typist] = visit.typists.get(message.conversation_id, {})
    if sender is not None and typists.pop((sender.kind, sender.id), None) is not None:
        changes.people = True
