"""Inputs and a palette in which nothing moves by itself: what does sends bytes all day."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.widgets import Input, LoadingIndicator


class StillInput(Input):
    """A line to type in."""

    def on_mount(self) -> None:
        """Keep the cursor from blinking."""
        self.cursor_blink = False


class StillPalette(CommandPalette, inherit_css=True):
    """The command palette, whose line is made by the library."""

    def on_mount(self) -> None:
        """Keep the cursor from blinking and the sign of a search from turning."""
        self.query_one(Input).cursor_blink = False
        self.query_one(LoadingIndicator).auto_refresh = None
