"""Which list is shown: by number, from a box, in another status or order; and who needs us next."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from hoory_tui.render import views as words
from hoory_tui.render.promise import due_next
from hoory_tui.screens import intents
from hoory_tui.screens.filtering import FilteringScreen
from hoory_tui.screens.listing import Hold
from hoory_tui.store import select
from hoory_tui.store.library import FOLDERS, Folder
from hoory_tui.store.records import Conversation
from hoory_tui.store.rosters import Order
from hoory_tui.store.views import (
    FIXED,
    MENTIONS,
    MINE,
    STATUSES,
    ListView,
    Scope,
    ScopeKind,
    Sort,
    view_of,
)
from hoory_tui.words import said, to_say
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hoory_tui.screens.picker import Choice, Picked

NONE_NEEDS_ME: Final = to_say(
    "Nothing needs you: no mention, nothing of yours waits, nobody's is unread."
)
NO_OTHER_NEEDS_ME: Final = to_say("Nothing else needs you: this is the only one.")
NO_MENTION: Final = to_say("Nobody mentions you in an open conversation.")
NO_FOLDER: Final = to_say("There is no such folder; f and ctrl+s save one.")


class ViewingScreen(FilteringScreen, inherit_bindings=False):
    """A screen with a list for everything an agent looks after."""

    def begin_in(self, status: str, sort: Sort) -> None:
        """Take a status and an order before anything is drawn."""
        self.status = status
        self.view = replace(self.view, status=status, sort=sort)

    def show_view(self, view: ListView) -> None:
        """Show a list from its top."""
        decided = self.decided(view)
        if decided is None:
            return
        view = decided
        self.set_focus(self.conversations)
        self.view = view
        self.conversations.cursor = None
        self.conversations.jump(0)
        self._show_list()
        self._read(False)
        self.show_bars()
        self.post_message(intents.ViewShown(view))

    def choose(self, view: ListView) -> None:
        """Show another list in the status and the order that are chosen."""
        if view.filter is None:
            view = replace(view, status=self.status)
        self.show_view(replace(view, sort=self.view.sort))

    # What keys do

    def action_show_view(self, number: int) -> None:
        """Show one of the numbered lists; behind the fixed ones come the saved folders."""
        if number <= len(FIXED):
            self.choose(FIXED[number - 1])
            return
        self.post_message(intents.LibraryWanted((FOLDERS,)))
        folders = self.store.library.folders
        place = number - len(FIXED) - 1
        if place < len(folders):
            self._show_folder(folders[place])
        else:
            self.notify(said(NO_FOLDER), markup=False)

    def _show_folder(self, folder: Folder) -> None:
        from hoory_tui.store import filters

        try:
            rule = filters.from_query(folder.query, filters.names_of(self.store))
        except filters.FilterError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        scope = Scope(ScopeKind.FOLDER, folder.id, folder.name)
        self.choose(ListView(scope, "all", filter=rule))

    def action_choose_view(self) -> None:
        """Choose a list: the numbered ones, inboxes, teams, labels, folders."""
        self.post_message(intents.LibraryWanted((FOLDERS,)))
        store, glyphs = self.store, self._moment().glyphs
        from hoory_tui.screens.picker import Choice

        choices: list[Choice] = []
        taken: dict[str, Callable[[], None]] = {}
        for place, one in enumerate(self._views_to_choose()):
            view = replace(one, status=self.status)
            count = select.count_of(store, view)
            kind = "" if place < len(FIXED) else words.kind_word(view.scope.kind)
            hint = "  ".join(part for part in (kind, "" if count is None else str(count)) if part)
            key = f"view:{place}"
            title = words.title_of(store, view, glyphs)
            choices.append(Choice(key, title, hint, view.scope == self.view.scope, kind))
            taken[key] = partial(self.choose, view)
        for folder in store.library.folders:
            key = f"folder:{folder.id}"
            current = self.view.scope.kind is ScopeKind.FOLDER and self.view.scope.id == folder.id
            choices.append(
                Choice(key, folder.name, words.kind_word(ScopeKind.FOLDER), current, "folder")
            )
            taken[key] = partial(self._show_folder, folder)
        self._pick(said("Show which conversations?"), choices, taken)

    def _views_to_choose(self) -> list[ListView]:
        store = self.store
        inboxes = sorted(store.inboxes.values(), key=lambda one: one.name.casefold())
        teams = sorted(store.teams.values(), key=lambda one: one.name.casefold())
        titles = sorted((one.title for one in store.labels.values()), key=str.casefold)
        return [
            *FIXED,
            *(view_of(ScopeKind.INBOX, id=one.id) for one in inboxes),
            *(view_of(ScopeKind.TEAM, id=one.id) for one in teams),
            *(ListView(Scope(ScopeKind.LABEL, name=title)) for title in titles),
        ]

    def action_choose_sort(self) -> None:
        """Choose the order of the list."""
        from hoory_tui.screens.picker import Choice

        choices = [
            Choice(sort.value, said(words.SORTS[sort]), "", sort is self.view.sort) for sort in Sort
        ]
        taken = {
            sort.value: partial(self.show_view, replace(self.view, sort=sort)) for sort in Sort
        }
        self._pick(said("In which order?"), choices, taken)

    def action_choose_status(self) -> None:
        """Choose the status that the conversations of the list are in."""
        from hoory_tui.screens.picker import Choice

        views = {status: replace(self.view, status=status) for status in STATUSES}
        counts = {status: select.count_of(self.store, view) for status, view in views.items()}
        choices = [
            Choice(
                status,
                said("every status") if status == "all" else term(status),
                "" if counts[status] is None else str(counts[status]),
                status == self.view.status,
                "all" if status == "all" else "",
            )
            for status in STATUSES
        ]
        taken = {status: partial(self._show_status, view) for status, view in views.items()}
        self._pick(said("In which status?"), choices, taken)

    def _show_status(self, view: ListView) -> None:
        if view.filter is None:
            self.status = view.status
        self.show_view(view)

    def _pick(
        self, title: str, choices: list[Choice], taken: Mapping[str, Callable[[], None]]
    ) -> None:
        from hoory_tui.screens.picker import PickerScreen

        def picked(picked: Picked | None) -> None:
            if picked is not None and picked.keys and picked.keys[0] in taken:
                taken[picked.keys[0]]()

        glyphs = self._moment().glyphs
        screen = PickerScreen(title, choices, glyphs=glyphs, keymap=self._keymap)
        self.app.push_screen(screen, picked)

    # Who needs us

    def action_next_needing(self, step: int) -> None:
        """Go to the next conversation that needs us: a mention, ours that waits, nobody's."""
        if self.next_match(step):
            return
        order = select.needing_me(self.store, self._overdue())
        self._go_among(order, step, said(NONE_NEEDS_ME), said(NO_OTHER_NEEDS_ME))

    def _overdue(self) -> list[Conversation]:
        """Return those of ours for which a limit has run out."""
        store, now = self.store, self._moment().now
        mine = (store.conversations[one] for one in select.members(store, MINE))
        return [one for one in mine if (due := due_next(one)) is not None and due.is_missed(now)]

    def action_next_mention(self) -> None:
        """Go to the next open conversation in which a note names us."""
        order = select.members(self.store, MENTIONS)
        self._go_among(order, 1, said(NO_MENTION), said("No other open conversation mentions you."))

    def _go_among(self, order: Order, step: int, none: str, no_other: str) -> None:
        here = self.conversations.cursor
        place = order.position(here) if here is not None else None
        if not order or (len(order) == 1 and place is not None):
            self.notify(no_other if order else none, markup=False)
            return
        if place is None:
            there = order[0 if step > 0 else -1]
        else:
            there = order[(place + step) % len(order)]
        self.go_to(there)
        one = self.store.conversations.get(there)
        if one is not None and not select.in_view(self.store, one, self.view):
            told = words.stranger(self.store, one, self.view, self._moment())
            self.notify(told, markup=False)

    def go_to(self, conversation_id: int) -> None:
        """Put the hand on a conversation, which the list then shows whether it belongs or not."""
        if self.composer.text.has_focus:
            self._stop_writing()
        rows = self.conversations
        if self._listing.sift is not None and rows.position_of(conversation_id) is None:
            # Narrowed, it has no row for the hand to be on.
            self.drop_find()
        if rows.position_of(conversation_id) is None:
            self._listing.guest = conversation_id
            self._show_list(Hold(), {conversation_id})
        rows.set_cursor(conversation_id)
        if not rows.has_focus:
            # The hands are on the thread, so it is the thread that they asked for.
            self._show_at_hand()
