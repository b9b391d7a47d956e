"""Our own sends, each until the one message is known that came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import SendDiscarded, SendMoved, SendProgressed, SendStarted
from hoory_tui.store.records import Kind, Message, Pending, SendState, amended
from hoory_tui.store.state import Match, Store
from hoory_tui.wire.clean import clean

_NOT_ARRIVED: Final = (SendState.FAILED, SendState.QUEUED)
_CLOCK_SLACK: Final = 120.0
"""Seconds by which our clock may be ahead of the server's where nothing but it can tell."""


def settle(store: Store, message: Message, sent_as: str | None, changes: Changes) -> None:
    """Drop the pending send that this message came from.

    The echo id, or the marker that keeps it, is certain. Where a message carries neither, it
    answers a send that it is like, and never two; one that came from another client's send is
    remembered, because later tellings may leave the sign out. Should the certain sign come
    after a guess and say otherwise, the guess is taken back.
    """
    if sent_as:
        _settle_by_sign(store, message, sent_as, changes)
    elif store.outbox and message.id not in store.matches and message.id not in store.foreign_sends:
        _settle_by_words(store, message, changes)


def _settle_by_sign(store: Store, message: Message, sent_as: str, changes: Changes) -> None:
    before = store.matches.get(message.id)
    if before is not None and before.pending.echo_id == sent_as:
        before.is_certain = True
        return
    pending = store.outbox.get(sent_as)
    if pending is not None:
        if pending.conversation_id != message.conversation_id:
            return
        _match(store, message.id, pending, changes, is_certain=True)
        if before is not None:
            _put_back(store, before.pending, changes)
        return
    twin_id = _guessed_for(store, sent_as)
    if twin_id is None:
        if message.id not in store.matches and _may_be_ours(store, message):
            store.foreign_sends.add(message.id)
        return
    # Its send was taken for that of another message of the same words.
    store.matches[message.id] = replace(store.matches.pop(twin_id), is_certain=True)
    if before is not None:
        store.matches[twin_id] = before
    else:
        _settle_by_words(store, amended(message, id=twin_id), changes)


def _settle_by_words(store: Store, message: Message, changes: Changes) -> None:
    pending = _alike(store, message)
    if pending is not None:
        _match(store, message.id, pending, changes, is_certain=False)


def _match(
    store: Store, message_id: int, pending: Pending, changes: Changes, *, is_certain: bool
) -> None:
    del store.outbox[pending.echo_id]
    store.matches[message_id] = Match(pending, is_certain)
    changes.settled.add(pending.echo_id)
    changes.returned.discard(pending.echo_id)
    touch(pending, changes)


def _put_back(store: Store, pending: Pending, changes: Changes) -> None:
    if pending.state is SendState.UNKNOWN:
        # It has not been looked for since its message was taken for another's.
        pending = replace(pending, state=SendState.CHECKING)
    store.outbox[pending.echo_id] = pending
    changes.settled.discard(pending.echo_id)
    changes.returned.add(pending.echo_id)
    touch(pending, changes)


def _guessed_for(store: Store, echo_id: str) -> int | None:
    guesses = (
        message_id
        for message_id, match in store.matches.items()
        if match.pending.echo_id == echo_id and not match.is_certain
    )
    return next(guesses, None)


def _alike(store: Store, message: Message) -> Pending | None:
    """Return the send of ours that this message can only be the outcome of.

    It is recognised by author, words, number of files and by having been written after it left.
    Of several alike, the one that the fewest messages can belong to goes first, and one
    that surely failed goes last; one that never left is not meant.
    """
    if message.sender is None or not _may_be_ours(store, message):
        return None
    alike = [
        pending
        for pending in store.outbox.values()
        if pending.conversation_id == message.conversation_id
        and pending.private == message.private
        and pending.left_at is not None
        and _may_be_after(pending, message)
        and _words(pending.content) == _words(message.content)
        and _may_be_its_files(pending, message)
    ]
    alike.sort(key=lambda pending: (pending.state in _NOT_ARRIVED, -pending.after_id))
    return alike[0] if alike else None


def _may_be_after(pending: Pending, message: Message) -> bool:
    """Tell whether this message can have been written after a send of ours began to leave.

    Ids tell that whatever the clocks say. What is left to the clocks is a send that left before
    anything was known here, and one that surely did not arrive, which ids would give to all else
    that was written since something was last heard.
    """
    if message.id <= pending.after_id:
        return False
    if pending.after_id and pending.state not in _NOT_ARRIVED:
        return True
    return message.created_at > (pending.left_at or pending.created_at) - _CLOCK_SLACK


def _may_be_ours(store: Store, message: Message) -> bool:
    """Tell whether we wrote this, in whatever client, as far as the author is told."""
    sender = message.sender
    return sender is None or (sender.kind is Kind.AGENT and sender.id == store.me_id)


def _may_be_its_files(pending: Pending, message: Message) -> bool:
    """Tell whether these attachments can be what a send of ours has brought, by their sizes."""
    ours = sorted(file.size for file in pending.files)
    theirs = sorted(attachment.size for attachment in message.attachments)
    if len(ours) != len(theirs):
        return False
    # Files without a word are like any others; of those, none that surely never arrived is meant.
    if ours and not pending.content.strip() and pending.state in _NOT_ARRIVED:
        return False
    return ours == theirs or 0 in theirs


def _words(text: str) -> list[str]:
    # Ours has not been through the wire, where tabs and hidden characters are replaced.
    return clean(text).split()


def start(store: Store, step: SendStarted, changes: Changes) -> None:
    """Hold a message of ours that wants to leave, or left before and is found on disk."""
    pending = step.pending
    if pending.left_at is None:
        pending = _after_all_known(store, pending)
    store.outbox[pending.echo_id] = pending
    touch(pending, changes)


def move(store: Store, step: SendMoved, changes: Changes) -> None:
    """Note how a message of ours is doing, even where one is thought to have arrived.

    One that surely did not arrive is put back, if what it was taken for is older than that.
    """
    guessed_id = _guessed_for(store, step.echo_id)
    if guessed_id is not None:
        guess = store.matches[guessed_id]
        guess.pending = _moved(guess.pending, step)
        taken_for = _find(store, guess.pending.conversation_id, guessed_id)
        failed = guess.pending.state in _NOT_ARRIVED
        if failed and taken_for is not None and not _may_be_after(guess.pending, taken_for):
            del store.matches[guessed_id]
            _put_back(store, guess.pending, changes)
        return
    if (held := store.outbox.get(step.echo_id)) is not None:
        if step.state is SendState.SENDING and held.state is SendState.QUEUED:
            # It was nowhere until now, so nothing that is known already can be it.
            held = _after_all_known(store, held)
        store.outbox[held.echo_id] = _moved(held, step)
        touch(held, changes)


def _moved(held: Pending, step: SendMoved) -> Pending:
    return replace(
        held,
        state=step.state,
        problem=step.problem,
        left_at=held.left_at if step.left_at is None else step.left_at,
        retry_at=step.retry_at,
        uploaded=0,
    )


def _find(store: Store, conversation_id: int, message_id: int) -> Message | None:
    timeline = store.timelines.get(conversation_id)
    held = timeline.get(message_id) if timeline is not None else None
    row = store.conversations.get(conversation_id)
    last = row.last_message if row is not None else None
    return held or (last if last is not None and last.id == message_id else None)


def progress(store: Store, step: SendProgressed, changes: Changes) -> None:
    """Note how much of a message's files has left, unless the attempt is over by now."""
    held = store.outbox.get(step.echo_id)
    if held is not None and held.state is SendState.SENDING:
        store.outbox[held.echo_id] = replace(held, uploaded=step.uploaded)
        changes.timelines.add(held.conversation_id)


def discard(store: Store, step: SendDiscarded, changes: Changes) -> None:
    """Give a message of ours up."""
    if (held := store.outbox.pop(step.echo_id, None)) is not None:
        touch(held, changes)


def touch(pending: Pending, changes: Changes) -> None:
    """Note that what is pending in a conversation is different."""
    changes.timelines.add(pending.conversation_id)
    changes.conversations.add(pending.conversation_id)


def _after_all_known(store: Store, pending: Pending) -> Pending:
    if pending.conversation_id in store.unconfirmed:
        # What is known from last time alone is older than what others have written since.
        return replace(pending, after_id=0)
    # The last message is often known before the first page is.
    timeline = store.timelines.get(pending.conversation_id)
    conversation = store.conversations.get(pending.conversation_id)
    last = conversation.last_message if conversation is not None else None
    newest_id = max(timeline.newest_id() if timeline is not None else 0, last.id if last else 0)
    return replace(pending, after_id=max(pending.after_id, newest_id))
