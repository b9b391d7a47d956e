"""The panes of the main screen: list, thread with composer, sidebar and the bars around."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from hoory_tui.keys import key_name
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


class PanedScreen(ReaderScreen, inherit_bindings=False):
    """Lays the panes out and draws the store into them."""

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
