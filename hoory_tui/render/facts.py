"""From the store to what each pane shows; all questions, no drawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.bars import HeadFacts, Tab
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.names import channel_tag, shown_name
from hoory_tui.render.rows import PREVIEW_CHARACTERS, RowFacts, preview
from hoory_tui.render.sidebar import Card, Colleague
from hoory_tui.store import select
from hoory_tui.store.records import Conversation, SendState
from hoory_tui.store.select import View
from hoory_tui.store.state import Store

TAB_TITLES = {View.MINE: "Mine", View.UNASSIGNED: "Unassigned", View.ALL: "All"}

_MOST_LABELS: Final = 24
"""No head has room for more labels."""

EMPTY_TEXTS = {
    View.MINE: "Nothing waits for you.",
    View.UNASSIGNED: "Every conversation has an owner.",
    View.ALL: "No open conversation.",
}


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
        urgent=at.glyphs.warn if conversation.priority == "urgent" else "",
        online=select.is_present(store, conversation.contact_id),
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
            return "", "typing", "typing…", "typing"
        return "", "typing", f"{shown_name(typist.name, glyphs)} is typing…", "typing"
    for pending in select.pending_of(store, conversation.id):
        names = ", ".join(file.name for file in pending.files)
        content = _beginning(pending.content) or names
        if pending.state is SendState.FAILED:
            return f"{glyphs.cross} ", "failed", f"not sent: {content}", "failed"
        if pending.state is SendState.UNKNOWN:
            return f"{glyphs.warn} ", "warn", f"unsure: {content}", "warn"
        if pending.state is SendState.CHECKING:
            return f"{glyphs.half} ", "warn", f"checking: {content}", "warn"
        if pending.problem:
            return f"{glyphs.half} ", "warn", f"queued: {content}", "warn"
    if draft:
        return f"{glyphs.pen} ", "row-age-unread", f"draft: {_beginning(draft)}", "row-fact"
    if conversation.status == "snoozed":
        until = conversation.snoozed_until
        text = when.moment(until, at.now, at.zone) if until else "the next reply"
        return "", "row-dim", f"snoozed until {text}", "row-fact"
    mark, mark_role, text = preview(conversation.last_message, glyphs)
    if conversation.status != "open":
        mark, mark_role = f"{conversation.status} {glyphs.dot} {mark}", "row-dim"
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
        waiting="" if waiting == "now" else waiting,
        assignee=shown_name(select.assignee_of(store, conversation), at.glyphs),
        online=select.is_present(store, contact.id),
    )


def tabs(store: Store, current: View) -> list[Tab]:
    """Return the tabs with their counts."""
    counts = select.tab_counts(store)
    return [Tab(TAB_TITLES[view], counts[view], view is current) for view in View]


def empty_text(store: Store, view: View) -> str:
    """Return what to say in place of an empty list."""
    if not store.complete_views and not store.conversations:
        return "Loading the conversations…"
    counts = select.tab_counts(store)
    if view is View.MINE and counts[View.UNASSIGNED]:
        return f"{EMPTY_TEXTS[view]} {counts[View.UNASSIGNED]} unassigned: press 2."
    return EMPTY_TEXTS[view]


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
        ("team", conversation.team_name),
        ("seen", _seen(conversation.contact_last_seen_at, at)),
        ("since", when.day(contact.created_at, at.now, at.zone) if contact.created_at else ""),
        ("threads", str(others) if others > 1 else ""),
    ]
    return Card(contact, select.is_present(store, contact.id), tuple(facts))


def _seen(moment: float | None, at: Moment) -> str:
    """Return when the contact last looked at the conversation."""
    if not moment:
        return ""
    return f"{when.day(moment, at.now, at.zone)} {when.clock(moment, at.zone)}"
