"""What happened, as one sentence for people: who, where, what; "" for what is no news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hoory_tui.commands.parts.line_views import shortened
from hoory_tui.render.bell import kind_words
from hoory_tui.render.inline import plain
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire import events as cable
from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.link import LinkState, LinkStatus
from hoory_tui.wire.message import ACTIVITY, INCOMING, TEMPLATE

if TYPE_CHECKING:
    from hoory_tui.sdk.following.items import Told
    from hoory_tui.store.state import Store
    from hoory_tui.wire.conversation import ConversationPayload
    from hoory_tui.wire.message import MessagePayload

LONGEST: Final = 200
"""Characters of a message that a sentence repeats; the whole of it is for reading."""
_MISSED: Final = "sla_missed"
_USER: Final = "user"


def sentence_of(
    event: cable.Event | LinkStatus, me_id: int | None = None, store: Store | None = None
) -> str:
    """Return the sentence for an event.

    What the agent `me_id` did is no news to them; `store` knows names that the event lacks.
    """
    match event:
        case LinkStatus():
            return _link(event)
        case cable.MessageCreated():
            return _message(event.message, me_id, store)
        case cable.ConversationCreated():
            return f"A new conversation, {_which(event.conversation, store)}."
        case cable.ConversationMentioned():
            return f"You are mentioned in {_which(event.conversation, store)}."
        case cable.NotificationCreated():
            kind = event.notification.notification_type or ""
            actor = event.notification.primary_actor
            if kind.startswith(_MISSED) and actor is not None:
                return f"{kind_words(kind)} in conversation {actor.id}."
    return ""


def spoken_line(told: Told) -> str:
    """Return the sentence for an item of a stream, without any secret of ours in it."""
    text = sentence_of(told.event)
    return SECRETS.hide_known(text) if SECRETS.holds(text) else text


def _link(link: LinkStatus) -> str:
    if link.state is LinkState.LIVE:
        return "The connection is live."
    if link.state is LinkState.HALTED:
        return f"The connection is given up: {link.cause.value or 'no reason was told'}."
    return "The connection is interrupted; what is missed is told later."


def _message(message: MessagePayload, me_id: int | None, store: Store | None) -> str:
    number = message.conversation_id
    if number is None:
        return ""
    sender = message.sender
    is_agent = sender is not None and (sender.type or "").casefold() == _USER
    if is_agent and sender is not None and sender.id == me_id:
        return ""
    where = f"in conversation {number}{_inbox(message, store)}"
    words = words_of(message)
    if message.message_type == ACTIVITY:
        # Servers tell who did it by name alone.
        me = store.agents.get(me_id or 0) if store is not None else None
        is_mine = me is not None and any(name and name in words for name in (me.name, me.label))
        return "" if is_mine else f"Conversation {number}: {words}"
    name = clean_line((sender.name if sender is not None else None) or "") or "Somebody"
    if message.private:
        return f"{name} left a private note {where}: {words}"
    if message.message_type == INCOMING:
        return f"{name} wrote {where}: {words}"
    if message.message_type == TEMPLATE or not is_agent:
        return f"An automatic message {where}: {words}"
    return f"{name} replied {where}: {words}"


def _inbox(message: MessagePayload, store: Store | None) -> str:
    inbox = store.inboxes.get(message.inbox_id or 0) if store is not None else None
    return f" on {clean_line(inbox.name)}" if inbox is not None and inbox.name else ""


def words_of(message: MessagePayload) -> str:
    """Return what a message says in one line, its files as words."""
    source = plain((message.content or "")[: 4 * LONGEST])
    text = shortened(clean_line(" ".join(source.split())), LONGEST)
    files = len(message.attachments or ())
    told = f"{files} files" if files > 1 else "a file"
    if not files:
        return text or "no words"
    return f"{text} (and {told})" if text else told


def _which(conversation: ConversationPayload, store: Store | None) -> str:
    meta = conversation.meta
    name: str | None = meta.sender.name if meta is not None and meta.sender is not None else None
    if not name and store is not None:
        held = store.conversations.get(conversation.id)
        contact = store.contacts.get(held.contact_id) if held is not None else None
        name = contact.label if contact is not None else None
    who = f" with {clean_line(name)}" if name else ""
    return f"conversation {conversation.id}{who}"
