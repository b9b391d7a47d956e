"""The first and the last line of the screen, made anew only when they tell something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hoory_tui.lazily import dataclass
from hoory_tui.render import bars, views
from hoory_tui.render.facts import Moment
from hoory_tui.screens.footer import Hands, Waiting, footer_keys, footer_notes, taken_keys
from hoory_tui.store import select
from hoory_tui.store.state import Store
from hoory_tui.store.views import ListView
from hoory_tui.widgets.painted import Painted


@dataclass(frozen=True, slots=True)
class Here:
    """Where the agent is: what is looked at, where the hands are, what waits there."""

    account: str
    view: ListView
    hands: Hands
    waiting: Waiting
    width: int
    chosen_status: str = "open"
    """The status that lists without a rule of their own are shown in."""


class Edges:
    """Tabs and link above, keys and what waits below; every key asks for them."""

    def __init__(
        self,
        store: Store,
        moment: Callable[[], Moment],
        link: Callable[[], bars.LinkNow],
        keymap: Mapping[str, str],
    ) -> None:
        self._store = store
        self._moment = moment
        self._link = link
        self._keymap = keymap
        is_ascii = moment().glyphs.is_ascii
        self.top = Painted(ground="bar", id="top-bar", ascii_only=is_ascii)
        self.bottom = Painted(ground="bar", id="footer", ascii_only=is_ascii)
        self._taken = taken_keys()
        self._told_above: Any = None
        self._told_below: Any = None

    def show(self, here: Here) -> None:
        """Draw both lines."""
        store, at = self._store, self._moment()
        link = bars.link_spans(self._link(), at.glyphs, at.zone)
        me = store.agents.get(store.me_id)
        who = []
        if me is not None:
            availability = select.availability_of(store, me)
            who = bars.who_spans(here.account, me.label, availability, at.glyphs)
        tabs = views.tabs(store, here.view, at.glyphs, here.chosen_status)
        aside = views.aside(here.view, at.glyphs)
        told = (tabs, link, who, here.width, aside)
        if told != self._told_above:
            self._told_above = told
            self.top.show([bars.top_bar(*told)])
        self.show_bottom(here)

    def show_bottom(self, here: Here) -> None:
        """Draw the last line, which is all that a cursor can change."""
        store, glyphs, hands = self._store, self._moment().glyphs, here.hands
        status = hands.at_hand.status if hands.at_hand is not None else ""
        notes = footer_notes(store, here.waiting, glyphs)
        place = (hands.writing, hands.reading, hands.holds, hands.unmet, status)
        told = (place, notes, here.width)
        if told != self._told_below:
            self._told_below = told
            keys = footer_keys(hands, self._keymap, self._taken)
            self.bottom.show([bars.footer(keys, notes, here.width)])
