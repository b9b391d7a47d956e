"""Things to run, as rows: the keys they have, what they do, and why some would do nothing."""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.lines import DrawnLine, Line, cut, fit, line_width, pad, spread, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.widgets.choices import Choice, ChoiceRows
from hoory_tui.wire.clean import clean_line

HEADING: Final = "#"
"""Begins the key of a row that only names the group below it."""
_KEYS: Final = 14
"""Cells for the keys of a row; the first of them that fit are shown."""
_SHORT: Final = 8
"""Cells in which nothing that helps can be said."""
_NARROW: Final = 60
"""Cells of a row below which a reason is told for the row under the cursor alone."""


@dataclass(frozen=True, slots=True)
class Offer(Choice):
    """One thing to run.

    `keys` are its keys as people read them; `reason` says why it would do nothing, "" if it
    would do something; `group` is the heading it stands below.
    """

    keys: tuple[str, ...] = ()
    reason: str = ""
    group: str = ""


class OfferRows(ChoiceRows):
    """Offers by key, headings between them; their keys stand first, or last."""

    keys_first = True

    @property
    def at_cursor(self) -> Offer | None:
        """The offer under the cursor."""
        one = self._choices.get(self.cursor) if self.cursor is not None else None
        return one if isinstance(one, Offer) else None

    def selectable(self, key: str) -> bool:
        """Tell whether the cursor may stand here: headings run nothing."""
        return not key.startswith(HEADING)

    def draw(self, key: str, width: int) -> list[DrawnLine]:
        """Return the line of an offer or of a heading."""
        choice = self._choices[key]
        if not isinstance(choice, Offer):
            heading: Line = [(f" {clean_line(choice.text)}", "side-title")]
            return [DrawnLine(fit(heading, width, "text"), "bar")]
        left = [(" ", "text"), *self._keys_of(choice)]
        names = "" if self.keys_first else _fitting(choice.keys)
        room = max(width - 2 - line_width(left) - (width_of(names) + 2 if names else 0), 1)
        text = cut(shown_name(clean_line(choice.text), self.glyphs, room), room)
        left.append((text, "faint" if choice.reason else "text"))
        aside = clean_line(choice.hint)
        if choice.reason:
            aside = clean_line(choice.reason.rstrip(".")) if width >= _NARROW else clean_line("")
        spare = room - width_of(text) - 2
        right: Line = [(f"  {cut(aside, spare)} ", "dim")] if aside and spare > _SHORT else []
        right += [(f" {names} ", _key_role(choice))] if names else []
        return [DrawnLine(fit(spread(left, right, width, "text"), width, "text"), "bar")]

    def _keys_of(self, offer: Offer) -> Line:
        if not self.keys_first:
            return [(" ", "text")]
        return [(pad(_fitting(offer.keys), _KEYS), _key_role(offer)), (" ", "text")]


def _key_role(offer: Offer) -> str:
    return "faint" if offer.reason else "key"


def _fitting(keys: tuple[str, ...]) -> str:
    shown = ""
    for name in keys:
        longer = f"{shown} {name}".lstrip()
        if width_of(longer) >= _KEYS and shown:
            break
        shown = longer
    return shown
