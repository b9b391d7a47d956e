"""What leaves the composer: looked at once more, asked about where it may be wrong, and held."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import cached_property
from typing import Final

from textual import on

from hoory_tui.app.holding import HoldingApp
from hoory_tui.app.outgoing import TypingSign
from hoory_tui.lazily import pattern
from hoory_tui.render.when import duration
from hoory_tui.screens import intents
from hoory_tui.store import select
from hoory_tui.store.enclosure import Enclosure
from hoory_tui.store.records import Conversation, OutgoingFile, Pending, SendState
from hoory_tui.widgets.composer import Composer
from hoory_tui.words import counted, said, to_say

_JUST_NOW: Final = 60.0
"""Seconds for which a colleague's reply is asked about before another one follows it."""
NO_REPLY: Final = to_say("This channel takes no reply now.")
_ATTACH: Final = pattern(
    r"(?im)^(?!\s*>).*\b(attach(ed|ing|ment|ments)?|anbei|angehängt|im anhang|ci-joint|"
    r"en pièce jointe|adjunto|adjunta|in allegato|em anexo|прикреп\w*|вложени\w*)\b"
)
"""Words of a file that goes along, in lines that quote nobody."""
_UNTOLD: Final = (SendState.FAILED, SendState.UNKNOWN)
"""States in which a message waits for the agent, and the later ones for it."""


class SendingApp(HoldingApp):
    """An app that sends what is written, each thing once."""

    @cached_property
    def _answered(self) -> dict[int, float]:
        """When a colleague last did what the agent knows of and answers all the same."""
        return {}

    @cached_property
    def _asked_about(self) -> set[tuple[int, bool, str]]:
        """Drafts whose missing file was asked about: each is asked about once."""
        return set()

    @cached_property
    def _typing(self) -> TypingSign:
        return TypingSign(self._api, self._monotonic)

    def _beat(self) -> None:
        super()._beat()
        if self.is_running and self._typing.is_over():
            self._work(self._typing.stop(), "typing")

    @on(Composer.Submitted)
    def _send(self, message: Composer.Submitted) -> None:
        message = self._made_ready(message)
        problem = self._unsendable(message)
        question = "" if problem else self._second_thought(message)
        if problem:
            self.main.composer.not_taken(message.conversation_id, private=message.private)
            self.notify(problem, markup=False)
        elif question:
            self._ask_before_sending(message, question)
        else:
            self._post(message)

    @on(Composer.AttachAsked)
    def _choose_files(self, message: Composer.AttachAsked) -> None:
        from hoory_tui.screens.attach import AttachScreen

        to = message.addressee
        title = said(
            "Files for your private note on {name}"
            if message.private
            else "Files for your reply to {name}",
            name=to.name,
        )

        def chosen(files: tuple[OutgoingFile, ...] | None) -> None:
            if files is not None and files != message.files:
                self.main.composer.attach(to.conversation_id, files, private=message.private)
                self.main.show_bars()

        self.push_screen(
            AttachScreen(title, message.files),
            chosen,
        )

    # As it will be sent

    def _made_ready(self, message: Composer.Submitted) -> Composer.Submitted:
        """Return what the server is to get: variables filled in, mentions linked, signed."""
        conversation = self.store.conversations.get(message.conversation_id)
        if conversation is None:
            return message
        from hoory_tui.screens.composing import heads_of, signs
        from hoory_tui.store import mentions, variables
        from hoory_tui.store.signing import signed

        words, along = message.content, message.enclosure
        words = variables.filled(words, variables.values_of(self.store, conversation))
        if message.private:
            words = mentions.linked(words, self.store)
        elif along is None or along.template is None:
            heads = heads_of(self.store, conversation, along, private=False)
            if heads is not None and (heads.to or heads.cc or heads.bcc):
                along = replace(along or Enclosure(), heads=heads)
            if signs(self.store, conversation) and (words or message.files):
                words = signed(words, self.store.signing.text)
        return Composer.Submitted(
            message.conversation_id, words, message.private, message.files, along
        )

    def _words_of(self, pending: Pending) -> str:
        """Return the words of a message as they were written, before they were made ready."""
        from hoory_tui.store import mentions
        from hoory_tui.store.signing import unsigned

        if pending.private:
            return mentions.unlinked(pending.content, self.store)
        return unsigned(pending.content, self.store.signing.text)

    # Looked at once more

    def _unsendable(self, message: Composer.Submitted) -> str:
        """Return why these words cannot be sent, or ""."""
        if not message.content and not message.files:
            return said("There is nothing to send yet.")
        conversation = self.store.conversations.get(message.conversation_id)
        if conversation is None:
            return ""
        along = message.enclosure
        if along is not None and along.template is not None:
            return self._wrong_template(message, conversation)
        if not conversation.can_reply and not message.private:
            kept = said("Your words are kept; ctrl+n turns to a note.")
            return f"{said(NO_REPLY)} {kept}"
        return self._too_long(message, conversation)

    def _too_long(self, message: Composer.Submitted, conversation: Conversation) -> str:
        from hoory_tui.store.limits import limit_of

        inbox = self.store.inboxes.get(conversation.inbox_id)
        limit = limit_of(inbox, private=message.private)
        if len(message.content) <= limit:
            return ""
        where = said("a private note") if message.private or inbox is None else inbox.name
        return said(
            "Your text has {count:,} characters and {where} takes {limit:,}. It is "
            "kept; shorten it, or send it in parts.",
            count=len(message.content),
            where=where,
            limit=limit,
        )

    def _wrong_template(self, message: Composer.Submitted, conversation: Conversation) -> str:
        """Return why these words cannot leave as the template that they are taken for, or ""."""
        use = message.enclosure.template if message.enclosure is not None else None
        inbox = self.store.inboxes.get(conversation.inbox_id)
        found = next(
            (
                one
                for one in (inbox.templates if inbox is not None else ())
                if use is not None and (one.name, one.language) == (use.name, use.language)
            ),
            None,
        )
        if use is None or found is None:
            return said(
                "This template is no longer there. Your words are kept; alt+r leaves it out."
            )
        if message.files:
            return said("A template takes no files. All is kept; f4 takes the files off.")
        if message.content != found.words(dict(use.values)).strip():
            return said(
                "The words of a template cannot be changed, only its values. All is "
                "kept; alt+w chooses them again, alt+r leaves the template out."
            )
        return ""

    def _second_thought(self, message: Composer.Submitted) -> str:
        """Return what the agent should know before these words leave, or "" for nothing."""
        from hoory_tui.store import variables

        doubts = [self._meanwhile(message)]
        if missing := variables.unresolved(message.content, {}):
            names = ", ".join(missing[:3])
            doubts.append(
                counted(
                    "{names} is not filled in.",
                    "{names} are not filled in.",
                    len(missing),
                    names=names,
                )
            )
        if self._may_lack_a_file(message):
            doubts.append(said("It speaks of a file, and none is attached."))
        told = " ".join(one for one in doubts if one)
        asked = said(
            "Save your note all the same?" if message.private else "Send your reply all the same?"
        )
        return f"{told} {asked}" if told else ""

    def _meanwhile(self, message: Composer.Submitted) -> str:
        """Return what a colleague did here a moment ago; each thing once."""
        if message.private:
            return ""
        now = self._now()
        since = max(now - _JUST_NOW, self._answered.get(message.conversation_id, 0.0))
        meanwhile = select.answered_meanwhile(self.store, message.conversation_id, since)
        if meanwhile is None:
            return ""
        for one in [one for one, at in self._answered.items() if at <= now - _JUST_NOW]:
            del self._answered[one]
        self._answered[message.conversation_id] = meanwhile.at
        ago = max(1, round(now - meanwhile.at))
        name, span = meanwhile.name, duration(ago)
        if meanwhile.kind == "took over":
            return said("{name} took over here {span} ago.", name=name, span=span)
        return said("{name} replied here {span} ago.", name=name, span=span)

    def _may_lack_a_file(self, message: Composer.Submitted) -> bool:
        from hoory_tui.store.signing import unsigned

        words, signature = message.content, self.store.signing.text
        # Signatures speak of attachments below every reply.
        own = unsigned(words, signature).removesuffix(signature)
        if message.files or message.private or _ATTACH.search(own) is None:
            return False
        asked = (message.conversation_id, message.private, words)
        is_new = asked not in self._asked_about
        self._asked_about.add(asked)
        return is_new

    def _ask_before_sending(self, message: Composer.Submitted, question: str) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._post(message)
            else:
                self.main.composer.not_taken(message.conversation_id, private=message.private)

        self._ask(question, answered)

    # Sent

    def _post(self, message: Composer.Submitted) -> None:
        timeline = self.store.timelines.get(message.conversation_id)
        pending = Pending(
            echo_id=uuid.uuid4().hex,
            conversation_id=message.conversation_id,
            content=message.content,
            private=message.private,
            created_at=self._now(),
            after_id=timeline.newest_id() if timeline is not None else 0,
            files=message.files,
            enclosure=message.enclosure,
        )
        waits = any(
            one.state in _UNTOLD or (one.state is SendState.HELD and one.retry_at is None)
            for one in select.pending_of(self.store, message.conversation_id)
        )
        self._dispatch(self._hold(pending))
        if not message.private:
            # Whoever answers has read.
            self._mark_seen(message.conversation_id)
        if waits:
            self.notify(
                said("An earlier message of yours here did not go out, so this one waits for it."),
                markup=False,
            )
        if self.main.messages.conversation_id == message.conversation_id:
            self.main.messages.focus()
            self.main.messages.action_cursor_bottom()
        self._work(self._typing.stop(), "typing")

    @on(Composer.Typed)
    def _typed(self, message: Composer.Typed) -> None:
        if self._backend is None:
            return
        if self._typing.note(message.conversation_id, private=message.private):
            job = self._typing.start(message.conversation_id, private=message.private)
            self._work(job, "typing")

    @on(intents.StoppedTyping)
    def _stopped_typing(self) -> None:
        self._work(self._typing.stop(), "typing")
