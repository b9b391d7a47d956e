"""What the screen asks of a visitor's state."""

from __future__ import annotations

from hoory_tui.store.records import Direction, Message, Pending, SendState, Typist, amended
from hoory_tui.store.visit.state import Talk, Visit


def messages(visit: Visit) -> list[Message]:
    """Return the messages of the conversation that is shown, oldest first."""
    timeline = visit.timelines.get(visit.at)
    return timeline.messages() if timeline is not None else []


def pending(visit: Visit, conversation_id: int | None = None) -> list[Pending]:
    """Return our unsettled sends of the shown conversation or of another, as they were sent."""
    number = visit.at if conversation_id is None else conversation_id
    return [one for one in visit.sends.values() if one.conversation_id == number]


def unsent(visit: Visit) -> int:
    """Return how many messages of ours did not leave as they should."""
    return sum(
        one.state not in (SendState.SENDING, SendState.QUEUED) or bool(one.problem)
        for one in visit.sends.values()
    )


def with_mark(message: Message, talk: Talk | None) -> Message:
    """Return a message of ours as read, if an agent has looked since it was written."""
    seen_at = talk.agents_seen_at if talk is not None else None
    is_ours = message.direction is Direction.OUTGOING
    # Both are whole seconds, and what was written after a look in the same one is not read.
    if is_ours and seen_at is not None and message.created_at < seen_at:
        return amended(message, status="read")
    return message


def typists(visit: Visit) -> list[Typist]:
    """Return who types in the conversation that is shown."""
    return list(visit.typists.get(visit.at, {}).values())


def last_heard(visit: Visit, conversation_id: int) -> Message | None:
    """Return the newest message of the other side."""
    timeline = visit.timelines.get(conversation_id)
    held = timeline.messages() if timeline is not None else []
    return next((one for one in reversed(held) if one.direction is not Direction.OUTGOING), None)


def is_unseen(visit: Visit, conversation_id: int) -> bool:
    """Tell whether the other side wrote something since we last said that we have looked."""
    message = last_heard(visit, conversation_id)
    talk = visit.talks.get(conversation_id)
    if message is None or talk is None:
        return False
    return talk.seen_at is None or message.created_at > talk.seen_at


def awaits_reading(visit: Visit) -> bool:
    """Tell whether the newest message of ours in the shown conversation is not read yet."""
    own = [one for one in messages(visit) if one.direction is Direction.OUTGOING]
    return bool(own) and with_mark(own[-1], visit.talk).status != "read"


def open_question(visit: Visit) -> Message | None:
    """Return the newest message that asks something and has no answer."""
    for message in reversed(messages(visit)):
        question = visit.questions.get(message.id)
        if question is not None and question.is_open:
            return message
    return None
