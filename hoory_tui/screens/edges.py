"""The first and the last line of the screen, made anew only when they tell something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hoory_tui.keys import key_name
from hoory_tui.lazily import dataclass
from hoory_tui.render import bars, views
from hoory_tui.render.badge import Badge, badge_spans
from hoory_tui.render.elsewhere import elsewhere_spans
from hoory_tui.render.facts import Moment
from hoory_tui.render.lines import Line, line_width
from hoory_tui.screens.footer import Hands, Waiting, footer_keys, footer_notes, taken_keys
from hoory_tui.store import select
from hoory_tui.store.state import Store
from hoory_tui.store.views import TABS, ListView
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
    others: tuple[tuple[str, int], ...] = ()
    """How many need the agent in other accounts."""


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
        self._tab_keys = [key_name(f"view.{number}", keymap) for number in range(1, 1 + len(TABS))]
        self._choose_key = key_name("view.choose", keymap)
        self.badge: Badge | None = None
        """What login this is, where that has to be seen at a glance."""
        self._told_above: Any = None
        self._told_below: Any = None

    def forget(self) -> None:
        """Have both lines made anew, whatever they tell."""
        self._told_above = self._told_below = None

    def show(self, here: Here) -> None:
        """Draw both lines."""
        store, at = self._store, self._moment()
        link = bars.link_spans(self._link(), at.glyphs, at.zone)
        me = store.agents.get(store.me_id)
        who: Line = []
        if me is not None:
            availability = select.availability_of(store, me)
            who = bars.who_spans(here.account, me.label, availability, at.glyphs)
        elsewhere = elsewhere_spans(here.others, at.glyphs)
        tabs = self._pressable(views.tabs(store, here.view, at.glyphs, here.chosen_status))
        aside = views.aside(here.view, at.glyphs)
        told = (tabs, link, who, here.width, aside, elsewhere)
        if (self.badge, *told) != self._told_above:
            self._told_above = (self.badge, *told)
            self.top.show([self._top_line(*told)])
        self.show_bottom(here)

    def _pressable(self, tabs: Sequence[bars.Tab]) -> list[bars.Tab]:
        """Return the tabs with their keys; what is shown already leads to all other lists."""
        keys, others = self._tab_keys, self._choose_key
        return [
            replace(tab, press=others if tab.current or number >= len(keys) else keys[number])
            for number, tab in enumerate(tabs)
        ]

    def _top_line(
        self,
        tabs: Sequence[bars.Tab],
        link: Line,
        who: Line,
        width: int,
        aside: str,
        elsewhere: Line,
    ) -> Line:
        glyphs = self._moment().glyphs
        badge = badge_spans(self.badge, width, glyphs)
        room = width - line_width(badge)
        if glyphs.is_words:
            from hoory_tui.render.plainly import plain_top

            return [*badge, *plain_top(tabs, link, [*elsewhere, *who], room, aside)]
        return [*badge, *bars.top_bar(tabs, link, who, room, aside, elsewhere)]

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
