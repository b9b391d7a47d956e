"""Our own sends, each until the one message is known that came of it.

The public API tells the echo id in one event and nowhere else, so after a gap a message is
known by its words, its files and by having been written after it left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hoory_tui.store.happenings import SendMoved, SendProgressed, SendStarted
from hoory_tui.store.records import Direction, Message, Pending, SendState
from hoory_tui.store.visit.changes import Changes
from hoory_tui.store.visit.state import UNBEGUN, Visit
from hoory_tui.wire.clean import clean

_CLOCK_SLACK: Final = 120.0
"""Seconds by which our clock may be ahead of the server's."""


def start(visit: Visit, step: SendStarted, changes: Changes) -> None:
    """Hold a message that wants to leave, or left before and is found on disk."""
    pending = step.pending
    if pending.left_at is None:
        pending = _after_all_known(visit, pending)
    visit.sends[pending.echo_id] = pending
    changes.thread = changes.sends = True


def move(visit: Visit, step: SendMoved, changes: Changes) -> None:
    """Note how a message of ours is doing."""
    held = visit.sends.get(step.echo_id)
    if held is None:
        return
    if step.state is SendState.SENDING and held.left_at is None:
        held = _after_all_known(visit, held)
    visit.sends[held.echo_id] = replace(
        held,
        state=step.state,
        problem=step.problem,
        left_at=held.left_at if step.left_at is None else step.left_at,
        retry_at=step.retry_at,
        uploaded=0,
    )
    changes.thread = changes.sends = True


def progress(visit: Visit, step: SendProgressed, changes: Changes) -> None:
    """Note how much of a message's files has left."""
    held = visit.sends.get(step.echo_id)
    if held is not None and held.state is SendState.SENDING:
        visit.sends[held.echo_id] = replace(held, uploaded=step.uploaded)
        changes.thread = True


def discard(visit: Visit, echo_id: str, changes: Changes) -> None:
    """Give a message of ours up."""
    if visit.sends.pop(echo_id, None) is not None:
        changes.thread = changes.sends = True


def begin(visit: Visit, conversation_id: int, changes: Changes) -> None:
    """Let the words that wait for their conversation be of the one that has begun."""
    for pending in [one for one in visit.sends.values() if one.conversation_id == UNBEGUN]:
        visit.sends[pending.echo_id] = replace(pending, conversation_id=conversation_id)
    changes.thread = changes.sends = True


def settle(visit: Visit, message: Message, echo_id: str, changes: Changes) -> None:
    """Let go of the send that this message came of: by its echo id, or by what it says."""
    if message.direction is not Direction.OUTGOING:
        return
    known_as = visit.settled.get(message.id)
    if known_as is not None and (not echo_id or echo_id == known_as):
        return
    pending = visit.sends.get(echo_id) if echo_id else None
    if pending is None and echo_id:
        # Another window's, or one that a message of the same words was taken for.
        visit.settled.setdefault(message.id, echo_id)
        return
    if pending is None:
        pending = _alike(visit, message)
    if pending is not None:
        del visit.sends[pending.echo_id]
        visit.settled[message.id] = pending.echo_id
        changes.settled.append(pending.echo_id)
        changes.thread = changes.sends = True


def _alike(visit: Visit, message: Message) -> Pending | None:
    alike = [
        pending
        for pending in visit.sends.values()
        if pending.conversation_id == message.conversation_id
        and pending.left_at is not None
        and pending.state not in (SendState.FAILED, SendState.QUEUED)
        and message.id > pending.after_id
        and (pending.after_id or message.created_at > pending.left_at - _CLOCK_SLACK)
        and _words(pending.content) == _words(message.content)
        and len(pending.files) == len(message.attachments)
    ]
    alike.sort(key=lambda pending: -pending.after_id)
    # While a request is under way its own answer says which message is its own.
    return next((one for one in alike if one.state is not SendState.SENDING), None)


def _words(text: str) -> list[str]:
    return clean(text).split()


def _after_all_known(visit: Visit, pending: Pending) -> Pending:
    timeline = visit.timelines.get(pending.conversation_id)
    newest = timeline.newest_id() if timeline is not None else 0
    return replace(pending, after_id=max(pending.after_id, newest))
