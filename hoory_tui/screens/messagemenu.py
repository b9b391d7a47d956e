"""What can be done with one message, each thing with its key, or with why it cannot be done."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from hoory_tui.keys import Context, bindings, key_name
from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.inline import plain
from hoory_tui.render.lines import Line, cut, pad, spread
from hoory_tui.screens.linesbox import LinesBox
from hoory_tui.screens.links import key_line
from hoory_tui.store.records import Direction, Message
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said, to_say

_QUOTED: Final = 500
"""Characters of the message that are looked at for the line that shows which one it is."""
_WORDS: Final = {"menu.take": to_say("do it"), "menu.close": "back"}


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing to do with a message; `why_not` is a sentence about what stands against it."""

    name: str
    text: str
    why_not: str = ""


def verbs_of(message: Message, *, can_reply: bool, language: str) -> list[Verb]:
    """Return what there is to do with a message; `language` is the code to translate into."""
    gone = said("It was deleted.") if message.deleted else ""
    is_line = message.direction is Direction.ACTIVITY
    takes = can_reply or message.private
    ours = said("The server wrote this line.") if is_line else gone
    wordless = ours or ("" if message.content.strip() else said("It has no words."))
    told = any(code == language for code, _ in message.translations)
    failed = message.status == "failed"
    return [
        Verb("quote", said("Reply quoting it"), ours or ("" if takes else said(_NO_REPLY))),
        Verb("copy", said("Copy what it says"), wordless if not is_line else ""),
        Verb("link", said("Copy the link to it")),
        Verb("web", said("Look at it in the web dashboard")),
        Verb(
            "translate",
            said("Translate it ({language})", language=language),
            wordless or (said("Its translation is shown already.") if told else ""),
        ),
        Verb("canned", said("Keep it as a canned response"), wordless),
        Verb(
            "retry",
            said("Have it sent again"),
            ours or ("" if failed else said("It did not fail.")),
        ),
        Verb("delete", said("Delete it for everybody"), ours),
    ]


_NO_REPLY: Final = to_say("This channel takes no reply now.")


class MessageMenu(LinesBox[str | None], inherit_bindings=False):
    """Closes with the name of a verb, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.MENU)]

    def __init__(
        self,
        title: str,
        message: Message,
        verbs: Sequence[Verb],
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(title, glyphs, keymap, now)
        self._message = message
        self._verbs = verbs
        self._cursor = next((at for at, one in enumerate(verbs) if not one.why_not), 0)

    def lines(self, width: int, most: int) -> list[Line]:
        """Return the verbs below the words that they are about."""
        words = (
            said("message deleted") if self._message.deleted else self._message.content[:_QUOTED]
        )
        words = clean_line(" ".join(plain(words).split())) or self._message.content_type
        body: list[Line] = []
        if most >= len(self._verbs) + 4:
            body = [[(cut(self._glyphs.shown(words), width), "dim")], []]
        body += [self._row(at, one, width) for at, one in enumerate(self._verbs)]
        return self.fitting(body, key_line(Context.MENU, _WORDS, self._keymap), most)

    def _row(self, at: int, verb: Verb, width: int) -> Line:
        mark = self._glyphs.cursor if at == self._cursor else " "
        name = pad(key_name(f"menu.{verb.name}", self._keymap), 5)
        role = "dim" if verb.why_not else ("bold" if at == self._cursor else "text")
        left: Line = [(f"{mark} ", "cursor"), (name, "key"), (verb.text, role)]
        return spread(left, [(f"  {verb.why_not}", "dim")] if verb.why_not else [], width, "text")

    def action_cursor(self, step: int) -> None:
        """Go to another line."""
        self._cursor = (self._cursor + step) % len(self._verbs)
        self.show()

    def action_choose(self, name: str) -> None:
        """Close with a verb, or say why it cannot be done."""
        verb = next(one for one in self._verbs if one.name == name)
        if verb.why_not:
            self.notify(verb.why_not, markup=False)
        else:
            self.dismiss(verb.name)

    def action_take(self) -> None:
        """Do what the cursor stands on."""
        if self.is_read:
            self.action_choose(self._verbs[self._cursor].name)

    def action_close(self) -> None:
        """Go back to the thread."""
        self.dismiss(None)
