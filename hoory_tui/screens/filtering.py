"""Filters: typed with completion, shown as a list, saved as folders, cleared again."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on

from hoory_tui.screens import intents, search_intents
from hoory_tui.screens.searching import SearchingScreen
from hoory_tui.store.library import FOLDERS
from hoory_tui.store.views import ALL, ListView, ScopeKind
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.screens.filterline import Past
    from hoory_tui.screens.picker import Choice
    from hoory_tui.store.changes import Changes
    from hoory_tui.store.filters import Filter


class FilteringScreen(SearchingScreen, inherit_bindings=False):
    """A screen whose list can be that of a rule of the agent's own."""

    _unfiltered: ListView = ALL
    """The list that was shown before a filter was."""

    @cached_property
    def _past(self) -> Past:
        from hoory_tui.screens.filterline import Past

        return Past()

    def action_filter(self) -> None:
        """Ask for a filter, beginning with the one that is shown."""
        from hoory_tui.screens.filterline import FilterLine
        from hoory_tui.store.filters import names_of

        self.leave_words()
        self.drop_find()
        rule, scope = self.view.filter, self.view.scope
        line = FilterLine(
            rule.text if rule is not None else "",
            lambda: names_of(self.store),
            self._taken_by,
            self._past,
            glyphs=self._moment().glyphs,
            keymap=self._keymap,
            folder=scope.name if scope.kind is ScopeKind.FOLDER else "",
        )
        self.open_line(line)

    def _taken_by(self, rule: Filter) -> str:
        """Return how many of the conversations that are held fit a filter, in words."""
        store, now = self.store, self._moment().now
        whole = rule.within(self.view.status)
        count = sum(whole.takes(store, one, now) for one in store.conversations.values())
        if not count:
            # The server is asked for the rest once it is shown.
            return said("0 match so far")
        return said("{count} match", count=count) if count > 1 else said("1 matches")

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch, and offer the names that have come."""
        super().apply(changes)
        if changes.lists and (learn := getattr(self._line, "learn", None)) is not None:
            learn()

    @on(search_intents.FilterChosen)
    def _show_filter(self, event: search_intents.FilterChosen) -> None:
        event.stop()
        from hoory_tui.store.filters.shown import filter_view

        self.close_line()
        self.conversations.focus()
        if event.rule.is_empty:
            if self.view.filter is not None:
                self.action_clear_filter()
        else:
            self.post_message(intents.ShowView(filter_view(event.rule, self.view)))

    def action_clear_filter(self) -> None:
        """Show the list of before the filter, or all rows of one that is narrowed."""
        if self.drop_find():
            self.conversations.focus()
        elif self.view.filter is not None:
            self.leave_filter()
        else:
            self.notify(
                said("There is no filter to clear: all of this list is shown."), markup=False
            )

    def leave_filter(self) -> None:
        """Show the list of before the filter."""
        self.show_view(replace(self._unfiltered, sort=self.view.sort))

    @abstractmethod
    def show_view(self, view: ListView) -> None:
        """Show a list from its top."""

    def decided(self, view: ListView) -> ListView | None:
        """Return a list as it can be shown, and take note of it; None when it cannot be."""
        self.drop_find()
        if view.scope.kind is ScopeKind.FOLDER and view.filter is None:
            found = self._of_folder(view)
            if found is None:
                return None
            view = found
        if self.view.filter is None:
            self._unfiltered = self.view
        return view

    def _of_folder(self, view: ListView) -> ListView | None:
        from hoory_tui.store.filters import FilterError, names_of
        from hoory_tui.store.filters.shown import folder_view

        folder = next((one for one in self.store.library.folders if one.id == view.scope.id), None)
        if folder is None:
            self.notify(said("This folder is not there any more."), markup=False)
            return None
        try:
            return folder_view(folder, names_of(self.store), view.sort)
        except FilterError as error:
            self.notify(error.sentence, markup=False)
            return None

    # Folders

    @on(search_intents.FolderWanted)
    def _name_folder(self, event: search_intents.FolderWanted) -> None:
        event.stop()
        from hoory_tui.screens.picker import Choice, Picked, PickerScreen

        question = event.rule.within(self.view.status).payload()
        if not question.is_exact:
            left = ", ".join(question.left)
            event.refuse(
                said(
                    "The server decides folders and knows no {left}; nothing was saved.", left=left
                )
            )
            return
        names = [one.name for one in self.store.library.folders]

        def named(text: str) -> Choice | None:
            name = " ".join(text.split())
            if not name or name in names:
                return None
            return Choice("new", said("Save as “{name}”", name=name))

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                name = " ".join(picked.text.split())
                self.close_line()
                self.conversations.focus()
                self.post_message(search_intents.SaveFolder(name, question.body))

        screen = PickerScreen(
            said("Name of the folder"),
            (),
            glyphs=self._moment().glyphs,
            keymap=self._keymap,
            free=named,
            empty=said("Type a name that no folder has yet."),
            prompt=said("a name"),
        )
        self.post_message(intents.LibraryWanted((FOLDERS,)))
        self.app.push_screen(screen, chosen)

    @on(search_intents.FolderUnwanted)
    def _ask_to_delete(self, event: search_intents.FolderUnwanted) -> None:
        event.stop()
        from hoory_tui.screens.confirm import ConfirmScreen

        scope = self.view.scope

        def answered(yes: bool | None) -> None:
            if yes:
                self.close_line()
                self.conversations.focus()
                self.post_message(search_intents.DeleteFolder(scope.id, scope.name))

        question = said(
            "Delete the folder “{name}”? The conversations in it stay.", name=scope.name
        )
        self.app.push_screen(ConfirmScreen(question), answered)
