"""Thread and composer of the contact's console: the agent's, without what only agents have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from textual.message import Message

from hoory_tui.keys import key_name
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine, Line, fit
from hoory_tui.render.message import Look
from hoory_tui.render.names import shown_name
from hoory_tui.render.thread import ItemKey
from hoory_tui.render.visit import write_title
from hoory_tui.store.records import Message as Said
from hoory_tui.widgets.completion import Offer
from hoory_tui.widgets.composer import Addressee, Composer
from hoory_tui.widgets.composer_text import ComposerText
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.widgets.triggers import Naming, Trigger

_AGENTS_ONLY: Final = ("heads", "signature", "drop", "switch")
_MOST: Final = 50
"""Offers for a name that is being typed."""


class VisitPane(MessagePane):
    """The thread; what a message asks is said below it, with the key that answers."""

    @dataclass
    class Moved(Message):
        """Another part of the thread is in view."""

    def __init__(self, *, id: str, look: Look, answer_key: str) -> None:
        super().__init__(id=id, look=look)
        self._answer_key = answer_key
        self._asking: Mapping[int, str] = {}

    def ask(self, asking: Mapping[int, str]) -> None:
        """Say below these messages, by their ids, what can be answered."""
        self._asking = dict(asking)

    def _asked_of(self, key: ItemKey) -> str:
        kind, number = key
        return self._asking.get(number, "") if kind == "message" and isinstance(number, int) else ""

    def stamp(self, key: ItemKey) -> object:
        """Return what the item looks like: as it was, and as what is asked of it."""
        return (super().stamp(key), self._asked_of(key))

    def draw(self, key: ItemKey, width: int) -> list[DrawnLine]:
        """Return the lines of an item, and below a question how to answer it."""
        lines = super().draw(key, width)
        if asked := self._asked_of(key):
            hint: Line = [("   ", "text"), (self._answer_key, "key"), (f" {asked}", "dim")]
            lines.append(DrawnLine(fit(hint, width, "text"), "thread"))
        return lines

    def guess_height(self, key: ItemKey) -> int:
        """Return about how many lines an item has."""
        return super().guess_height(key) + bool(self._asked_of(key))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that something else is in view."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())

    def question_at_hand(self, open_ones: Collection[int]) -> Said | None:
        """Return the message under the cursor if it asks something, else the newest that does."""
        item = self.item_at_cursor() if self.has_focus else None
        if item is not None and item.message is not None and item.message.id in open_ones:
            return item.message
        said = [one.message for one in reversed(self._listed) if one.message is not None]
        return next((one for one in said if one.id in open_ones), None)


class VisitText(ComposerText):
    """The text of a message; keys for what only agents have do nothing."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key does something here."""
        if action == "prepared" or (action == "ask" and parameters[0] in _AGENTS_ONLY):
            return False
        return super().check_action(action, parameters)


class VisitComposer(Composer):
    """The composer of a contact: words and files, to the inbox."""

    def __init__(
        self,
        keymap: Mapping[str, str],
        *,
        ascii_only: bool = False,
        glyphs: Glyphs | None = None,
    ) -> None:
        super().__init__(ascii_only=ascii_only, glyphs=glyphs)
        self.text = VisitText(self._submit, self.completion, self._offered)
        self.me = ""
        self.is_resolved = False
        self._names = (
            key_name("visit.write", keymap),
            key_name("compose.send", keymap),
            key_name("compose.attach", keymap),
        )

    def title_line(self, addressee: Addressee, width: int) -> Line:
        """Return to whom the words go, and in whose name."""
        return write_title(
            shown_name(addressee.inbox, self._glyphs),
            shown_name(self.me, self._glyphs),
            width,
            active=self.text.has_focus,
            keys=self._names,
            ends=self.is_resolved,
        )


def emoji_alone(trigger: Trigger, _to: Addressee) -> list[Offer]:
    """Return what a contact can put in by name: emoji, and nothing of an agent's."""
    if trigger.naming is not Naming.EMOJI:
        return []
    from hoory_tui.render.shortcodes import offered

    found = offered(trigger.typed)[:_MOST]
    names = [f"{picture} {name}" for name, picture in found]
    return [Offer(name, f"{picture} ") for name, (_, picture) in zip(names, found, strict=True)]
