"""What the composer is told of the store: what goes along, what lacks, what can be put in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hoory_tui.keys import key_name
from hoory_tui.render.composing import ComposerFacts, ComposerKeys, composer_notes
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.store import mentions, variables
from hoory_tui.store.enclosure import Enclosure, MailHeads
from hoory_tui.store.limits import limit_of
from hoory_tui.store.recipients import takes_heads, usual_heads
from hoory_tui.store.records import Conversation
from hoory_tui.store.signing import signed
from hoory_tui.store.state import Store
from hoory_tui.widgets.completion import Offer
from hoory_tui.widgets.composer import Addressee, Written
from hoory_tui.widgets.triggers import Naming, Trigger
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

_MOST: Final = 50
"""Offers of one kind; whoever wants another types a letter more."""


class ComposingDesk:
    """The side of the composer that knows the store."""

    def __init__(self, store: Store, glyphs: Glyphs, keymap: Mapping[str, str]) -> None:
        self._store = store
        self._glyphs = glyphs
        self._keys = ComposerKeys(
            key_name("compose.drop", keymap),
            key_name("compose.heads", keymap),
            key_name("compose.signature", keymap),
        )

    def notes(self, written: Written) -> list[Line]:
        """Return what is to be said above what is written."""
        conversation = self._store.conversations.get(written.conversation_id)
        if conversation is None:
            return []
        facts = composer_facts(
            self._store, conversation, written.text, written.enclosure, private=written.private
        )
        return composer_notes(facts, written.width, self._glyphs, self._keys)

    def offers(self, trigger: Trigger, to: Addressee) -> list[Offer]:
        """Return what can stand for what is being named, the best first."""
        if trigger.naming is Naming.MENTION and self._is_named(trigger.typed):
            return []
        known, typed = self._known(trigger, to), trigger.typed.strip()
        if trigger.naming is not Naming.EMOJI:
            # Nothing is ever named before the first picture.
            from hoory_tui.render.ranking import ranked

            known = [known[place] for place in ranked(typed, [one.text for one in known])]
        is_written = [one.insert.strip() for one in known] == [f"{_SIGNS[trigger.naming]}{typed}"]
        return [] if is_written else known[:_MOST]

    def _is_named(self, typed: str) -> bool:
        """Tell whether somebody is named in full, so that what follows is no part of a name."""
        handles = [one.handle for one in mentions.mentionable(self._store)]
        ends = {typed[len(one)] for one in handles if typed.startswith(one) and typed != one}
        if any(end.isspace() for end in ends):
            return True
        # Behind another sign it may still be the beginning of somebody else's name.
        is_beginning = any(one.casefold().startswith(typed.casefold()) for one in handles)
        return any(not end.isalnum() for end in ends) and not is_beginning

    def _known(self, trigger: Trigger, to: Addressee) -> list[Offer]:
        conversation = self._store.conversations.get(to.conversation_id)
        if conversation is None:
            return []
        match trigger.naming:
            case Naming.CANNED:
                return self._canned(conversation)
            case Naming.MENTION:
                return [
                    Offer(one.handle, f"@{one.handle} ", "team" if one.kind == "team" else "")
                    for one in mentions.mentionable(self._store)
                    if one.kind == "team" or one.id != self._store.me_id
                ]
            case Naming.VARIABLE:
                values = variables.values_of(self._store, conversation)
                return [
                    Offer(name, value, clean_line(value)) for name, value in sorted(values.items())
                ]
        from hoory_tui.render.shortcodes import offered

        return [
            Offer(f"{picture} {name}", f"{picture} ") for name, picture in offered(trigger.typed)
        ]

    def _canned(self, conversation: Conversation) -> list[Offer]:
        values = variables.values_of(self._store, conversation)
        return [
            Offer(one.short_code, words, clean_line(words))
            for one in self._store.library.canned
            for words in (variables.filled(one.content, values),)
        ]


_SIGNS: Final = {
    Naming.CANNED: "/",
    Naming.MENTION: "@",
    Naming.EMOJI: ":",
    Naming.VARIABLE: "{{",
}


def composer_facts(
    store: Store,
    conversation: Conversation,
    text: str,
    enclosure: Enclosure | None,
    *,
    private: bool,
) -> ComposerFacts:
    """Return what there is to say of words that are written to a conversation."""
    inbox = store.inboxes.get(conversation.inbox_id)
    template = enclosure.template if enclosure is not None else None
    values = variables.values_of(store, conversation) if "{{" in text else {}
    is_signed = not private and template is None and signs(store, conversation)
    signature = store.signing.text if is_signed else ""
    whole = len(signed(text.strip(), signature)) if signature else len(text.strip())
    return ComposerFacts(
        quoted=_quoted(store, conversation, enclosure),
        heads=heads_of(store, conversation, enclosure, private=private),
        template=template.name if template is not None else "",
        signature=signature,
        unresolved=variables.unresolved(text, values),
        length=whole,
        limit=limit_of(inbox, private=private),
    )


def signs(store: Store, conversation: Conversation) -> bool:
    """Tell whether a reply to a conversation is signed."""
    inbox = store.inboxes.get(conversation.inbox_id)
    return inbox is not None and store.signing.is_on(inbox.channel_type)


def heads_of(
    store: Store, conversation: Conversation, enclosure: Enclosure | None, *, private: bool
) -> MailHeads | None:
    """Return to whom a mail will go: as was chosen, or as usual; None for what is no mail."""
    if private or not takes_heads(store.inboxes.get(conversation.inbox_id)):
        return None
    chosen = enclosure.heads if enclosure is not None else None
    return chosen if chosen is not None else usual_heads(store, conversation)


def _quoted(store: Store, conversation: Conversation, enclosure: Enclosure | None) -> str:
    if enclosure is None or enclosure.in_reply_to is None:
        return ""
    timeline = store.timelines.get(conversation.id)
    message = timeline.get(enclosure.in_reply_to) if timeline is not None else None
    if message is None:
        return said("reply to #{number}", number=enclosure.in_reply_to)
    author = f"{message.sender.name}: " if message.sender is not None else ""
    return author + (message.content or ", ".join(one.title for one in message.attachments))
