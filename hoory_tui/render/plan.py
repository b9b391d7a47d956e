"""The steps of a macro as lines: what a customer will read stands out, what does nothing is dim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.store.macroplan import Planned, Reach
from hoory_tui.words import said

_LONGEST: Final = 600
"""Characters of one step that are shown."""


def plan_parts(plan: Sequence[Planned], glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    """Yield each step as its text and its role."""
    for one in plan:
        text = glyphs.shown(" ".join(one.text[:_LONGEST].split()))
        if len(one.text) > _LONGEST:
            text += glyphs.ellipsis
        if one.problem:
            yield f"{glyphs.cross} {text}: {one.problem}", "failed"
        elif one.reach is Reach.CUSTOMER:
            mark = said("attention:") if glyphs.is_words else glyphs.own_edge
            yield f"{mark} {text}", "bold"
        elif one.reach is Reach.TEAM:
            mark = "-" if glyphs.is_words else glyphs.note_edge
            yield f"{mark} {text}", "note-text"
        elif one.reach is Reach.UNKNOWN:
            yield f"{glyphs.warn} {text}: " + said("only the server knows what this does"), "warn"
        elif one.is_idle:
            yield f"{glyphs.dot} {text} " + said("(it is so already)"), "dim"
        else:
            yield f"{glyphs.dot} {text}", "text"
