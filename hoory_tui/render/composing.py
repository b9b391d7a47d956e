"""What is said above the words being written: what they answer, where they go, what lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.heads import heads_words
from hoory_tui.render.inline import plain
from hoory_tui.render.lines import Line, cut, line_width, spread
from hoory_tui.store.enclosure import MailHeads
from hoory_tui.store.limits import NEAR
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

_QUOTED: Final = 1000
"""Characters of a quoted message that one line can show anything of."""
_SIGNATURE: Final = 40
"""Cells of a signature; the agent knows how it goes on."""


@dataclass(frozen=True, slots=True)
class ComposerKeys:
    """How the keys are called that change what is said here."""

    drop: str = "alt+r"
    heads: str = "alt+h"
    signature: str = "alt+s"


@dataclass(frozen=True, slots=True)
class ComposerFacts:
    """What there is to say; what is empty or None is not said.

    `length` and `limit` are in characters, the signature counted in.
    """

    quoted: str = ""
    heads: MailHeads | None = None
    template: str = ""
    signature: str = ""
    unresolved: Sequence[str] = ()
    length: int = 0
    limit: int = 0


def composer_notes(
    facts: ComposerFacts, width: int, glyphs: Glyphs, keys: ComposerKeys
) -> list[Line]:
    """Return the lines above the words, none when there is nothing to say."""
    lines: list[Line] = []
    if facts.quoted:
        words = clean_line(" ".join(plain(facts.quoted[:_QUOTED]).split()))
        drop: Line = [("  " + said("{key} drops it", key=keys.drop) + " ", "faint")]
        room = width - line_width(drop) - 3
        quoted = cut(glyphs.shown(words), max(room, 1))
        lines.append(spread([(f" {glyphs.reply} ", "faint"), (quoted, "dim")], drop, width, "text"))
    if facts.heads is not None:
        told = heads_words(facts.heads) or said("to the contact")
        change: Line = [("  " + said("{key} changes it", key=keys.heads) + " ", "faint")]
        room = width - line_width(change) - 1
        left: Line = [(" ", "text"), (cut(glyphs.shown(told), max(room, 1)), "dim")]
        lines.append(spread(left, change, width, "text"))
    if last := _last_line(facts, width, glyphs, keys):
        lines.append(last)
    return lines


def _last_line(facts: ComposerFacts, width: int, glyphs: Glyphs, keys: ComposerKeys) -> Line:
    right = _counted(facts)
    left: Line = []
    if facts.unresolved:
        first = cut(glyphs.shown(clean_line(facts.unresolved[0])), 30)
        more = len(facts.unresolved) - 1
        told = said("{name} is not filled in", name=first)
        if more:
            told = said("{name} and {count} more are not filled in", name=first, count=more)
        left.append((f" {glyphs.warn} {told} ", "warn"))
    if facts.template:
        name = cut(glyphs.shown(facts.template), 30)
        left += [
            (" " + said("template {name}", name=name) + " ", "attachment"),
            (" " + said("{key} drops it", key=keys.drop) + " ", "faint"),
        ]
    if facts.signature:
        signature = cut(glyphs.shown(clean_line(facts.signature)), _SIGNATURE)
        left += [
            (
                " "
                + said("signed {signature}", signature=f"{glyphs.dash}{glyphs.dash} {signature}")
                + " ",
                "dim",
            )
        ]
        left.append((" " + said("{key} leaves it out", key=keys.signature) + " ", "faint"))
    while left and line_width(left) + line_width(right) > width:
        left.pop()
    return spread(left, right, width, "text") if left or right else []


def _counted(facts: ComposerFacts) -> Line:
    left = facts.limit - facts.length
    if not facts.limit or left > NEAR:
        return []
    if left < 0:
        return [(said("{count} too many", count=f"{-left:,}") + " ", "failed")]
    return [(said("{count} left", count=left) + " ", "warn")]
