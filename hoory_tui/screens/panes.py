"""The panes of the main screen: list, thread with composer, sidebar and the bars around."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from hoory_tui.keys import Need, key_name
from hoory_tui.render import bars, facts
from hoory_tui.render.badge import Badge
from hoory_tui.render.facts import Moment
from hoory_tui.render.rows import RowFacts
from hoory_tui.screens import intents
from hoory_tui.screens.column import ThreadColumn
from hoory_tui.screens.edges import Edges, Here
from hoory_tui.screens.footer import Hands, Waiting
from hoory_tui.screens.listing import Hold, Listing
from hoory_tui.screens.reader import ReaderScreen
from hoory_tui.screens.reasons import Place, unmet_needs, why_not
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL, ListView
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.conversations import ConversationList
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.widgets.painter import Painter
from hoory_tui.widgets.sidebar import PresenceSidebar

_MOVING: Final = 0.4
"""Seconds after a key for which the rows stay as the hand saw them."""
_NEAR: Final = 5.0
"""Seconds after a key for which the row at hand stays on its line of the screen."""
_AFTER: Final = 0.02


def _clock() -> float:
    return asyncio.get_running_loop().time()


class PanedScreen(ReaderScreen, inherit_bindings=False):
    """Lays the panes out and draws the store into them."""

    # Instance variables of the base class, which reads them only.
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (100, "-normal"),
        (140, "-wide"),
        (180, "-vast"),
        (220, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (16, "-short"),
        (20, "-low"),
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
        self.view: ListView = ALL
        self.status = "open"
        """The status that is chosen; a filter says itself which ones it means."""
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
        self._settling: Timer | None = None
        self._doing = ""
        self.others: Callable[[], Sequence[tuple[str, int]]] = tuple
        """Tells how many need the agent in other accounts, by what those are called."""
        # Held rather than looked up: news comes in while the screen is still being composed.
        glyphs = moment().glyphs
        self.conversations = ConversationList(id="conversations", glyphs=glyphs)
        self._listing = Listing(store, self.conversations, self._row_facts)
        self.thread = ThreadColumn(store, moment, id="thread", keymap=keymap)
        self.thread.messages.more_key = key_name("plain", keymap)
        self.sidebar = PresenceSidebar(id="sidebar", glyphs=glyphs)
        self._edges = Edges(store, moment, link, keymap)

    @property
    def badge(self) -> Badge | None:
        """What login this is, where that has to be seen at a glance."""
        return self._edges.badge

    @badge.setter
    def badge(self, badge: Badge | None) -> None:
        self._edges.badge = badge
        if self._is_composed:
            self._edges.show(self._here)

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

    @property
    def takes_turns(self) -> bool:
        """Whether the list or the thread is shown, never both."""
        return self.has_class("-narrow")

    @property
    def marked(self) -> Collection[int]:
        """The conversations that keys act on in place of the one at hand; none by itself."""
        return ()

    @property
    def decisive(self) -> Conversation | None:
        """The conversation whose state decides which way a key goes; the one at hand by itself."""
        return self.at_hand

    @property
    def _holds(self) -> bool:
        one = self.at_hand
        return one is not None and any(map(select.is_held, select.pending_of(self.store, one.id)))

    def unmet(self) -> frozenset[Need]:
        """Return what keys may need and what is not there, here and now."""
        one, messages = self.at_hand, self.messages
        # The thread follows the cursor a moment later, and keys make it follow at once.
        has_message = one is not self.thread.shown or messages.message_at_hand() is not None
        return unmet_needs(self.store, Place(one, self.marked, has_message))

    def why_not(self, action: str) -> str:
        """Return why an action would do nothing now, "" when it would do something."""
        return why_not(action, self.unmet())

    def use_keymap(self, keymap: Mapping[str, str]) -> None:
        """Say other keys from now on; whoever was given ours says them too."""
        self._keymap.clear()
        self._keymap.update(keymap)
        self.thread.messages.more_key = key_name("plain", keymap)
        self._edges.forget()
        self.show_everything()

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

    def say_doing(self, words: str) -> None:
        """Say in the last line how far a deed on many conversations is, until it is through."""
        if words != self._doing:
            self._doing = words
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
            Hands(self.composer.text.has_focus, reading, self.decisive, self.unmet(), self._holds),
            Waiting(
                len(self.composer.drafted()),
                self._listing.moved,
                self._trouble,
                above=self._listing.above,
                doing=self._doing,
            ),
            (self.size or self.app.size).width,
            self.status,
            tuple(self.others()),
        )

    def _show_list(self, hold: Hold | None = None, also: Collection[int] = ()) -> None:
        rows = self.conversations
        stood = rows.position_of(rows.cursor)
        drafts = {*self.composer.drafted(), *also}
        ids = self._listing.show(self.view, drafts, hold or self._hold, _clock())
        self._look_again()
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
    def _hold(self) -> Hold:
        rows = self.conversations
        quiet = _clock() - rows.touched_at if rows.has_focus else math.inf
        return Hold(self.app.screen is not self, quiet < _MOVING, quiet < _NEAR)

    def _look_again(self) -> None:
        """Have rows go where they belong once nothing holds them; an idle list plans nothing."""
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        now, hold, listing = _clock(), self._hold, self._listing
        quiet = now - self.conversations.touched_at
        if hold.boxed:
            # Nothing goes anywhere before the box is closed, and then it is looked at once more.
            return
        still = _MOVING - quiet if hold.moving else 0.0
        waits: list[float] = []
        if (leaves := listing.leaves_in(now)) is not None:
            waits.append(max(leaves, still))
        if listing.is_behind and hold.moving:
            waits.append(still)
        if listing.above and hold.near:
            waits.append(_NEAR - quiet)
        if waits:
            self._settling = self.set_timer(min(waits) + _AFTER, self._settle_list)

    def _settle_list(self) -> None:
        self._settling = None
        self._show_list()
        self.show_bars()

    def on_screen_resume(self) -> None:
        """Let the rows go where they belong, now that no box holds them."""
        if self._listing.is_behind:
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
