"""A console behind the fault proxy, and an account of all that was written on both sides."""

from __future__ import annotations

import asyncio
import itertools
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Final

import aiohttp
from pydantic import SecretStr

from hoory_tui.client.connection import Limits
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.screens.signin import SignInScreen
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store.records import Pending, SendState
from hoory_tui.wire.backoff import delays
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.link import LinkState

from ..flows.console import PATIENCE, Clock, Console, console_on, staged_desk
from ..flows.stage import DANA, NARE
from ..screen import widget_text
from .proxy import FaultProxy
from .record import Record
from .scene import desk_port

HERS: Final = "Is anybody there?"
OURS: Final = "The cable is in the post."
POST: Final = ("POST", f"/conversations/{DANA}/messages")
SIZE: Final = (160, 36)
"""No larger than it takes to see everything: drawing is most of what these tests do."""
BRISK: Final = Pace(
    welcome=2.0,
    silence=1.0,
    ask_again=0.2,
    confirm=0.4,
    presence=0.4,
    echo=0.35,
    degraded=0.6,
)
"""Beats twice a second, so that a silence is found out soon."""
_STEP: Final = 5.0
_PAUSE: Final = 0.03
_BREATH: Final = 2.5
"""Seconds before the next attempt, unless it was seen that there will be one."""
_EDGES: Final = "▌▐▎▏│┃ "
_HINTS: Final = ("your text is kept", "it leaves by itself", "the thread is read", "look before")
"""What follows on what became of a reply: the things to do about it."""
_LONGEST: Final = 200.0
"""Seconds of the desk's clock after which what was waited for is taken to never come."""


class Prompt(Random):
    """Makes waits that are short but long enough to be seen, on a slow machine too."""

    def uniform(self, a: float, b: float) -> float:
        return _BREATH


@dataclass
class Room:
    """A desk, a proxy before it, and what was written to and from the consoles in the room."""

    desk: DemoDesk
    clock: Clock
    proxy: FaultProxy
    hers: list[str] = field(default_factory=list)
    ours: list[str] = field(default_factory=list)

    def contact_writes(self, text: str) -> None:
        """Let Dana write."""
        self.hers.append(text)
        self.desk.contact_writes(DANA, text)

    def stored(self, text: str) -> int:
        """Return how often the server has a text in Dana's conversation."""
        return sum(one.content == text for one in self.desk.conversation(DANA).messages)


@dataclass
class Stand:
    """A console in the room, with Dana's conversation open."""

    room: Room
    console: Console
    record: Record

    @property
    def desk(self) -> DemoDesk:
        return self.room.desk

    @property
    def proxy(self) -> FaultProxy:
        return self.room.proxy

    @property
    def pending(self) -> list[Pending]:
        """What is on its way to the server."""
        return list(self.console.store.outbox.values())

    @property
    def states(self) -> list[SendState]:
        return [one.state for one in self.pending]

    # What the agent does

    async def sends(self, text: str, *, private: bool = False) -> None:
        """Write to Dana and send it."""
        self.room.ours.append(text)
        await self.console.write(text, private=private)
        await self.console.press("ctrl+s")

    async def repeats(self) -> None:
        """Press the key that sends again what did not go out."""
        await self.console.press("full_stop")

    async def reloads(self) -> None:
        """Press the key that tries everything again, and reads everything again."""
        await self.console.press("ctrl+r")

    def tries_now(self) -> None:
        """Cut the wait for the next connection short; what was missed nobody asks for here."""
        self.console.app.backend.cable.nudge()

    async def signs_in(self, token: str) -> None:
        """Give the token that the box asks for."""
        await self.asked_to_sign_in()
        self.console.app.screen.query_one("#token").value = token  # type: ignore[attr-defined]
        await self.console.press("enter")

    async def asked_to_sign_in(self) -> None:
        """Wait for the box that asks for a token."""
        await self.console.until(lambda: isinstance(self.console.app.screen, SignInScreen))
        await self.console.asks("no longer takes your token. Nothing is lost")
        self.record.says("box: the server no longer takes your token. Nothing is lost")

    # What the screen says

    async def says(self, words: str, where: str = "#messages") -> None:
        """Wait until a pane says this, and take down the whole phrase."""
        if where == "#top-bar":
            # Its countdown is measured against a clock that stands still otherwise.
            self.console.clock.pass_by(max(0.0, elapsed() - self.console.clock.monotonic()))
        await self.console.shows(words, where)
        line = next(one for one in self.console.seen(where).split("\n") if words in one)
        phrase = next(one for one in re.split(r" {2,}", line.strip()) if words in one)
        self.record.says(phrase.strip(_EDGES))

    async def thread_says(self, problem: str) -> None:
        """Wait until the thread says what became of a reply, and take down the whole sentence."""
        await self.says(problem)
        lines = [one.strip(_EDGES) for one in self.console.seen("#messages").split("\n")]
        number = next(number for number, line in enumerate(lines) if problem in line)
        rest = itertools.takewhile(lambda one: not one.startswith(_HINTS), lines[number:])
        self.record.said[-1] = " ".join(rest)

    async def top_bar_says(self, words: str) -> None:
        """Wait until the top bar says this of the link, and take it down."""
        await self.says(words, "#top-bar")
        # How long ago is measured between the console's clock here and the wire's own.
        self.record.said[-1] = self.record.said[-1].partition(" · heard ")[0]

    async def footer_says(self, words: str) -> None:
        """Wait until the last line says this, and take it down."""
        await self.says(words, "#footer")

    async def toast_says(self, words: str) -> None:
        """Wait until a toast says this, however its lines are broken."""
        await self.console.until(lambda: any(words in one for one in self._toasts()), words)
        self.record.says(next(one for one in self._toasts() if words in one))
        # What stands below it is to be seen as well.
        self.console.app.clear_notifications()

    def _toasts(self) -> list[str]:
        app = self.console.app
        texts = (widget_text(app, one) for one in app.screen.query("Toast"))
        return [" ".join(re.sub(rf"[{_EDGES}]", " ", text).split()) for text in texts]

    async def is_live(self) -> None:
        """Wait until the link is live and everything that was missed has been read.

        What could not be read is tried again after a pause, so time passes meanwhile.
        """
        until = elapsed() + PATIENCE
        while "● live" not in self.console.seen("#top-bar") and elapsed() < until:
            if self.console.store.link.state is LinkState.WAITING:
                # It would come by itself too; what was to be seen of the waiting was seen.
                self.tries_now()
            self.console.clock.pass_by(_PAUSE * 10)
            self.console.app._beat()
            await self.console.turn()
            await asyncio.sleep(_PAUSE)
        await self.top_bar_says("● live")
        await self.console.settled()

    async def has_sent(self, text: str) -> None:
        """Wait until the thread shows a text as sent, and nothing of it waits any more."""

        def is_sent() -> bool:
            lines = [one for one in self.console.seen("#messages").split("\n") if text in one]
            return len(lines) == 1 and "✓ sent" in lines[0]

        await self.console.until(is_sent, f"{text!r} sent")
        assert text not in [one.content for one in self.pending]

    # Time

    async def passes(self, seconds: float) -> None:
        """Let so much of the console's time pass, in steps too short to be taken for sleep."""
        while seconds > 0:
            step = min(_STEP, seconds)
            seconds -= step
            self.console.clock.pass_by(step)
            self.console.app._beat()
            await self.console.turn()

    async def lets_pass(self, condition: Callable[[], object], what: str = "") -> None:
        """Let the desk's and the console's time pass until something has come about."""
        left = _LONGEST
        while not condition() and left > 0:
            left -= _STEP
            await self.passes(_STEP)
            await asyncio.sleep(0.01)
        await self.console.until(condition, what)

    @contextmanager
    def impatient(self, seconds: float) -> Iterator[None]:
        """Let requests take no longer than this."""
        session = self.console.app.backend.session
        before = session._timeout
        session._timeout = aiohttp.ClientTimeout(total=seconds, connect=seconds / 2)
        yield
        session._timeout = before

    # The account

    async def nothing_lost_or_doubled(self) -> None:
        """Count what was written on both sides; each text is there once, or here still."""
        await self.console.settled()
        shown = self.console.seen("#messages")
        drafts = self.console.main.composer.drafts()
        for text in [*self.room.hers, *self.room.ours]:
            held = sum(text in one.content for one in self.pending)
            written = sum(text in draft for draft in drafts.values())
            is_here = held + written > 0
            stored, seen = self.room.stored(text), shown.count(text)
            self.record.lost += not (stored or is_here) or not (seen or written)
            self.record.doubled += max(stored, seen, 1) - 1
        assert (self.record.lost, self.record.doubled) == (0, 0), shown


@asynccontextmanager
async def room(secure: ssl.SSLContext | None = None) -> AsyncIterator[Room]:
    """Run a quiet desk behind a proxy, which may show a certificate."""
    async with staged_desk() as (desk, clock), FaultProxy(desk_port(desk), secure) as proxy:
        yield Room(desk, clock, proxy)


@asynccontextmanager
async def seat(
    place: Room,
    record: Record,
    *,
    pace: Pace | None = None,
    kept: Path | None = None,
    url: str = "",
) -> AsyncIterator[Stand]:
    """Run a console in the room whose waits are short, with Dana's conversation open."""
    url = url or place.proxy.url
    async with console_on(place.desk, place.clock, SIZE, pace=pace, kept=kept, url=url) as running:
        cable = running.app.backend.cable
        cable._rng = Prompt()
        cable._delays = delays(cable._rng)
        cable._limits = replace(Limits(), handshake=0.7, close=0.3, stable=0.05)
        await running.turn_to(DANA, opened=True)
        yield Stand(place, running, record)


@asynccontextmanager
async def stand(
    record: Record, *, pace: Pace | None = None, kept: Path | None = None
) -> AsyncIterator[Stand]:
    """Run a desk, a proxy and one console."""
    async with room() as place, seat(place, record, pace=pace, kept=kept) as one:
        yield one


def token_of(desk: DemoDesk) -> SecretStr:
    """Return the token with which the console's agent signs in now."""
    return SecretStr(desk.agent(NARE).access_token)
