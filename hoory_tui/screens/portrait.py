"""List above, thread below: for terminals that are high and narrow, or for who likes it so."""

from __future__ import annotations

from typing import Final

from textual.geometry import Size

from hoory_tui.render.rows import ROW_HEIGHT
from hoory_tui.screens.commanding import CommandingScreen

_TOO_NARROW: Final = 100
"""Columns from which on list and thread lie side by side by themselves."""
_TALL: Final = 40
"""Rows from which on there is room for list and thread, one above the other."""
_LEAST: Final = 24
"""Rows below which they take turns even if one above the other was asked for."""
_SHARE: Final = 2 / 5
"""How much of the height is the list's: enough to choose from, for most is read below."""
_BARS: Final = 2
_CLASS: Final = "-portrait"

PORTRAIT: Final = "portrait"
ROOM_FOR_TWO: Final = 140
"""Columns from which on two threads beside the list can be read."""
TURNS: Final = "-turns"
"""The class of a screen on which list and thread take turns, as it was asked for."""


class PortraitScreen(CommandingScreen, inherit_bindings=False):
    """A screen whose list can lie above the thread."""

    panes = "auto"
    """The name of the layout."""
    _is_two = False
    """Whether a second conversation is shown beside the thread."""

    @property
    def is_portrait(self) -> bool:
        """Whether the list lies above the thread."""
        return self.has_class(_CLASS)

    def fit(self, size: Size) -> None:
        """Take the look for a size before the first layout."""
        super().fit(size)
        self.stack_panes(size)

    def _screen_resized(self, size: Size) -> None:
        self.stack_panes(size)
        super()._screen_resized(size)

    def stack_panes(self, size: Size | None = None) -> None:
        """Lay the list above the thread, or beside it again, as size and wish have it."""
        size = size or self.size or self.app.size
        stacked = self._stacks(size)
        self.set_class(stacked, _CLASS)
        styles = self.conversations.styles.inline
        if stacked:
            # Rows of two lines: half a row at the end would look like a mistake.
            rows = round((size.height - _BARS) * _SHARE) // ROW_HEIGHT
            styles.height = rows * ROW_HEIGHT
        else:
            styles.clear_rule("height")

    def _stacks(self, size: Size) -> bool:
        if self.has_class(TURNS) or (self._is_two and size.width >= ROOM_FOR_TWO):
            return False
        if self.panes == PORTRAIT:
            return size.height >= _LEAST
        return self.panes == "auto" and size.width < _TOO_NARROW and size.height >= _TALL
