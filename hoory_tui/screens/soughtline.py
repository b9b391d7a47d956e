"""The line in which words are typed that the list or the thread is looked through for."""

from __future__ import annotations

from collections.abc import Mapping

from hoory_tui.keys import Context, key_name
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.render.names import shown_name
from hoory_tui.screens.links import key_line
from hoory_tui.screens.search_intents import (
    LineDropped,
    LineKept,
    LineStepped,
    LineTyped,
    Sought,
)
from hoory_tui.widgets.findline import FindLine
from hoory_tui.words import for_key, said


class SoughtLine(FindLine):
    """Tells every letter, and says what is found and which keys matter."""

    def __init__(
        self, sought: Sought, value: str, *, glyphs: Glyphs, keymap: Mapping[str, str]
    ) -> None:
        sign = for_key("narrow" if sought is Sought.LIST else "find")
        super().__init__(sign, value, glyphs=glyphs, keymap=keymap)
        self.sought = sought

    def say_found(
        self,
        found: str,
        note: str,
        words: Mapping[str, str],
        others: Mapping[str, str] | None = None,
    ) -> None:
        """Say what is found, and the keys that have a word for what they do now.

        `others` are keys of the list and the thread that mean something else meanwhile.
        """
        line: Line = [(" ", "bar"), (found, "bar-text"), (note, "bar-dim"), ("    ", "bar")]
        for name, word in (others or {}).items():
            line += [(key_name(name, self.keymap), "key"), (f" {for_key(word)}    ", "bar-dim")]
        self.say([*line, *key_line(Context.FIND, words, self.keymap)])

    def say_kept(self, found: str) -> None:
        """Say what the list is narrowed to, while the keys are those of the list."""
        clear = key_name("filter.clear", self.keymap)
        kept = f" {shown_name(found, self.glyphs, 400)} {self.glyphs.dot} "
        self.say([(kept, "bar-dim"), (clear, "key"), (" " + said("shows all"), "bar-dim")])

    def typed(self, text: str) -> None:
        """Have it looked for."""
        self.post_message(LineTyped(self.sought, text))

    def action_take(self) -> None:
        """Go to what is found."""
        self.post_message(LineKept(self.sought))

    def action_leave(self) -> None:
        """Let all be as it was."""
        self.post_message(LineDropped(self.sought))

    def action_browse(self, step: int) -> None:
        """Go to another find."""
        self.post_message(LineStepped(self.sought, step))
