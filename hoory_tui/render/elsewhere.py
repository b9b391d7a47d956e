"""How many need the agent in other accounts, in a few words for the first line of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.render.names import shown_name

_SHORT: Final = 16


def elsewhere_spans(others: Sequence[tuple[str, int]], glyphs: Glyphs) -> Line:
    """Return how many need the agent in other accounts, for the first line of the screen."""
    line: Line = []
    for label, count in others:
        line += [(f"{shown_name(label, glyphs, _SHORT)} ", "bar-dim"), (f"{count}", "tab-count")]
        line.append((f" {glyphs.dot} ", "bar-dim"))
    if line:
        line[-1] = ("   ", "bar")
    return line
