"""What a console is told, as lines of the stream and parts of a snapshot: for its own recording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hoory_tui.sdk.following.items import DELETED, LINK, VERSION, Source
from hoory_tui.sdk.following.writing import name_of, write_event, write_payload
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ConversationGone,
    ConversationLoaded,
    ConversationsLoaded,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    MessagesLoaded,
    NotificationsLoaded,
    ProfileLoaded,
    Reach,
    TeamsLoaded,
)
from hoory_tui.wire.events import ConversationEvent, Event, MessageEvent, TypingEvent
from hoory_tui.wire.link import LinkStatus

Answered = tuple[str, Any, int | None]
"""The name of a part, its data and the conversation that it is of."""

REACHES = {"messages": Reach.LATEST, "older": Reach.OLDER, "newer": Reach.NEWER}
"""The names of parts that are pages of a thread."""


def line_of(event: Event, at: float, account_id: int) -> dict[str, Any]:
    """Return the line of an event that was taken at this moment, in unix seconds."""
    number = None
    match event:
        case MessageEvent():
            number = event.message.conversation_id
        case ConversationEvent():
            number = event.conversation.id
        case TypingEvent():
            number = event.conversation_id
    return _line(name_of(event), Source.LIVE, write_event(event), at, account_id, number)


def line_of_link(link: LinkStatus, at: float, account_id: int) -> dict[str, Any]:
    """Return the line of a state of the link."""
    data = {"state": link.state.value, "cause": link.cause.value}
    return _line(LINK, Source.LIVE, data, at, account_id, None)


def line_of_loss(conversation_id: int, at: float, account_id: int) -> dict[str, Any]:
    """Return the line that says that a conversation is no longer there."""
    data = {"id": conversation_id}
    return _line(DELETED, Source.BACKFILL, data, at, account_id, conversation_id)


def parts_of(step: Happening) -> Iterator[Answered]:
    """Yield the parts that an answer of the server makes, none for what is no such answer."""
    match step:
        case ProfileLoaded(profile):
            yield "profile", write_payload(profile), None
        case InboxesLoaded(rows):
            yield "inboxes", _rows(rows), None
        case AgentsLoaded(rows):
            yield "agents", _rows(rows), None
        case TeamsLoaded(rows):
            yield "teams", _rows(rows), None
        case LabelsLoaded(rows):
            yield "labels", _rows(rows), None
        case ConversationsLoaded(page=page):
            for row in page.payload:
                yield "conversations", [write_payload(row)], row.id
        case ConversationLoaded(conversation=row):
            yield "conversations", [write_payload(row)], row.id
        case MessagesLoaded():
            name = next(key for key, reach in REACHES.items() if reach is step.reach)
            yield name, _rows(step.page.payload), step.conversation_id
        case NotificationsLoaded(page=page):
            yield "notifications", write_payload(page), None


def losses_of(step: Happening) -> Iterator[int]:
    """Yield the conversation that an answer says to be gone."""
    if isinstance(step, ConversationGone):
        yield step.conversation_id


def _rows(rows: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (a sequence of any payloads)
    return [write_payload(one) for one in rows]


def _line(
    event: str,
    source: Source,
    data: dict[str, Any],
    at: float,
    account_id: int,
    conversation_id: int | None,
) -> dict[str, Any]:
    stamp = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
    return {
        "v": VERSION,
        "at": stamp.replace("+00:00", "Z"),
        "cursor": "",
        "source": source.value,
        "event": event,
        "account_id": account_id,
        "conversation_id": conversation_id,
        "data": data,
    }
