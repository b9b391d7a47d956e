"""Everything that befalls a line and a server, drawn at random, for random lengths of time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from random import Random
from typing import Final

from .booth import Booth
from .load import Load

CALM: Final = 5.0
"""Seconds between the beginnings of two troubles, on average; they may overlap."""

Trouble = Callable[[], Awaitable[None]]


class Weather:
    """Troubles on a line; every one ends by itself, and `clear_up` ends all at once."""

    def __init__(self, booth: Booth, load: Load, rng: Random, only: Collection[str] = ()) -> None:
        self._booth = booth
        self._desk = booth.desk
        self._line = booth.line
        self._load = load
        self._rng = rng
        self._only = only
        self._tasks: set[asyncio.Task[None]] = set()
        self.seen: Counter[str] = Counter()
        self._kinds: dict[str, tuple[int, Trouble]] = {
            "drop": (12, self._drop),
            "duplicate": (10, self._duplicate),
            "reorder": (12, self._reorder),
            "delay": (8, self._delay),
            "half-open": (8, self._half_open),
            "restart": (5, self._restart),
            "cut": (8, self._cut),
            "deaf": (4, self._deaf),
            "handshake": (4, self._handshake),
            "token": (1, self._token),
            "sleep": (2, self._sleep),
            "post": (14, self._post),
            "get": (12, self._get),
        }

    async def run(self) -> None:
        """Go on until cancelled."""
        names = [name for name in self._kinds if name in self._only or not self._only]
        weights = [self._kinds[name][0] for name in names]
        # Each once, and then as it comes.
        first = self._rng.sample(names, len(names))
        while True:
            await asyncio.sleep(self._rng.expovariate(1 / CALM))
            name = first.pop() if first else self._rng.choices(names, weights)[0]
            self.seen[name] += 1
            task = asyncio.ensure_future(self._kinds[name][1]())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def clear_up(self) -> None:
        """End every trouble; last of all the link is cut, after which all can be known again."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        desk, manners = self._desk, self._desk.cable_manners
        desk.clear_faults()
        desk.release_events("kept")
        desk.hub.troubles.lose(-desk.hub.troubles._losses)
        desk.hub.troubles.double(-desk.hub.troubles._doublings)
        manners.refuse_status = None
        manners.mute = manners.silence_pings = manners.silence_welcomes = False
        manners.lose_confirms = 0
        desk.event_before_response = True
        self._line.up.latency = self._line.down.latency = 0.0
        self._line.resume()
        await self._line.accept()
        self._line.reset()

    def _seconds(self, least: float, most: float) -> float:
        return self._rng.uniform(least, most)

    # Events

    async def _drop(self) -> None:
        """Lose the last events before the connection goes."""
        self._desk.drop_events(self._rng.randrange(1, 9))
        await asyncio.sleep(self._seconds(0.5, 5))
        self._line.reset()

    async def _duplicate(self) -> None:
        self._desk.duplicate_events(self._rng.randrange(1, 20))

    async def _reorder(self) -> None:
        """Hold events back and let them go in another order, also across a reconnect."""
        self._desk.hold_events()
        await asyncio.sleep(self._seconds(0.3, 6))
        self._desk.release_events("shuffled", self._rng.randrange(1000))

    # The line

    async def _delay(self) -> None:
        line = self._line
        line.up.latency, line.down.latency = self._seconds(0, 0.8), self._seconds(0, 1.5)
        await asyncio.sleep(self._seconds(3, 20))
        line.up.latency = line.down.latency = 0.0

    async def _half_open(self) -> None:
        """Let nothing pass in one direction or both, without a word of it."""
        flows = self._rng.choice(
            ([self._line.down], [self._line.up], [self._line.up, self._line.down])
        )
        for flow in flows:
            flow.stall()
        await asyncio.sleep(self._seconds(1, 25))
        if self._rng.random() < 0.5:
            self._line.reset()
        for flow in flows:
            flow.resume()

    async def _cut(self) -> None:
        match self._rng.randrange(4):
            case 0:
                self._line.cut()
            case 1:
                self._line.reset()
            case 2:
                await self._desk.disconnect_all("server_restart")
            case 3:
                await self._desk.close_sockets()

    # The server

    async def _restart(self) -> None:
        """Drop everybody and turn them away for a while, at the port or behind it."""
        desk, away = self._desk, self._seconds(2, 20)
        desk.drop_sockets()
        self._line.reset()
        if self._rng.random() < 0.5:
            self._line.refuse()
            await asyncio.sleep(away)
            await self._line.accept()
            return
        status = self._rng.choice((502, 503))
        desk.fail_next("*", "/api", status, times=1_000_000)
        desk.cable_manners.refuse_status = status
        await asyncio.sleep(away)
        desk.cable_manners.refuse_status = None
        desk.clear_faults()

    async def _deaf(self) -> None:
        """Let pings go on and events reach nobody."""
        self._desk.mute_cable = True
        await asyncio.sleep(self._seconds(5, 80))
        self._desk.mute_cable = False

    async def _handshake(self) -> None:
        """Cut the link, and be slow or silent at its next opening."""
        manners = self._desk.cable_manners
        manners.silence_welcomes = self._rng.random() < 0.3
        manners.lose_confirms = self._rng.randrange(2)
        manners.confirm_delay = self._seconds(0, 3)
        self._line.reset()
        await asyncio.sleep(self._seconds(2, 15))
        manners.silence_welcomes, manners.confirm_delay = False, 0.0

    async def _token(self) -> None:
        self._desk.rotate_pubsub_token(self._booth.me)

    async def _sleep(self) -> None:
        """Let the machine sleep while the desk goes on; the line may not survive that."""
        self._line.stall()
        for _ in range(self._rng.randrange(12)):
            self._load.do_something()
        self._booth.clock.pass_by(self._seconds(20, 900))
        if self._rng.random() < 0.7:
            self._line.reset()
        self._line.resume()

    # Requests

    async def _post(self) -> None:
        """Trouble for what is sent: nothing done, done but not answered so, answered too late."""
        desk, one = self._desk, ("POST", "/messages")
        deeds: list[Callable[[], None]] = [
            lambda: desk.lose_next_answer(*one),
            lambda: desk.lose_next_answer(*one, lose_events=True),
            lambda: desk.cut_next_answer(*one),
            lambda: desk.fail_next(*one, 500),
            lambda: desk.fail_next(*one, 500, after_deed=True, lose_events=True),
            lambda: desk.fail_next(*one, 504, after_deed=True),
            lambda: desk.fail_next(*one, 429, headers={"Retry-After": "2"}),
            lambda: desk.fail_next(*one, 503, times=2),
            lambda: desk.stall_next_answer(*one, 40),
            lambda: desk.delay_next(*one, 3),
            lambda: desk.fail_next("POST", "/toggle_status", 500, after_deed=True),
            lambda: desk.fail_next("POST", "/toggle_status", 422),
            lambda: desk.lose_next_answer("POST", "/assignments"),
            lambda: desk.fail_next("POST", "/update_last_seen", 502),
        ]
        self._rng.choice(deeds)()
        desk.event_before_response = self._rng.random() < 0.5

    async def _get(self) -> None:
        """Trouble for what is read."""
        desk = self._desk
        path = self._rng.choice(("/conversations", "/messages", "/profile", "/"))
        deeds: list[Callable[[], None]] = [
            lambda: desk.fail_next("GET", path, 502, times=self._rng.randrange(1, 4)),
            lambda: desk.fail_next("GET", path, 429, headers={"Retry-After": "1"}),
            lambda: desk.lose_next_answer("GET", path, times=2),
            lambda: desk.cut_next_answer("GET", path),
            lambda: desk.delay_next("GET", path, self._seconds(0.5, 8), times=2),
            lambda: desk.stall_next_answer("GET", path, self._seconds(0.5, 8), times=2),
            lambda: desk.falsify_next_answer("GET", path, "<html>Sign in</html>"),
        ]
        self._rng.choice(deeds)()
