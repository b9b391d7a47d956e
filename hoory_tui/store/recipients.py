"""To whom a mail goes if nobody says otherwise: as the dashboard reckons it from the last mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from hoory_tui.lazily import pattern
from hoory_tui.store import select
from hoory_tui.store.enclosure import MailHeads
from hoory_tui.store.records import Conversation, Direction, Inbox, Mail
from hoory_tui.store.state import Store

EMAIL: Final = "Channel::Email"
_ADDRESS: Final = pattern(r"[^\s<>,;:\"()\[\]@]+@[^\s<>,;:\"()\[\]@]+\.[^\s<>,;:\"()\[\]@]+")
_WHOLE: Final = pattern(r"[^\s<>,;:\"()\[\]@]+@[^\s<>,;:\"()\[\]@]+\.[^\s<>,;:\"()\[\]@.]+")
_OURS: Final = pattern(r"(?i)reply\+[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[a-z0-9.-]+")
"""Addresses that the server made up for replies."""


def takes_heads(inbox: Inbox | None) -> bool:
    """Tell whether what is written in an inbox leaves as a mail."""
    return inbox is not None and inbox.channel_type == EMAIL


def addresses(text: str) -> tuple[str, ...]:
    """Return the addresses in a text such as ``Ana <ana@x.example>, b@y.example``, each once."""
    return tuple(dict.fromkeys(found.group() for found in _ADDRESS.finditer(text)))


def is_address(text: str) -> bool:
    """Tell whether this is one address and nothing else."""
    return _WHOLE.fullmatch(text) is not None


def usual_heads(store: Store, conversation: Conversation) -> MailHeads:
    """Return the heads of the next mail; empty ones where no mail is known."""
    last = _last_mail(store, conversation)
    if last is None:
        return MailHeads()
    contact = select.contact_of(store, conversation).email
    inbox = store.inboxes.get(conversation.inbox_id)
    own = {one for one in (inbox.email, inbox.forward_to) if one} if inbox is not None else set()
    mail, is_incoming = last
    cc, bcc = [*addresses(mail.cc)], [*addresses(mail.bcc)]
    if is_incoming:
        to = addresses(mail.sender)
        if contact and contact not in to:
            cc.append(contact)
        elif contact:
            cc = [one for one in cc if one != contact]
    else:
        to = addresses(mail.to)
    return MailHeads(tuple(dict.fromkeys(to)), _without(cc, own), _without(bcc, own | {contact}))


def _last_mail(store: Store, conversation: Conversation) -> tuple[Mail, bool] | None:
    for message in reversed(select.messages_of(store, conversation.id)):
        is_mail = message.mail is not None and not message.private and not message.deleted
        if is_mail and message.mail is not None:
            return message.mail, message.direction is Direction.INCOMING
    return None


def _without(found: Iterable[str], own: set[str]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(one for one in found if one not in own and _OURS.fullmatch(one) is None)
    )
