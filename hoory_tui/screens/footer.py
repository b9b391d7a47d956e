"""Which keys matter now, and what waits, for the last line of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hoory_tui.keys import KEYS, Context, Key, shown_keys
from hoory_tui.lazily import dataclass, pattern
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut
from hoory_tui.store import select
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store

# A full stop within an address ends nothing.
_END: Final = pattern(r"[.;](?:\s|$)")
_LONGEST_TROUBLE: Final = 60
_FOR_ONE: Final = frozenset({"open", "reply", "note", "resolve", "assign.me"})
"""Keys that do nothing while no conversation is at hand."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Where the agent's hands are."""

    writing: bool
    reading: bool
    at_hand: Conversation | None


def footer_keys(hands: Hands, keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (key, word) for the keys that do something here, the most useful first."""
    wanted = Context.COMPOSER if hands.writing else Context.COMMAND
    return [
        (_shown(key, hands, keymap), _word(key, hands))
        for key in KEYS
        if key.footer and key.context in (wanted, Context.EVERYWHERE)
        if key.id != "back" or hands.reading
        if key.id not in _FOR_ONE or hands.at_hand is not None
    ]


def _shown(key: Key, hands: Hands, keymap: Mapping[str, str]) -> str:
    names = shown_keys(key, keymap)
    # While writing, a printable key is a letter; the last one named is none.
    return names[-1] if hands.writing and len(names[0]) == 1 else names[0]


def _word(key: Key, hands: Hands) -> str:
    is_closed = hands.at_hand is not None and hands.at_hand.status != "open"
    return "reopen" if key.id == "resolve" and is_closed else key.footer


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the agent besides what the store knows of."""

    drafts: int = 0
    moved: int = 0
    """Rows that would be elsewhere, were their order not held."""
    trouble: str = ""
    """A sentence that must not be forgotten; its first part is shown."""


def footer_notes(store: Store, waiting: Waiting, glyphs: Glyphs) -> Line:
    """Return what waits: trouble, moved rows, unsent messages, drafts, notifications."""
    notes: Line = []
    if waiting.trouble:
        first = _END.split(waiting.trouble, maxsplit=1)[0]
        notes.append((f"{glyphs.warn} {cut(first, _LONGEST_TROUBLE)}  ", "failed"))
    if waiting.moved:
        notes.append((f"{waiting.moved} moved  ", "bar-text"))
    drafts = waiting.drafts
    if unsent := select.unsent(store):
        notes.append((f"{unsent} unsent  ", "failed"))
    if drafts:
        notes.append((f"{drafts} draft{'s' if drafts > 1 else ''}  ", "bar-text"))
    if store.unread_notifications:
        notes.append((f"{glyphs.bell} {store.unread_notifications} ", "bar-dim"))
    return notes
