"""Words that a command or a macro has for a draft: put in, or asked about where words are."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Final

from textual.widgets import Input, TextArea

from hoory_tui.app.messagedeeds import MessageDeedsApp
from hoory_tui.lazily import dataclass

MOST_WAITING: Final = 50
"""Conversations for which words are held; what came first is let go of."""


@dataclass(frozen=True, slots=True)
class CameWords:
    """Words for a draft of a conversation, and whose they are."""

    words: str
    source: str
    is_told: bool = False
    """Whether the agent knows that they wait, because the hand was elsewhere when they came."""
    is_put_off: bool = False


class WordingApp(MessageDeedsApp):
    """An app that turns words into drafts, each for the conversation that it was made for."""

    @cached_property
    def _came(self) -> dict[int, CameWords]:
        """By conversation, words that wait until the agent has said what becomes of them."""
        return {}

    def bring_words(self, conversation_id: int, words: str, source: str) -> bool:
        """Make words the draft of a reply; tell whether they are one, or wait for a word about it.

        They never leave by themselves, and never go to any other conversation. Where a channel
        takes no reply now, they become the draft of a private note.
        """
        if self._draft_here(conversation_id).strip():
            self._came.pop(conversation_id, None)
            self._came[conversation_id] = CameWords(words, source)
            while len(self._came) > MOST_WAITING:
                self._came.pop(next(iter(self._came)))
            self._mind_words()
            return False
        self._put_draft(conversation_id, words)
        return True

    def ask_again(self, conversation_id: int) -> bool:
        """Ask about words that wait here; tell whether there are any."""
        came = self._came.get(conversation_id)
        if came is not None:
            self._came[conversation_id] = replace(came, is_put_off=False)
            self._mind_words()
        return came is not None

    def _is_note(self, conversation_id: int) -> bool:
        conversation = self.store.conversations.get(conversation_id)
        return conversation is not None and not conversation.can_reply

    def _draft_here(self, conversation_id: int) -> str:
        key = (conversation_id, self._is_note(conversation_id))
        return self.main.composer.drafts().get(key, "")

    def _put_draft(self, conversation_id: int, words: str) -> None:
        private = self._is_note(conversation_id)
        self.main.composer.rewrite(conversation_id, words, private=private)

    def _beat(self) -> None:
        super()._beat()
        if self._came and self.is_running:
            self._mind_words()

    def _mind_words(self) -> None:
        """Ask about words that wait for the conversation at hand, and tell of the others once."""
        at_hand = self._at_hand
        for conversation_id, came in list(self._came.items()):
            is_here = at_hand is not None and at_hand.id == conversation_id
            if is_here and not came.is_put_off:
                self._ask_about_words(conversation_id, came)
            elif not came.is_told and not came.is_put_off:
                self._came[conversation_id] = replace(came, is_told=True)
                self.notify(
                    f"#{conversation_id} has a draft already, so the words of {came.source} wait; "
                    "go there to decide.",
                    markup=False,
                )

    def _ask_about_words(self, conversation_id: int, came: CameWords) -> None:
        if self.screen is not self.main or isinstance(self.focused, Input | TextArea):
            # The box would take letters that are being typed; the next beat asks.
            return
        from hoory_tui.screens.words import WordsScreen

        mine = self._draft_here(conversation_id)
        if not mine.strip():
            # What was written there has been sent or taken out meanwhile.
            del self._came[conversation_id]
            self._put_draft(conversation_id, came.words)
            self.notify(
                f"The words of {came.source} are the draft of #{conversation_id} now.", markup=False
            )
            return

        def answered(what: str | None) -> None:
            self._settle_words(conversation_id, what)

        title = f"#{conversation_id}: words of {came.source}"
        keymap = self.settings.keymap()
        box = WordsScreen(title, mine, came.words, self._glyphs, keymap, self._now)
        self.push_screen(box, answered)

    def _settle_words(self, conversation_id: int, what: str | None) -> None:
        came = self._came.pop(conversation_id, None)
        if came is None:
            return
        mine = self._draft_here(conversation_id)
        if what == "replace":
            self._put_draft(conversation_id, came.words)
        elif what == "append":
            words = f"{mine}\n\n{came.words}" if mine.strip() else came.words
            self._put_draft(conversation_id, words)
        elif what is None:
            self._came[conversation_id] = replace(came, is_put_off=True)
            self.notify(
                f"The words of {came.source} are kept; P in #{conversation_id} asks again.",
                markup=False,
            )
