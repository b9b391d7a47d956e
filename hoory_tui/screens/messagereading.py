"""Reading the message at hand: all of it, its links and files, a copy; in both consoles."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from hoory_tui.render.body import files_of, links_of, whole_text
from hoory_tui.render.facts import Moment
from hoory_tui.render.message import author_of
from hoory_tui.screens import intents
from hoory_tui.store.records import Message
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.widgets.linkrows import Choice

NO_MESSAGE = to_say("There is no message here.")


class MessageReadingScreen(Screen[None], inherit_bindings=False):
    """A screen on which one message is at hand: under the cursor, or the newest of the thread."""

    _moment: Callable[[], Moment]
    _keymap: dict[str, str]

    @property
    @abstractmethod
    def messages(self) -> MessagePane:
        """The pane of the thread."""

    def _message(self, wanted: Callable[[Message], Any] | None = None) -> Message | None:
        message = self.messages.message_at_hand(wanted)
        if message is None:
            self.notify(said(NO_MESSAGE), markup=False)
        return message

    def action_links(self) -> None:
        """List the links and files of the message at hand."""
        from hoory_tui.screens.links import LinksScreen

        message = self._message(lambda one: links_of(one) or files_of(one))
        if message is None:
            return
        choices: list[Choice] = [*links_of(message), *files_of(message)]
        if not choices:
            self.notify(said("There are no links and no files in this message."), markup=False)
            return
        at = self._moment()
        screen = LinksScreen(message, choices, at.glyphs, self._keymap, lambda: self._moment().now)
        self.app.push_screen(screen)

    def action_plain(self) -> None:
        """Show the message at hand by itself."""
        from hoory_tui.screens.pager import PagerScreen, Shown

        message = self._message()
        if message is not None:
            shown = Shown(message, author_of(message), self._moment())
            self.app.push_screen(PagerScreen(shown, self._keymap))

    def action_copy_text(self) -> None:
        """Copy what the message at hand says."""
        message = self._message()
        if message is not None:
            self._copy(message)

    def _copy(self, message: Message) -> None:
        has_html = message.mail is not None and message.mail.html
        text = whole_text(message) if has_html else message.content
        if text.strip() and not message.deleted:
            self.post_message(intents.CopyText(text, said("the message")))
        else:
            self.notify(said("There is no text in this message."), markup=False)
