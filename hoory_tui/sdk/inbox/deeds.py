"""What a contact does in an inbox, once they are known there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from hoory_tui.client.errors import HooryError, NotFound
from hoory_tui.client.upload import Progress
from hoory_tui.sdk.contact import Contact
from hoory_tui.sdk.inbox.errors import (
    ConversationGone,
    MessageGone,
    NotOffered,
    Sent,
    SessionGone,
)
from hoory_tui.sdk.inbox.memory import Memory
from hoory_tui.sdk.inbox.seat import Seat
from hoory_tui.sdk.inbox.sending import PATIENCE, Sender
from hoory_tui.sdk.inbox.typing import TypingSign
from hoory_tui.wire.people import ContactPayload
from hoory_tui.wire.visitor import (
    ContactSession,
    PublicConversation,
    PublicInbox,
    PublicMessage,
)
from hoory_tui.words import saying

_RATINGS: Final = range(1, 6)


class InboxDeeds:
    """The deeds of one contact; which conversation they write to is part of it."""

    def __init__(self) -> None:
        self._memory = Memory()
        self._seat: Seat | None = None
        self._conversation: PublicConversation | None = None

    def _sit_down(self, seat: Seat, clock: Callable[[], float]) -> None:
        self._seat = seat
        self._sender = Sender(seat, self._memory)
        self._typing = TypingSign(self._say_typing, clock)

    @property
    def _seated(self) -> Seat:
        if self._seat is None:
            raise RuntimeError("call init first")
        return self._seat

    # -- who and where ------------------------------------------------------------------------

    @property
    def contact(self) -> ContactSession:
        """The contact as the server knows them, with the session's secrets."""
        return self._seated.session

    @property
    def source_id(self) -> str:
        """What a later `Contact` needs to take this session up again; as secret as a password."""
        return self._seated.source_id

    @property
    def conversation(self) -> PublicConversation | None:
        """The conversation that is written to, as it was when it was taken up; None for none."""
        return self._conversation

    async def inbox(self) -> PublicInbox:
        """Return the inbox's name, hours, and whether it greets and asks for a rating."""
        try:
            return await self._seated.api.inbox()
        except NotFound:
            # The contact was found in it, so the inbox is there.
            raise NotOffered(saying("see what the inbox is called")) from None

    async def update_contact(self, changes: Contact) -> ContactPayload:
        """Change what is given of the contact, their identity included.

        A key that another contact of the account has makes one contact of the two.
        """
        return await self._seated.api.update_contact(
            self._seated.source_id,
            identifier=changes.identifier,
            identifier_hash=changes.proof(),
            name=changes.name,
            email=changes.email,
            phone_number=changes.phone_number,
            avatar_url=changes.avatar_url,
            custom_attributes=changes.custom_attributes,
        )

    # -- conversations ------------------------------------------------------------------------

    async def conversations(self) -> list[PublicConversation]:
        """Return all conversations of the session; of a proven contact, those of all sessions."""
        try:
            return await self._seated.api.conversations(self._seated.source_id)
        except NotFound:
            raise SessionGone from None

    async def create_conversation(
        self, custom_attributes: Mapping[str, object] | None = None
    ) -> PublicConversation:
        """Begin another conversation and write to it from now on.

        Inboxes of single threads return the one they have. Where no clear answer comes, it is
        looked for, and never begun twice.
        """
        seat, before = self._seated, self._memory.talk_ids
        try:
            talk = await seat.api.create_conversation(
                seat.source_id, custom_attributes=custom_attributes
            )
        except NotFound:
            raise SessionGone from None
        except HooryError as error:
            if not error.may_have_arrived:
                raise
            talk = await self._begun_after_all(before, error)
        self._memory.learn_account(talk)
        self._conversation = talk
        return talk

    async def _begun_after_all(
        self, before: frozenset[int], error: HooryError
    ) -> PublicConversation:
        try:
            talks = await self.conversations()
        except HooryError:
            raise error from None
        new = [talk for talk in talks if talk.id not in before]
        if not new:
            raise error
        return max(new, key=lambda talk: talk.id)

    async def open_conversation(self, conversation_id: int) -> PublicConversation:
        """Write to another of the contact's conversations from now on, and return it."""
        seat = self._seated
        try:
            talk = await seat.api.conversation(seat.source_id, conversation_id)
        except NotFound:
            # Servers before 3.13 show it in the list only.
            talks = await self.conversations()
            found = next((talk for talk in talks if talk.id == conversation_id), None)
            if found is None:
                raise ConversationGone(conversation_id) from None
            talk = found
        self._conversation = talk
        return talk

    async def toggle_status(self, *, conversation_id: int | None = None) -> PublicConversation:
        """Resolve the conversation; the contact's next message opens it again."""
        seat, conversation_id = self._seated, self._here(conversation_id)
        try:
            return await seat.api.toggle_status(seat.source_id, conversation_id)
        except NotFound:
            lacking = NotOffered(saying("resolve a conversation"))
            raise await self._missing(conversation_id, lacking) from None

    async def update_last_seen(self, *, conversation_id: int | None = None) -> None:
        """Tell the agents that the contact has read everything."""
        seat, conversation_id = self._seated, self._here(conversation_id)
        try:
            await seat.api.update_last_seen(seat.source_id, conversation_id)
        except NotFound:
            lacking = NotOffered(saying("say what was read"))
            raise await self._missing(conversation_id, lacking) from None

    async def typing(self, *, on: bool, conversation_id: int | None = None) -> None:
        """Show the agents that the contact types, or no longer does.

        May be called with every key: it is told at most every 20 s, and that it is over after
        4 s without a call. What gets lost, also on servers too old to know it, is no error.
        """
        if conversation_id is None and self._conversation is None:
            return
        here = self._here(conversation_id)
        await (self._typing.start(here) if on else self._typing.stop())

    async def _say_typing(self, conversation_id: int, on: bool) -> None:
        await self._seated.api.toggle_typing(self._seated.source_id, conversation_id, on=on)

    def _here(self, conversation_id: int | None = None) -> int:
        """Return the conversation that is meant: the given one, or the one that is written to."""
        if conversation_id is not None:
            return conversation_id
        if self._conversation is None:
            raise HooryError(
                saying("There is no conversation yet, so nothing was done; write first.")
            )
        return self._conversation.id

    async def _missing(self, conversation_id: int, otherwise: HooryError) -> HooryError:
        """Return what a 404 means: that the conversation is not there, or something else."""
        try:
            talks = await self.conversations()
        except HooryError as error:
            return error
        is_there = any(talk.id == conversation_id for talk in talks)
        return otherwise if is_there else ConversationGone(conversation_id)

    # -- messages -----------------------------------------------------------------------------

    async def messages(
        self, before: int | None = None, *, conversation_id: int | None = None
    ) -> list[PublicMessage]:
        """Return 20 messages, oldest first: the latest, or those before an id."""
        seat = self._seated
        if conversation_id is None and self._conversation is None:
            return []
        here = self._here(conversation_id)
        try:
            return await seat.api.messages(seat.source_id, here, before=before)
        except NotFound:
            raise ConversationGone(here) from None

    async def create_message(
        self,
        content: str,
        *,
        files: Sequence[str | Path] = (),
        echo_id: str | None = None,
        progress: Progress | None = None,
        patience: float = PATIENCE,
        conversation_id: int | None = None,
    ) -> PublicMessage:
        """Write a message, with up to 15 files by their paths, and return it as stored.

        It is sent once and never again. Where no clear answer comes, it is looked for on the
        cable and in the thread for `patience` seconds, and UnclearSend says when that was in
        vain. Any other HooryError means that nothing was stored. `echo_id` comes back with its
        event; `progress` is told how many bytes of the files have left.
        """
        if conversation_id is None and self._conversation is None:
            await self.create_conversation()
        here = self._here(conversation_id)
        message = await self._sender.send(here, content, files, echo_id, progress, patience)
        self._typing.sent()
        return message

    async def find(self, sent: Sent) -> PublicMessage | None:
        """Look again for a message of which UnclearSend told; None where it is not there."""
        self._seated  # noqa: B018
        return await self._sender.find(sent)

    async def submit(
        self,
        message_id: int,
        values: Mapping[str, object] | Sequence[Mapping[str, object]],
        *,
        conversation_id: int | None = None,
    ) -> PublicMessage:
        """Answer a form, a choice or a survey of the conversation, and return the message.

        A form takes a list of ``{"name", "value"}``, a choice one of ``{"title", "value"}``.
        Answering again replaces what was answered.
        """
        seat, conversation_id = self._seated, self._here(conversation_id)
        try:
            return await seat.api.submit(seat.source_id, conversation_id, message_id, values)
        except NotFound:
            gone = MessageGone(conversation_id, message_id)
            raise await self._missing(conversation_id, gone) from None

    async def rate(self, message_id: int, rating: int, feedback: str = "") -> PublicMessage:
        """Answer a survey with 1 (bad) to 5 (good); servers take it for 14 days."""
        if rating not in _RATINGS:
            raise ValueError("a rating is a number from 1 to 5")
        response = {"rating": rating, "feedback_message": feedback}
        return await self.submit(message_id, {"csat_survey_response": response})
