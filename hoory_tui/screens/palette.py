"""The palette: everything there is by name, the best match first, and commands with words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from hoory_tui.keys import KEYS, Context, Need, first_unmet
from hoory_tui.keys.key import ACT, CONSOLE, FIND, MOVE, READ, SEE, WRITE
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.screens.commands import ACTS, RECENT
from hoory_tui.screens.help import Circumstances, key_offers
from hoory_tui.screens.offers import OfferScreen
from hoory_tui.screens.verbs import command_of
from hoory_tui.store.state import Store
from hoory_tui.widgets.choices import Choice, ChoiceRows
from hoory_tui.widgets.offers import Offer, OfferRows
from hoory_tui.words import said, to_say

KEY: Final = "key:"
"""Begins the key of an offer that is a key of the registry."""
TYPED: Final = "typed:"
"""The key of the offer that is a command with words."""
_BOXES: Final = frozenset(
    key.id
    for key in KEYS
    if key.context
    not in (Context.CONSOLE, Context.EVERYWHERE, Context.COMMAND, Context.ROWS, Context.COMPOSER)
)
_GROUPS: Final = (ACT, WRITE, READ, FIND, SEE, CONSOLE, MOVE)
"""Keys whose places every hand knows come last; those of the composer come first there."""
_ITSELF: Final = frozenset({"palette", "palette.quick"})
_EMPTY: Final = to_say("Nothing is called so; a command is a verb and words, such as snooze 2h.")


class PaletteScreen(OfferScreen):
    """A list of everything; what is typed is first read as a command with words."""

    def __init__(
        self,
        offers: Sequence[Offer],
        *,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        free: Callable[[str], Choice | None],
    ) -> None:
        super().__init__(
            said("Commands"),
            offers,
            glyphs=glyphs,
            keymap=keymap,
            free=free,
            quick={":": ""},
            empty=said(_EMPTY),
        )

    def make_rows(self, glyphs: Glyphs, *, many: bool) -> ChoiceRows:
        """Return rows that say what first: most have no keys."""
        rows = OfferRows(id="picker-rows", glyphs=glyphs, many=many)
        rows.keys_first = False
        return rows


def understood(typed: str, *, store: Store, at: Moment, unmet: frozenset[Need]) -> Offer | None:
    """Return what is typed as an offer, if it begins with a verb that takes words."""
    command = command_of(typed, store, at)
    if command is None:
        return None
    reason = command.problem or (first_unmet(ACTS, unmet) if command.deed is not None else "")
    return Offer(TYPED, command.text, hint=said("enter runs it"), reason=reason)


def palette_offers(
    at: Circumstances,
    keymap: Mapping[str, str],
    others: Sequence[Offer],
    lately: Sequence[str],
) -> list[Offer]:
    """Return the keys and the others as offers: those run lately first, what cannot run last."""
    keys = [
        replace(one, key=f"{KEY}{one.key}", hint="")
        for one in key_offers(at, keymap)
        if one.key not in _BOXES and one.key not in _ITSELF
    ]
    places = {group: place for place, group in enumerate(_GROUPS)}
    usable = [one for one in keys if not one.reason]
    usable.sort(key=lambda one: places.get(one.group, -1))
    offers = [*usable, *others]
    offers += [one for one in keys if one.reason]
    by_key = {one.key: one for one in offers}
    recent = [replace(by_key[one], group=RECENT) for one in lately if one in by_key]
    seen = {one.key for one in recent}
    return [*recent, *(one for one in offers if one.key not in seen)]
