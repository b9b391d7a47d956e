"""What the agent looks up beside the thread: the contact, notifications, own availability."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from hoory_tui.screens import intents, knowing_intents
from hoory_tui.screens.livebox import LiveBox
from hoory_tui.screens.writing import WritingScreen
from hoory_tui.store.changes import Changes
from hoory_tui.store.deeds import ChangeParticipants
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.words import said
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from textual.timer import Timer

    from hoory_tui.screens.picker import Picked

_REST: Final = 0.4
"""Seconds that a hand rests on a conversation before more than the thread is looked up."""
_MOST_PAGES: Final = 30
"""Pages that are read back to reach a message; beyond that the agent can go on alone."""


class KnowingScreen(WritingScreen, inherit_bindings=False):
    """A screen that knows more than the thread tells."""

    _looking: Timer | None = None
    _looked_at: tuple[int, int] | None = None
    """The contact and the conversation that were last looked up for the panel."""
    _goal: tuple[int, int] | None = None
    """The conversation and the message that are to be shown as soon as they are there."""
    _goal_pages = 0

    # The panel beside the thread

    def _show_sidebar(self) -> None:
        super()._show_sidebar()
        self._look_up_soon()

    def _look_up_soon(self) -> None:
        shown = self.thread.shown
        if shown is None or not self.sidebar.display or not shown.contact_id:
            return
        about = (shown.contact_id, shown.id)
        if about == self._looked_at:
            return
        self._looked_at = about
        if self._looking is not None:
            self._looking.stop()
        self._looking = self.set_timer(_REST, self._look_up)

    def _look_up(self) -> None:
        self._looking = None
        if self._looked_at is not None:
            self.post_message(knowing_intents.LookUp(*self._looked_at))

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch, in boxes too."""
        super().apply(changes)
        if self._goal is not None and self._goal[0] in changes.timelines:
            self._reach_goal()
        for screen in self.app.screen_stack:
            if isinstance(screen, LiveBox) and screen.is_mounted:
                screen.news(changes)

    # Going to a conversation

    def jump_to(self, conversation_id: int, message_id: int | None = None) -> None:
        """Open a conversation, be it in the list or not, and show a message of it."""
        self._goal = None
        self.conversations.set_cursor(conversation_id)
        self._show_list()
        self.conversations.reveal(conversation_id)
        self.action_open()
        if message_id is not None:
            self._goal, self._goal_pages = (conversation_id, message_id), 0
            self._reach_goal()

    @abstractmethod
    def action_open(self) -> None:
        """Open the conversation at hand."""

    def _reach_goal(self) -> None:
        """Put the cursor on the message that was asked for, once it is there; read back to it."""
        if self._goal is None:
            return
        conversation_id, message_id = self._goal
        timeline = self.store.timelines.get(conversation_id)
        pane = self.messages
        if pane.conversation_id != conversation_id:
            self._goal = None
            return
        if timeline is None or not timeline.loaded:
            return
        key = ("message", message_id)
        if timeline.get(message_id) is not None:
            self._goal = None
            if pane.position_of(key) is None and pane.show_earlier is not None:
                # It is held and above what is laid out so far.
                pane.show_earlier(len(timeline.messages()))
            if pane.position_of(key) is not None:
                pane.set_cursor(key)
        elif timeline.has_older and self._goal_pages < _MOST_PAGES:
            self._goal_pages += 1
            self.post_message(MessagePane.NeedOlder(conversation_id))
        else:
            self._goal = None
            self.notify(said("The message is not in the thread any more."), markup=False)

    # What keys do

    def action_contact_card(self) -> None:
        """Show the card of the contact at hand."""
        from hoory_tui.screens.contact import ContactScreen

        self._show_at_hand()
        conversation = self.at_hand
        if conversation is not None:
            screen = ContactScreen(self.store, conversation.id, self._moment, self._keymap)
            self.app.push_screen(screen)

    def action_participants(self) -> None:
        """Choose who watches the conversation at hand."""
        conversation = self.at_hand
        if conversation is not None:
            self.post_message(knowing_intents.ChooseParticipants(conversation.id))

    def choose_participants(self, conversation_id: int) -> None:
        """Show who watches a conversation, for it to be changed; ourselves come first."""
        from hoory_tui.screens.picker import Choice, PickerScreen
        from hoory_tui.store import select

        store, me = self.store, self.store.me_id
        held = set(store.participants.get(conversation_id, ()))
        agents = sorted(select.agents_by_presence(store), key=lambda one: one.id != me)
        known = {one.id for one in agents}
        choices = [
            Choice(
                f"agent:{one.id}",
                said("{label} (you)", label=one.label) if one.id == me else one.label,
                term(select.availability_of(store, one)),
                words=one.email,
            )
            for one in agents
        ]

        def answered(picked: Picked | None) -> None:
            if picked is None:
                return
            after = {int(key.removeprefix("agent:")) for key in picked.keys}
            add, remove = tuple(sorted(after - held)), tuple(sorted((held & known) - after))
            if add or remove:
                deed = ChangeParticipants(add, remove)
                self.post_message(intents.Do(deed, (conversation_id,)))

        screen = PickerScreen(
            said("Who watches #{number}", number=conversation_id),
            choices,
            glyphs=self._moment().glyphs,
            keymap=self._keymap,
            many=True,
            chosen=[f"agent:{one}" for one in held & known],
            empty=said("Nobody of this name is here."),
        )
        self.app.push_screen(screen, answered)

    def action_bell(self) -> None:
        """Show what we were told."""
        from hoory_tui.screens.bell import BellScreen

        self.app.push_screen(BellScreen(self.store, self._moment, self._keymap))

    def action_availability(self) -> None:
        """Choose how the others see us."""
        from hoory_tui.screens.availability import asked_for, availabilities
        from hoory_tui.screens.picker import PickerScreen

        def answered(picked: Picked | None) -> None:
            if picked is not None and picked.keys:
                self.post_message(asked_for(picked.keys[0], self.store))

        screen = PickerScreen(
            said("How the others see you"),
            availabilities(self.store),
            glyphs=self._moment().glyphs,
            keymap=self._keymap,
        )
        self.app.push_screen(screen, answered)
