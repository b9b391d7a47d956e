"""A desk, a proxy before its cable, and a client whose every word about the link is kept."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from hoory_tui.client.agent_api import AgentApi
from hoory_tui.client.connection import Limits
from hoory_tui.client.session import Server
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.watch import TOKEN_CHECK, LinkWatch
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import Event, MessageCreated
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

from ..client.desks import desk_client
from ..client.watching import QUICK, Watcher, watched
from .proxy import FaultProxy
from .record import Record, words_of

BEAT: Final = 0.1
"""Seconds between the desk's pings."""
FAST: Final = Pace(
    welcome=0.6,
    silence=0.5,
    ask_again=0.2,
    confirm=0.4,
    presence=0.2,
    echo=0.15,
    degraded=0.3,
)
NARE: Final = 11
"""The agent whose client it is."""

RESTING: Final = (LinkState.WAITING, LinkState.REFUSED, LinkState.HALTED)
TRYING: Final = LinkState.CONNECTING
PASSING: Final = (TRYING, LinkState.GREETING, LinkState.SUBSCRIBING)
_ON_THE_WAY: Final = 0.3
"""Seconds that an event takes at most; what catching up reads begins earlier by far more."""


@dataclass
class Scene:
    """What a fault of the battery plays on."""

    desk: DemoDesk
    proxy: FaultProxy
    api: AgentApi
    watcher: Watcher
    clock: Callable[[], float] = time.monotonic
    _said_at: dict[int, float] = field(default_factory=dict)

    @property
    def now(self) -> LinkStatus:
        """How the link is doing, in the client's words."""
        return self.watcher.client.status

    def say(self, number: int, text: str = "") -> None:
        """Broadcast a message of this id to the client's token."""
        self._said_at[number] = time.monotonic()
        data = {"id": number, "account_id": self.desk.account_id, "content": text}
        self.desk.broadcast(NARE, "message.created", data)

    def heard(self) -> list[int]:
        """Return the ids of the messages that were handed on, doubles included."""
        return message_ids(self.watcher.events)

    def lost(self) -> set[int]:
        """Return what no event has told of and no catching up would read either."""
        heard = set(self.heard())
        return {
            number
            for number, at in self._said_at.items()
            if number not in heard
            and not any(since - _ON_THE_WAY <= at <= until for since, until in self._gaps())
        }

    def _gaps(self) -> list[tuple[float, float]]:
        """Return from when to when a console would read what it missed on this link."""
        watch, before = LinkWatch(0.0), LinkStatus(LinkState.WAITING)
        gaps: list[tuple[float, float]] = []
        for link, at in zip(self.watcher.links, self.watcher.came_at, strict=True):
            if link.cause is Cause.RENEWED:
                watch.doubt(TOKEN_CHECK, at)
            watch.follow(before, link, at)
            if link.state is LinkState.LIVE and before.state is not LinkState.LIVE:
                # Before the first connection there is nothing but what is read.
                gaps.append((watch.live_until or 0.0, at))
                watch.caught_up(at)
            before = link
        if watch.live_until is not None:
            gaps.append((watch.live_until, time.monotonic()))
        return gaps

    def report(self, record: Record, words: str) -> None:
        """Take down what the screen said, which has these words in it, and what was lost."""
        said = [
            (link.state, words_of(link, at if self.clock is time.monotonic else self.clock()))
            for link, at in zip(self.watcher.links, self.watcher.came_at, strict=True)
        ]
        assert any(words in one for _, one in said), said
        for state, one in said:
            if state not in PASSING or words in one:
                record.says(one)
        record.lost += len(self.lost())
        ours = [one for one in self.heard() if one in self._said_at]
        record.doubled += len(ours) - len(set(ours))
        assert (record.lost, record.doubled) == (0, 0)

    async def hears(self, *numbers: int) -> None:
        """Wait for these messages and make sure that they are all there is."""
        await self.watcher.until(lambda: len(self.heard()) >= len(numbers))
        assert self.heard() == list(numbers)

    async def is_live_again(self, connection: int) -> None:
        """Wait for a live connection, and hear by it: nothing is lost from here on."""
        await self.watcher.reach_live(connection)
        assert (self.now.cause, self.now.detail) == (Cause.NONE, "")
        self.say(9000 + connection)
        await self.watcher.until(lambda: 9000 + connection in self.heard())
        assert self.heard().count(9000 + connection) == 1

    async def stays(self, state: LinkState, seconds: float) -> None:
        """Make sure that nothing is said of the link for some time."""
        before = len(self.watcher.links)
        await asyncio.sleep(seconds)
        changes = {link.state for link in self.watcher.links[before:]}
        assert (self.now.state, changes - {state}) == (state, set())


@asynccontextmanager
async def scene(
    record: Record,
    says: str,
    *,
    pace: Pace = FAST,
    limits: Limits = QUICK,
    identify: Callable[[], Awaitable[Identifier]] | None = None,
    before: Callable[[DemoDesk, FaultProxy], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
    hurried: int = 0,
) -> AsyncIterator[Scene]:
    """Run everything; `before` acts before the client's first attempt.

    At the end, the top bar has said these words, which go to the record with what was lost
    and what came twice; and no attempt may have been made before its time,
    except so many on demand.
    """
    async with desk_client(ping_every=BEAT) as client:
        desk, api = client.desk, client.agent()
        async with FaultProxy(desk_port(desk)) as proxy:
            if before is not None:
                before(desk, proxy)

            async def read_profile() -> Identifier:
                return await identifier_of(api)

            async with watched(
                Server(proxy.url),
                identify=identify or read_profile,
                pace=pace,
                limits=limits,
                clock=clock,
            ) as watcher:
                play = Scene(desk, proxy, api, watcher, clock)
                yield play
            play.report(record, says)
            assert proxy.opened <= watcher.states.count(TRYING)
            check_attempts(watcher, hurried=hurried)


def check_attempts(watcher: Watcher, *, hurried: int = 0) -> None:
    """Make sure that each attempt followed a rest and came no sooner than was said."""
    early = 0
    rest: LinkStatus | None = None
    for link, came_at in zip(watcher.links, watcher.came_at, strict=True):
        if link.state is TRYING and rest is not None:
            early += rest.retry_at is None or came_at < rest.retry_at
        if link.state is TRYING:
            rest = None
        elif link.state in RESTING:
            rest = link
    states = [state for state in watcher.states if state is TRYING or state in RESTING]
    doubled = sum(a is b is TRYING for a, b in itertools.pairwise(states))
    assert (early <= hurried, doubled) == (True, 0), (early, states)


async def identifier_of(api: AgentApi) -> Identifier:
    """Ask for what to subscribe with, as the console does before each connection."""
    profile = await api.profile()
    assert profile.pubsub_token is not None
    return Identifier(
        pubsub_token=profile.pubsub_token, account_id=api.account_id, user_id=profile.id
    )


def message_ids(events: list[Event]) -> list[int]:
    """Return the ids of the messages that came into being, in order."""
    return [event.message.id for event in events if isinstance(event, MessageCreated)]


def desk_port(desk: DemoDesk) -> int:
    """Return the port a desk listens on."""
    return int(desk.url.rpartition(":")[2])
