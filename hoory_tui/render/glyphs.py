"""Every symbol of the console, once, with an ASCII twin."""

from __future__ import annotations

from dataclasses import replace

from hoory_tui.lazily import dataclass
from hoory_tui.render.emoji import Policy, plain_emoji


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Symbols that take one cell in every terminal tried, and how strangers' are drawn."""

    full: str = "●"
    half: str = "◐"
    empty: str = "○"
    check: str = "✓"
    cross: str = "✗"
    marked: str = "✓"
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
    hidden: str = "⚠"
    """Stands at a text from which direction controls were removed."""
    is_ascii: bool = False
    is_plain: bool = False
    """Whether emoji are drawn as one old code point each."""

    def shown(self, text: str) -> str:
        """Return a stranger's text as this terminal can draw it, before it is laid out."""
        return plain_emoji(text) if self.is_plain else text


UNICODE = Glyphs()
ASCII = Glyphs(
    full="*",
    half="o",
    empty=".",
    check="v",
    cross="x",
    marked="#",
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
    hidden="(!)",
    is_ascii=True,
)


def glyphs_for(*, ascii_only: bool, emoji: Policy) -> Glyphs:
    """Return the symbols that somebody has chosen."""
    glyphs = ASCII if ascii_only else UNICODE
    return replace(glyphs, is_plain=True) if emoji == "plain" else glyphs
