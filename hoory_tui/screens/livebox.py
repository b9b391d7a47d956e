"""A box that shows what the store holds, and goes on showing it while that changes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TypeVar

from textual.screen import ModalScreen

from hoory_tui.keys import Context
from hoory_tui.render.lines import Line, line_width
from hoory_tui.screens.links import key_line
from hoory_tui.store.changes import Changes

R = TypeVar("R")

_GAP = 4
"""Blank cells behind the last key."""


class LiveBox(ModalScreen[R], inherit_bindings=False):
    """Told by the screen below it of all that changes."""

    @abstractmethod
    def news(self, changes: Changes) -> None:
        """Show what these changes touch."""


def fitting_keys(
    context: Context,
    words: Mapping[str, str],
    keymap: Mapping[str, str],
    width: int,
    spare: Sequence[str],
) -> Line:
    """Return the keys of a box on one line; the `spare` ones give way first, in their order."""
    shown = dict(words)
    line = key_line(context, shown, keymap)
    for key_id in spare:
        if line_width(line) <= width + _GAP:
            break
        shown.pop(key_id, None)
        line = key_line(context, shown, keymap)
    if line:
        text, role = line[-1]
        line[-1] = (text.rstrip(), role)
    return line
