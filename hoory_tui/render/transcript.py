"""A whole thread as plain text or as JSON, for a program or a file: no markup, no frames."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.body import whole_text
from hoory_tui.render.message import author_of
from hoory_tui.render.names import attachment_name
from hoory_tui.store.records import Direction, Kind, Message

_KINDS: Final = {
    Kind.CONTACT: "contact",
    Kind.AGENT: "agent",
    Kind.BOT: "bot",
    Kind.SYSTEM: "system",
}


@dataclass(frozen=True, slots=True)
class ThreadHead:
    """What a thread is about: the number and the people; `is_whole` tells that all is here."""

    conversation_id: int
    contact: str
    inbox: str
    subject: str = ""
    status: str = ""
    labels: tuple[str, ...] = ()
    is_whole: bool = True


def chosen(messages: Iterable[Message], *, notes: bool) -> list[Message]:
    """Return what is part of a transcript: nothing deleted, notes only where they are wanted."""
    return [one for one in messages if not one.deleted and (notes or not one.private)]


def kind_of(message: Message) -> str:
    """Return who speaks, and whether it is a note: contact, agent, bot, system or note."""
    if message.private:
        return "note"
    if message.direction is Direction.ACTIVITY:
        return "system"
    if message.sender is not None:
        return _KINDS.get(message.sender.kind, "system")
    return "contact" if message.direction is Direction.INCOMING else "system"


def said(message: Message) -> str:
    """Return the words of a message without the marks of its markup's making."""
    has_html = message.mail is not None and bool(message.mail.html)
    return whole_text(message) if has_html else message.content


def thread_text(head: ThreadHead, messages: Iterable[Message], zone: tzinfo | None) -> str:
    """Return a thread as paragraphs, each under a line with time, author and kind."""
    return "\n".join(_text_lines(head, messages, zone)) + "\n"


def _text_lines(
    head: ThreadHead, messages: Iterable[Message], zone: tzinfo | None
) -> Iterator[str]:
    yield f"Conversation #{head.conversation_id} with {head.contact} ({head.inbox})"
    if head.subject:
        yield f"Subject: {head.subject}"
    if head.labels:
        yield f"Labels: {', '.join(head.labels)}"
    if not head.is_whole:
        yield "Earlier messages are left out."
    for message in messages:
        at = _moment(message.created_at, zone)
        yield ""
        yield f"[{at:%Y-%m-%d %H:%M}] {author_of(message)} ({kind_of(message)}):"
        if words := said(message).strip("\n"):
            yield words
        for attachment in message.attachments:
            yield f"[file: {attachment_name(attachment)}]"


def thread_json(head: ThreadHead, messages: Iterable[Message]) -> str:
    """Return a thread as one JSON object; times are ISO 8601 in UTC."""
    told: dict[str, Any] = {
        "conversation": head.conversation_id,
        "contact": head.contact,
        "inbox": head.inbox,
        "subject": head.subject,
        "status": head.status,
        "labels": list(head.labels),
        "complete": head.is_whole,
        "messages": [
            {
                "id": one.id,
                "time": _moment(one.created_at, UTC).isoformat(timespec="seconds"),
                "author": author_of(one),
                "kind": kind_of(one),
                "text": said(one),
                "files": [attachment_name(file) for file in one.attachments],
            }
            for one in messages
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _moment(at: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(zone)
