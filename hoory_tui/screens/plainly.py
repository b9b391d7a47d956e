"""The main screen for who hears or feels it: one column, and nothing beside it."""

from __future__ import annotations

from typing import Final

from hoory_tui.render import facts
from hoory_tui.render.sidebar import sidebar_lines
from hoory_tui.screens.layouts import LaidOutScreen
from hoory_tui.words import said, to_say

_ONE: Final = "thread"
"""The layout in which the list and the thread take turns."""
ONE_COLUMN: Final = to_say("The plain console has one column: enter opens the thread, h goes back.")


class PlainlyScreen(LaidOutScreen, inherit_bindings=False):
    """A screen that keeps to one column where words stand in place of symbols."""

    @property
    def _is_plain(self) -> bool:
        return self._moment().glyphs.is_words

    @property
    def _has_room(self) -> bool:
        return super()._has_room and not self._is_plain

    def begin_with(self, name: str) -> None:
        """Take a layout before anything is drawn."""
        super().begin_with(_ONE if self._is_plain else name)

    def lay_out(self, name: str) -> None:
        """Lay the panes out anew, and remember how."""
        if self._is_plain:
            self.notify(said(ONE_COLUMN), markup=False)
        else:
            super().lay_out(name)

    def action_layouts(self) -> None:
        """Choose how the panes lie, where there is a choice."""
        if self._is_plain:
            self.notify(said(ONE_COLUMN), markup=False)
        else:
            super().action_layouts()

    def action_toggle_list(self) -> None:
        """Take the list away, so that it takes turns with the thread, or bring it back."""
        if self._is_plain:
            self.notify(said(ONE_COLUMN), markup=False)
        else:
            super().action_toggle_list()

    def action_zoom(self) -> None:
        """Give the thread the whole width, which it has in one column."""
        if self._is_plain:
            self.action_open()
        else:
            super().action_zoom()

    def details_alone(self) -> bool:
        """Show what is known of the contact and who is here by itself, if that is how; tell so."""
        if not self._is_plain:
            return False
        from hoory_tui.screens.textbox import TextScreen

        self._show_at_hand()
        store, at, width = self.store, self._moment(), max(self.size.width - 1, 1)
        lines = sidebar_lines(
            facts.colleagues(store),
            facts.contacts_online(store, self.size.height),
            facts.card(store, self.at_hand, at),
            width,
            at.glyphs,
        )
        screen = TextScreen(said("Details"), lines, glyphs=at.glyphs, keymap=self._keymap)
        self.app.push_screen(screen)
        return True
