"""What a search finds, as records: of what is held at once, of the server's answers later."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Final

from hoory_tui.lazily import dataclass
from hoory_tui.store import select
from hoory_tui.store.fold import fold_message
from hoory_tui.store.records import GONE, Conversation, Message
from hoory_tui.store.records import Kind as WrittenBy
from hoory_tui.store.state import Store
from hoory_tui.wire.clean import first_seen

if TYPE_CHECKING:
    from hoory_tui.wire.message import MessagePayload
    from hoory_tui.wire.people import ContactPayload
    from hoory_tui.wire.search import FoundPayload, FoundTalkPayload

_MOST_HELD: Final = 30
"""So many of a kind are shown of what is held; the server pages through the rest."""
_LOOKED_AT: Final = 4_000
"""Messages held are looked through as far as a key does not wait for it."""
_LONGEST: Final = 400


class Kind(StrEnum):
    """What was found."""

    CONVERSATION = "conversations"
    MESSAGE = "messages"
    CONTACT = "contacts"


@dataclass(frozen=True, slots=True)
class Found:
    """One find; `text` is what it says, `name` whose it is, `at` when, in unix seconds."""

    kind: Kind
    id: int
    name: str = ""
    text: str = ""
    conversation_id: int = 0
    at: float | None = None
    by: str = ""
    """Who said it, where that is somebody else than whose it is."""

    @property
    def key(self) -> tuple[Kind, int]:
        """What it is the same by, whoever tells of it."""
        return self.kind, self.id


def held(store: Store, words: str) -> list[Found]:
    """Return what is found of these words among all that is held, the latest first."""
    wanted = " ".join(words.casefold().split())
    if not wanted:
        return []
    return [
        *islice(_held_conversations(store, wanted), _MOST_HELD),
        *islice(_held_messages(store, wanted), _MOST_HELD),
        *islice(_held_contacts(store, wanted), _MOST_HELD),
    ]


def _held_conversations(store: Store, wanted: str) -> Iterable[Found]:
    number = wanted.removeprefix("#")
    for row in sorted(store.conversations.values(), key=lambda one: -one.spoken_at):
        contact = select.contact_of(store, row)
        told = (contact.label, contact.email, contact.phone_number, row.subject)
        if row.status != GONE and (
            str(row.id) == number or any(wanted in one.casefold() for one in told)
        ):
            yield _of_row(store, row)


def _of_row(store: Store, row: Conversation) -> Found:
    last = row.last_message
    text = last.content[:_LONGEST] if last is not None else row.subject
    name = select.contact_of(store, row).label
    return Found(Kind.CONVERSATION, row.id, name, text, row.id, row.spoken_at)


def _held_messages(store: Store, wanted: str) -> Iterable[Found]:
    threads = (reversed(one.messages()) for one in store.timelines.values())
    messages = islice((one for thread in threads for one in thread), _LOOKED_AT)
    fitting = [one for one in messages if not one.deleted and wanted in one.content.casefold()]
    fitting.sort(key=lambda one: one.place, reverse=True)
    return (of_message(store, one) for one in fitting)


def of_message(store: Store, message: Message) -> Found:
    """Return a message as a find."""
    row, sender = store.conversations.get(message.conversation_id), message.sender
    said_by = sender.name if sender is not None else ""
    is_theirs = sender is not None and sender.kind is WrittenBy.CONTACT
    # Of a conversation that is not held, only the contact's own messages tell whose it is.
    unheld = said_by if is_theirs else f"#{message.conversation_id}"
    name = select.contact_of(store, row).label if row is not None else unheld
    return Found(
        Kind.MESSAGE,
        message.id,
        name,
        message.content[: 10 * _LONGEST],
        message.conversation_id,
        message.created_at,
        said_by if said_by != name else "",
    )


def _held_contacts(store: Store, wanted: str) -> Iterable[Found]:
    for one in store.contacts.values():
        told = (one.name, one.email, one.phone_number, one.identifier)
        if any(wanted in text.casefold() for text in told):
            text = first_seen(one.email, one.phone_number, one.identifier)
            yield Found(Kind.CONTACT, one.id, one.label, text, at=one.last_activity_at)


def of_answer(store: Store, found: FoundPayload) -> list[Found]:
    """Return the finds of an answer."""
    return [
        *(_of_talk(store, one) for one in found.conversations),
        *(one for each in found.messages if (one := _of_said(store, each)) is not None),
        *(_of_contact(one) for one in found.contacts),
    ]


def of_older(store: Store, talks: Iterable[FoundTalkPayload]) -> list[Found]:
    """Return the finds of the search of older servers: the messages of conversations."""
    finds: list[Found] = []
    for talk in talks:
        for one in talk.messages or ():
            said = one.model_copy(update={"conversation_id": talk.id})
            found = _of_said(store, said)
            finds += [found] if found is not None else []
    return finds


def _of_talk(store: Store, talk: FoundTalkPayload) -> Found:
    row = store.conversations.get(talk.id)
    if row is not None:
        return _of_row(store, row)
    contact, message = talk.contact, talk.message
    name = first_seen(contact.name or "", contact.email or "") if contact is not None else ""
    text = (message.content or "")[:_LONGEST] if message is not None else ""
    at = message.created_at if message is not None else talk.created_at
    return Found(Kind.CONVERSATION, talk.id, name or f"#{talk.id}", text, talk.id, at)


def _of_said(store: Store, payload: MessagePayload) -> Found | None:
    if payload.conversation_id is None:
        return None
    return of_message(store, fold_message(store, payload, payload.conversation_id))


def _of_contact(contact: ContactPayload) -> Found:
    told = (contact.email or "", contact.phone_number or "", contact.identifier or "")
    name = first_seen(contact.name or "", *told) or f"(no name) #{contact.id}"
    return Found(Kind.CONTACT, contact.id, name, first_seen(*told), at=contact.last_activity_at)
