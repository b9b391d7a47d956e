"""A second conversation beside the one at hand: to be read, and never written to from here."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from hoory_tui.keys import key_name
from hoory_tui.render import bars, facts
from hoory_tui.render.facts import Moment
from hoory_tui.render.lines import Line, fit
from hoory_tui.render.message import Look
from hoory_tui.screens.threads import ThreadKeeper
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.widgets.painted import Painted
from hoory_tui.words import said


class PinnedColumn(Vertical):
    """Stays on its conversation whatever the list does.

    It has no composer: the only one there is belongs to the conversation at hand, so nothing can
    be sent to somebody whom its title does not name.
    """

    class Wanted(Message):
        """The agent clicked on this column."""

    def __init__(self, store: Store, moment: Callable[[], Moment], keymap: dict[str, str]) -> None:
        super().__init__(id="pinned")
        self._store = store
        self._moment = moment
        self._keymap = keymap
        self._threads = ThreadKeeper(store)
        self._shown: int | None = None
        at = moment()
        ascii_only = at.glyphs.is_ascii
        self.messages = MessagePane(id="pinned-messages", look=Look(80, at.glyphs, at.zone))
        # Keys act on the conversation at hand, so the hands never rest on another one.
        self.messages.can_focus = False
        self.messages.show_earlier = self._show_earlier
        self.messages.more_key = key_name("plain", keymap)
        self._head = Painted(ground="head", id="pinned-head", ascii_only=ascii_only)
        self._typing = Painted(ground="thread", id="pinned-typing", ascii_only=ascii_only)
        self._hint = Painted(ground="composer", id="pinned-hint", ascii_only=ascii_only)

    def compose(self) -> ComposeResult:
        """Stack the head, the messages, who types, and how to answer."""
        yield self._head
        yield self.messages
        yield self._typing
        yield self._hint

    @property
    def shown(self) -> Conversation | None:
        """The conversation that is shown, None when it is gone."""
        return self._store.conversations.get(self._shown) if self._shown is not None else None

    @property
    def is_turned(self) -> bool:
        """Whether it was turned to a conversation, which may be gone by now."""
        return self._shown is not None

    def turn_to(self, conversation: Conversation) -> None:
        """Show a conversation, from its end or from what is new in it."""
        self._shown = conversation.id
        self._threads.turn_to(conversation)
        self.show()

    def turn_off(self) -> None:
        """Show no conversation any more."""
        self._shown = None

    def show(self) -> None:
        """Draw the whole column."""
        if not self.is_mounted:
            return
        self.show_head()
        self._show_thread()
        self._show_typing()

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch."""
        conversation = self.shown
        if conversation is None:
            return
        if conversation.id in changes.timelines or conversation.contact_id in changes.contacts:
            self._show_thread()
        people = bool(changes.contacts) or changes.presence or changes.lists
        if conversation.id in changes.conversations or people:
            self.show_head()
        if conversation.id in changes.typing:
            self._show_typing()

    def show_head(self) -> None:
        """Draw the head, and below the thread how to answer here."""
        conversation = self.shown
        if conversation is None:
            return
        at = self._moment()
        known = facts.head_facts(self._store, conversation, at)
        self._head.show([bars.thread_head(known, self._head.size.width, at.glyphs)])
        to_here, off = key_name("pane.next", self._keymap), key_name("two", self._keymap)
        hint: Line = [
            (" ", "dim"),
            (to_here, "key"),
            (" " + said("to answer {name}", name=known.name) + "   ", "dim"),
        ]
        hint += [(off, "key"), (" " + said("closes this column"), "dim")]
        self._hint.show([fit(hint, self._hint.size.width, "dim")])

    def _show_thread(self) -> None:
        conversation = self.shown
        if conversation is None:
            return
        at, pane, store = self._moment(), self.messages, self._store
        me = store.agents.get(store.me_id)
        timeline = store.timelines.get(conversation.id)
        has_older = timeline is not None and timeline.loaded and timeline.has_older
        pane.show_thread(
            conversation.id,
            self._threads.items(conversation, at, pane.expanded),
            has_older=has_older,
            look=Look(pane.size.width, at.glyphs, at.zone, me.label if me else ""),
            hidden=self._threads.hidden,
        )
        if self._threads.unread_just_found():
            pane.reveal_unread()

    def _show_earlier(self, count: int) -> None:
        self._threads.show_earlier(count)
        self._show_thread()

    def _show_typing(self) -> None:
        line = self._typing
        typists = select.typists_of(self._store, self._shown) if self._shown else []
        line.show([bars.typing_line(typists, line.size.width, self._moment().glyphs)])

    def on_click(self) -> None:
        """Ask for the hands."""
        self.post_message(self.Wanted())

    def on_resize(self) -> None:
        """Fit the bars to the new width."""
        self.show()
