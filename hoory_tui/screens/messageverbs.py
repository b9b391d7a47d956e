"""What the agent does with the message at hand beyond reading it: a menu, links to it, the web."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from hoory_tui.render.message import author_of
from hoory_tui.render.when import clock
from hoory_tui.screens import message_intents as wishes
from hoory_tui.screens.triage import TriageScreen
from hoory_tui.store.enclosure import Enclosure
from hoory_tui.store.records import Message
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.screens.picker import Choice, Picked

_UNSENT: Final = to_say("This message of yours is not sent yet: . sends it again, x takes it back.")
_LONGEST_CODE: Final = 60


class MessageVerbScreen(TriageScreen, inherit_bindings=False):
    """A screen on which one message can be quoted, copied, translated, sent again or deleted."""

    language = "en"
    """The code of the language that messages are translated into."""

    def action_message_menu(self) -> None:
        """Show what can be done with the message at hand."""
        from hoory_tui.screens.messagemenu import MessageMenu, verbs_of

        item = self.messages.item_at_cursor() if self.messages.has_focus else None
        if item is not None and item.pending is not None:
            self.notify(said(_UNSENT), markup=False)
            return
        message = self._message()
        conversation = self.at_hand
        if message is None or conversation is None:
            return
        at = self._moment()
        verbs = verbs_of(message, can_reply=conversation.can_reply, language=self.language)
        title = f"{author_of(message)}, {clock(message.created_at, at.zone)}"
        menu = MessageMenu(title, message, verbs, at.glyphs, self._keymap, self._read_clock)
        self.app.push_screen(menu, partial(self._do_verb, message))

    def _read_clock(self) -> float:
        return self._moment().now

    def _do_verb(self, message: Message, verb: str | None) -> None:
        here, number = message.conversation_id, message.id
        match verb:
            case "quote":
                self.quote(message)
            case "copy":
                self._copy(message)
            case "link":
                self.post_message(wishes.CopyWebLink(here, number))
            case "web":
                self.post_message(wishes.OpenInWeb(here, number))
            case "translate":
                self.post_message(wishes.TranslateMessage(here, number))
            case "canned":
                self._ask_for_code(message)
            case "retry":
                self.post_message(wishes.RetryMessage(here, number))
            case "delete":
                self._ask_before_deleting(message)

    @abstractmethod
    def action_write(self, private: bool) -> None:
        """Write a reply or a private note to the conversation at hand."""

    def quote(self, message: Message) -> None:
        """Answer a message, a note by a note, if its conversation is still the one at hand."""
        here = message.conversation_id
        if self.at_hand is None or self.at_hand.id != here:
            self.notify(
                said("Another conversation is at hand by now; nothing was quoted."), markup=False
            )
            return
        self.action_write(message.private)
        private = self.composer.private
        held = self.composer.enclosure_of(here, private=private) or Enclosure()
        along = replace(held, in_reply_to=message.id)
        self.composer.enclose(here, along, private=private)

    def _ask_before_deleting(self, message: Message) -> None:
        from hoory_tui.screens.check import CheckScreen

        at = self._moment()
        words = " ".join(message.content[:300].split())
        body = [
            (at.glyphs.shown(words) or said("(a message without words)"), "text"),
            ("", "text"),
            (
                said("Its words and files are gone for all agents and for the website's visitor."),
                "warn",
            ),
            (said("What left by mail or another channel stays where it arrived."), "dim"),
        ]
        question = said("Delete this message of {name} for good?", name=author_of(message))
        box = CheckScreen(said("Delete"), body, question, at.glyphs, self._keymap, self._read_clock)

        def answered(yes: bool | None) -> None:
            if yes:
                self.post_message(wishes.DeleteMessage(message.conversation_id, message.id))

        self.app.push_screen(box, answered)

    def _ask_for_code(self, message: Message) -> None:
        from hoory_tui.screens.picker import Choice, PickerScreen

        taken = {one.short_code.casefold() for one in self.store.library.canned}

        def offer(typed: str) -> Choice | None:
            code = "-".join(typed.split())[:_LONGEST_CODE]
            if not code:
                return None
            if code.casefold() in taken:
                return Choice("", "/" + said("{code} is taken; type another one", code=code))
            return Choice(f"code:{code}", said("Keep it as /{code}", code=code))

        def picked(found: Picked | None) -> None:
            key = found.keys[0] if found is not None and found.keys else ""
            if key:
                code = key.partition(":")[2]
                self.post_message(wishes.KeepAsCanned(code, message.content))

        picker = PickerScreen(
            said("Short code of the new canned response"),
            [],
            glyphs=self._moment().glyphs,
            keymap=self._keymap,
            free=offer,
            empty=said("Type a short code, such as thanks."),
        )
        self.app.push_screen(picker, picked)

    def action_copy_link(self) -> None:
        """Copy the address of the conversation at hand, or of the message under the cursor."""
        if (here := self.at_hand) is not None:
            self.post_message(wishes.CopyWebLink(here.id, self._under_cursor(here.id)))

    def action_open_web(self) -> None:
        """Show where the dashboard has the conversation at hand, to be opened from there."""
        if (here := self.at_hand) is not None:
            self.post_message(wishes.OpenInWeb(here.id, self._under_cursor(here.id)))

    def _under_cursor(self, conversation_id: int) -> int | None:
        item = self.messages.item_at_cursor() if self.messages.has_focus else None
        message = item.message if item is not None else None
        is_here = message is not None and message.conversation_id == conversation_id
        return message.id if message is not None and is_here else None
