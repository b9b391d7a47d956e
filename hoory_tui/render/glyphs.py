"""Every symbol of the console, once, with an ASCII twin."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.emoji import Policy, plain_emoji
from hoory_tui.words import said, to_say


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Symbols that take one cell in every terminal tried, and how strangers' are drawn."""

    full: str = "●"
    online: str = "●"
    """Stands behind the name of a contact who is online."""
    urgent: str = "!"
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
    is_words: bool = False
    """Whether words stand where symbols would, for who hears or feels what is on the screen."""
    is_plain: bool = False
    """Whether emoji are drawn as one old code point each."""

    def shown(self, text: str) -> str:
        """Return a stranger's text as this terminal can draw it, before it is laid out."""
        return plain_emoji(text) if self.is_plain else text


UNICODE = Glyphs()
ASCII = Glyphs(
    full="*",
    online="*",
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


WORDS = Glyphs(
    full="",
    online=to_say("online"),
    urgent=to_say("urgent"),
    half="",
    empty="",
    check="",
    cross="",
    marked=to_say("marked"),
    pen=to_say("draft:"),
    cursor=">",
    edge="",
    own_edge="",
    note_edge="",
    dot="-",
    rule="",
    dash="-",
    clip=to_say("file"),
    place=to_say("place"),
    reply=to_say("reply:"),
    bell=to_say("notifications"),
    warn=to_say("warning:"),
    hidden=to_say("(hidden marks)"),
    is_words=True,
)
"""For `--plain`: what has its word beside it anyway is left out, the rest is said."""


TWINS: Final = str.maketrans(
    {"…": "~", "–": "-", "⇄": "/", "“": '"', "”": '"', "⏎": "/", "│": "|", "•": "*"}
)
"""The twins of what stands within texts, for `str.translate`."""


def glyphs_for(*, ascii_only: bool, emoji: Policy, plain: bool = False) -> Glyphs:
    """Return the symbols that somebody has chosen."""
    signs = ASCII if ascii_only else UNICODE
    glyphs = replace(_spoken(), is_ascii=ascii_only) if plain else signs
    return replace(glyphs, is_plain=True) if emoji == "plain" else glyphs


def _spoken() -> Glyphs:
    """Return the words for symbols in the agent's language."""
    return replace(
        WORDS,
        online=said(WORDS.online),
        urgent=said(WORDS.urgent),
        marked=said(WORDS.marked),
        pen=said(WORDS.pen),
        clip=said(WORDS.clip),
        place=said(WORDS.place),
        reply=said(WORDS.reply),
        bell=said(WORDS.bell),
        warn=said(WORDS.warn),
        hidden=said(WORDS.hidden),
    )
