"""The list above the composer of what can stand for what is being typed; the text keeps the hands.

It takes no focus and no keys: the text hands it the few that choose, as long as it is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import events

from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, spread, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.widgets.painted import Painted
from hoory_tui.words import said

MOST: Final = 6
"""Rows at once; where there are more, they scroll."""
_TEXT: Final = 40
"""Cells of a name that are shown while something is said beside it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be put in: `text` names it, `hint` tells more, `insert` is what is written."""

    text: str
    insert: str
    hint: str = ""


class Completion(Painted):
    """Rows to choose from; closed, it takes no room."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(ground="bar", id="completion", ascii_only=glyphs.is_ascii)
        self._glyphs = glyphs
        self.offers: Sequence[Offer] = ()
        self._at = 0
        self.display = False

    @property
    def is_open(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self.offers)

    @property
    def chosen(self) -> Offer | None:
        """What Enter would put in."""
        return self.offers[self._at] if self.offers else None

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show these, the first one chosen; none closes the list."""
        if offers == self.offers:
            return
        self.offers, self._at = offers, 0
        rows = min(len(offers), MOST) + bool(offers)
        if rows:
            self.styles.height = rows
        self.display = bool(offers)
        self.draw()

    def step(self, by: int) -> None:
        """Choose another one, round about."""
        self._at = (self._at + by) % len(self.offers)
        self.draw()

    def on_click(self, event: events.Click) -> None:
        """Put in what was clicked, as Enter does."""
        place = self._first + event.y
        if event.y < min(len(self.offers), MOST) and place < len(self.offers):
            event.stop()
            self._at = place
            self.draw()
            self.app.post_message(events.Key("enter", "\r"))

    @property
    def _first(self) -> int:
        return max(0, min(self._at - MOST // 2, len(self.offers) - MOST))

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self.draw()

    def draw(self) -> None:
        """Draw the rows around the chosen one and the keys below."""
        width = self.size.width or self.app.size.width
        first = self._first
        shown = self.offers[first : first + MOST]
        names = max((width_of(self._glyphs.shown(one.text)) for one in shown), default=0)
        room = min(names, _TEXT, max(1, width - 4))
        lines = [self._row(one, first + at, width, room) for at, one in enumerate(shown)]
        if self.offers:
            count = said("{place} of {count}", place=self._at + 1, count=len(self.offers)) + " "
            keys: Line = []
            for key, word in (("↑ ↓", "choose"), ("enter", said("put in")), ("esc", "close")):
                keys += [(f" {self._glyphs.shown(key)}", "key"), (f" {word} ", "bar-dim")]
            lines.append(spread(keys, [(count, "bar-dim")], width, "bar"))
        self.show(lines)

    def _row(self, offer: Offer, place: int, width: int, room: int) -> Line:
        is_chosen = place == self._at
        mark = (f"{self._glyphs.cursor} ", "cursor") if is_chosen else ("  ", "text")
        name = shown_name(offer.text, self._glyphs, room)
        name += " " * (room - width_of(name))
        hint = shown_name(offer.hint, self._glyphs, max(1, width - room - 6))
        return [mark, (name, "bold" if is_chosen else "text"), (f"  {hint}", "dim")]
