"""What the agent does with one message, asked of the server: delete, send again, translate."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

from textual import on

from hoory_tui.app.reaching import NOT_YET
from hoory_tui.app.wholelists import WholeListsApp
from hoory_tui.client.errors import HooryError, NotFound
from hoory_tui.screens import intents
from hoory_tui.screens import message_intents as wishes
from hoory_tui.store.happenings import (
    Asked,
    MessageAnswered,
    MessageProposalFailed,
    MessageProposed,
)
from hoory_tui.store.library import CANNED
from hoory_tui.store.records import Message
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.wire.message import MessagePayload

_GONE: Final = to_say("This message is no longer here; nothing was done.")
_NO_RETRY: Final = to_say("This server cannot send it again, or it is gone; write it anew.")
_CANNOT_TRANSLATE: Final = to_say("This server cannot translate the message, or it is gone.")
_NO_TRANSLATION: Final = to_say(
    "Nobody translates for this server: an administrator has to connect a translation service."
)


class MessageDeedsApp(WholeListsApp):
    """An app that changes single messages, shows it at once and takes it back when refused."""

    # The web

    def web_address(self, conversation_id: int, message_id: int | None = None) -> str:
        """Return where the dashboard shows a conversation, scrolled to a message if one is named.

        There has to be a backend.
        """
        account = self.backend.api.account_id
        path = f"/app/accounts/{account}/conversations/{conversation_id}"
        address = str(self.backend.server.rest(path))
        return address if message_id is None else f"{address}?messageId={message_id}"

    @on(wishes.CopyWebLink)
    def _copy_web_link(self, message: wishes.CopyWebLink) -> None:
        if self._backend is None:
            self.notify(said(NOT_YET), markup=False)
            return
        what = said("the link to #{number}", number=message.conversation_id)
        if message.message_id is not None:
            what = said(
                "the link to a message of #{number}",
                number=message.conversation_id,
            )
        address = self.web_address(message.conversation_id, message.message_id)
        self.post_message(intents.CopyText(address, what))

    @on(wishes.OpenInWeb)
    def _open_in_web(self, message: wishes.OpenInWeb) -> None:
        from hoory_tui.screens.links import LinkScreen
        from hoory_tui.wire.links import Link, read_link

        if self._backend is None:
            self.notify(said(NOT_YET), markup=False)
            return
        link = read_link(self.web_address(message.conversation_id, message.message_id))
        if isinstance(link, Link):
            self.push_screen(LinkScreen(link, self._glyphs, self.settings.keymap(), self._now))
        else:
            self.notify(said("This is not opened: {reason}.", reason=link.reason), markup=False)

    # Changing a message

    def _wanted(self, conversation_id: int, message_id: int) -> Message | None:
        """Return the message that something is to be done with, None once it was said why not."""
        from hoory_tui.store.retouch import held_message

        if self._is_unconfirmed(conversation_id):
            self.notify(said(NOT_YET), markup=False)
            return None
        held = held_message(self.store, conversation_id, message_id)
        if held is None:
            self.notify(said(_GONE), markup=False)
        return held

    @on(wishes.DeleteMessage)
    def _delete_message(self, message: wishes.DeleteMessage) -> None:
        held = self._wanted(message.conversation_id, message.message_id)
        if held is None:
            return
        if held.deleted:
            self.notify(said("It was deleted already."), markup=False)
            return

        async def ask() -> MessagePayload | None:
            return await self._api.delete_message(held.conversation_id, held.id)

        self._change_message(held, {"deleted": True}, ask, said("The message is still there"))

    @on(wishes.RetryMessage)
    def _retry_message(self, message: wishes.RetryMessage) -> None:
        held = self._wanted(message.conversation_id, message.message_id)
        if held is None:
            return
        if held.status != "failed":
            self.notify(said("It did not fail, so it was not sent again."), markup=False)
            return

        async def ask() -> MessagePayload | None:
            try:
                return await self._api.retry_message(held.conversation_id, held.id)
            except NotFound as error:
                raise HooryError(said(_NO_RETRY)) from error

        fields = {"status": "progress", "error": ""}
        self._change_message(held, fields, ask, said("The message was not sent again"))

    def _change_message(
        self,
        held: Message,
        fields: dict[str, Any],
        ask: Callable[[], Awaitable[MessagePayload | None]],
        kept: str,
    ) -> None:
        """Show a change of a message at once; take it back, with a reason, when it is refused."""
        here, number = held.conversation_id, held.id
        before = {name: getattr(held, name) for name in fields}
        self._take([MessageProposed(here, number, fields)])

        async def change() -> None:
            asked = self._date(None)
            try:
                answer = await ask()
            except HooryError as error:
                self._tell([MessageProposalFailed(here, number, fields, before)])
                self._complain(f"{kept}: {error.sentence}")
                return
            if answer is not None:
                self._tell([MessageAnswered(here, answer, self._date(asked))])

        self._work(change(), f"message-{number}")

    # Translating

    @on(wishes.TranslateMessage)
    def _translate(self, message: wishes.TranslateMessage) -> None:
        held = self._wanted(message.conversation_id, message.message_id)
        if held is not None:
            self._work(self._have_translated(held), f"translate-{held.id}", exclusive=True)

    async def _have_translated(self, held: Message) -> None:
        language = self.main.language
        asked = self._date(None)
        try:
            answer = await self._api.translate_message(held.conversation_id, held.id, language)
        except NotFound:
            self._complain(said(_CANNOT_TRANSLATE))
            return
        except HooryError as error:
            self._complain(
                said("The message was not translated: {problem}", problem=error.sentence)
            )
            return
        if answer is None:
            # The server has it already, and an event told us of it or will not any more.
            await self._sync.load_thread(held.conversation_id, 0)
            return
        if not answer.content:
            self._complain(said(_NO_TRANSLATION))
            return
        self._show_translation(held, language, answer.content, self._date(asked))

    def _show_translation(self, held: Message, language: str, words: str, asked: Asked) -> None:
        from hoory_tui.store.retouch import held_message

        # The event may have brought it by now; where it has not, the answer has the words too.
        now = held_message(self.store, held.conversation_id, held.id) or held
        if any(code == language for code, _ in now.translations):
            return
        fields = {"translations": (*now.translations, (language, words))}
        self._tell([MessageProposed(held.conversation_id, held.id, fields)])

    # Canned responses

    @on(wishes.KeepAsCanned)
    def _keep_as_canned(self, message: wishes.KeepAsCanned) -> None:
        self._work(self._create_canned(message), "canned-create")

    async def _create_canned(self, wanted: wishes.KeepAsCanned) -> None:
        try:
            made = await self._api.create_canned_response(wanted.short_code, wanted.content)
        except HooryError as error:
            self._complain(said("No canned response was made: {problem}", problem=error.sentence))
            return
        self.notify(
            said(
                "Kept for all agents as /{code}.",
                code=made.short_code or wanted.short_code,
            ),
            markup=False,
        )
        # However lately it was read, it has one more now.
        self._part_read_at.pop(CANNED, None)
        self.refresh_library(CANNED)
