"""The presence sidebar: who of us is here, and the card of the contact at hand."""

from __future__ import annotations

from textual.message import Message

from hoory_tui.render import facts
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE, Glyphs
from hoory_tui.render.sidebar import sidebar_lines
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.widgets.painted import Painted


class PresenceSidebar(Painted):
    """Agents with presence and load, contacts online, and the contact card."""

    class Resized(Message):
        """There is another room to fill; what was drawn before was drawn for the old one."""

    def __init__(self, *, id: str, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(ground="side", id=id, ascii_only=glyphs.is_ascii)
        self._glyphs = glyphs

    def show_presence(self, store: Store, at_hand: Conversation | None, at: Moment) -> None:
        """Draw the sidebar from the store."""
        lines = sidebar_lines(
            facts.colleagues(store),
            facts.contacts_online(store, self.size.height),
            facts.card(store, at_hand, at),
            self.size.width,
            self._glyphs,
            self.size.height,
        )
        self.show(lines)

    def on_resize(self) -> None:
        """Ask to be drawn again."""
        self.post_message(self.Resized())
