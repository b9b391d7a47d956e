"""What is known of a contact and a conversation, as titled facts for the panel and the card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.names import shown_name
from hoory_tui.render.promise import due_next, due_text
from hoory_tui.store.dossiers import Dossier
from hoory_tui.store.library import AttributeDefinition
from hoory_tui.store.records import Contact, Conversation
from hoory_tui.store.state import Store
from hoory_tui.wire.clean import has_hidden_marks
from hoory_tui.words import said
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from hoory_tui.render.facts import Moment

VALUE_CHARACTERS: Final = 400
_HUGE: Final = 10**30
_EARLIER_SHOWN: Final = 5
CONTACT_MODEL: Final = "contact_attribute"
CONVERSATION_MODEL: Final = "conversation_attribute"
_NO_ATTRIBUTES: Final = frozenset(
    {"avatar_url_hash", "last_avatar_sync_at", "company_name", "city", "country", "country_code"}
    | {"social_profiles", "description", "created_at_ip"}
)
"""Of the contact's additional attributes, those that are shown by names of ours or not at all."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known; `role` is how its value is drawn."""

    name: str
    value: str
    role: str = "dim"


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under a title; `least` of them are shown however little room there is."""

    title: str
    note: str
    facts: tuple[Fact, ...]
    least: int = 1


def told(moment: float | None, at: Moment) -> str:
    """Return a day and a time of day, empty for never."""
    if not moment:
        return ""
    return f"{when.day(moment, at.now, at.zone)} {when.clock(moment, at.zone)}"


def definitions_of(store: Store, model: str) -> dict[str, AttributeDefinition]:
    """Return the account's own attributes of contacts or conversations, by key."""
    return {one.key: one for one in store.library.definitions if one.model == model}


def attribute_text(value: object) -> str:
    """Return the value of an attribute in words, empty for what is no single value."""
    if isinstance(value, bool):
        return said("yes") if value else said("no")
    if isinstance(value, int) and abs(value) > _HUGE:
        # To write out a number of many thousand digits takes long and is refused.
        return said("(a huge number)")
    if isinstance(value, str):
        # As it is: of a stranger's text its type tells whether it hid directions.
        return value
    return str(value) if isinstance(value, int | float) else ""


def fact_text(text: str, glyphs: Glyphs) -> str:
    """Return a stranger's words on one line: not endless, and marked if they hid directions."""
    shown = " ".join(glyphs.shown(text[:VALUE_CHARACTERS]).split())
    return f"{glyphs.hidden} {shown}" if has_hidden_marks(text) else shown


def contact_facts(contact: Contact) -> Iterator[Fact]:
    """Yield the fields of a contact that have a value, without its times."""
    more = contact.additional_attributes
    places = (_word(more, "city"), _word(more, "country") or _word(more, "country_code"))
    rows = (
        Fact(said("blocked"), said("yes") if contact.blocked else "", "failed"),
        Fact(said("mail"), contact.email),
        Fact(said("phone"), contact.phone_number),
        Fact(said("company"), _word(more, "company_name")),
        Fact(said("place"), ", ".join(part for part in places if part)),
        Fact("id", contact.identifier),
        Fact(said("about"), _word(more, "description")),
        *social_facts(contact),
    )
    yield from (row for row in rows if row.value)


def social_facts(contact: Contact) -> Iterator[Fact]:
    """Yield the names that a contact goes by elsewhere."""
    profiles = contact.additional_attributes.get("social_profiles")
    if isinstance(profiles, dict):
        for place, name in profiles.items():
            if isinstance(name, str) and name:
                yield Fact(str(place)[:VALUE_CHARACTERS], name)


def _word(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return attribute_text(value) if isinstance(value, str | int | float) else ""


def own_facts(
    values: Mapping[str, Any], definitions: Mapping[str, AttributeDefinition]
) -> Iterator[Fact]:
    """Yield attributes by the names that the account gave them, those without a value left out."""
    for key, value in values.items():
        text = attribute_text(value)
        if not text or key in _NO_ATTRIBUTES:
            continue
        known = definitions.get(key)
        name = known.name if known is not None else key[:VALUE_CHARACTERS].replace("_", " ")
        yield Fact(name, text)


def conversation_facts(conversation: Conversation, at: Moment) -> Iterator[Fact]:
    """Yield what the channel and the clock tell of a conversation."""
    more = conversation.additional_attributes
    browser = more.get("browser")
    browser = browser if isinstance(browser, dict) else {}
    begun = more.get("initiated_at")
    begun = begun.get("timestamp") if isinstance(begun, dict) else None
    due = due_next(conversation)
    waits = conversation.waiting_since
    rows = [
        Fact(said("sla"), conversation.sla.name if conversation.sla is not None else ""),
        Fact(said("due"), *due_text(due, at.now)) if due is not None else Fact(said("due"), ""),
        Fact(said("waiting"), when.duration(at.now - waits) if waits else ""),
        Fact(said("started"), attribute_text(begun) or told(conversation.created_at, at)),
        Fact(said("replied"), told(conversation.first_reply_at, at)),
        Fact(said("seen"), told(conversation.contact_last_seen_at, at)),
        Fact(said("team"), conversation.team_name),
        Fact(said("browser"), _joined(browser, "browser_name", "browser_version")),
        Fact(said("system"), _joined(browser, "platform_name", "platform_version")),
        Fact(said("from"), _word(more, "referer")),
        Fact(
            said("language"),
            _word(more, "conversation_language") or _word(browser, "browser_language"),
        ),
        Fact(said("subject"), _word(more, "mail_subject")),
    ]
    yield from (row for row in rows if row.value)


def _joined(told: Mapping[str, Any], *keys: str) -> str:
    return " ".join(part for key in keys if (part := _word(told, key)))


def earlier_of(dossier: Dossier | None, conversation_id: int) -> tuple[Conversation, ...]:
    """Return the other conversations of a contact, the latest first."""
    held = dossier.earlier if dossier is not None else None
    return tuple(one for one in held or () if one.id != conversation_id)


def participant_names(store: Store, conversation_id: int) -> tuple[str, ...] | None:
    """Return who watches a conversation, None while that is not known."""
    ids = store.participants.get(conversation_id)
    if ids is None:
        return None
    return tuple(agent.label if (agent := store.agents.get(one)) else f"#{one}" for one in ids)


def sections(store: Store, conversation: Conversation, at: Moment) -> Iterator[Section]:
    """Yield what the panel tells besides the contact's own block, the most useful first."""
    dossier = store.dossiers.get(conversation.contact_id)
    about = tuple(conversation_facts(conversation, at))
    defined = definitions_of(store, CONVERSATION_MODEL)
    custom = tuple(own_facts(conversation.custom_attributes, defined))
    if about or custom:
        yield Section(said("Conversation"), f"#{conversation.id}", about + custom, least=2)
    if dossier is not None and dossier.labels:
        names = ", ".join(shown_name(one, at.glyphs) for one in dossier.labels)
        yield Section(said("Contact's labels"), str(len(dossier.labels)), (Fact("", names),))
    if watching := participant_names(store, conversation.id):
        names = ", ".join(shown_name(one, at.glyphs) for one in watching)
        yield Section(said("Participants"), str(len(watching)), (Fact("", names),))
    earlier = earlier_of(dossier, conversation.id)
    if earlier:
        facts = tuple(
            Fact(f"#{one.id}", f"{term(one.status)}, {when.age(one.last_activity_at, at.now)}")
            for one in earlier[:_EARLIER_SHOWN]
        )
        yield Section(said("Previous conversations"), str(len(earlier)), facts)
    if dossier is not None and dossier.notes:
        note = dossier.notes[0]
        first = Fact("", fact_text(note.content, at.glyphs))
        yield Section(said("Notes"), str(len(dossier.notes)), (first,))
