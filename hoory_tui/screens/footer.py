"""Which keys matter now, and what waits, for the last line of the screen."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import Final

from hoory_tui.keys import KEYS, Context, Key, Need, first_unmet, shown_keys
from hoory_tui.lazily import dataclass, pattern
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut
from hoory_tui.store import select
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.words import counted, for_key, said

# A full stop within an address ends nothing.
_END: Final = pattern(r"[.;](?:\s|$)")
_LONGEST_TROUBLE: Final = 60
_LONGEST_BUSY: Final = 48
_MOST: Final = 8
"""So many keys are shown at most, besides the one that shows all and the one that leaves."""
_ON_MANY: Final = 100
"""How much more the verbs weigh while conversations are marked for them."""
_ALWAYS: Final = ("help", "leave")
_IN_A_MOMENT: Final = frozenset({Need.DESK, Need.CONFIRMED})
"""What comes by itself after the start: keys that need it stand still meanwhile."""
_AT_THE_ROOT: Final = ("open", "leave")
_ZELLIJ: Final = frozenset(f"ctrl+{letter}" for letter in "pqgonstbh")


@dataclass(frozen=True, slots=True)
class Hands:
    """Where the agent's hands are."""

    writing: bool
    reading: bool
    at_hand: Conversation | None
    """The conversation whose state decides what keys do: the one at hand, or one that is marked."""
    unmet: frozenset[Need] = frozenset()
    """What keys may need and what is not there."""
    holds: bool = False
    """Whether a message stands still here for a moment and can be taken back."""

    @property
    def is_marking(self) -> bool:
        """Whether keys act on what is marked."""
        return not self.writing and Need.MARKED not in self.unmet


def taken_keys(environ: Mapping[str, str] = os.environ) -> frozenset[str]:
    """Return the keys that the program around this one keeps for itself."""
    return _ZELLIJ if environ.get("ZELLIJ") else frozenset()


def footer_keys(
    hands: Hands, keymap: Mapping[str, str], taken: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Return (key, word) for the keys that do something here, or will, the most useful first.

    A key is named by one of its names that nobody else has taken, if there is such a name.
    """
    unmet = hands.unmet - _IN_A_MOMENT
    wanted = (Context.COMPOSER if hands.writing else Context.COMMAND, Context.EVERYWHERE)
    useful = [
        key
        for key in KEYS
        if key.footer and key.context in wanted and _is_apt(key, hands)
        if not first_unmet(key.needs, unmet)
    ]
    useful.sort(key=lambda key: _weight(key, hands), reverse=True)
    # The way to all others is never among those that are too many.
    shown = [key for key in useful if key.id not in _ALWAYS][:_MOST]
    shown += [key for key in useful if key.id in _ALWAYS]
    return [(_shown(key, hands, keymap, taken), _word(key, hands)) for key in shown]


def _is_apt(key: Key, hands: Hands) -> bool:
    if key.id == "back":
        return hands.reading or hands.is_marking
    if key.id in ("undo", "retry"):
        # What is held leaves by itself: the one thing to decide is whether it may.
        return hands.holds == (key.id == "undo")
    return not (hands.reading and key.id in _AT_THE_ROOT)


def _weight(key: Key, hands: Hands) -> int:
    if not hands.is_marking:
        return key.weight
    if key.id == "back" and not hands.reading:
        return _ON_MANY
    return key.weight + (_ON_MANY if Need.TARGETS in key.needs else 0)


def _shown(key: Key, hands: Hands, keymap: Mapping[str, str], taken: Collection[str]) -> str:
    # While writing, a printable key is a letter.
    names = [name for name in shown_keys(key, keymap) if not hands.writing or len(name) > 1]
    free = [name for name in names if name not in taken]
    return (free or names or shown_keys(key, keymap))[0]


def _word(key: Key, hands: Hands) -> str:
    if key.id == "back" and hands.is_marking and not hands.reading:
        return for_key("unmark")
    is_closed = hands.at_hand is not None and hands.at_hand.status != "open"
    return for_key("reopen" if key.id == "resolve" and is_closed else key.footer)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the agent besides what the store knows of."""

    drafts: int = 0
    moved: int = 0
    """Rows that would be elsewhere, were their order not held."""
    trouble: str = ""
    """A sentence that must not be forgotten; its first part is shown."""
    marked: int = 0
    """Conversations that keys act on in place of the one at hand."""
    busy: str = ""
    """What is at work for the agent and can be stopped."""
    above: int = 0
    """Rows that came in above the first one in view, so that the one at hand could stay."""
    doing: str = ""
    """How far a deed on many conversations is."""


def footer_notes(store: Store, waiting: Waiting, glyphs: Glyphs) -> Line:
    """Return what waits: trouble, moved rows, unsent messages, drafts, notifications."""
    notes: Line = []
    if waiting.trouble:
        first = _END.split(waiting.trouble, maxsplit=1)[0]
        notes.append((f"{glyphs.warn} {cut(first, _LONGEST_TROUBLE)}  ", "failed"))
    if waiting.doing:
        notes.append((f"{waiting.doing}  ", "bar-text"))
    if waiting.busy:
        notes.append((f"{glyphs.half} {cut(waiting.busy, _LONGEST_BUSY)}  ", "warn"))
    if waiting.marked:
        notes.append((said("{count} marked", count=waiting.marked) + "  ", "marked"))
    if waiting.moved:
        notes.append((said("{count} moved", count=waiting.moved) + "  ", "bar-text"))
    elif waiting.above:
        notes.append((said("{count} moved above", count=waiting.above) + "  ", "bar-text"))
    drafts = waiting.drafts
    if unsent := select.unsent(store):
        notes.append((said("{count} unsent", count=unsent) + "  ", "failed"))
    if drafts:
        notes.append((counted("{count} draft", "{count} drafts", drafts) + "  ", "bar-text"))
    if store.unread_notifications:
        notes.append((f"{glyphs.bell} {store.unread_notifications} ", "bar-dim"))
    return notes
