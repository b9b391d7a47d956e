"""The contact's console: workers bring what happens, handlers put it into the visit and draw."""

from __future__ import annotations

import asyncio
import time
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from datetime import tzinfo
from random import SystemRandom
from typing import Final

from textual import on
from textual.screen import Screen

from hoory_tui.app.copying import CopyingApp
from hoory_tui.app.gallery import GalleryApp
from hoory_tui.app.visit.messages import Came, Problem, Told
from hoory_tui.app.visit.plan import VisitPlan
from hoory_tui.client.errors import HooryError
from hoory_tui.client.session import Server
from hoory_tui.config.settings import Settings
from hoory_tui.render.bars import LinkNow
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import glyphs_for
from hoory_tui.screens import intents
from hoory_tui.screens.main import STYLE_SHEET
from hoory_tui.screens.visit.screen import VisitScreen
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.inbox.service import InboxService
from hoory_tui.store.records import Attachment
from hoory_tui.store.visit.changes import Changes
from hoory_tui.store.visit.happenings import Happening, Heard, LinkMoved, TimePassed
from hoory_tui.store.visit.reduce import reduce
from hoory_tui.store.visit.state import Visit
from hoory_tui.wire.backoff import delays
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

_BEAT: Final = 1.0
_SAID: Final = 8.0
"""Seconds for which the same problem is not told again."""


class VisitCore(GalleryApp, CopyingApp):
    """Holds the service and the visit; what is read and written is left to those who extend it."""

    CSS_PATH = [STYLE_SHEET, STYLE_SHEET.with_name("visit") / "visit.tcss"]  # noqa: RUF012

    def __init__(
        self,
        plan: VisitPlan,
        settings: Settings,
        *,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = elapsed,
        zone: tzinfo | None = None,
        pace: Pace | None = None,
    ) -> None:
        super().__init__(settings)
        self.plan = plan
        self.visit = Visit()
        self.failure: HooryError | None = None
        """Why the console has left, when that was not asked for."""
        self._now = now
        self._monotonic = monotonic
        self._zone = zone
        self._pace = pace
        self._glyphs = glyphs_for(
            ascii_only=bool(settings.ascii), emoji=settings.emoji, plain=settings.plain
        )
        self._service: InboxService | None = None
        self._stack = AsyncExitStack()
        self._hurry = asyncio.Event()
        self._dirty = Changes()
        self._is_drawing_due = False
        self._said: dict[str, float] = {}

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen there is."""
        return VisitScreen(self.visit, self._moment, self._link_now, self.settings.keymap())

    @property
    def main(self) -> VisitScreen:
        """The screen of the thread, below whatever box is open."""
        screen = self.screen_stack[0]
        assert isinstance(screen, VisitScreen)
        return screen

    @property
    def service(self) -> InboxService:
        """The contact's side of the inbox; there has to be one by now."""
        assert self._service is not None
        return self._service

    @property
    def _server(self) -> Server:
        return Server(self.plan.url, network=self.plan.network)

    def _moment(self) -> Moment:
        return Moment(self._now(), self._zone, self._glyphs)

    def _link_now(self) -> LinkNow:
        link = self.visit.link
        heard_at = self._service.link.last_frame_at if self._service is not None else None
        is_plaintext = self._server.is_plaintext
        return LinkNow(link, heard_at, self._monotonic(), is_plaintext=is_plaintext)

    # The way to the server

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(_BEAT, self._beat)
        self._work_here(self._reach(), "reach")

    async def _reach(self) -> None:
        pauses = delays(SystemRandom())
        attempt = 0
        while self._service is None:
            attempt += 1
            self._tell([LinkMoved(LinkStatus(LinkState.CONNECTING, attempt=attempt))])
            try:
                await self._try()
            except HooryError as error:
                if not error.passing:
                    self._give_up(error)
                    return
                await self._wait(next(pauses), attempt, error)

    async def _try(self) -> None:
        async with AsyncExitStack() as stack:
            service = InboxService(self.plan.url, network=self.plan.network, pace=self._pace)
            await stack.enter_async_context(service)
            await self._sit_down(service)
            self._stack = stack.pop_all()
        self._service = service
        self._connected.set()
        self._work(self._listen(service), "events")
        await self._begin()

    @abstractmethod
    async def _sit_down(self, service: InboxService) -> None:
        """Take up the session of last time, or begin one; raises HooryError."""

    @abstractmethod
    async def _begin(self) -> None:
        """Do what there is to do first, now that the server is reached."""

    async def _wait(self, pause: float, attempt: int, error: HooryError) -> None:
        pause = max(pause, error.retry_after or 0.0)
        due = self._monotonic() + pause
        status = LinkStatus(LinkState.WAITING, Cause.UNREACHABLE, error.sentence, attempt, due)
        self._tell([LinkMoved(status)])
        await self._pause(pause)

    async def _pause(self, seconds: float) -> None:
        """Wait, unless the visitor does not want to."""
        self._hurry.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._hurry.wait()
        except TimeoutError:
            return

    def _give_up(self, error: HooryError) -> None:
        self.failure = error
        self.exit(return_code=1)

    async def _listen(self, service: InboxService) -> None:
        try:
            async for event in service.events():
                self.post_message(Came(event))
        except HooryError as error:
            self._complain(error.sentence)

    async def close(self) -> None:
        """Leave the server."""
        await self._stack.aclose()

    # What happens

    def _tell(self, steps: Iterable[Happening]) -> None:
        self.post_message(Told(list(steps)))

    async def _told(self, steps: Iterable[Happening]) -> None:
        """Hand steps over and return when they have been taken in, and all before them."""
        taken = asyncio.Event()
        if self.post_message(Told(list(steps), taken)):
            await taken.wait()

    @on(Came)
    def _take_event(self, message: Came) -> None:
        event = message.event
        if isinstance(event, LinkStatus):
            self._follow(self.visit.link, event)
            self._take([LinkMoved(event)])
        else:
            self._take([Heard(event, self._now())])

    @on(Told)
    def _take_steps(self, message: Told) -> None:
        self._take(message.steps)
        if message.taken is not None:
            message.taken.set()

    def _take(self, steps: Sequence[Happening]) -> None:
        """Take steps in, and have what they change drawn soon."""
        self._mark(reduce(self.visit, steps))

    def _mark(self, changes: Changes) -> None:
        dirty = self._dirty
        dirty.thread |= changes.thread
        dirty.people |= changes.people
        dirty.talks |= changes.talks
        dirty.link |= changes.link
        if not self._is_drawing_due and self.is_running:
            self._is_drawing_due = True
            # Behind whatever else has come by now.
            self.call_later(self._show_changes)

    def _show_changes(self) -> None:
        self._is_drawing_due = False
        dirty, self._dirty = self._dirty, Changes()
        if self.screen_stack:
            self.main.apply(dirty)

    def _follow(self, before: LinkStatus, link: LinkStatus) -> None:
        """Take note that the link is doing differently."""

    def _beat(self) -> None:
        """Do what is due once a second."""
        self._take([TimePassed(self._now())])
        self.main.show_time()

    # What is to be told

    @on(Problem)
    def _show_problem(self, message: Problem) -> None:
        now = self._monotonic()
        if now - self._said.get(message.sentence, -_SAID) >= _SAID:
            self._said[message.sentence] = now
            self.notify(message.sentence, severity="warning", timeout=_SAID)

    def _complain(self, sentence: str) -> None:
        self.post_message(Problem(sentence))

    def _ask(self, question: str, answered: Callable[[bool | None], None]) -> None:
        from hoory_tui.screens.confirm import ConfirmScreen

        self.push_screen(ConfirmScreen(question), answered)

    def _attachment(self, asked: intents.SaveFile | intents.ShowPicture) -> Attachment | None:
        timeline = self.visit.timelines.get(asked.conversation_id)
        message = timeline.get(asked.message_id) if timeline is not None else None
        for attachment in message.attachments if message is not None else ():
            if attachment.id == asked.attachment_id and attachment.url:
                return attachment
        return None

    def action_command_palette(self) -> None:
        """Show all there is to do, which are few things."""
        if self.screen is self.main:
            self.main.action_help()
