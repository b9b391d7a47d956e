"""Words that a command or a macro has for a draft: put in, or asked about where words are."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from textual.widgets import Input, TextArea

from hoory_tui.app.messagedeeds import MessageDeedsApp
from hoory_tui.lazily import dataclass
from hoory_tui.widgets.drafts import DraftKey
from hoory_tui.words import counted, said


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
    def _came(self) -> dict[DraftKey, CameWords]:
        """By draft, words that wait until the agent has said what becomes of them."""
        return {}

    def bring_words(
        self, conversation_id: int, words: str, source: str, *, private: bool = False
    ) -> bool:
        """Make words the draft of a reply; tell whether they are one, or wait for a word about it.

        They never leave by themselves, and never go to any other conversation. Where a channel
        takes no reply now, or where they are `private`, they become the draft of a private note.
        """
        key = (conversation_id, private or self._is_note(conversation_id))
        if not self._draft_of(key).strip():
            self._put_draft(key, words)
            return True
        if (earlier := self._came.pop(key, None)) is not None:
            words = f"{earlier.words}\n\n{words}"
            source = (
                source
                if earlier.source == source
                else said("{first} and {second}", first=earlier.source, second=source)
            )
        self._came[key] = CameWords(words, source)
        self._mind_words()
        return False

    def lost_at_the_end(self) -> str:
        """Return what would be lost by leaving now, with the words that wait for a decision."""
        waiting = len(self._came)
        words = ""
        if waiting:
            words = counted(
                "{count} text waiting for a draft", "{count} texts waiting for a draft", waiting
            )
        return said(" and ").join(filter(None, (super().lost_at_the_end(), words)))

    def ask_again(self, conversation_id: int) -> bool:
        """Ask about words that wait here; tell whether there are any."""
        here = [key for key in self._came if key[0] == conversation_id]
        for key in here:
            self._came[key] = replace(self._came[key], is_put_off=False)
        if here:
            self._mind_words()
        return bool(here)

    def _is_note(self, conversation_id: int) -> bool:
        conversation = self.store.conversations.get(conversation_id)
        return conversation is not None and not conversation.can_reply

    def _draft_of(self, key: DraftKey) -> str:
        return self.main.composer.drafts().get(key, "")

    def _put_draft(self, key: DraftKey, words: str) -> None:
        conversation_id, private = key
        self.main.composer.rewrite(conversation_id, words, private=private)

    def _beat(self) -> None:
        super()._beat()
        if self._came and self.is_running:
            self._mind_words()

    def _mind_words(self) -> None:
        """Ask about words that wait for the conversation at hand, and tell of the others once."""
        at_hand = self._at_hand
        for key, came in list(self._came.items()):
            conversation_id = key[0]
            is_here = at_hand is not None and at_hand.id == conversation_id
            if is_here and not came.is_put_off:
                self._ask_about_words(key, came)
            elif not came.is_told and not came.is_put_off:
                self._came[key] = replace(came, is_told=True)
                self.notify(
                    said(
                        "#{number} has a draft already, so the words of {source} wait; "
                        "go there to decide.",
                        number=conversation_id,
                        source=came.source,
                    ),
                    markup=False,
                )

    def _ask_about_words(self, key: DraftKey, came: CameWords) -> None:
        if self.screen is not self.main or isinstance(self.focused, Input | TextArea):
            # The box would take letters that are being typed; the next beat asks.
            return
        from hoory_tui.screens.words import WordsScreen

        conversation_id, mine = key[0], self._draft_of(key)
        if not mine.strip():
            # What was written there has been sent or taken out meanwhile.
            del self._came[key]
            self._put_draft(key, came.words)
            self.notify(
                said(
                    "The words of {source} are the draft of #{number} now.",
                    source=came.source,
                    number=conversation_id,
                ),
                markup=False,
            )
            return

        def answered(what: str | None) -> None:
            self._settle_words(key, came.words, what)

        title = said(
            "#{number}: words of {source}",
            number=conversation_id,
            source=came.source,
        )
        keymap = self.settings.keymap()
        box = WordsScreen(title, mine, came.words, self._glyphs, keymap, self._now)
        self.push_screen(box, answered)

    def _settle_words(self, key: DraftKey, shown: str, what: str | None) -> None:
        came = self._came.get(key)
        if came is None:
            return
        if what is not None and came.words != shown:
            # More came behind the box; nothing is decided about words that nobody saw.
            self._mind_words()
            return
        del self._came[key]
        mine = self._draft_of(key)
        if what == "replace":
            self._put_draft(key, came.words)
        elif what == "append":
            words = f"{mine}\n\n{came.words}" if mine.strip() else came.words
            self._put_draft(key, words)
        elif what is None:
            self._came[key] = replace(came, is_put_off=True)
            self.notify(
                said(
                    "The words of {source} are kept; P in #{key} asks again.",
                    source=came.source,
                    key=key[0],
                ),
                markup=False,
            )
