"""A line to type in whose cursor stands still: one that blinks sends bytes all day."""

from __future__ import annotations

from textual.widgets import Input


class StillInput(Input):
    """A line to type in."""

    def on_mount(self) -> None:
        """Keep the cursor from blinking."""
        self.cursor_blink = False
