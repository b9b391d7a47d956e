"""From the store to what each pane shows; all questions, no drawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import dossier, when
from hoory_tui.render.bars import HeadFacts
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.inline import plain
from hoory_tui.render.names import channel_tag, shown_name
from hoory_tui.render.promise import due_chip, due_next
from hoory_tui.render.rows import PREVIEW_CHARACTERS, RowFacts, preview
from hoory_tui.render.sidebar import Card, Colleague
from hoory_tui.store import select
from hoory_tui.store.records import Conversation, SendState
from hoory_tui.store.state import Store
from hoory_tui.words import said
from hoory_tui.words.terms import term

_MOST_LABELS: Final = 24
"""No head has room for more labels."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a picture is drawn: unix seconds, the zone, the symbols."""

    now: float
    zone: tzinfo | None
    glyphs: Glyphs


def row_facts(store: Store, conversation_id: int, at: Moment, draft: str) -> RowFacts:
    """Return what the row of a conversation shows."""
    conversation = store.conversations.get(conversation_id) or Conversation(conversation_id)
    contact = select.contact_of(store, conversation)
    inbox = store.inboxes.get(conversation.inbox_id)
    channel = conversation.channel or (inbox.channel_type if inbox else "")
    mark, mark_role, fact, fact_role = _fact(store, conversation, at, draft)
    due = due_next(conversation) if conversation.sla is not None else None
    promise, promise_role = due_chip(due, at.now) if due is not None else ("", "row-dim")
    return RowFacts(
        name=shown_name(contact.label, at.glyphs),
        unread=conversation.unread_count,
        age=when.age(conversation.spoken_at, at.now),
        channel=channel_tag(channel),
        inbox=shown_name(inbox.name, at.glyphs) if inbox else channel_tag(channel),
        assignee=shown_name(select.assignee_of(store, conversation), at.glyphs),
        fact=at.glyphs.shown(fact),
        fact_role=fact_role,
        mark=mark,
        mark_role=mark_role,
        urgent=at.glyphs.urgent if conversation.priority == "urgent" else "",
        online=select.is_present(store, conversation.contact_id),
        promise=promise,
        promise_role=promise_role,
    )


def _fact(
    store: Store, conversation: Conversation, at: Moment, draft: str
) -> tuple[str, str, str, str]:
    """Return (mark, mark role, text, text role) of the one most useful fact."""
    glyphs = at.glyphs
    typists = select.typists_of(store, conversation.id)
    if typists:
        typist = typists[0]
        if typist.id == conversation.contact_id and typist.kind == "contact":
            return "", "typing", said("typing…"), "typing"
        return (
            "",
            "typing",
            said("{name} is typing…", name=shown_name(typist.name, glyphs)),
            "typing",
        )
    for pending in select.pending_of(store, conversation.id):
        names = ", ".join(file.name for file in pending.files)
        content = _beginning(plain(pending.content[:PREVIEW_CHARACTERS])) or names
        if pending.state is SendState.FAILED:
            return (
                f"{glyphs.cross} ",
                "failed",
                said("not sent: {content}", content=content),
                "failed",
            )
        if pending.state is SendState.UNKNOWN:
            return f"{glyphs.warn} ", "warn", said("unsure: {content}", content=content), "warn"
        if pending.state is SendState.CHECKING:
            return f"{glyphs.half} ", "warn", said("checking: {content}", content=content), "warn"
        if pending.state is SendState.HELD:
            return f"{glyphs.half} ", "warn", said("held: {content}", content=content), "warn"
        if pending.problem:
            return f"{glyphs.half} ", "warn", said("queued: {content}", content=content), "warn"
    if draft:
        pen = "" if glyphs.is_words else f"{glyphs.pen} "
        return (
            pen,
            "row-age-unread",
            said("draft: {content}", content=_beginning(draft)),
            "row-fact",
        )
    if conversation.status == "snoozed":
        until = conversation.snoozed_until
        text = when.moment(until, at.now, at.zone) if until else ""
        told = said("snoozed until {when}", when=text) if text else ""
        return "", "row-dim", told or said("snoozed until the next reply"), "row-fact"
    mark, mark_role, text = preview(conversation.last_message, glyphs)
    if conversation.status != "open":
        mark, mark_role = f"{term(conversation.status)} {glyphs.dot} {mark}", "row-dim"
    role = "row-fact-unread" if conversation.unread_count else "row-fact"
    return mark, mark_role, text, role


def _beginning(text: str) -> str:
    return " ".join(text[:PREVIEW_CHARACTERS].split())


def head_facts(store: Store, conversation: Conversation, at: Moment) -> HeadFacts:
    """Return what the line above the thread tells."""
    contact = select.contact_of(store, conversation)
    inbox = store.inboxes.get(conversation.inbox_id)
    waiting = when.age(conversation.waiting_since, at.now)
    return HeadFacts(
        name=shown_name(contact.label, at.glyphs),
        number=conversation.id,
        inbox=shown_name(inbox.name, at.glyphs) if inbox else channel_tag(conversation.channel),
        labels=tuple(shown_name(one, at.glyphs) for one in conversation.labels[-_MOST_LABELS:]),
        status=conversation.status,
        priority=conversation.priority,
        waiting="" if waiting == said("now") else waiting,
        assignee=shown_name(select.assignee_of(store, conversation), at.glyphs),
        online=select.is_present(store, contact.id),
    )


def colleagues(store: Store) -> list[Colleague]:
    """Return the agents for the sidebar, those present first."""
    load = select.open_load(store)
    doing = _typing_agents(store)
    return [
        Colleague(
            name=agent.label,
            availability=select.availability_of(store, agent),
            open_count=load.get(agent.id, 0),
            is_me=agent.id == store.me_id,
            doing=doing.get(agent.id, ""),
        )
        for agent in select.agents_by_presence(store)
    ]


def _typing_agents(store: Store) -> Mapping[int, str]:
    return {
        typist.id: f"#{conversation_id}…"
        for conversation_id, typists in store.typing.items()
        for typist in typists.values()
        if typist.kind == "user"
    }


def contacts_online(store: Store, limit: int) -> list[str]:
    """Return the names of contacts who are online and known, sorted."""
    known = (store.contacts.get(contact_id) for contact_id in store.contacts_present)
    return sorted((contact.label for contact in known if contact), key=str.casefold)[:limit]


def card(store: Store, conversation: Conversation | None, at: Moment) -> Card | None:
    """Return the card of the contact at hand."""
    if conversation is None:
        return None
    contact = select.contact_of(store, conversation)
    others = select.threads_of(store, contact.id)
    facts = [
        (
            said("since"),
            when.day(contact.created_at, at.now, at.zone) if contact.created_at else "",
        ),
        (said("active"), dossier.told(contact.last_activity_at, at)),
        (said("threads"), str(others) if others > 1 else ""),
    ]
    return Card(
        contact,
        select.is_present(store, contact.id),
        tuple(facts),
        tuple(dossier.sections(store, conversation, at)),
        dossier.definitions_of(store, dossier.CONTACT_MODEL),
    )
