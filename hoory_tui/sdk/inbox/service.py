"""The contact's side of an API inbox, for programs: begin a talk, write, hear what comes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Final, Self

import aiohttp

from hoory_tui.client.connection import Limits
from hoory_tui.client.contact_api import ContactApi
from hoory_tui.client.network import NO_OPTIONS, NetworkOptions
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.socket import CableClient
from hoory_tui.client.transport import Transport
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.contact import Contact
from hoory_tui.sdk.inbox.deeds import InboxDeeds
from hoory_tui.sdk.inbox.link import InboxEvent, InboxLink
from hoory_tui.sdk.inbox.outlet import Outlet
from hoory_tui.sdk.inbox.seat import Seat, take_seat
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.link import LinkStatus

_RESOLVED: Final = "resolved"
_GOODBYE: Final = 1.0
"""Seconds that closing waits at most for the agents to be told that nobody types any more."""


class InboxService(InboxDeeds):
    """One contact of one API inbox, from their own chair; no agent's token is involved.

    ::

        async with InboxService("https://app.hoory.com") as inbox:
            await inbox.init(inbox_identifier, Contact(name="Robin"))
            await inbox.create_message("Hello")
            async for event in inbox.events():
                ...

    `url` is the server's base address and `cable` the whole address of its cable where that is
    not ``/cable`` below it; raises ValueError for what is no such address. `network` says how to
    get there (certificates, proxies), `clock` gives seconds that pass also while the machine
    sleeps, `pace` and `limits` the patience of the live link. Every method raises HooryError
    where the server or the network does not play along; those that are about one conversation
    take the one that is written to, or another one by its `conversation_id`.
    """

    def __init__(
        self,
        url: str,
        *,
        cable: str | None = None,
        network: NetworkOptions = NO_OPTIONS,
        clock: Callable[[], float] = elapsed,
        pace: Pace | None = None,
        limits: Limits | None = None,
    ) -> None:
        for proxy in (network.proxies.secure, network.proxies.plain):
            SECRETS.add(proxy)
        super().__init__()
        self._server = Server(url, cable=cable, network=network)
        self._clock = clock
        self._pace = pace
        self._limits = limits
        self._outlet: Outlet[InboxEvent] = Outlet()
        self._session: aiohttp.ClientSession | None = None
        self._running: asyncio.Task[None] | None = None
        self._link: InboxLink | None = None
        self._closing: asyncio.Task[None] | None = None

    # -- beginning and end --------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        """Open the connections' session; nothing is asked before `init`."""
        self._session = open_session(self._server)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all."""
        await self.close()

    async def close(self) -> None:
        """Close all connections; `events` comes to an end."""
        if self._seat is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GOODBYE):
                    await self._typing.close()
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running})
        await self._outlet.close()
        if self._session is not None:
            await self._session.close()

    async def init(
        self, inbox_identifier: str, contact: Contact | None = None, *, begin: bool = True
    ) -> None:
        """Make the contact, take up their open conversation or begin one, and subscribe.

        With ``begin=False`` no conversation is made before the first message needs one. Events
        wait for `events` from here on. Raises UnknownInbox, UnknownSession, IdentityRefused or
        another HooryError, and ValueError for a contact that cannot be; after an error it can be
        called again, and goes on with the contact where that was made already.
        """
        if self._session is None or self._link is not None:
            raise RuntimeError("init is called once, within `async with InboxService(...)`")
        seat = self._seat
        if seat is None:
            api = ContactApi(Transport(self._session, self._server), inbox_identifier)
            seat = await take_seat(api, contact or Contact(), self._clock)
            self._sit_down(seat, self._clock)
        talks = await seat.api.conversations(seat.source_id)
        for talk in talks:
            self._memory.learn_talk(talk)
        open_talks = [talk for talk in talks if talk.status != _RESOLVED]
        if open_talks:
            self._conversation = max(open_talks, key=lambda talk: talk.id)
        elif begin:
            await self.create_conversation()
        self._listen(seat)

    def _listen(self, seat: Seat) -> None:
        cable = CableClient(
            self._server, seat.identify, clock=self._clock, pace=self._pace, limits=self._limits
        )
        self._link = InboxLink(
            seat, self._memory, cable, self._outlet, self._sender.hear, self._clock
        )
        self._running = asyncio.create_task(self._link.run(), name="inbox: link")
        self._running.add_done_callback(self._ended)

    def _ended(self, running: asyncio.Task[None]) -> None:
        error = None if running.cancelled() else running.exception()
        if error is not None:
            # Whoever listens shall not wait for ever for what nobody reads any more.
            self._closing = asyncio.ensure_future(self._outlet.close(error))

    # -- what comes ---------------------------------------------------------------------------

    @property
    def link(self) -> LinkStatus:
        """How the live link is doing at this moment."""
        return self._linked.cable.status

    def reconnect(self) -> None:
        """Try to connect now instead of after the wait; nothing while connected."""
        self._linked.cable.nudge()

    @property
    def _linked(self) -> InboxLink:
        if self._link is None:
            raise RuntimeError("call init first")
        return self._link

    def events(self) -> AsyncIterator[InboxEvent]:
        """Return what happens from `init` on, each once and in order, until `close`.

        Messages and conversations come as the events of `hoory_tui.wire.events`, the contact's
        own words included; how the link is doing comes as LinkStatus. After every gap the thread
        is read again, and what was missed comes as the events that would have told of it. The
        iterator can be left and taken up again, and several share the events between them.
        While 1000 wait for a listener, no more are read.
        """
        self._linked  # noqa: B018
        return self._outlet.listen()
