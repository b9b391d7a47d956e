"""What the agent looks up and is told: contacts, notifications, own availability."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from textual import on
from textual.screen import Screen
from textual.widgets import Input, TextArea

from hoory_tui.app.lookups import Lookups
from hoory_tui.app.observing import ObservingApp
from hoory_tui.screens import knowing_intents
from hoory_tui.store.beside import ParticipantsKnown
from hoory_tui.store.changes import Changes
from hoory_tui.words import said

_FRESH: Final = 120.0
"""Seconds for which what was looked up is good enough for a hand that passes by again."""
_REST: Final = 5.0
"""Seconds between two look-ups of a contact that goes on changing."""


class KnowingApp(ObservingApp):
    """An app that knows more of a conversation than its thread."""

    @cached_property
    def _lookups(self) -> Lookups:
        return Lookups(self._api, self._tell, self._complain)

    @cached_property
    def _looked_up_at(self) -> dict[tuple[int, int], float]:
        """When contacts, with the conversation they were looked at in, were last looked up."""
        return {}

    # Looking up

    @on(knowing_intents.LookUp)
    def _look_up(self, message: knowing_intents.LookUp) -> None:
        about = (message.contact_id, message.conversation_id)
        now = self._monotonic()
        last = self._looked_up_at.get(about)
        if not message.whole and last is not None and now - last < _FRESH:
            return
        self._looked_up_at.pop(about, None)
        self._looked_up_at[about] = now
        while len(self._looked_up_at) > 500:
            del self._looked_up_at[next(iter(self._looked_up_at))]
        self._work(self._lookups.look_up(*about, whole=message.whole), "look-up")

    def _mark(self, changes: Changes) -> None:
        super()._mark(changes)
        if changes.contacts and self.is_running:
            self._look_again(changes.contacts)

    def _look_again(self, contacts: set[int]) -> None:
        """Look up what is shown of a contact that somebody may have changed, now and then."""
        shown, sidebar = self.main.thread.shown, self.main.sidebar
        if shown is None or shown.contact_id not in contacts or not sidebar.display:
            return
        about = (shown.contact_id, shown.id)
        last = self._looked_up_at.get(about)
        if last is not None and self._monotonic() - last >= _REST:
            self._looked_up_at[about] = self._monotonic()
            self._work(self._lookups.look_up(*about, whole=False), "look-up")

    # Changing a contact

    @on(knowing_intents.ChangeContact)
    def _change_contact(self, message: knowing_intents.ChangeContact) -> None:
        job = self._lookups.change(message.contact_id, message.fields, message.what)
        self._work(job, f"contact-{message.contact_id}")

    @on(knowing_intents.ChangeContactLabels)
    def _relabel_contact(self, message: knowing_intents.ChangeContactLabels) -> None:
        job = self._lookups.relabel(message.contact_id, message.add, message.remove)
        self._work(job, f"contact-{message.contact_id}")

    @on(knowing_intents.AddNote)
    def _add_note(self, message: knowing_intents.AddNote) -> None:
        self._work(self._keep_note(message), f"contact-{message.contact_id}")

    async def _keep_note(self, message: knowing_intents.AddNote) -> None:
        if not await self._lookups.add_note(message.contact_id, message.content):
            # The words are nowhere else, so they are put where they can be taken from.
            self._start_copy(message.content, said("the words of the note"))

    @on(knowing_intents.DeleteNote)
    def _delete_note(self, message: knowing_intents.DeleteNote) -> None:
        job = self._lookups.delete_note(message.contact_id, message.note_id)
        self._work(job, f"contact-{message.contact_id}")

    # Participants

    @on(knowing_intents.ChooseParticipants)
    def _choose_participants(self, message: knowing_intents.ChooseParticipants) -> None:
        job = self._ask_participants(message.conversation_id, self.screen)
        self._work(job, "participants", exclusive=True)

    async def _ask_participants(self, conversation_id: int, asked_at: Screen[Any]) -> None:
        ids = await self._lookups.participants(conversation_id)
        if ids is None or not self.is_running:
            return
        await self._told([ParticipantsKnown(conversation_id, ids)])
        if self.screen is not asked_at or isinstance(asked_at.focused, Input | TextArea):
            # It would take the letters that are being typed to a customer.
            self.notify(said("Who watches is known now; ask for it again."), markup=False)
        else:
            self.main.choose_participants(conversation_id)

    # Going there

    @on(knowing_intents.JumpTo)
    def _jump_to(self, message: knowing_intents.JumpTo) -> None:
        if message.conversation_id in self.store.conversations:
            self.main.jump_to(message.conversation_id, message.message_id)
        else:
            self._work(self._fetch_and_jump(message), "jump", exclusive=True)

    async def _fetch_and_jump(self, message: knowing_intents.JumpTo) -> None:
        await self._sync.load_conversation(message.conversation_id)
        await self._told([])
        if message.conversation_id not in self.store.conversations:
            self.notify(
                said(
                    "#{number} is not there any more, or not for you to see.",
                    number=message.conversation_id,
                ),
                markup=False,
            )
        elif self.are_hands_busy:
            self.notify(
                said(
                    "#{number} is here; go there again.",
                    number=message.conversation_id,
                ),
                markup=False,
            )
        else:
            self.main.jump_to(message.conversation_id, message.message_id)
