"""Life in the pretend company: visitors and colleagues who act by themselves."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, Coroutine

from .colleagues import Colleagues
from .company import Cast
from .engine import Engine
from .pace import Pace
from .records import Conversation, Message
from .small_talk import SmallTalk
from .visitors import Visitors

SCENES_AT_ONCE = 4

Scene = Callable[[], Coroutine[None, None, None]]


class Town:
    """Starts one scene after another and lets visitors react to agents' answers."""

    def __init__(
        self,
        engine: Engine,
        cast: Cast,
        seed: int,
        pace: Pace,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._engine = engine
        self._pace = pace
        self._sleep = sleep
        self._rng = random.Random(f"town/{seed}")
        talk = SmallTalk(self._rng)
        busy: set[int] = set()
        self._visitors = Visitors(engine, cast, self._rng, pace, sleep, talk, busy)
        self._colleagues = Colleagues(engine, cast, self._rng, pace, sleep, talk, busy)
        self._replies: asyncio.Queue[tuple[Conversation, Message]] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin living."""
        self._visitors.arrive()
        self._engine.messages.on_agent_reply = self._notice
        self._spawn(self._play_scenes())
        self._spawn(self._react())

    async def stop(self) -> None:
        """End every scene at once."""
        self._engine.messages.on_agent_reply = lambda _conversation, _message: None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _spawn(self, scene: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(scene, name="demo-town")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _notice(self, conversation: Conversation, message: Message) -> None:
        # A queue rather than a task: a task would inherit the REST call's held broadcasts.
        self._replies.put_nowait((conversation, message))

    async def _react(self) -> None:
        while True:
            conversation, message = await self._replies.get()
            self._spawn(self._visitors.reacts(conversation, message))

    async def _play_scenes(self) -> None:
        scenes: list[tuple[Scene, int]] = [
            (self._visitors.follow_up, 24),
            (self._visitors.hesitate, 10),
            (self._visitors.look, 12),
            (self._visitors.come_or_go, 10),
            (self._visitors.new_face, 8),
            (self._colleagues.answer, 16),
            (self._colleagues.take, 6),
            (self._colleagues.resolve, 5),
            (self._colleagues.note, 4),
            (self._colleagues.mark, 4),
            (self._colleagues.change_availability, 3),
        ]
        names = [scene for scene, _weight in scenes]
        weights = [weight for _scene, weight in scenes]
        while True:
            await self._sleep(self._pace.draw(self._rng, self._pace.between_scenes))
            if len(self._tasks) < SCENES_AT_ONCE + 2:
                self._spawn(self._rng.choices(names, weights)[0]())
