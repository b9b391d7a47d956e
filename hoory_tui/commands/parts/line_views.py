"""Lists and threads as sentences, one line each, for who hears them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hoory_tui.render.body import files_of, has_words, whole_text
from hoory_tui.render.message import author_of
from hoory_tui.render.names import attachment_name, size
from hoory_tui.render.when import age
from hoory_tui.store import select
from hoory_tui.store.records import Conversation, Direction, Message
from hoory_tui.wire.clean import clean, clean_line

if TYPE_CHECKING:
    from hoory_tui.store.state import Store

_PREVIEW: Final = 120
_STANDS: Final = {
    "read": "read",
    "delivered": "delivered",
    "failed": "failed",
    "progress": "leaving",
}


def name_of(store: Store, conversation: Conversation) -> str:
    """Return whom a conversation is with."""
    return clean_line(select.contact_of(store, conversation).label) or "a contact without a name"


def inbox_of(store: Store, conversation: Conversation) -> str:
    """Return what the inbox of a conversation is called."""
    inbox = store.inboxes.get(conversation.inbox_id)
    return clean_line(inbox.name) if inbox is not None else f"inbox {conversation.inbox_id}"


def row_sentence(store: Store, conversation: Conversation, now: float) -> str:
    """Return one conversation of a list: number, name, how it stands, the last word."""
    parts = [f"{conversation.id} {name_of(store, conversation)}"]
    if conversation.unread_count:
        parts.append(f"unread {conversation.unread_count}")
    if conversation.priority:
        parts.append(conversation.priority)
    if conversation.status != "open":
        parts.append(conversation.status)
    owner = clean_line(select.assignee_of(store, conversation))
    is_mine = conversation.assignee_id == store.me_id
    parts.append("yours" if is_mine else f"with {owner}" if owner else "nobody's")
    parts.append(inbox_of(store, conversation))
    if spoken := age(conversation.spoken_at, now):
        parts.append(spoken if spoken == "now" else f"{spoken} ago")
    return f"{', '.join(parts)}. {_last(conversation.last_message)}".rstrip()


def _last(message: Message | None) -> str:
    if message is None:
        return ""
    who = {Direction.OUTGOING: "Reply: ", Direction.TEMPLATE: "Automatic: "}
    mark = "Private note: " if message.private else who.get(message.direction, "")
    text = clean_line(" ".join(whole_text(message)[: 4 * _PREVIEW].split()))
    words = shortened(text, _PREVIEW)
    return f"{mark}{words or ('a file' if message.attachments else 'no words')}"


def shortened(text: str, most: int) -> str:
    """Return the first words of a text, with a sign where there are more."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


def head_sentence(store: Store, conversation: Conversation, now: float) -> str:
    """Return which conversation this is and how it stands."""
    parts = [
        f"Conversation {conversation.id} with {name_of(store, conversation)} on "
        f"{inbox_of(store, conversation)}",
        conversation.status,
        f"priority {conversation.priority}" if conversation.priority else "",
        f"assigned to {clean_line(select.assignee_of(store, conversation)) or 'nobody'}",
    ]
    if conversation.labels:
        parts.append(f"labels {' '.join(map(clean_line, conversation.labels))}")
    if conversation.unread_count:
        parts.append(f"unread {conversation.unread_count}")
    if conversation.waiting_since and conversation.status == "open":
        parts.append(f"waiting {age(conversation.waiting_since, now)}")
    if not conversation.can_reply:
        parts.append("the channel takes no reply now, only a note")
    return f"{', '.join(filter(None, parts))}."


def message_lines(message: Message) -> Iterator[str]:
    """Yield a message: who, when and what it is, then its words, line by line.

    Only what we say ourselves begins a line: no words can be taken for another one's message.
    """
    at = time.strftime("%a %d %b %H:%M", time.localtime(message.created_at))
    text = "" if message.deleted or not has_words(message) else _spoken(whole_text(message))
    if message.direction is Direction.ACTIVITY:
        yield f"{at}: {clean_line(' '.join(text.split()))}"
        return
    name = clean_line(author_of(message))
    who = f"Private note by {name}" if message.private else name
    if message.direction is Direction.TEMPLATE:
        who = f"{name}, automatic"
    stands = ""
    if message.direction is Direction.OUTGOING and not message.private:
        stands = f", {_STANDS.get(message.status, 'sent')}"
    first, *others = text.split("\n") if text else [""]
    if message.deleted:
        first = "message deleted"
    yield f"{who}, {at}{stands}: {first}".rstrip()
    yield from (f"  {one}" if one else one for one in others)
    for file in files_of(message):
        yield f"file {clean_line(attachment_name(file))} {size(file.size)}".rstrip()
    if message.status == "failed":
        yield f"failed: {clean_line(message.error) or 'the channel gave no reason'}"


def _spoken(text: str) -> str:
    return clean(text).replace("│ ", "quote: ").replace("• ", "- ").strip("\n")
