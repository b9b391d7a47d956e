"""What a ledger knows of one thing, as JSON, so that a later run can know it too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from hoory_tui.sdk.following.items import DELETED, Note
from hoory_tui.sdk.following.ledger import Ledger, Version
from hoory_tui.wire.events import ConversationEvent, Event, MessageEvent, NotificationEvent

if TYPE_CHECKING:
    from hoory_tui.wire.link import LinkStatus

MESSAGE: Final = "m"
CONVERSATION: Final = "c"
NOTIFICATION: Final = "n"
GONE: Final = "x"


def note_of(
    ledger: Ledger, event: Event | LinkStatus, name: str, conversation_id: int | None
) -> Note | None:
    """Return what is known of the thing that was just told, None where nothing is kept of it."""
    if name == DELETED:
        return (GONE, conversation_id)
    if isinstance(event, NotificationEvent):
        return (NOTIFICATION, event.notification.id)
    thread = ledger.thread(conversation_id) if conversation_id is not None else None
    if thread is None:
        return None
    if isinstance(event, MessageEvent):
        known = thread.messages.get(event.message.id)
        if known is None:
            return None
        return (MESSAGE, event.message.id, conversation_id, known.mark, known.at, known.was_read)
    if isinstance(event, ConversationEvent):
        times = (thread.heard_at, thread.read_at, thread.was_read)
        return (CONVERSATION, conversation_id, thread.facts, *times)
    return None


def key_of(note: Note) -> Note:
    """Return what of a note says which thing it is of: a later one of the same replaces it."""
    kind = CONVERSATION if note[0] == GONE else note[0]
    return (kind, note[1])


def recall(ledger: Ledger, notes: Iterable[Note]) -> None:
    """Have a ledger know what notes say, the oldest first; raises ValueError for other notes."""
    try:
        for note in notes:
            _recall(ledger, note)
    except (TypeError, IndexError, AttributeError) as error:
        raise ValueError("no notes of a ledger") from error
    ledger.recount()


def _recall(ledger: Ledger, note: Note) -> None:
    match note:
        case ("m", int(number), int(conversation_id), str(mark), at, was_read):
            thread = ledger.recall(conversation_id)
            thread.messages[number] = Version(mark, at, bool(was_read))
        case ("c", int(conversation_id), facts, float() | int(), float() | int(), was_read):
            thread = ledger.recall(conversation_id)
            thread.facts = facts if isinstance(facts, dict) else None
            thread.heard_at, thread.read_at = float(note[3]), float(note[4])
            thread.was_read = bool(was_read)
        case ("n", int(number)):
            ledger.note_notification(number)
        case ("x", int(conversation_id)):
            ledger.forget(conversation_id)
        case _:
            raise ValueError("no note of a ledger")
