"""What calls the agent, which way each call goes and why; and all of them tried out at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from hoory_tui.keys import Context, bindings, key_name
from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, pad, width_of
from hoory_tui.screens.linesbox import LinesBox, wrapped
from hoory_tui.screens.links import key_line
from hoory_tui.words import counted, said, to_say

_WORDS: Final = {
    "alerts.try": to_say("try them now"),
    "alerts.quiet": to_say("quiet for an hour"),
    "alerts.close": to_say("back"),
}
_LABEL: Final = 16
_NARROW: Final = 48


@dataclass(frozen=True, slots=True)
class AlertFact:
    """One line of the box: what it is about, and how that is; a blank label begins a new part."""

    label: str
    text: str = ""
    role: str = "text"


class AlertsScreen(LinesBox[str], inherit_bindings=False):
    """Tells how the agent is called; left with ``try`` or ``quiet`` when that is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.ALERTS)]

    def __init__(
        self,
        facts: Sequence[AlertFact],
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        *,
        is_still: bool,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(said("Alerts"), glyphs, keymap, now)
        self._facts = facts
        self._is_still = is_still
        self._top = 0

    def lines(self, width: int, most: int) -> list[Line]:
        """Return a line for each fact, longer ones on several, and the keys."""
        words = {name: said(word) for name, word in _WORDS.items()}
        if self._is_still:
            words["alerts.quiet"] = said("no longer quiet")
        keys = key_line(Context.ALERTS, words, self._keymap)
        body = [line for fact in self._facts for line in self._fact(fact, width)]
        room = max(most - 2, 2)
        if len(body) > room:
            # What parts them gives way first.
            body = [line for line in body if line]
        if len(body) > room:
            body = self._window(body, room)
        return self.fitting(body, keys, most)

    def _window(self, body: list[Line], room: int) -> list[Line]:
        """Return so much as there is room for, from where was scrolled to."""
        last = len(body) - room + 1
        self._top = min(self._top, last)
        left = last - self._top
        down, up = (key_name(key_id, self._keymap) for key_id in ("alerts.down", "alerts.up"))
        more = counted(
            "{count} more line, {key} shows it",
            "{count} more lines, {key} shows them",
            left,
            key=down,
        )
        hint: Line = [("… " + (more if left else said("{key} goes up", key=up)), "dim")]
        return [*body[self._top : self._top + room - 1], hint]

    def _fact(self, fact: AlertFact, width: int) -> list[Line]:
        if not fact.label:
            return [[]]
        text = self._glyphs.shown(fact.text)
        if width < _NARROW:
            first: Line = [(f"{fact.label}: ", "dim")]
            return [first, *[[("  ", "dim"), *one] for one in wrapped(text, width - 2, fact.role)]]
        # Labels of other languages are longer, and never run into what they are about.
        column = max(_LABEL, 1 + max(width_of(one.label) for one in self._facts))
        lines = wrapped(text, width - column, fact.role)
        head: Line = [(pad(fact.label, column), "dim")]
        rest: list[Line] = [[(" " * column, "dim"), *line] for line in lines[1:]]
        return [[*head, *(lines[0] if lines else [])], *rest]

    def action_scroll(self, step: int) -> None:
        """Show more of it, where it is long."""
        self._top = max(self._top + step, 0)
        self.show()

    def action_try(self) -> None:
        """Have everything tried out."""
        self.dismiss("try")

    def action_quiet(self) -> None:
        """Have no calls for an hour, or let them through again."""
        self.dismiss("quiet")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss("")
