"""Before a thread is given to a command: which one, and how much of the thread it will read."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import BindingType

from hoory_tui.keys import Context, bindings, key_name
from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, pad
from hoory_tui.screens.linesbox import LinesBox, wrapped
from hoory_tui.screens.links import key_line
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said, to_say

_WORDS: Final = {"pipe.run": to_say("run it"), "pipe.leave": "leave"}


@dataclass(frozen=True, slots=True)
class PipeWish:
    """A command, as words, and what of the thread it gets."""

    name: str
    command: tuple[str, ...]
    seconds: int = 60
    as_json: bool = False
    notes: bool = False
    whole: bool = False


class PipeScreen(LinesBox[PipeWish | None], inherit_bindings=False):
    """Closes with what is to be done, or None.

    `held` is how many messages are here, `has_older` whether the server has more of them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.PIPE)]

    def __init__(
        self,
        title: str,
        wish: PipeWish,
        held: int,
        *,
        has_older: bool,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(title, glyphs, keymap, now)
        self.wish = wish
        self._held = held
        self._has_older = has_older

    def lines(self, width: int, most: int) -> list[Line]:
        """Return the command and what it gets, each with the key that changes it."""
        wish = self.wish
        shown = " ".join(clean_line(word) for word in wish.command)
        body = wrapped(f"$ {shown}", width, "bold", indent=2)
        messages = (
            said("all messages are loaded first")
            if wish.whole
            else said("the {held} loaded", held=self._held)
        )
        if not self._has_older:
            messages = said("all {held} messages", held=self._held)
        rows = [
            ("pipe.whole", "messages", messages),
            (
                "pipe.notes",
                "notes",
                said("private notes too") if wish.notes else said("no private notes"),
            ),
            ("pipe.json", "format", "JSON" if wish.as_json else said("plain text")),
        ]
        body.append([])
        for key_id, name, told in rows:
            key = pad(key_name(key_id, self._keymap), 3)
            body.append([(key, "key"), (pad(name, 10), "dim"), (told, "text")])
        body.append([])
        body += wrapped(said("What it writes becomes a draft; nothing is sent."), width, "dim")
        return self.fitting(body, key_line(Context.PIPE, _WORDS, self._keymap), most)

    def action_turn(self, what: str) -> None:
        """Change what the command gets."""
        if what == "whole" and not self._has_older:
            self.notify(said("All messages of this thread are here already."), markup=False)
            return
        wish = self.wish
        match what:
            case "whole":
                self.wish = replace(wish, whole=not wish.whole)
            case "notes":
                self.wish = replace(wish, notes=not wish.notes)
            case _:
                self.wish = replace(wish, as_json=not wish.as_json)
        self.show()

    def action_run(self) -> None:
        """Close with what is to be done."""
        if self.is_read:
            self.dismiss(self.wish)

    def action_leave(self) -> None:
        """Close with nothing to do."""
        self.dismiss(None)
