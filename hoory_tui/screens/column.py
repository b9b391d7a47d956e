"""The thread column: whose thread it is, the messages, who types, and the composer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from hoory_tui.render import bars, facts
from hoory_tui.render.facts import Moment
from hoory_tui.render.message import Look
from hoory_tui.screens.threads import ThreadKeeper
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.widgets.composer import Addressee, Composer
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.widgets.painted import Painted

if TYPE_CHECKING:
    from hoory_tui.screens.composing import ComposingDesk


class ThreadColumn(Vertical):
    """Shows one conversation as a whole: its head, thread and composer never disagree."""

    def __init__(
        self,
        store: Store,
        moment: Callable[[], Moment],
        *,
        id: str,
        keymap: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(id=id)
        self._store = store
        self._moment = moment
        self._keymap = keymap if keymap is not None else {}
        self._ascii = moment().glyphs.is_ascii
        self._threads = ThreadKeeper(store)
        self._shown: int | None = None
        at = moment()
        self.messages = MessagePane(id="messages", look=Look(80, at.glyphs, at.zone))
        self.messages.show_earlier = self._show_earlier
        self.composer = Composer(ascii_only=self._ascii, glyphs=at.glyphs)
        self.composer.notes = lambda written: self._desk.notes(written)
        self.composer.offers = lambda trigger, to: self._desk.offers(trigger, to)
        self._head = Painted(ground="head", id="thread-head", ascii_only=self._ascii)
        self._typing = Painted(ground="thread", id="typing", ascii_only=self._ascii)

    def compose(self) -> ComposeResult:
        """Stack the head, the messages, the typing line and the composer."""
        yield self._head
        yield self.messages
        yield self._typing
        yield self.composer.completion
        yield self.composer

    @cached_property
    def _desk(self) -> ComposingDesk:
        # Nobody writes before the first picture.
        from hoory_tui.screens.composing import ComposingDesk

        return ComposingDesk(self._store, self._moment().glyphs, self._keymap)

    @property
    def shown(self) -> Conversation | None:
        """The conversation that is shown, None for none."""
        return self._store.conversations.get(self._shown) if self._shown is not None else None

    def turn_to(self, conversation: Conversation | None) -> bool:
        """Show another conversation, or nothing; tell whether it is another one."""
        if conversation is None:
            self._shown = None
            self._show_nothing()
            return False
        if conversation.id == self._shown:
            return False
        self._shown = conversation.id
        self._threads.turn_to(conversation)
        self.show()
        return True

    def show(self) -> None:
        """Draw the whole column."""
        self.show_head()
        self.show_thread()
        self._show_typing()

    def on_resize(self) -> None:
        """Draw the lines around the messages anew: they had no width while nobody saw them."""
        self.show_head()
        self._show_typing()

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch."""
        conversation = self.shown
        if conversation is None:
            return
        renamed = conversation.contact_id in changes.contacts
        if conversation.id in changes.timelines or renamed:
            self.show_thread()
        people = bool(changes.contacts) or changes.presence or changes.lists
        if conversation.id in changes.conversations or people:
            self.show_head()
        if conversation.id in changes.typing:
            self._show_typing()
        if changes.lists and self.composer.text.has_focus:
            # Prepared words may have come while they are being asked for.
            self.composer.text.complete()

    def show_thread(self) -> None:
        """Draw the messages."""
        conversation = self.shown
        if conversation is None:
            return
        at = self._moment()
        pane, store = self.messages, self._store
        items = self._threads.items(conversation, at, pane.expanded)
        me = store.agents.get(store.me_id)
        look = Look(pane.size.width, at.glyphs, at.zone, me.label if me else "")
        timeline = store.timelines.get(conversation.id)
        has_older = timeline is not None and timeline.loaded and timeline.has_older
        pane.show_thread(
            conversation.id,
            items,
            has_older=has_older,
            look=look,
            hidden=self._threads.hidden,
        )
        if self._threads.unread_just_found():
            pane.reveal_unread()

    def _show_earlier(self, count: int) -> None:
        self._threads.show_earlier(count)
        self.show_thread()

    def show_head(self) -> None:
        """Draw the head and, for it is the same person, the composer's title."""
        conversation = self.shown
        if conversation is None:
            return
        at = self._moment()
        head = self._head
        known = facts.head_facts(self._store, conversation, at)
        head.show([bars.thread_head(known, head.size.width, at.glyphs)])
        self.composer.text.enter_sends = self._store.signing.enter_sends
        self.composer.address(
            Addressee(conversation.id, known.name, known.inbox, conversation.can_reply)
        )

    def _show_typing(self) -> None:
        line = self._typing
        typists = select.typists_of(self._store, self._shown) if self._shown else []
        line.show([bars.typing_line(typists, line.size.width, self._moment().glyphs)])

    def _show_nothing(self) -> None:
        self.messages.show_thread(None, [], has_older=False, look=self.messages.look)
        self._head.show([[]])
        self._typing.show([[]])
        self.composer.address(None)
