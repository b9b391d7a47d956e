"""A desk so busy that it shows what a console can bear: so many events a second, evenly paced."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from .company import Cast
from .engine import Engine
from .message_actions import Draft
from .records import Agent, Conversation
from .small_talk import SmallTalk

BURST_SECONDS: Final = 0.02
"""Events come in small bursts this far apart, as they do from a busy server."""
_DEBT_SECONDS: Final = 1.0
"""What could not be sent for longer than this, on a starved machine, is let go."""
_AT_ONCE: Final = 40
"""People typing at the same time."""
_HOT: Final = 300
_HOT_SHARE: Final = 0.9

_ENDED: Final = object()

Scene = Iterator[None]


@dataclass(slots=True)
class Sent:
    """What has gone out since the start."""

    rate: float = 0.0
    events: int = 0
    """As a listener to everything has heard them."""
    messages: int = 0
    """The number in the text of the latest message, counted from 1."""


class Load:
    """People who write and act through the same ways as everybody else, only much more.

    ``seed`` decides what happens and in which order; ``rate`` in events per second decides when,
    and may be changed while it runs. Nothing happens while nobody listens.
    """

    def __init__(self, engine: Engine, cast: Cast, seed: int, rate: float) -> None:
        self._engine = engine
        self._cast = cast
        self._rng = random.Random(f"load/{seed}")
        self._talk = SmallTalk(self._rng)
        self._rate = rate
        self._messages = 0
        self._events = 0
        self._scenes: deque[Scene] = deque()
        self._hot: list[int] = []
        self._is_wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    # -- life ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin as soon as somebody listens and a rate is set."""
        self.set_rate(self._rate)
        self._task = asyncio.create_task(self._run(), name="demo-load")

    async def stop(self) -> None:
        """End at once."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def set_rate(self, rate: float) -> None:
        """Go on with so many events a second, none for 0."""
        self._rate = rate
        if rate > 0:
            self._is_wanted.set()
        else:
            self._is_wanted.clear()

    def sent(self) -> Sent:
        """Return how far it has come."""
        return Sent(self._rate, self._events, self._messages)

    async def _run(self) -> None:
        await self._is_wanted.wait()
        self._hot = self._latest()
        loop, owed = asyncio.get_running_loop(), 0.0
        before = loop.time()
        while self._hot:
            if not self._is_wanted.is_set():
                await self._is_wanted.wait()
                before = loop.time()
            await asyncio.sleep(BURST_SECONDS)
            now = loop.time()
            owed = min(owed + self._rate * (now - before), self._rate * _DEBT_SECONDS)
            before = now
            owed = self._pay(owed) if self._engine.hub.has_listeners() else 0.0

    def _latest(self) -> list[int]:
        """Return the display ids of the conversations that were active last."""
        world = self._engine.world
        if world.multitude is not None:
            return list(islice(world.listing.newest_first(), _HOT))
        rows = sorted(world.conversations.values(), key=lambda one: one.last_activity_at)
        return [one.display_id for one in rows[-_HOT:]]

    def _pay(self, owed: float) -> float:
        """Let scenes go on until so many events were caused; return what is still owed."""
        counters = self._engine.hub.counters
        # Most steps cause some, but not all that happens is announced.
        for _ in range(4 * int(owed) + _AT_ONCE):
            if owed < 1:
                break
            before = counters.broadcasts
            self._step()
            caused = counters.broadcasts - before
            self._events += caused
            owed -= caused
        return owed

    def _step(self) -> None:
        """Let the scene whose turn it is go on."""
        while len(self._scenes) < _AT_ONCE:
            self._scenes.append(self._new_scene())
        scene = self._scenes.popleft()
        if next(scene, _ENDED) is not _ENDED:
            self._scenes.append(scene)

    # -- who and what -------------------------------------------------------------------------

    def _new_scene(self) -> Scene:
        scenes: list[tuple[Callable[[Conversation], Scene], int]] = [
            (self._visitor_writes, 48),
            (self._agent_writes, 30),
            (self._agent_notes, 3),
            (self._is_assigned, 6),
            (self._changes_status, 5),
            (self._is_marked, 5),
            (self._contact_looks, 2),
            (self._comes_or_goes, 1),
        ]
        chosen = self._rng.choices([one for one, _ in scenes], [weight for _, weight in scenes])[0]
        return chosen(self._somewhere())

    def _somewhere(self) -> Conversation:
        """Return a conversation, mostly one of the few hundred in which people are awake."""
        world, rng = self._engine.world, self._rng
        if rng.random() < _HOT_SHARE:
            number = rng.choice(self._hot)
        else:
            total = len(world.listing) if world.multitude is not None else len(world.conversations)
            number = rng.randint(1, total)
        found = world.conversation(number)
        return found or world.conversations[next(iter(world.conversations))]

    def _colleague(self) -> Agent:
        """Return an agent nobody is signed in as, if there is one."""
        hears = self._engine.hub.hears
        free = [one for one in self._cast.here if not hears(one.pubsub_token)]
        return self._rng.choice(free or self._cast.here)

    def _numbered(self, text: str) -> str:
        self._messages += 1
        # In front, where the list shows it as well.
        return f"({self._messages}) {text}"

    def _language(self, row: Conversation) -> str:
        return self._engine.world.contacts[row.contact_id].language

    # -- scenes: each goes on for one step at a time -------------------------------------------

    def _visitor_writes(self, row: Conversation) -> Scene:
        contact, actions = self._engine.world.contacts[row.contact_id], self._engine.conversations
        if contact.blocked:
            return
        actions.typing(row, contact, on=True)
        yield
        actions.typing(row, contact, on=False)
        text = self._numbered(self._talk.follow_up(contact.language))
        self._engine.messages.contact_writes(contact, row, Draft(text))

    def _agent_writes(self, row: Conversation) -> Scene:
        agent, actions = self._colleague(), self._engine.conversations
        actions.typing(row, agent, on=True)
        yield
        actions.typing(row, agent, on=False)
        actions.agent_sees(row, agent)
        text = self._numbered(self._talk.colleague(self._language(row)))
        self._engine.messages.agent_writes(agent, row, Draft(text))

    def _agent_notes(self, row: Conversation) -> Scene:
        yield
        draft = Draft(self._numbered("I have looked into this."), private=True)
        self._engine.messages.agent_writes(self._colleague(), row, draft)

    def _is_assigned(self, row: Conversation) -> Scene:
        yield
        chosen = self._rng.choice([None, *self._cast.agents.values()])
        self._engine.conversations.assign(row, chosen, self._colleague())

    def _changes_status(self, row: Conversation) -> Scene:
        yield
        status = self._rng.choices(["open", "resolved", "pending"], [5, 3, 1])[0]
        self._engine.conversations.set_status(row, status, self._colleague())

    def _is_marked(self, row: Conversation) -> Scene:
        yield
        actions, rng = self._engine.conversations, self._rng
        if rng.random() < 0.5:
            priority = rng.choice([None, "low", "medium", "high", "urgent"])
            actions.set_priority(row, priority, self._colleague())
        else:
            labels = [one.title for one in rng.sample(self._engine.world.labels, 2)]
            actions.set_labels(row, labels, self._colleague())

    def _contact_looks(self, row: Conversation) -> Scene:
        yield
        self._engine.conversations.contact_reads(row)

    def _comes_or_goes(self, row: Conversation) -> Scene:
        yield
        presence = self._engine.presence
        presence.keep_contact(row.contact_id, here=not presence.contact_is_here(row.contact_id))
