"""The barest Textual apps that could be compared with: one line, or a list of these rows.

`python bare.py` shows a line, `python bare.py FILE` an OptionList of the file's rows, which are
separated by empty lines.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import OptionList, Static

MARKER = "Unassigned"


class BareApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static(MARKER)


class BareList(App[None]):
    """A list of rows with the console's key for going down."""

    CSS = "OptionList { width: 40; height: 1fr; } Static { height: 1; }"
    BINDINGS = [("j", "down", "Down"), ("k", "up", "Up")]  # noqa: RUF012

    def __init__(self, rows: list[str]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield Static(MARKER)
        yield OptionList(*self._rows, markup=False)

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        BareList(Path(sys.argv[1]).read_text(encoding="utf-8").split("\n\n")).run()
    else:
        BareApp().run()
