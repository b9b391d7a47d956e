"""The whole contact card as rows: what is shown, and what each row is about."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.dossier import (
    CONTACT_MODEL,
    CONVERSATION_MODEL,
    Fact,
    attribute_text,
    contact_facts,
    conversation_facts,
    definitions_of,
    earlier_of,
    participant_names,
    social_facts,
    told,
)
from hoory_tui.render.names import attachment_name, size
from hoory_tui.store import select
from hoory_tui.store.dossiers import SharedFile
from hoory_tui.store.library import AttributeDefinition
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.words import said, to_say
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hoory_tui.render.facts import Moment

NOT_TOLD: Final = to_say("not known")
NONE_YET: Final = to_say("none")
EMPTY: Final = "–"


class About(StrEnum):
    """What a row is about, which decides what keys do to it."""

    TITLE = "title"
    FIELD = "field"
    DETAIL = "detail"
    OWN = "own"
    TALK_OWN = "talk-own"
    BLOCKED = "blocked"
    LABELS = "labels"
    WATCHERS = "watchers"
    TALK = "talk"
    NOTE = "note"
    FILE = "file"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class CardRow:
    """One row; `field` is the key of what it shows, `number` the id of a note or conversation."""

    key: str
    about: About
    name: str
    value: str = ""
    role: str = "text"
    field: str = ""
    number: int = 0
    definition: AttributeDefinition | None = None
    file: SharedFile | None = None


_FIELDS: Final = (
    ("name", to_say("name")),
    ("email", to_say("mail")),
    ("phone_number", to_say("phone")),
)
_DETAILS: Final = (
    ("company_name", to_say("company")),
    ("city", to_say("city")),
    ("country", to_say("country")),
)


def card_rows(store: Store, conversation: Conversation, at: Moment) -> list[CardRow]:
    """Return everything that is known of the contact of a conversation and around it."""
    return [
        *_contact_rows(store, conversation, at),
        *_own_rows(store, conversation),
        *_talk_rows(store, conversation, at),
        *_earlier_rows(store, conversation, at),
        *_note_rows(store, conversation, at),
        *_file_rows(store, conversation, at),
    ]


def _title(text: str, note: str = "") -> CardRow:
    return CardRow(f"title:{text}", About.TITLE, text, note)


def _contact_rows(store: Store, conversation: Conversation, at: Moment) -> Iterator[CardRow]:
    contact = select.contact_of(store, conversation)
    online = said("online") if select.is_present(store, contact.id) else said("offline")
    yield _title(said("Contact"), f"#{contact.id}, {online}")
    for field, name in _FIELDS:
        value = getattr(contact, field)
        yield CardRow(f"field:{field}", About.FIELD, said(name), value or EMPTY, field=field)
    for field, name in _DETAILS:
        value = attribute_text(contact.additional_attributes.get(field))
        yield CardRow(f"detail:{field}", About.DETAIL, said(name), value or EMPTY, field=field)
    is_blocked = contact.blocked
    role = "failed" if is_blocked else "text"
    words = said("yes") if is_blocked else said("no")
    yield CardRow("blocked", About.BLOCKED, said("blocked"), words, role)
    ours = map(said, ("mail", "phone", "company", "place", "blocked"))
    shown = {*ours, *map(_name_of, social_facts(contact))}
    for fact in contact_facts(contact):
        if fact.name not in shown:
            yield _plain("contact", fact)
    for fact in social_facts(contact):
        yield _plain("social", fact)
    for name, moment in (
        (said("since"), contact.created_at),
        (said("active"), contact.last_activity_at),
    ):
        if moment:
            yield _plain("contact", Fact(name, told(moment, at)))
    dossier = store.dossiers.get(contact.id)
    labels = dossier.labels if dossier is not None else None
    words = said(NOT_TOLD) if labels is None else ", ".join(labels) or said(NONE_YET)
    yield CardRow("labels", About.LABELS, said("labels"), words)


def _name_of(fact: Fact) -> str:
    return fact.name


def _plain(group: str, fact: Fact) -> CardRow:
    return CardRow(f"{group}:{fact.name}", About.PLAIN, fact.name, fact.value, fact.role)


def _attribute_rows(
    values: Mapping[str, Any], definitions: Mapping[str, AttributeDefinition], about: About
) -> Iterator[CardRow]:
    for key in dict.fromkeys((*definitions, *values)):
        known = definitions.get(key) or AttributeDefinition(0, key, key.replace("_", " "))
        text = attribute_text(values.get(key))
        if key in definitions or text:
            yield CardRow(
                f"{about}:{key}", about, known.name, text or EMPTY, field=key, definition=known
            )


def _own_rows(store: Store, conversation: Conversation) -> Iterator[CardRow]:
    contact = select.contact_of(store, conversation)
    definitions = definitions_of(store, CONTACT_MODEL)
    rows = list(_attribute_rows(contact.custom_attributes, definitions, About.OWN))
    if rows:
        yield _title(said("Attributes of the contact"), str(len(rows)))
        yield from rows


def _talk_rows(store: Store, conversation: Conversation, at: Moment) -> Iterator[CardRow]:
    yield _title(said("Conversation #{number}", number=conversation.id), term(conversation.status))
    for fact in conversation_facts(conversation, at):
        yield _plain("talk", fact)
    names = participant_names(store, conversation.id)
    words = said(NOT_TOLD) if names is None else ", ".join(names) or said(NONE_YET)
    yield CardRow("watchers", About.WATCHERS, said("watched by"), words)
    definitions = definitions_of(store, CONVERSATION_MODEL)
    yield from _attribute_rows(conversation.custom_attributes, definitions, About.TALK_OWN)


def _earlier_rows(store: Store, conversation: Conversation, at: Moment) -> Iterator[CardRow]:
    dossier = store.dossiers.get(conversation.contact_id)
    known = dossier is not None and dossier.earlier is not None
    earlier = earlier_of(dossier, conversation.id)
    yield _title(said("Previous conversations"), str(len(earlier)) if known else said(NOT_TOLD))
    for one in earlier:
        inbox = store.inboxes.get(one.inbox_id)
        parts = (
            term(one.status),
            inbox.name if inbox is not None else "",
            one.assignee_name or said("unassigned"),
            told(one.last_activity_at, at),
        )
        words = ", ".join(part for part in parts if part)
        yield CardRow(f"earlier:{one.id}", About.TALK, f"#{one.id}", words, number=one.id)


def _note_rows(store: Store, conversation: Conversation, at: Moment) -> Iterator[CardRow]:
    dossier = store.dossiers.get(conversation.contact_id)
    notes = dossier.notes if dossier is not None else None
    yield _title(said("Notes"), said(NOT_TOLD) if notes is None else str(len(notes)))
    for note in notes or ():
        name = f"{note.author or said('somebody')}, {when.age(note.created_at, at.now) or '?'}"
        yield CardRow(
            f"note:{note.id}", About.NOTE, name, note.content, "note-text", number=note.id
        )


def _file_rows(store: Store, conversation: Conversation, at: Moment) -> Iterator[CardRow]:
    shared = store.shared_files.get(conversation.id)
    yield _title(said("Shared files"), said(NOT_TOLD) if shared is None else str(shared.total))
    for file in shared.files if shared is not None else ():
        parts = (size(file.attachment.size), file.sender, told(file.created_at, at))
        about = ", ".join(part for part in parts if part)
        words = f"{attachment_name(file.attachment)}  {about}"
        yield CardRow(
            f"file:{file.attachment.id}",
            About.FILE,
            term(file.attachment.file_type),
            words,
            "attachment",
            number=file.message_id,
            file=file,
        )
