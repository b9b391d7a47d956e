"""Every symbol of the console, once, with an ASCII twin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Symbols that take one cell in every terminal tried."""

    full: str = "●"
    half: str = "◐"
    empty: str = "○"
    check: str = "✓"
    cross: str = "✗"
    pen: str = "✎"
    cursor: str = "▌"
    edge: str = "▏"
    own_edge: str = "▎"
    note_edge: str = "▒"
    dot: str = "·"
    rule: str = "─"
    ellipsis: str = "…"
    dash: str = "–"
    clip: str = "⎙"
    place: str = "◉"
    reply: str = "↩"
    bell: str = "♪"
    warn: str = "!"


UNICODE = Glyphs()
ASCII = Glyphs(
    full="*",
    half="o",
    empty=".",
    check="v",
    cross="x",
    pen="~",
    cursor=">",
    edge="|",
    own_edge="|",
    note_edge="#",
    dot="-",
    rule="-",
    ellipsis="~",
    dash="-",
    clip="@",
    place="+",
    reply="<",
    bell="!",
    warn="!",
)
