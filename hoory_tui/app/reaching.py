"""Reaching the server behind the first picture: what is needed is loaded, then it is tried.

A console that has a list to show stays when the network is down, and tries again; one that has
nothing to show, or that the server does not want, leaves with a sentence.
"""

from __future__ import annotations

import asyncio
import logging
from random import SystemRandom
from typing import TYPE_CHECKING, Final

from hoory_tui.app.late import load_the_rest
from hoory_tui.app.news import NewsApp
from hoory_tui.client.errors import CannotConnect, HooryError, ProxyRefused
from hoory_tui.config.errors import ConfigError
from hoory_tui.screens import intents
from hoory_tui.store.happenings import LinkMoved
from hoory_tui.wire.backoff import delays
from hoory_tui.wire.link import Cause, LinkState, LinkStatus
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.sdk.backend import Backend

_log: Final = logging.getLogger(__name__)

NOT_YET: Final = to_say(
    "The server is not reached yet, so nothing was changed; try again when it is."
)


class SomebodyElse(HooryError):  # noqa: N818
    """The list of last time is not this login's."""

    def __init__(self) -> None:
        super().__init__(
            said(
                "This login is another agent's or account's than last time. What you "
                "wrote is kept for that one; start hoory-tui again to go on with this "
                "one."
            )
        )


class ReachingApp(NewsApp):
    """An app that is there before its server is."""

    failure: HooryError | ConfigError | None = None
    """Why the server could not be reached, when that is why the console has left."""
    _asked_for: intents.ShowConversation | None = None
    """The conversation that was last asked for while nobody could be asked."""

    def on_mount(self) -> None:
        """Start with the server, or show first what there is to see without it."""
        self._hurry = asyncio.Event()
        self.set_interval(1.0, self._beat)
        if self._backend is not None:
            self._begin()

    def on_ready(self) -> None:
        """Go on behind the picture that has just been drawn."""
        if self._backend is None:
            self._work_here(self._reach_server(), "reach")

    def _beat(self) -> None:
        """Do what is due once a second."""

    def _loaded(self) -> None:
        """Do what needs no server, now that everything is loaded."""

    def _begin(self) -> None:
        """Begin what the server is needed for."""

    async def _reach_server(self) -> None:
        await asyncio.to_thread(load_the_rest)
        self._loaded()
        pauses = delays(SystemRandom())
        attempt = 0
        while self._backend is None:
            attempt += 1
            try:
                await self._try_server(attempt)
            except ConfigError as error:
                self._give_up(error)
                return
            except HooryError as error:
                if self._glimpse is None or not error.passing:
                    self._give_up(error)
                    return
                await self._wait_for(next(pauses), attempt, error)

    def _give_up(self, failure: HooryError | ConfigError) -> None:
        self.failure = failure
        self.exit(return_code=1)

    async def _try_server(self, attempt: int) -> None:
        assert self._reach is not None
        self._show_link(LinkStatus(LinkState.CONNECTING, attempt=attempt))
        backend = await self._reach()
        is_expected = self._glimpse is None or (
            (backend.api.account_id, backend.profile.id)
            == (self._glimpse.account_id, self._glimpse.me_id)
        )
        if not is_expected:
            await backend.close()
            raise SomebodyElse
        self._arrive(backend)

    def _arrive(self, backend: Backend) -> None:
        self._know(backend)
        self.main.say_account(backend.account_name)
        self._begin()
        shown = self.main.thread.shown
        asked = self._asked_for
        if asked is not None and shown is not None and shown.id == asked.conversation_id:
            # Who went back to the list meanwhile has read nothing there.
            opened = asked.opened and not self.main.conversations.has_focus
            self.post_message(intents.ShowConversation(shown.id, opened=opened))

    async def _wait_for(self, pause: float, attempt: int, error: HooryError) -> None:
        pause = max(pause, error.retry_after or 0.0)
        _log.info("the server was not reached, attempt %d: %s", attempt, type(error).__name__)
        cause = Cause.UNREACHABLE if isinstance(error, CannotConnect) else Cause.CLOSED
        if isinstance(error, ProxyRefused):
            cause = Cause.PROXY
        due = self._monotonic() + pause
        self._show_link(LinkStatus(LinkState.WAITING, cause, error.sentence, attempt, due))
        self._hurry.clear()
        try:
            async with asyncio.timeout(pause):
                await self._hurry.wait()
        except TimeoutError:
            return

    def _show_link(self, link: LinkStatus) -> None:
        if link != self.store.link:
            self._take([LinkMoved(link)])
