"""Reading on the contact's side: who we are, our conversations, older pages, what was seen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from textual import on
from textual.screen import Screen

from hoory_tui.app.visit.core import VisitCore
from hoory_tui.client.errors import HooryError
from hoory_tui.config.errors import ConfigError
from hoory_tui.keep.visitfile import KeptVisit, VisitFile
from hoory_tui.screens import intents as asked
from hoory_tui.screens.visit import intents
from hoory_tui.screens.visit.screen import VisitScreen
from hoory_tui.sdk.contact import Contact
from hoory_tui.sdk.inbox.errors import NotOffered, SessionGone, UnknownSession
from hoory_tui.sdk.inbox.service import InboxService
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.store.records import Contact as Person
from hoory_tui.store.visit import select
from hoory_tui.store.visit.changes import Changes
from hoory_tui.store.visit.fold import fold_me
from hoory_tui.store.visit.happenings import (
    Answered,
    Introduced,
    Looked,
    PageRead,
    TalksRead,
    Turned,
)
from hoory_tui.store.visit.state import UNBEGUN
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.wire.link import LinkState, LinkStatus
from hoory_tui.wire.visitor import PublicConversation
from hoory_tui.words import said, to_say

PAGE: Final = 20
"""Messages of a page; a shorter one is the last."""
_QUIET: Final = 2.0
"""Seconds for which it does not ring again."""
_AGAIN: Final = 5.0
"""Seconds between two attempts to read what has to be there."""
_LOOK_AGAIN: Final = 15.0
"""Seconds between two looks whether agents have read what we wrote: no event tells that."""
_GONE: Final = to_say(
    "The server no longer knows the session of last time, so a new one was "
    "begun; drafts and unsent words are kept."
)
_ENDED: Final = to_say(
    "The server no longer knows this session, so nothing arrives any more; "
    "what you wrote is kept. Quit and start again to go on in a new one."
)


class ReadingVisit(VisitCore):
    """An app that shows what there is to read."""

    file: VisitFile
    kept: KeptVisit
    _looked_at = float("-inf")
    _page_asked_at = float("-inf")
    _rang_at = float("-inf")
    _is_placed = False
    """Whether a conversation was turned to since the start."""

    @cached_property
    def _unsaid(self) -> set[int]:
        """Conversations that were looked at while nobody could be told."""
        return set()

    def get_default_screen(self) -> Screen[None]:
        """Return the screen; who was never here has nothing to read, and begins with writing."""
        screen = super().get_default_screen()
        assert isinstance(screen, VisitScreen)
        screen.begins_with_writing = not self.kept.source_id
        return screen

    def _hand_over_pen(self) -> None:
        """Put the hands where there is something to do: on the composer, or on the thread."""
        main = self.main
        if self.visit.at == UNBEGUN and self.screen is main:
            main.begin_writing()
        elif main.begins_with_writing and not main.composer.draft_of(self.visit.at):
            main.messages.focus()

    # The session

    async def _sit_down(self, service: InboxService) -> None:
        contact = self.plan.contact
        source_id = self.kept.source_id
        if source_id:
            SECRETS.add(source_id)
            try:
                await service.init(
                    self.plan.inbox, replace(contact, source_id=source_id), begin=False
                )
            except UnknownSession:
                self._complain(said(_GONE))
                await service.init(self.plan.inbox, contact, begin=False)
        else:
            await service.init(self.plan.inbox, contact, begin=False)
        self.kept = replace(self.kept, source_id=service.source_id)

    async def _begin(self) -> None:
        service = self.service
        await self._keep_session()
        name = self.plan.inbox
        try:
            name = (await service.inbox()).name or name
        except HooryError as error:
            if not isinstance(error, NotOffered):
                self._complain(error.sentence)
        await self._told([Introduced(fold_me(service.contact), name)])
        await self._rename()
        while not await self._read_talks():
            await self._pause(_AGAIN)
        await self._recall()
        await self._told([Turned(self._first_talk())])
        self._is_placed = True
        self.call_later(self._hand_over_pen)
        await self._read_page(self.visit.at)

    async def _recall(self) -> None:
        """Bring back what was written last time, now that it is known where it belongs."""

    def _waits_for_a_talk(self) -> bool:
        """Tell whether words of last time wait for a conversation that is still to begin."""
        return False

    def _snapshot(self) -> KeptVisit:
        """Return all that is to be kept, as it is now."""
        return self.kept

    async def _keep_session(self) -> None:
        try:
            await asyncio.to_thread(self.file.write, self._snapshot())
        except ConfigError as error:
            self._complain(said("The session is not kept: {error}", error=error.sentence))

    async def _rename(self) -> None:
        """Take the name that was asked for; a session of before has the one of before."""
        wanted, me = self.plan.contact, self.visit.me
        if me is None or not self.kept.source_id:
            return
        name = wanted.name if wanted.name and wanted.name != me.name else None
        email = wanted.email if wanted.email and wanted.email != me.email else None
        if name or email:
            await self._change(name, email)

    def _first_talk(self) -> int:
        talks = self.visit.talks
        wanted = self.plan.conversation_id
        if wanted is not None:
            if wanted in talks:
                return wanted
            self._complain(
                said("You have no conversation #{wanted} here; this is another one.", wanted=wanted)
            )
        if self.kept.conversation_id in talks:
            return self.kept.conversation_id
        if self._waits_for_a_talk():
            return UNBEGUN
        current = self.service.conversation
        return current.id if current is not None else max(talks, default=UNBEGUN)

    # Conversations and pages

    async def _read_talks(self) -> bool:
        """Read which conversations there are; tell whether that worked."""
        step = self.visit.steps
        try:
            talks = await self.service.conversations()
        except HooryError as error:
            self._complain(error.sentence)
            return False
        await self._told([TalksRead(talks, step)])
        return True

    async def _read_page(self, conversation_id: int, before: int | None = None) -> None:
        if conversation_id == UNBEGUN:
            return
        self._page_asked_at = self._monotonic()
        step = self.visit.steps
        try:
            page = await self.service.messages(before, conversation_id=conversation_id)
        except HooryError as error:
            self._complain(error.sentence)
            return
        is_all = len(page) < PAGE
        await self._told([PageRead(conversation_id, page, step, before, is_all)])

    @on(MessagePane.NeedOlder)
    def _load_older(self, message: MessagePane.NeedOlder) -> None:
        timeline = self.visit.timelines.get(message.conversation_id)
        oldest = timeline.oldest_id() if timeline is not None and timeline.has_older else None
        if oldest is not None:
            job = self._read_page(message.conversation_id, oldest)
            self._work(job, f"older-{oldest}")

    @on(intents.TurnTo)
    def _turn_to(self, message: intents.TurnTo) -> None:
        number = message.conversation_id
        self._take([Turned(number)])
        if self._lacks_page:
            self._work(self._read_page(number), "page", exclusive=True)

    @property
    def _lacks_page(self) -> bool:
        timeline = self.visit.timelines.get(self.visit.at)
        return self.visit.at != UNBEGUN and (timeline is None or not timeline.loaded)

    @on(asked.Reload)
    def _reload(self) -> None:
        self._hurry.set()
        if self._service is not None:
            self._service.reconnect()
            self._work(self._read_talks(), "talks", exclusive=True)
            self._work(self._read_page(self.visit.at), "page", exclusive=True)

    def _follow(self, before: LinkStatus, link: LinkStatus) -> None:
        super()._follow(before, link)
        is_halted = link.state is LinkState.HALTED and before.state is not LinkState.HALTED
        if is_halted and link.detail == SessionGone().sentence:
            self.notify(said(_ENDED), severity="error", timeout=60)
        if link.state is LinkState.LIVE and before.state is not LinkState.LIVE:
            self._look_soon()
            for number in list(self._unsaid):
                self._work(self._say_seen(number), f"seen-{number}", exclusive=True)

    def _look_soon(self) -> None:
        self._looked_at = float("-inf")

    def _mark(self, changes: Changes) -> None:
        super()._mark(changes)
        if changes.unread:
            # Who answers has most likely read.
            self._look_soon()
            self._ring(changes.unread)

    def _ring(self, talks: Sequence[int]) -> None:
        """Ring for what is said where nobody looks, unless the bell is off."""
        looked_at = self.visit.at if self.app_focus else None
        is_wanted = self.settings.bell != "none" and self._is_placed
        now = self._monotonic()
        if is_wanted and now - self._rang_at >= _QUIET and any(one != looked_at for one in talks):
            self._rang_at = now
            self.bell()

    def _beat(self) -> None:
        super()._beat()
        now = self._monotonic()
        if self._is_placed and self._lacks_page and now - self._page_asked_at >= _AGAIN:
            self._work(self._read_page(self.visit.at), "page", exclusive=True)
        is_live = self.visit.link.state is LinkState.LIVE
        if is_live and now - self._looked_at >= _LOOK_AGAIN and select.awaits_reading(self.visit):
            self._looked_at = now
            self._work(self._read_talks(), "talks", exclusive=True)

    # What was seen

    @on(intents.SawEnd)
    def _saw_end(self, message: intents.SawEnd) -> None:
        number = message.conversation_id
        if select.is_unseen(self.visit, number) and self._service is not None:
            last = select.last_heard(self.visit, number)
            # Noted at once, so that it is told once.
            at = max(self._now(), last.created_at if last is not None else 0.0)
            self._take([Looked(number, at)])
            self._work(self._say_seen(number), f"seen-{number}")

    async def _say_seen(self, number: int) -> None:
        self._unsaid.add(number)
        try:
            await self.service.update_last_seen(conversation_id=number)
        except HooryError as error:
            if error.passing or error.may_have_arrived:
                # Said again when the line is back; to say it twice does no harm.
                return
            if not isinstance(error, NotOffered):
                self._complain(error.sentence)
        self._unsaid.discard(number)

    # Answers and ourselves

    @on(intents.Submit)
    def _submit(self, message: intents.Submit) -> None:
        self._work(self._answer(message), f"answer-{message.message_id}", exclusive=True)

    async def _answer(self, message: intents.Submit) -> None:
        number = message.conversation_id
        try:
            answered = await self.service.submit(
                message.message_id, message.values, conversation_id=number
            )
        except HooryError as error:
            self._complain(said("Your answer was not taken: {problem}", problem=error.sentence))
            return
        await self._told([Answered(number, answered)])
        if message.email:
            await self._change(None, message.email)

    @on(intents.ChangeSelf)
    def _change_self(self, message: intents.ChangeSelf) -> None:
        self._work(self._change(message.name, message.email), "self")

    async def _change(self, name: str | None, email: str | None) -> None:
        try:
            row = await self.service.update_contact(Contact(name=name, email=email))
        except HooryError as error:
            self._complain(error.sentence)
            return
        me = Person(row.id, row.name or "", row.email or "", row.phone_number or "")
        await self._told([Introduced(me)])

    @on(intents.Resolve)
    def _resolve(self, message: intents.Resolve) -> None:
        self._work(self._say_resolved(message.conversation_id), "resolve", exclusive=True)

    async def _say_resolved(self, number: int) -> None:
        step = self.visit.steps
        try:
            talk: PublicConversation = await self.service.toggle_status(conversation_id=number)
        except HooryError as error:
            self._complain(error.sentence)
            return
        await self._told([TalksRead([talk], step, is_whole=False)])
