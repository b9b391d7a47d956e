"""Accounts, and what needs the agent in any of them, as rows of two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hoory_tui.render.accounts import AccountFacts, TalkFacts, account_lines, talk_lines
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine
from hoory_tui.store.merged import Talk
from hoory_tui.store.places import Place
from hoory_tui.widgets.boxrows import BoxRows

Key = Place | Talk
"""A row by the account that it is, or by the conversation in its account."""


class AccountRows(BoxRows[Key]):
    """Rows by accounts and conversations."""

    row_height = 2

    def __init__(
        self, facts: Callable[[Key], AccountFacts | TalkFacts | None], *, id: str, glyphs: Glyphs
    ) -> None:
        super().__init__(id=id, glyphs=glyphs)
        self._facts = facts

    def show_rows(self, keys: Sequence[Key]) -> None:
        """Show these; the cursor stays on its row, or where that was."""
        self.show_in_place(keys)
        self.refresh_changed()

    def stamp(self, key: Key) -> object:
        """Return what the row shows."""
        return self._facts(key)

    def draw(self, key: Key, width: int) -> list[DrawnLine]:
        """Return the lines of a row; of one that is just leaving, blank ones."""
        facts = self._facts(key)
        dot = self.glyphs.dot
        if isinstance(facts, AccountFacts):
            lines = account_lines(facts, width, dot)
        elif facts is not None:
            lines = talk_lines(facts, width, dot)
        else:
            lines = [[(" " * width, "row")]] * 2
        return [DrawnLine(line, "bar") for line in lines]
