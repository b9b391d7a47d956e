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

if TYPE_CHECKING:
    from hoory_tui.render.facts import Moment

TITLES: Final[Mapping[ScopeKind, str]] = {
    ScopeKind.MINE: "Mine",
    ScopeKind.UNASSIGNED: "Unassigned",
    ScopeKind.ALL: "All",
    ScopeKind.MENTIONS: "Mentions",
    ScopeKind.UNATTENDED: "Unattended",
    ScopeKind.PARTICIPATING: "Participating",
}
_SHORT: Final = {"Unassigned": "Unas.", "Mentions": "@", "Participating": "Part.", "Mine": "Mine"}

SORTS: Final[Mapping[Sort, str]] = {
    Sort.LATEST: "latest first",
    Sort.LEAST_RECENT: "longest silent first",
    Sort.NEWEST: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.PRIORITY: "most urgent first",
    Sort.LEAST_PRIORITY: "least urgent first",
    Sort.PRIORITY_OLDEST: "most urgent, then oldest",
    Sort.LONGEST_WAITING: "longest waiting first",
    Sort.SHORTEST_WAITING: "shortest waiting first",
    Sort.UNREAD: "most unread first",
}
_EMPTY: Final[Mapping[ScopeKind, str]] = {
    ScopeKind.MINE: "Nothing waits for you.",
    ScopeKind.UNASSIGNED: "Every conversation has an owner.",
    ScopeKind.ALL: "No open conversation.",
    ScopeKind.MENTIONS: "Nobody mentions you in an open conversation.",
    ScopeKind.UNATTENDED: "Every contact has an answer.",
    ScopeKind.PARTICIPATING: "You watch no open conversation.",
}


def title_of(store: Store, view: ListView, glyphs: Glyphs) -> str:
    """Return the name of a view."""
    scope = view.scope
    fixed = TITLES.get(scope.kind)
    if fixed is not None:
        return fixed
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
            _SHORT.get(title, title),
            has_rule=one.filter is not None,
        )
        for title, one in zip(titles, shown, strict=True)
    ]


def aside(view: ListView, glyphs: Glyphs) -> str:
    """Return the status and the order of a view, as far as they are not the usual ones."""
    words = []
    status = "every status" if view.status == "all" else view.status
    if view.filter is not None and view.filter.has_status:
        # The line of a filter stands there whole; what a folder is called need not tell.
        status = view.filter.status_words if view.scope.name else "open"
    if status != "open":
        words.append(status)
    if view.sort is not Sort.LATEST:
        words.append(SORTS[view.sort])
    return f" {glyphs.dot} ".join(words)


def empty_text(store: Store, view: ListView) -> str:
    """Return what to say in place of an empty list."""
    if not store.complete_views and not store.conversations:
        return "Loading the conversations…"
    if not select.is_complete(store, view) and select.count_of(store, view) != 0:
        return "Loading the conversations…"
    if view.filter is not None:
        return "No conversation fits. F clears the filter."
    if view.status != "open":
        kind = "conversation" if view.status == "all" else f"{view.status} conversation"
        return f"No {kind} here. O chooses another status."
    text = _EMPTY.get(view.scope.kind, "No open conversation here.")
    unassigned = select.count_of(store, UNASSIGNED)
    if view.scope.kind is ScopeKind.MINE and unassigned:
        return f"{text} {unassigned} unassigned: press 2."
    return text


def stranger(store: Store, conversation: Conversation, view: ListView, at: Moment) -> str:
    """Return whose a conversation is and how long it waits, for one that is in another list."""
    name = shown_name(select.contact_of(store, conversation).label, at.glyphs)
    owner = shown_name(select.assignee_of(store, conversation), at.glyphs)
    whose = f"assigned to {owner}" if owner else "nobody's"
    if conversation.assignee_id == store.me_id:
        whose = "yours"
    if conversation.mention_unread:
        whose = f"mentions you, {whose}"
    waits = ""
    if conversation.waiting_since is not None:
        seconds = at.now - conversation.waiting_since
        span = f"{int(seconds // DAY)} d" if seconds >= 2 * DAY else duration(seconds)
        waits = f", waiting {span}"
    title = title_of(store, view, at.glyphs)
    return f"#{conversation.id} {name}: {whose}{waits}; not in {title}"


def reason(store: Store, conversation: Conversation, view: ListView) -> str:
    """Return why a conversation does not belong to a view, in a few words."""
    if view.status not in ("all", conversation.status):
        return {GONE: "no longer on the server"}.get(conversation.status, conversation.status)
    owner = select.assignee_of(store, conversation)
    match view.scope.kind:
        case ScopeKind.UNASSIGNED if conversation.assignee_id == store.me_id:
            return "assigned to you"
        case ScopeKind.MINE | ScopeKind.UNASSIGNED:
            return f"assigned to {owner}" if owner else "assigned to nobody"
        case ScopeKind.UNATTENDED:
            return "answered"
        case ScopeKind.PARTICIPATING:
            return "no longer watched"
        case ScopeKind.TEAM:
            return f"handed to {conversation.team_name}" if conversation.team_id else "of no team"
        case ScopeKind.LABEL:
            return f"no longer labelled {view.scope.name}"
        case ScopeKind.INBOX:
            return "in another inbox"
    return "no longer fits"
