"""The line in which a filter is typed, with what could come next and how many it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Final

from textual.timer import Timer

from hoory_tui.keys import Context
from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.screens.links import key_line
from hoory_tui.screens.search_intents import (
    FilterChosen,
    FolderUnwanted,
    FolderWanted,
    LineDropped,
    Sought,
)
from hoory_tui.store.filters import Filter, FilterError, Names, parse
from hoory_tui.store.filters.offers import Offers, offers_for
from hoory_tui.widgets.findline import FindLine
from hoory_tui.words import for_key, said

_REST: Final = 0.08
"""Seconds after a letter until it is counted what the line takes."""
_MOST_KEPT: Final = 50


@dataclass
class Past:
    """Lines that were shown before, the latest last."""

    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Remember a line as the latest."""
        if line:
            self.lines = [*(one for one in self.lines if one != line), line][-_MOST_KEPT:]


class FilterLine(FindLine):
    """Reads the line with every letter and says what is wrong with it, or what it takes."""

    def __init__(
        self,
        value: str,
        names: Callable[[], Names],
        count: Callable[[Filter], str],
        past: Past,
        *,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        folder: str = "",
    ) -> None:
        super().__init__(
            for_key("filter"),
            value,
            glyphs=glyphs,
            keymap=keymap,
            placeholder='status:open label:billing assignee:me older:2h "refund"',
        )
        self._names = names
        self._count = count
        self._past = past
        self._folder = folder
        self._at = len(past.lines)
        """Which of the lines before is shown; behind the last it is the agent's own."""
        self._own = value
        self._offered: Offers | None = None
        self._cycle: tuple[str, Offers, int] | None = None
        self._rest: Timer | None = None
        self._counted = ""
        self._refused = ""

    # Showing

    def learn(self) -> None:
        """Look at the line again, now that there are more names than when it was typed."""
        if self._cycle is None and not self._refused:
            self.typed(self.text)

    def typed(self, text: str) -> None:
        """Say what could come next at once, and soon what the line takes."""
        self._refused = ""
        if self._cycle is not None and self._cycle[0] != text:
            self._cycle = None
        if self._cycle is None:
            self._offered = offers_for(text, self.field.cursor_position, self._names())
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._count_now)
        self._show()

    def _count_now(self) -> None:
        try:
            self._counted = self._count(parse(self.text, self._names()))
        except FilterError:
            self._counted = ""
        self._show()

    def _show(self) -> None:
        self.say(self._told(), self._offers_line())

    def _told(self) -> Line:
        if self._refused:
            return [(" ", "bar"), (shown_name(self._refused, self.glyphs, 400), "failed")]
        try:
            rule = parse(self.text, self._names())
        except FilterError as error:
            # The word that is being typed is wrong until it is whole.
            role = "bar-dim" if error.end >= len(self.text.rstrip()) else "failed"
            return [(" ", "bar"), (shown_name(error.sentence, self.glyphs, 400), role)]
        words = {"line.take": "shows"}
        if not rule.is_empty:
            words["line.save"] = "saves"
        if self._folder:
            words["line.remove"] = said("deletes “{folder}”", folder=cut(self._folder, 20))
        usual = {"line.leave": "leaves", "line.complete": "completes"}
        line: Line = [(" ", "bar")]
        if not rule.is_empty and self._counted:
            line += [(self._counted, "bar-text"), ("    ", "bar")]
        # What is cut off at the right are the keys that mean the same everywhere.
        for some in (words, usual):
            line += key_line(Context.FIND, some, self.keymap)
        return line

    def _offers_line(self) -> Line:
        offers = self._offered
        if offers is None or not offers.texts:
            hint = offers.hint if offers is not None else ""
            return [(f" {hint}", "bar-dim")]
        line: Line = [(" ", "bar")]
        current = self._cycle[2] if self._cycle is not None else -1
        room = max(self.size.width, 20) - 2
        first = max(0, current - 3)
        for place, text in enumerate(offers.texts[first:], first):
            shown = shown_name(text, self.glyphs, 40)
            if width_of(shown) + 2 > room:
                line.append(("…", "bar-dim"))
                break
            room -= width_of(shown) + 2
            line += [(shown, "key" if place == current else "bar-dim"), ("  ", "bar")]
        return line

    # What keys do

    def action_complete(self, step: int) -> None:
        """Put the next offer in; the one after that with the next press."""
        if self._cycle is None:
            offers = offers_for(self.text, self.field.cursor_position, self._names())
            place = 0 if step > 0 else len(offers.texts) - 1
            before = self.text
        else:
            _, offers, place = self._cycle
            place = (place + step) % len(offers.texts)
            before = self._own
        if not offers.texts:
            return
        self._own = before
        line, cursor = offers.put(before, offers.texts[place])
        self._cycle = (line, offers, place)
        self._offered = offers
        alone = len(offers.texts) == 1
        self.put(line, cursor)
        if alone:
            # There is nothing to choose from, so what follows can be offered at once.
            self._cycle = None
            self.typed(line)

    def action_browse(self, step: int) -> None:
        """Show a line of before, or the agent's own behind the last of them."""
        lines = self._past.lines
        if self._at == len(lines):
            self._own = self.text
        at = min(max(self._at + step, 0), len(lines))
        if at != self._at:
            self._at = at
            self.put(lines[at] if at < len(lines) else self._own)

    def action_take(self) -> None:
        """Have it shown, unless something is wrong with it."""
        if (rule := self._whole()) is not None:
            self._past.add(rule.text)
            self.post_message(FilterChosen(rule))

    def action_leave(self) -> None:
        """Change nothing."""
        self.post_message(LineDropped(Sought.FILTER))

    def action_save(self) -> None:
        """Ask for a name to save it under."""
        rule = self._whole()
        if rule is None:
            return
        if rule.is_empty:
            self.refuse(said("There is nothing to save yet; type a filter first."))
        else:
            self.post_message(FolderWanted(rule, self.refuse))

    def action_remove(self) -> None:
        """Ask whether to delete the folder that is shown."""
        if self._folder:
            self.post_message(FolderUnwanted())
        else:
            self.refuse(said("The list that is shown is no folder, so none was deleted."))

    def _whole(self) -> Filter | None:
        try:
            return parse(self.text, self._names())
        except FilterError as error:
            self.refuse(error.sentence)
            return None

    def refuse(self, sentence: str) -> None:
        """Say why nothing is done, until the next letter."""
        self._refused = sentence
        self._show()
