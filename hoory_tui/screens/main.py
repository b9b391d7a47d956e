"""The one screen an agent lives in: what its panes say and what its keys do."""

from __future__ import annotations

import time
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType

from hoory_tui.keys import Context, bindings
from hoory_tui.screens import intents
from hoory_tui.screens.plainly import PlainlyScreen
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.conversations import ConversationList
from hoory_tui.words import said

_REST: Final = 0.08
"""Seconds a cursor stays on a row before its thread is shown."""
_PASSING: Final = 0.2
"""The same for a hand that is moving on, and seconds between two keys of such a hand."""

STYLE_SHEET: Final = Path(__file__).with_name("main.tcss")
"""For the app to load: Textual reads no style sheet of an app's first screen."""


class MainScreen(PlainlyScreen, inherit_bindings=False):
    """Shows the store and posts what the agent asks for; it changes nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.EVERYWHERE, Context.COMMAND)]

    # What the panes say

    @on(ConversationList.Highlighted)
    def _turn_to(self, event: ConversationList.Highlighted) -> None:
        event.stop()
        conversation = self.at_hand
        if conversation is None or conversation.id != event.conversation_id:
            return
        if {self._kept, self._listing.pinned, self._listing.guest} - {None, conversation.id}:
            # Only the hand kept it in its place.
            self._show_list()
        if self._rest is not None:
            self._rest.stop()
        if self.thread.shown is None:
            self._show_at_hand()
        else:
            # Passing over rows paints no threads: only the one the hand comes to rest on.
            now = time.monotonic()
            rest = _PASSING if now - self._turned_at < _PASSING else _REST
            self._turned_at = now
            self._rest = self.set_timer(rest, self._follow_hand)
        self._edges.show_bottom(self._here)

    @on(ConversationList.Chosen)
    def _choose(self, event: ConversationList.Chosen) -> None:
        event.stop()
        self.action_open()

    @on(ConversationList.NearEnd)
    def _more(self, event: ConversationList.NearEnd) -> None:
        event.stop()
        self.post_message(intents.NeedMoreConversations())

    @on(Composer.Left)
    def _leave_composer(self, event: Composer.Left) -> None:
        event.stop()
        self._stop_writing()

    @on(Composer.Switched)
    def _show_switched(self, event: Composer.Switched) -> None:
        event.stop()
        self.show_bars()

    def on_descendant_focus(self) -> None:
        """Show the keys that matter where the hands are now."""
        if self.focused is self.composer.text:
            # However it was come to: what is written here belongs to the conversation at hand.
            self._show_at_hand()
        self.show_bars()

    def on_resize(self) -> None:
        """Draw everything for the new size."""
        if not self._is_to_be_shown:
            self._is_to_be_shown = True
            self.call_after_refresh(self.show_everything)

    # What keys do

    def action_open(self) -> None:
        """Open the conversation at hand, or unfold what the cursor of the thread stands on."""
        self._show_at_hand()
        conversation = self.at_hand
        if conversation is None:
            return
        item = self.messages.item_at_cursor()
        if self.messages.has_focus and item is not None and item.kind == "fold":
            self.messages.unfold(item.key)
            self.thread.show_thread()
            return
        self._read(True)
        self.messages.focus()
        self.post_message(intents.ShowConversation(conversation.id, opened=True))

    def action_back(self) -> None:
        """Go from the thread back to the list, and there take the marks off.

        On the list, with no marks left, what is at work for the agent is stopped.
        """
        if self.drop_find():
            return
        if self.conversations.has_focus and (self.clear_marks() or self.stop_work()):
            return
        self._read(False)
        self.conversations.focus()

    def action_next_pane(self) -> None:
        """Go from the list to the thread, from there to the list; the composer has its own keys."""
        if self.conversations.has_focus:
            self._show_at_hand()
            if self.takes_turns:
                self._read(True)
            self.messages.focus()
        elif self.composer.text.has_focus:
            self._stop_writing()
        elif not self.next_pane_is_beside():
            self.action_back()

    def action_leave_or_quit(self) -> None:
        """Go back one level, and at the root ask whether to quit."""
        if self.messages.has_focus or self.reading:
            self.action_back()
        else:
            self.app.call_later(self.app.run_action, "quit")

    def action_next_conversation(self, step: int) -> None:
        """Go to another conversation without leaving the pane; never with half-written words."""
        if self.composer.text.has_focus:
            self._stop_writing()
        self.conversations.step_cursor(step)
        if not self.conversations.has_focus:
            # The hands are on the thread, so it is the thread that they asked for.
            self._show_at_hand()

    def action_toggle_details(self) -> None:
        """Show or hide the sidebar, whatever the width suggests."""
        if self.details_alone():
            return
        self.sidebar.display = not self.sidebar.display
        self.call_after_refresh(self.show_everything)

    def action_write(self, private: bool) -> None:
        """Write a reply or a private note to the conversation at hand."""
        if self.at_hand is None:
            return
        # Never write to one conversation under the head of another.
        self._show_at_hand()
        self._read(True)
        if not private and not self.at_hand.can_reply:
            self.notify(
                said(
                    "This channel takes no reply now, often because the contact has not "
                    "written for a day. {remedy}",
                    remedy=self._what_else,
                ),
                markup=False,
            )
            private = True
        self.composer.set_private(private)
        self.composer.text.focus()

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.refresh(repaint=True, layout=True)
        self.show_everything()
