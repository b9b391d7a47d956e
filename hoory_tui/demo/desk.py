"""The demo desk: a pretend support company on a real loopback port."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from aiohttp import web

from .branch import Branch, share_cable
from .cable import CableHub
from .company import PASSWORD, Cast, found_company
from .crowd import talk_specs
from .doors import Guard, Manners
from .engine import Engine
from .history import Historian
from .hooks import DeskHooks
from .keepsakes import keep
from .load import Load
from .multitude import Multitude
from .pace import Pace
from .records import Agent, Inbox, Json
from .town import Town
from .world import World

HOST = "127.0.0.1"
BIG_COMPANY = 2_000
WRITTEN_IN_FULL = 400


@contextmanager
def _collector_paused(*, freeze: bool) -> Iterator[None]:
    """Hold the garbage collector off: founding makes no garbage.

    ``freeze`` also keeps it off the rows afterwards, which in a big company would stall the
    event loop for seconds although they live as long as the desk.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if freeze:
            gc.freeze()
        if was_on:
            gc.enable()


def _write_history(world: World, cast: Cast, seed: int, conversations: int) -> None:
    """Fill a world with talks; most of a big company's are made when somebody looks."""
    written = conversations
    if conversations >= BIG_COMPANY:
        written = WRITTEN_IN_FULL
        Multitude(world, seed, conversations - written)
    Historian(world, cast, world.rng).write(talk_specs(written, world.rng))
    if conversations:
        keep(world, cast)
    if world.multitude is not None:
        for row in world.conversations.values():
            world.listing.file(row)
        world.listing.sort()


class DemoDesk(DeskHooks):
    """A server of our own that answers like the real service.

    ``seed`` decides every name, text, id and token; ``now`` gives unix seconds and may stand
    still; with ``quiet_visitors`` nothing happens by itself. ``pace`` and ``sleep`` let tests run
    the visitors as fast as they like; ``ping_every`` is in seconds. ``rate`` is how many events a
    second a load of people causes beside them, from when somebody listens. ``branch`` founds a
    second account of the same people, with so many conversations; ``accounts`` is how many there
    are then in all.

    The test hooks are documented in :class:`hoory_tui.demo.hooks.DeskHooks`.
    """

    def __init__(
        self,
        seed: int = 1,
        quiet_visitors: bool = False,
        now: Callable[[], float] = time.time,
        conversations: int = 100,
        *,
        pace: Pace | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        ping_every: float = 3.0,
        rate: float = 0.0,
        branch: int | None = None,
        accounts: int = 2,
    ) -> None:
        self.seed = seed
        self.quiet_visitors = quiet_visitors
        self._cast_world(seed, now, conversations, ping_every)
        self.branches = self._found_branches(now, branch, accounts) if branch is not None else ()
        self.branch = self.branches[0] if self.branches else None
        self._town = Town(self.engine, self._cast, seed, pace or Pace(), sleep)
        self.load = Load(self.engine, self._cast, seed, rate)
        beside = [one.engine for one in self.branches]
        self._guard = Guard(self.engine, self.manners, beside)
        self._runner: web.AppRunner | None = None
        self._port = 0

    def _cast_world(
        self, seed: int, now: Callable[[], float], conversations: int, ping_every: float
    ) -> None:
        world, self._cast = found_company(now, seed)
        self.hub = CableHub(now, ping_every)
        self.engine = Engine.around(world, self.hub)
        self.manners = Manners()
        with _collector_paused(freeze=conversations >= BIG_COMPANY):
            _write_history(world, self._cast, seed, conversations)
        for agent in self._cast.here:
            self.engine.presence.keep_agent(agent.id, here=True)

    def _found_branches(
        self, now: Callable[[], float], many: int, accounts: int
    ) -> tuple[Branch, ...]:
        branches = tuple(
            Branch(self.engine.world, self.hub, self.seed, now, many, number)
            for number in range(1, accounts)
        )
        for one in branches:
            one.manners = self.manners
        share_cable(self.hub, (self.engine, *(one.engine for one in branches)))
        self.engine.rest.beside = tuple(one.engine.rest for one in branches)
        return branches

    # -- life ---------------------------------------------------------------------------------

    async def start(self, port: int = 0) -> None:
        """Open the port (0 picks a free one) and, unless quiet, let the visitors in.

        Raises OSError when the port is taken.
        """
        runner = web.AppRunner(
            self._guard.application(),
            access_log=None,
            handle_signals=False,
            # The library takes zero for no limit at all.
            shutdown_timeout=0.01,
        )
        await runner.setup()
        site = web.TCPSite(runner, HOST, port)
        try:
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._port = int(runner.addresses[0][1])
        self.engine.events.base_url = self.url
        for one in self.branches:
            one.engine.events.base_url = self.url
        self.hub.start()
        self.load.start()
        if not self.quiet_visitors:
            self._town.start()

    async def stop(self) -> None:
        """Close everything at once; no task outlives this call."""
        if self._runner is None:
            return
        runner, self._runner = self._runner, None
        await self.load.stop()
        await self._town.stop()
        self._guard.stop()
        await self.hub.stop()
        await runner.cleanup()

    async def __aenter__(self) -> DemoDesk:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    # -- description --------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Return the base URL, such as ``http://127.0.0.1:45123``."""
        return f"http://{HOST}:{self._port}"

    @property
    def account_id(self) -> int:
        """Return the first account's id."""
        return self.engine.world.account.id

    @property
    def agents(self) -> list[Agent]:
        """Return the agents; the first one is an administrator and the usual one to sign in as."""
        return list(self.engine.world.agents.values())

    @property
    def inboxes(self) -> list[Inbox]:
        """Return the inboxes; ``identifier`` is set for those the visitors' API works on."""
        return list(self.engine.world.inboxes.values())

    def describe(self) -> Json:
        """Return everything needed to sign in, secrets included: they are pretend."""
        return {
            "url": self.url,
            "account_id": self.account_id,
            "accounts": [
                {"id": account.id, "name": account.name}
                for account in (one.engine.world.account for one in (self, *self.branches))
            ],
            "agents": [
                {
                    "id": agent.id,
                    "name": agent.name,
                    "email": agent.email,
                    "password": PASSWORD,
                    "role": agent.role,
                    "access_token": agent.access_token,
                    "pubsub_token": agent.pubsub_token,
                }
                for agent in self.agents
            ],
            "inboxes": [
                {"id": inbox.id, "name": inbox.name, "identifier": inbox.identifier}
                for inbox in self.inboxes
            ],
        }
