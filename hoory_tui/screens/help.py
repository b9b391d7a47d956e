"""All keys, from the registry that made them: found by typing, and run from here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from hoory_tui.keys import KEYS, Context, Key, Need, bindings, first_unmet, shown_keys
from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.screens.offers import OfferScreen
from hoory_tui.widgets.offers import Offer
from hoory_tui.words import for_key, said, times, to_say

NOT_NOW: Final = to_say("Not here, or not now")
"""The heading of those that would do nothing."""
_HERE: Final = (Context.CONSOLE, Context.EVERYWHERE, Context.COMMAND, Context.ROWS)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where help was asked for: whether in the composer, and which needs are not met there.

    `own` are keys that only this agent has.
    """

    writing: bool
    unmet: frozenset[Need]
    own: tuple[Key, ...] = ()


class HelpScreen(OfferScreen, inherit_bindings=False):
    """A list of every key; the keys that opened it close it again."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.PICKER, Context.HELP)]

    def __init__(
        self, offers: Sequence[Offer], *, glyphs: Glyphs, keymap: Mapping[str, str]
    ) -> None:
        super().__init__(said("Keys"), offers, glyphs=glyphs, keymap=keymap, quick={"?": ""})


def key_offers(at: Circumstances, keymap: Mapping[str, str]) -> list[Offer]:
    """Return every key as an offer: those that work here first, in groups, then the others."""
    offers = [_offer(key, at, keymap) for key in (*KEYS, *at.own)]
    order = [one.group for one in offers if not one.reason]
    if at.writing:
        order.sort(key=lambda group: group != Context.COMPOSER.value.capitalize())
    place = {group: number for number, group in enumerate(dict.fromkeys([*order, NOT_NOW]))}
    return sorted(offers, key=lambda one: place[one.group])


def _offer(key: Key, at: Circumstances, keymap: Mapping[str, str]) -> Offer:
    reason = reason_of(key, at.unmet, writing=at.writing)
    group = key.group
    if key.context is Context.COMPOSER:
        group = Context.COMPOSER.value.capitalize()
    return Offer(
        key=key.id,
        text=said(key.text),
        hint=key.id,
        words=" ".join((*shown_keys(key, keymap), key.id, *_spoken(key))),
        keys=tuple(shown_keys(key, keymap)),
        reason=reason,
        group=NOT_NOW if reason else group,
    )


def _spoken(key: Key) -> Iterator[str]:
    """Yield what a key is found by: its words in English, and in the agent's language."""
    yield from (key.group, key.footer)
    if times() is not None:
        yield from (key.text, said(key.group), for_key(key.footer))


def reason_of(key: Key, unmet: Collection[Need], *, writing: bool) -> str:
    """Return why a key would do nothing on the main screen, "" when it would do something."""
    if key.context is Context.COMPOSER and not writing:
        return said("This works while you write.")
    if key.context is Context.VISIT:
        return said("This works on the contact's side: hoory-tui contact.")
    if key.context is Context.TOUR:
        return said("This works in the tour: hoory-tui tour.")
    if key.context not in _HERE and key.context is not Context.COMPOSER:
        return said("This works in a box: {context}.", context=said(key.context.value))
    return first_unmet(key.needs, unmet)
