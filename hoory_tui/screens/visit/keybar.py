"""Which keys matter now in the contact's console, and what its list of keys offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hoory_tui.keys import KEYS, Context, Key, shown_keys
from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.screens.help import NOT_NOW
from hoory_tui.widgets.offers import Offer
from hoory_tui.words import counted, for_key, said, to_say

_WRITING: Final = tuple(
    f"compose.{name}" for name in ("send", "newline", "attach", "editor", "leave")
)
_HELP: Final = "visit.help"
_ALWAYS: Final = (_HELP, "visit.leave")
_HERE: Final = (Context.VISIT, Context.ROWS, Context.CONSOLE)
_WHILE_WRITING: Final = to_say("This works while you write.")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the visitor is; `idle` are the ids of keys that would do nothing now, with why."""

    writing: bool
    idle: Mapping[str, str]


def visit_keys(at: Standing, keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (key, word) for the keys that do something here, the most useful first."""
    if at.writing:
        useful = [key for key in KEYS if key.id in (*_WRITING, _HELP)]
    else:
        useful = [
            key
            for key in KEYS
            if key.context is Context.VISIT and key.footer and key.id not in at.idle
        ]
    useful.sort(key=lambda key: (key.id in _ALWAYS, -key.weight))
    return [(_name(key, keymap, writing=at.writing), for_key(key.footer)) for key in useful]


def _name(key: Key, keymap: Mapping[str, str], *, writing: bool) -> str:
    names = shown_keys(key, keymap)
    return next((name for name in names if not writing or len(name) > 1), names[0])


def visit_notes(trouble: str, unsent: int, unseen: int, glyphs: Glyphs) -> Line:
    """Return what waits: trouble with the disk, unsent words, news in other conversations."""
    notes: Line = []
    if trouble:
        notes.append((f"{glyphs.warn} {trouble}  ", "failed"))
    if unsent:
        notes.append((said("{count} unsent", count=unsent) + "  ", "failed"))
    if unseen:
        told = counted(
            "news in {count} other conversation", "news in {count} other conversations", unseen
        )
        notes.append((f"{glyphs.full} {told}  ", "bar-text"))
    return notes


def visit_offers(at: Standing, keymap: Mapping[str, str]) -> list[Offer]:
    """Return every key of the contact's console as an offer, those that work here first."""
    composing = [key for key in KEYS if key.id in _WRITING]
    others = [key for context in _HERE for key in KEYS if key.context is context]
    offers = [_offer(key, at, keymap) for key in (*composing, *others) if _belongs(key)]
    return sorted(offers, key=lambda one: one.group == NOT_NOW)


def _belongs(key: Key) -> bool:
    # The palette is this very list.
    return key.id != "palette"


def _offer(key: Key, at: Standing, keymap: Mapping[str, str]) -> Offer:
    reason = at.idle.get(key.id, "")
    if key.context is Context.COMPOSER and not at.writing:
        reason = said(_WHILE_WRITING)
    names = tuple(shown_keys(key, keymap))
    return Offer(
        key=key.id,
        text=said(key.text),
        hint=key.id,
        words=f"{' '.join(names)} {key.id} {key.group} {key.footer} {for_key(key.footer)}",
        keys=names,
        reason=reason,
        group=NOT_NOW if reason else key.group,
    )
