"""What the agent wants for a draft besides letters: an editor, heads of a mail, a signature."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import SuspendNotSupported

from hoory_tui.app.sending import SendingApp
from hoory_tui.client.errors import HooryError
from hoory_tui.config import paths
from hoory_tui.store.enclosure import Enclosure, MailHeads
from hoory_tui.store.happenings import SignatureTurned
from hoory_tui.store.records import Conversation
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.composer_text import ComposerText
from hoory_tui.words import said


class ComposingApp(SendingApp):
    """An app that helps with what is being written."""

    is_away = False
    """Whether somebody else has the terminal, and gives it back."""

    @on(Composer.Wished)
    def _grant(self, message: Composer.Wished) -> None:
        conversation = self.store.conversations.get(message.conversation_id)
        grants: dict[str, Callable[[Conversation, bool], None]] = {
            "heads": self._choose_heads,
            "signature": self._turn_signature,
            "drop": self._drop,
            "editor": self._edit,
            "held": self._take_back_sent,
        }
        if conversation is not None and message.wish in grants:
            grants[message.wish](conversation, message.private)

    def _take_back_sent(self, conversation: Conversation, _private: bool) -> None:
        if not self.take_back_held(conversation.id):
            self.notify(said("There is nothing to undo here."), markup=False)

    def _drop(self, conversation: Conversation, private: bool) -> None:
        composer = self.main.composer
        enclosure = composer.enclosure_of(conversation.id, private=private)
        if enclosure is None or (enclosure.in_reply_to is None and enclosure.template is None):
            self.notify(said("Nothing is quoted here, and no template is used."), markup=False)
            return
        left = replace(enclosure, in_reply_to=None, template=None)
        composer.enclose(conversation.id, left, private=private)

    # The heads of a mail

    def _choose_heads(self, conversation: Conversation, private: bool) -> None:
        from hoory_tui.screens.composing import heads_of
        from hoory_tui.screens.heads import HeadsScreen

        composer = self.main.composer
        enclosure = composer.enclosure_of(conversation.id, private=private)
        heads = heads_of(self.store, conversation, enclosure, private=private)
        if heads is None:
            what = said("A private note") if private else said("What is written here")
            self.notify(
                said("{what} is no mail, so it has no To, Cc or Bcc.", what=what), markup=False
            )
            return

        def chosen(changed: MailHeads | None) -> None:
            if changed is not None:
                held = composer.enclosure_of(conversation.id, private=private)
                along = replace(held or Enclosure(), heads=changed)
                composer.enclose(conversation.id, along, private=private)

        self.push_screen(HeadsScreen(heads), chosen)

    # The signature

    def _turn_signature(self, conversation: Conversation, private: bool) -> None:
        inbox = self.store.inboxes.get(conversation.inbox_id)
        if private or inbox is None:
            self.notify(said("Private notes are not signed."), markup=False)
            return
        signing = self.store.signing
        if not signing.text:
            self.notify(
                said("You have no signature yet; write one in your profile on the web dashboard."),
                markup=False,
            )
            return
        on = not signing.is_on(inbox.channel_type)
        self._take([SignatureTurned(inbox.channel_type, on)])
        self.main.composer.show_title()
        self._work(self._save_signing(inbox.channel_type, on=on), "signature", exclusive=True)

    async def _save_signing(self, channel_type: str, *, on: bool) -> None:
        from hoory_tui.store.signing import setting_of

        try:
            await self._api.save_interface_settings({setting_of(channel_type): on})
        except HooryError as error:
            self._complain(
                said(
                    "The server does not remember that you sign here, this console does: {problem}"
                    if on
                    else "The server does not remember that you do not sign here, this console "
                    "does: {problem}",
                    problem=error.sentence,
                )
            )

    # Many pasted lines

    @on(ComposerText.ManyPasted)
    def _ask_about_paste(self, message: ComposerText.ManyPasted) -> None:
        composer = self.main.composer
        addressee, private = composer.addressee, composer.private

        def answered(yes: bool | None) -> None:
            now = composer.addressee
            if not yes or now is None or addressee is None or composer.private is not private:
                return
            if now.conversation_id == addressee.conversation_id:
                composer.text.put(message.text)

        self._ask(
            said("{lines} lines were pasted. Put them into your text?", lines=message.lines),
            answered,
        )

    # The agent's own editor

    def _edit(self, conversation: Conversation, private: bool) -> None:
        self.save_now()
        self._work_here(self._edit_outside(conversation.id, private), "editor", exclusive=True)

    async def _edit_outside(self, conversation_id: int, private: bool) -> None:
        from hoory_tui.app.editor import EditorError, edit, editor_command

        before = self.main.composer.drafts().get((conversation_id, private), "")
        after, problem = before, ""
        try:
            command = editor_command(os.environ)
            with self.suspend():
                self.is_away = True
                try:
                    after = await edit(before, command, paths.state_dir())
                except EditorError as error:
                    # Let through, it would leave the terminal as the editor left it.
                    problem = str(error)
                finally:
                    self.is_away = False
        except EditorError as error:
            problem = str(error)
        except SuspendNotSupported:
            problem = said("An editor needs a terminal, and there is none here.")
        if problem:
            self.notify(problem, severity="warning", markup=False, timeout=15)
        elif after != before:
            self.take_edited(conversation_id, before, after, private=private)

    def take_edited(self, conversation_id: int, before: str, after: str, *, private: bool) -> None:
        """Put the words of the editor in place of the draft that it was given."""
        if self.main.composer.drafts().get((conversation_id, private), "") == before:
            self.main.composer.rewrite(conversation_id, after, private=private)
        elif not self.bring_words(conversation_id, after, said("your editor"), private=private):
            self.notify(
                said(
                    "Other words came into this draft while you were in your editor. Both "
                    "are kept; leave the text with esc and you are asked about them."
                ),
                markup=False,
            )
