"""Writing on the contact's side: drafts and sends are kept, and each thing is sent once."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from random import SystemRandom
from typing import Final

from textual import on

from hoory_tui.app.visit.outbox import VisitOutbox
from hoory_tui.app.visit.reading import ReadingVisit
from hoory_tui.config.errors import ConfigError
from hoory_tui.keep.visitfile import KeptVisit, VisitFile
from hoory_tui.screens import intents as asked
from hoory_tui.store.happenings import SendDiscarded, SendStarted
from hoory_tui.store.records import OutgoingFile, Pending, SendState
from hoory_tui.store.visit import select
from hoory_tui.store.visit.changes import Changes
from hoory_tui.store.visit.happenings import Happening, SendBegan, Turned
from hoory_tui.store.visit.state import UNBEGUN
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.composer_text import ComposerText
from hoory_tui.wire.link import LinkState, LinkStatus
from hoory_tui.words import said, to_say

SAVE_AFTER: Final = 0.5
"""Seconds after the first unsaved letter until drafts are on disk."""
_LOST: Final = to_say("the conversation that it was for is none of this session")
LONGEST: Final = 150_000
"""Characters that servers of the family take in one message."""


class VisitApp(ReadingVisit):
    """The contact's console on one inbox; `file` keeps what must outlive it."""

    file = VisitFile(None)
    kept = KeptVisit()
    _is_save_due = False
    _is_recalled = False
    _is_early = False
    """Whether what is written in no conversation was written before it was known where we are."""
    _early_words = ""

    @cached_property
    def _outbox(self) -> VisitOutbox:
        return VisitOutbox(
            self.service,
            self.visit,
            self._told,
            self._keep,
            self._now,
            self._monotonic,
            SystemRandom(),
        )

    # What is kept

    async def _begin(self) -> None:
        if self.start_notice:
            self.notify(self.start_notice, severity="warning", timeout=20)
        await super()._begin()
        self._pump()

    async def _recall(self) -> None:
        await self._told([SendStarted(one) for one in map(self._found, self.kept.sends)])
        back = asyncio.Event()
        self.call_later(self._bring_back, back)
        await back.wait()

    def _is_lost(self, number: int) -> bool:
        """Tell whether a conversation of last time is none of this session."""
        return number != UNBEGUN and number not in self.visit.talks

    def _found(self, pending: Pending) -> Pending:
        if not self._is_lost(pending.conversation_id):
            return pending
        return replace(
            pending, conversation_id=UNBEGUN, state=SendState.FAILED, problem=said(_LOST)
        )

    def _bring_back(self, back: asyncio.Event) -> None:
        composer = self.main.composer
        self._is_early = self._has_unbegun_draft()
        for number, text in self.kept.drafts.items():
            to = UNBEGUN if self._is_lost(number) else number
            self._is_early = self._is_early and to != UNBEGUN
            composer.bring_back(to, text, private=False)
        if self.kept.drafts or self.kept.sends:
            self.notify(said("What you wrote last time and did not send is back."))
        # From here on the screen knows more than the file.
        self._is_recalled = True
        back.set()

    def _has_unbegun_draft(self) -> bool:
        composer = self.main.composer
        is_written = (UNBEGUN, False) in composer.drafts()
        return is_written or bool(composer.files_of(UNBEGUN, private=False))

    def _waits_for_a_talk(self) -> bool:
        return self._has_unbegun_draft() and not self._is_early

    def _snapshot(self) -> KeptVisit:
        """Return all that is to be kept, as it is now."""
        if not self._is_recalled:
            return self._before_recall()
        drafts = dict(self.kept.drafts)
        if self.screen_stack:
            drafts = {number: text for (number, _), text in self.main.composer.drafts().items()}
        sends = tuple(self.visit.sends.values())
        number = self.visit.at if self._is_placed else self.kept.conversation_id
        # What the composer held last is still known when the screens are gone.
        self.kept = KeptVisit(self.kept.source_id, number, drafts, sends)
        return self.kept

    def _before_recall(self) -> KeptVisit:
        """Return what was kept, and with it what was written before the server was reached."""
        if self.screen_stack:
            self._early_words = self.main.composer.drafts().get((UNBEGUN, False), "")
        if not self._early_words:
            return self.kept
        both = filter(None, (self.kept.drafts.get(UNBEGUN, ""), self._early_words))
        return replace(self.kept, drafts={**self.kept.drafts, UNBEGUN: "\n".join(both)})

    async def _keep(self) -> bool:
        """Put everything on disk; tell whether it is there."""
        async with self._keeping:
            return await self._write(self._snapshot())

    @cached_property
    def _keeping(self) -> asyncio.Lock:
        return asyncio.Lock()

    async def _write(self, kept: KeptVisit) -> bool:
        try:
            await asyncio.to_thread(self.file.write, kept)
        except ConfigError as error:
            self._say_trouble(error.sentence)
            return False
        self._say_trouble("")
        return True

    def save_now(self) -> bool:
        """Put everything on disk before the end; tell whether it is there."""
        try:
            self.file.write(self._snapshot())
        except ConfigError:
            return False
        return True

    def _say_trouble(self, words: str) -> None:
        if self.screen_stack:
            self.main.say_trouble(said("nothing is kept on disk") if words else "")
        if words:
            self._complain(words)

    @on(Composer.Edited)
    def _arm_saving(self) -> None:
        if not self._is_save_due and self.screen_stack:
            self._is_save_due = True
            self.set_timer(SAVE_AFTER, self._save_drafts)

    def _save_drafts(self) -> None:
        self._is_save_due = False
        self._work_here(self._keep(), "keep")

    # What is written

    @on(Composer.Submitted)
    def _send(self, message: Composer.Submitted) -> None:
        composer = self.main.composer
        problem = ""
        if not message.content and not message.files:
            problem = said("There is nothing to send yet.")
        elif self._service is None or not self._is_recalled:
            problem = said(
                "The server is not reached yet; your words are kept, send them when it is."
            )
        elif len(message.content) > LONGEST:
            problem = said(
                "Your text has more than {count:,} characters; it is kept, shorten it.",
                count=LONGEST,
            )
        if problem:
            composer.not_taken(message.conversation_id, private=False)
            self.notify(problem)
            return
        pending = Pending(
            echo_id=uuid.uuid4().hex,
            conversation_id=message.conversation_id,
            content=message.content,
            private=False,
            created_at=self._now(),
            files=message.files,
        )
        self._take([SendStarted(pending)])
        composer.taken_over(message.conversation_id, private=False)
        self.main.messages.focus()
        self.main.messages.action_cursor_bottom()
        self._work_here(self._keep_and_pump(), "outbox")

    async def _keep_and_pump(self) -> None:
        await self._keep()
        self._pump()

    def _pump(self) -> None:
        if self.is_running and self._service is not None and self._outbox.is_due():
            self._work(self._outbox.run(), "send")

    def _take(self, steps: Sequence[Happening]) -> None:
        number = self._numbered_by(steps)
        carried = self._lift_draft() if number is not None and self.screen_stack else None
        super()._take(steps)
        if carried is not None and number is not None:
            self._put_draft(number, *carried)

    def _numbered_by(self, steps: Sequence[Happening]) -> int | None:
        """Return which conversation takes over what was written in none."""
        for step in steps:
            if isinstance(step, SendBegan):
                return step.conversation_id
            if isinstance(step, Turned) and self._is_early and not self._is_placed:
                return step.conversation_id or None
        return None

    def _lift_draft(self) -> tuple[str, tuple[OutgoingFile, ...]]:
        """Take what is written meanwhile out of the conversation that had no number."""
        composer = self.main.composer
        text = composer.drafts().get((UNBEGUN, False), "")
        files = composer.files_of(UNBEGUN, private=False)
        if text:
            composer.rewrite(UNBEGUN, "", private=False)
        if files:
            composer.attach(UNBEGUN, (), private=False)
        return text, files

    def _put_draft(self, number: int, text: str, files: tuple[OutgoingFile, ...]) -> None:
        self.main.apply(Changes(talks=True, people=True))
        if text or files:
            self.main.composer.give_back(number, text, private=False, files=files)

    def _mark(self, changes: Changes) -> None:
        super()._mark(changes)
        is_elsewhere = self._is_placed and self.visit.at != self.kept.conversation_id
        if (changes.sends or is_elsewhere) and self._is_recalled:
            self._work_here(self._keep_and_pump(), "outbox")

    def _follow(self, before: LinkStatus, link: LinkStatus) -> None:
        super()._follow(before, link)
        if link.state is LinkState.LIVE and before.state is not LinkState.LIVE:
            self._outbox.nudge()
            self._pump()

    def _beat(self) -> None:
        super()._beat()
        self._pump()

    @on(asked.RetryUnsent)
    def _retry(self, message: asked.RetryUnsent) -> None:
        stuck = [
            one
            for one in select.pending(self.visit, message.conversation_id)
            if one.state in (SendState.FAILED, SendState.UNKNOWN, SendState.QUEUED)
        ]
        unsure = [one for one in stuck if one.state is SendState.UNKNOWN]
        if not stuck:
            return
        if not unsure:
            self._send_again(stuck)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._send_again(stuck)

        question = said(
            "It may have arrived already. Send it again, though it may then be there twice?"
        )
        self._ask(question, answered)

    def _send_again(self, stuck: Sequence[Pending]) -> None:
        async def send() -> None:
            for pending in stuck:
                if pending.echo_id in self.visit.sends:
                    await self._outbox.again(pending)
            self._pump()

        self._work(send(), "again")

    @on(asked.TakeBackUnsent)
    def _take_back(self, message: asked.TakeBackUnsent) -> None:
        unsent = [
            one
            for one in select.pending(self.visit, message.conversation_id)
            if one.state not in (SendState.SENDING, SendState.CHECKING)
        ]
        for pending in reversed(unsent):
            self.main.composer.give_back(
                pending.conversation_id, pending.content, private=False, files=pending.files
            )
        self._take([SendDiscarded(one.echo_id) for one in unsent])

    # What goes along, and signs of it

    @on(Composer.AttachAsked)
    def _choose_files(self, message: Composer.AttachAsked) -> None:
        from hoory_tui.screens.attach import AttachScreen

        number = message.addressee.conversation_id

        def chosen(files: tuple[OutgoingFile, ...] | None) -> None:
            if files is not None and files != message.files:
                self.main.composer.attach(number, files, private=False)

        title = said("Files for your message to {name}", name=message.addressee.name)
        self.push_screen(AttachScreen(title, message.files), chosen)

    @on(Composer.Typed)
    def _typed(self, message: Composer.Typed) -> None:
        if self._service is not None and message.conversation_id != UNBEGUN:
            number = message.conversation_id
            job = self.service.typing(on=True, conversation_id=number)
            self._work(job, "typing")

    @on(asked.StoppedTyping)
    def _stopped_typing(self, message: asked.StoppedTyping) -> None:
        if self._service is not None and message.conversation_id != UNBEGUN:
            number = message.conversation_id
            self._work(self.service.typing(on=False, conversation_id=number), "typing")

    @on(Composer.Wished)
    def _grant(self, message: Composer.Wished) -> None:
        if message.wish == "held":
            self.notify(said("There is nothing to undo here."))

    @on(ComposerText.ManyPasted)
    def _ask_about_paste(self, message: ComposerText.ManyPasted) -> None:
        text = self.main.composer.text

        def answered(yes: bool | None) -> None:
            if yes:
                text.put(message.text)

        self._ask(
            said("{lines} lines were pasted. Put them into your text?", lines=message.lines),
            answered,
        )

    # The end

    async def action_quit(self) -> None:
        """Quit, after saying what has not arrived yet."""
        from hoory_tui.screens.confirm import ConfirmScreen

        if isinstance(self.screen, ConfirmScreen):
            return
        unsent = len(self.visit.sends)

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit()

        # The screens and what is written in them go before the rest does.
        is_kept = self.save_now() and self.file.keeps
        if not unsent:
            self.exit()
            return
        what = (
            said("They are kept, and leave when you start again. Quit?")
            if is_kept
            else said("They cannot be kept on disk. Quit and lose them?")
        )
        self._ask(
            said(
                "{unsent} of your messages have not arrived yet. {what}", unsent=unsent, what=what
            ),
            answered,
        )
