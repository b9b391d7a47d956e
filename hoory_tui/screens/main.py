"""The one screen an agent lives in: list, thread with composer, sidebar and the bars around."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from hoory_tui.keys import Context, bindings, key_name
from hoory_tui.render import bars, facts
from hoory_tui.render.facts import Moment
from hoory_tui.render.rows import RowFacts
from hoory_tui.screens import intents
from hoory_tui.screens.column import ThreadColumn
from hoory_tui.screens.edges import Edges, Here
from hoory_tui.screens.footer import Hands, Waiting
from hoory_tui.screens.listing import Listing
from hoory_tui.screens.reader import ReaderScreen
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Conversation
from hoory_tui.store.select import View
from hoory_tui.store.state import Store
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.conversations import ConversationList
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.widgets.painter import Painter
from hoory_tui.widgets.sidebar import PresenceSidebar

_REST: Final = 0.08
"""Seconds a cursor stays on a row before its thread is shown."""
_PASSING: Final = 0.2
"""The same for a hand that is moving on, and seconds between two keys of such a hand."""

STYLE_SHEET: Final = Path(__file__).with_name("main.tcss")
"""For the app to load: Textual reads no style sheet of an app's first screen."""


class MainScreen(ReaderScreen, inherit_bindings=False):
    """Shows the store and posts what the agent asks for; it changes nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.EVERYWHERE, Context.COMMAND)]
    # Instance variables of the base class, which reads them only.
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (100, "-normal"),
        (140, "-wide"),
        (180, "-vast"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (16, "-low"),
        (30, "-high"),
    ]

    def __init__(
        self,
        store: Store,
        moment: Callable[[], Moment],
        link: Callable[[], bars.LinkNow],
        *,
        account: str,
        keymap: dict[str, str],
    ) -> None:
        super().__init__()
        self._compositor = Painter()
        self.store = store
        self.view = View.ALL
        self.reading = False
        """Whether a thread was opened; on narrow screens it then takes the place of the list."""
        self._kept: int | None = None
        """The conversation at hand, while only that keeps it in the list."""
        self._moment = moment
        self._account = account
        self._keymap = keymap
        self._rest: Timer | None = None
        self._turned_at = 0.0
        self._is_composed = False
        self._is_to_be_shown = False
        self._trouble = ""
        # Held rather than looked up: news comes in while the screen is still being composed.
        glyphs = moment().glyphs
        self.conversations = ConversationList(id="conversations", glyphs=glyphs)
        self._listing = Listing(store, self.conversations, self._row_facts)
        self.thread = ThreadColumn(store, moment, id="thread")
        self.thread.messages.more_key = key_name("plain", keymap)
        self.sidebar = PresenceSidebar(id="sidebar", glyphs=glyphs)
        self._edges = Edges(store, moment, link, keymap)

    def compose(self) -> ComposeResult:
        """Put the panes beside each other and the bars above and below."""
        yield self._edges.top
        with Horizontal(id="body"):
            yield self.conversations
            yield self.thread
            yield self.sidebar
        yield self._edges.bottom

    def on_mount(self) -> None:
        """Start with the hands on the list."""
        self._is_composed = True
        self.conversations.focus()
        if not self.is_curtained:
            self.show_everything()

    # The panes

    @property
    def messages(self) -> MessagePane:
        """The message pane."""
        return self.thread.messages

    @property
    def composer(self) -> Composer:
        """The composer."""
        return self.thread.composer

    @property
    def at_hand(self) -> Conversation | None:
        """The conversation under the cursor of the list; the thread follows when it rests there."""
        cursor = self.conversations.cursor
        return self.store.conversations.get(cursor) if cursor is not None else None

    # Showing

    def show_everything(self) -> None:
        """Draw all panes from the store."""
        self._is_to_be_shown = False
        self.apply(Changes(order=True, presence=True, lists=True, link=True))
        self.thread.show()

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch."""
        if not self._is_composed:
            return
        self._listing.touch(changes.conversations)
        if changes.order or changes.lists:
            self._show_list()
        elif changes.conversations or changes.typing or changes.contacts or changes.presence:
            self.conversations.refresh_changed()
        self.thread.apply(changes)
        people = bool(changes.contacts) or changes.presence or changes.lists
        if people or changes.order or changes.typing or changes.conversations:
            self._show_sidebar()
        self.show_bars()

    def show_time(self) -> None:
        """Draw what depends on the time alone: ages and the age of the last frame."""
        if not self._is_composed:
            return
        self.conversations.refresh_changed()
        self.thread.show_head()
        self.show_bars()

    def say_account(self, name: str) -> None:
        """Say whose account this is."""
        self._account = name
        self.show_bars()

    def say_trouble(self, sentence: str) -> None:
        """Say in the last line what the agent must not forget, until it is over ("")."""
        if sentence != self._trouble:
            self._trouble = sentence
            self.show_bars()

    def show_bars(self) -> None:
        """Draw the first and the last line of the screen."""
        if not self._is_composed:
            return
        self._edges.show(self._here)

    @property
    def _here(self) -> Here:
        reading = self.reading or self.messages.has_focus
        return Here(
            self._account,
            self.view,
            Hands(self.composer.text.has_focus, reading, self.at_hand),
            Waiting(len(self.composer.drafted()), self._listing.moved, self._trouble),
            (self.size or self.app.size).width,
        )

    def _show_list(self) -> None:
        rows = self.conversations
        stood = rows.position_of(rows.cursor)
        drafts = self.composer.drafted()
        ids = self._listing.show(self.view, drafts, is_held=self._is_order_held)
        kept = self.at_hand
        stays = kept is None or select.in_view(self.store, kept, self.view)
        self._kept = kept.id if kept is not None and not stays else None
        writing = self.focused is self.composer.text
        if rows.cursor not in self.store.conversations and not writing:
            # The conversation at hand is gone: its neighbour takes its place, though never
            # under the hands of somebody who is writing.
            rows.set_cursor(ids[min(stood or 0, len(ids) - 1)] if ids else None)
            if not ids:
                self.thread.turn_to(None)
                self._show_sidebar()

    @property
    def _is_order_held(self) -> bool:
        return self.app.screen is not self

    def on_screen_resume(self) -> None:
        """Let the rows go where they belong, now that no box holds them."""
        if self._listing.moved:
            self._show_list()
            self.show_bars()

    def _row_facts(self, conversation_id: int) -> RowFacts:
        draft = self.composer.draft_of(conversation_id)
        return facts.row_facts(self.store, conversation_id, self._moment(), draft)

    @on(PresenceSidebar.Resized)
    def _show_sidebar(self) -> None:
        if self.sidebar.display:
            self.sidebar.show_presence(self.store, self.thread.shown, self._moment())

    def _follow_hand(self) -> None:
        # Nothing may turn a composer to somebody else under the hands of who writes in it.
        if self.focused is not self.composer.text:
            self._show_at_hand()

    def _show_at_hand(self) -> None:
        """Turn the thread to the conversation at hand, now that the hand rests on it."""
        conversation = self.at_hand
        if conversation is None or not self.thread.turn_to(conversation):
            return
        self._show_sidebar()
        self.show_bars()
        self.post_message(intents.ShowConversation(conversation.id, opened=False))

    # What the panes say

    @on(ConversationList.Highlighted)
    def _turn_to(self, event: ConversationList.Highlighted) -> None:
        event.stop()
        conversation = self.at_hand
        if conversation is None or conversation.id != event.conversation_id:
            return
        if self._kept not in (None, conversation.id):
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
        """Go from the thread back to the list."""
        self._read(False)
        self.conversations.focus()

    def action_next_pane(self) -> None:
        """Go from the list to the thread, from there to the list; the composer has its own keys."""
        if self.conversations.has_focus:
            self._show_at_hand()
            if self.has_class("-narrow"):
                self._read(True)
            self.messages.focus()
        elif self.composer.text.has_focus:
            self._stop_writing()
        else:
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

    def action_show_view(self, view: str) -> None:
        """Show another tab of the list, from its top."""
        self.set_focus(self.conversations)
        self.view = View(view)
        self.conversations.cursor = None
        self.conversations.jump(0)
        self._show_list()
        self._read(False)
        self.show_bars()

    def action_toggle_details(self) -> None:
        """Show or hide the sidebar, whatever the width suggests."""
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
                "This channel takes no reply now, often because the contact has not written for "
                "a day. A private note is possible.",
                markup=False,
            )
            private = True
        self.composer.set_private(private)
        self.composer.text.focus()

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.refresh(repaint=True, layout=True)
        self.show_everything()

    def action_help(self) -> None:
        """Show all keys."""
        from hoory_tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._keymap))

    def _stop_writing(self) -> None:
        self.set_focus(self.messages)
        if self.at_hand is not None:
            self.post_message(intents.StoppedTyping(self.at_hand.id))
        else:
            self._show_list()
        self.conversations.refresh_changed()

    def _read(self, reading: bool) -> None:
        self.reading = reading
        self.set_class(reading, "-reading")
        self.show_bars()
