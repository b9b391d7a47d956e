"""What a list is called: its title, its status and its order in words, and why it is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hoory_tui.render.bars import Tab
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.names import shown_name
from hoory_tui.render.when import DAY, duration
from hoory_tui.store import select
from hoory_tui.store.records import GONE, Conversation
from hoory_tui.store.state import Store
from hoory_tui.store.views import TABS, UNASSIGNED, ListView, ScopeKind, Sort
from hoory_tui.words import counted, said, to_say
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from hoory_tui.render.facts import Moment

TITLES: Final[Mapping[ScopeKind, str]] = {
    ScopeKind.MINE: to_say("Mine"),
    ScopeKind.UNASSIGNED: to_say("Unassigned"),
    ScopeKind.ALL: to_say("All"),
    ScopeKind.MENTIONS: to_say("Mentions"),
    ScopeKind.UNATTENDED: to_say("Unattended"),
    ScopeKind.PARTICIPATING: to_say("Participating"),
}
_SHORT: Final = {
    ScopeKind.UNASSIGNED: to_say("Unas."),
    ScopeKind.MENTIONS: "@",
    ScopeKind.PARTICIPATING: to_say("Part."),
}

SORTS: Final[Mapping[Sort, str]] = {
    Sort.LATEST: to_say("latest first"),
    Sort.LEAST_RECENT: to_say("longest silent first"),
    Sort.NEWEST: to_say("newest first"),
    Sort.OLDEST: to_say("oldest first"),
    Sort.PRIORITY: to_say("most urgent first"),
    Sort.LEAST_PRIORITY: to_say("least urgent first"),
    Sort.PRIORITY_OLDEST: to_say("most urgent, then oldest"),
    Sort.LONGEST_WAITING: to_say("longest waiting first"),
    Sort.SHORTEST_WAITING: to_say("shortest waiting first"),
    Sort.UNREAD: to_say("most unread first"),
}
_EMPTY: Final[Mapping[ScopeKind, str]] = {
    ScopeKind.MINE: to_say("Nothing waits for you."),
    ScopeKind.UNASSIGNED: to_say("Every conversation has an owner."),
    ScopeKind.ALL: to_say("No open conversation."),
    ScopeKind.MENTIONS: to_say("Nobody mentions you in an open conversation."),
    ScopeKind.UNATTENDED: to_say("Every contact has an answer."),
    ScopeKind.PARTICIPATING: to_say("You watch no open conversation."),
}


_KINDS: Final[Mapping[str, str]] = {
    ScopeKind.INBOX: to_say("inbox"),
    ScopeKind.TEAM: to_say("team"),
    ScopeKind.LABEL: to_say("label"),
    ScopeKind.FOLDER: to_say("folder"),
}
_NONE_HERE: Final = to_say("No open conversation here.")


def kind_word(kind: str) -> str:
    """Return what a list by an inbox, a team, a label or a folder is called."""
    return said(_KINDS.get(kind, "")) or kind


def title_of(store: Store, view: ListView, glyphs: Glyphs) -> str:
    """Return the name of a view."""
    scope = view.scope
    fixed = TITLES.get(scope.kind)
    if fixed is not None:
        return said(fixed)
    match scope.kind:
        case ScopeKind.INBOX:
            inbox = store.inboxes.get(scope.id)
            name = inbox.name if inbox is not None else ""
        case ScopeKind.TEAM:
            team = store.teams.get(scope.id)
            name = team.name if team is not None else ""
        case ScopeKind.LABEL:
            name = f"#{scope.name}"
        case ScopeKind.FOLDER:
            held = (one.name for one in store.library.folders if one.id == scope.id)
            name = next(held, "") or scope.name
        case _:
            name = scope.name or (view.filter.text if view.filter is not None else "")
    return shown_name(name or scope.name or f"{scope.kind} {scope.id}", glyphs)


def tabs(store: Store, view: ListView, glyphs: Glyphs, chosen: str = "open") -> list[Tab]:
    """Return the tabs with their counts, and one more for what is none of them.

    `chosen` is the status that the tabs go back to from a list with a rule of its own.
    """
    here = view.range
    status = view.status if view.filter is None else chosen
    shown = [replace(one, status=status) for one in TABS]
    if here not in shown:
        shown.append(here)
    titles = [title_of(store, one, glyphs) for one in shown]
    return [
        Tab(
            title,
            select.count_of(store, one),
            one == here,
            said(_SHORT.get(one.scope.kind, "")) or title,
            has_rule=one.filter is not None,
        )
        for title, one in zip(titles, shown, strict=True)
    ]


def aside(view: ListView, glyphs: Glyphs) -> str:
    """Return the status and the order of a view, as far as they are not the usual ones."""
    words = []
    status = said("every status") if view.status == "all" else term(view.status)
    if view.filter is not None and view.filter.has_status:
        # The line of a filter stands there whole; what a folder is called need not tell.
        status = view.filter.status_words if view.scope.name else ""
    if status not in ("", "open", said("open")):
        words.append(status)
    if view.sort is not Sort.LATEST:
        words.append(said(SORTS[view.sort]))
    return f" {glyphs.dot} ".join(words)


def empty_text(store: Store, view: ListView) -> str:
    """Return what to say in place of an empty list."""
    if not store.complete_views and not store.conversations:
        return said("Loading the conversations…")
    if not select.is_complete(store, view) and select.count_of(store, view) != 0:
        return said("Loading the conversations…")
    if view.filter is not None:
        return said("No conversation fits. F clears the filter.")
    if view.status != "open":
        if view.status == "all":
            return said("No conversation here. O chooses another status.")
        status = term(view.status)
        return said("No {status} conversation here. O chooses another status.", status=status)
    text = said(_EMPTY.get(view.scope.kind, _NONE_HERE))
    unassigned = select.count_of(store, UNASSIGNED)
    if view.scope.kind is ScopeKind.MINE and unassigned:
        return f"{text} " + counted(
            "{count} unassigned: press 2.", "{count} unassigned: press 2.", unassigned
        )
    return text


def stranger(store: Store, conversation: Conversation, view: ListView, at: Moment) -> str:
    """Return whose a conversation is and how long it waits, for one that is in another list."""
    name = shown_name(select.contact_of(store, conversation).label, at.glyphs)
    owner = shown_name(select.assignee_of(store, conversation), at.glyphs)
    whose = said("assigned to {owner}", owner=owner) if owner else said("nobody's")
    if conversation.assignee_id == store.me_id:
        whose = said("yours")
    if conversation.mention_unread:
        whose = said("mentions you, {whose}", whose=whose)
    if conversation.waiting_since is not None:
        seconds = at.now - conversation.waiting_since
        span = f"{int(seconds // DAY)} d" if seconds >= 2 * DAY else duration(seconds)
        whose = said("{whose}, waiting {span}", whose=whose, span=span)
    title = title_of(store, view, at.glyphs)
    who = f"#{conversation.id} {name}"
    return said("{who}: {whose}; not in {title}", who=who, whose=whose, title=title)


def reason(store: Store, conversation: Conversation, view: ListView) -> str:
    """Return why a conversation does not belong to a view, in a few words."""
    if view.status not in ("all", conversation.status):
        is_gone = conversation.status == GONE
        return said("no longer on the server") if is_gone else term(conversation.status)
    owner = select.assignee_of(store, conversation)
    match view.scope.kind:
        case ScopeKind.UNASSIGNED if conversation.assignee_id == store.me_id:
            return said("assigned to you")
        case ScopeKind.MINE | ScopeKind.UNASSIGNED:
            return said("assigned to {owner}", owner=owner) if owner else said("assigned to nobody")
        case ScopeKind.UNATTENDED:
            return said("answered")
        case ScopeKind.PARTICIPATING:
            return said("no longer watched")
        case ScopeKind.TEAM:
            return (
                said("handed to {team}", team=conversation.team_name)
                if conversation.team_id
                else said("of no team")
            )
        case ScopeKind.LABEL:
            return said("no longer labelled {name}", name=view.scope.name)
        case ScopeKind.INBOX:
            return said("in another inbox")
    return said("no longer fits")
