"""Scenes colleagues play: answering, taking, resolving, noting, coming and going."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from itertools import islice
from urllib.parse import quote

from .company import Cast
from .engine import Engine
from .message_actions import Draft
from .pace import Pace
from .records import Agent, Conversation
from .small_talk import SmallTalk

RECENT = 60


class Colleagues:
    """The agents nobody is signed in as; an agent with an open socket is left to the person."""

    def __init__(
        self,
        engine: Engine,
        cast: Cast,
        rng: random.Random,
        pace: Pace,
        sleep: Callable[[float], Awaitable[None]],
        talk: SmallTalk,
        busy: set[int],
    ) -> None:
        self._engine = engine
        self._cast = cast
        self._rng = rng
        self._pace = pace
        self._sleep = sleep
        self._talk = talk
        self._busy = busy

    def _anybody(self) -> Agent | None:
        """Return a colleague who is here and played by us."""
        hub = self._engine.hub
        free = [
            one
            for one in self._cast.here
            if one.availability != "offline" and not hub.hears(one.pubsub_token)
        ]
        return self._rng.choice(free) if free else None

    def _open(self, colleague: Agent) -> list[Conversation]:
        """Return recent open conversations this colleague sees, the latest first."""
        world = self._engine.world
        newest = islice(reversed(world.conversations.values()), 4 * RECENT)
        found = [
            one
            for one in newest
            if one.status == "open"
            and one.id not in self._busy
            and world.may_see_inbox(colleague, one.inbox_id)
        ]
        found.sort(key=lambda one: one.last_activity_at, reverse=True)
        return found[:RECENT]

    def _pick(self, found: list[Conversation]) -> Conversation | None:
        return self._rng.choice(found[:20]) if found else None

    def _language(self, conversation: Conversation) -> str:
        return self._engine.world.contacts[conversation.contact_id].language

    async def _write(self, colleague: Agent, conversation: Conversation, text: str) -> None:
        self._busy.add(conversation.id)
        try:
            actions = self._engine.conversations
            actions.typing(conversation, colleague, on=True)
            await self._sleep(self._pace.draw(self._rng, self._pace.colleague_typing))
            actions.typing(conversation, colleague, on=False)
            actions.agent_sees(conversation, colleague)
            self._engine.messages.agent_writes(colleague, conversation, Draft(text))
        finally:
            self._busy.discard(conversation.id)

    # -- scenes -------------------------------------------------------------------------------

    async def answer(self) -> None:
        """A colleague answers one of their own, or takes an unassigned one and answers it."""
        colleague = self._anybody()
        if colleague is None:
            return
        waiting = [
            one
            for one in self._open(colleague)
            if one.waiting_since is not None and one.assignee_id in (None, colleague.id)
        ]
        conversation = self._pick(waiting)
        if conversation is None:
            return
        if conversation.assignee_id is None:
            self._engine.conversations.assign(conversation, colleague, colleague)
        text = self._talk.colleague(self._language(conversation))
        await self._write(colleague, conversation, text)

    async def take(self) -> None:
        """A colleague takes an unassigned conversation."""
        colleague = self._anybody()
        if colleague is None:
            return
        free = [one for one in self._open(colleague) if one.assignee_id is None]
        conversation = self._pick(free)
        if conversation is not None:
            self._engine.conversations.assign(conversation, colleague, colleague)

    async def resolve(self) -> None:
        """A colleague says goodbye and closes one of their conversations."""
        colleague = self._anybody()
        if colleague is None:
            return
        own = [
            one
            for one in self._open(colleague)
            if one.assignee_id == colleague.id and one.waiting_since is None
        ]
        conversation = self._pick(own)
        if conversation is None:
            return
        text = self._talk.closing(self._language(conversation))
        await self._write(colleague, conversation, text)
        self._engine.conversations.set_status(conversation, "resolved", colleague)

    async def note(self) -> None:
        """A colleague leaves a private note, perhaps for somebody."""
        colleague = self._anybody()
        conversation = self._pick(self._open(colleague)) if colleague else None
        if colleague is None or conversation is None:
            return
        text = self._talk.note()
        for key, agent in self._cast.agents.items():
            mention = f"[@{agent.name}](mention://user/{agent.id}/{quote(agent.name)})"
            text = text.replace("{@" + key + "}", mention)
        self._engine.messages.agent_writes(colleague, conversation, Draft(text, private=True))

    async def mark(self) -> None:
        """A colleague adds a label or changes a priority."""
        colleague = self._anybody()
        conversation = self._pick(self._open(colleague)) if colleague else None
        if colleague is None or conversation is None:
            return
        actions = self._engine.conversations
        if self._rng.random() < 0.5:
            priority = self._rng.choice(["low", "medium", "high", "urgent"])
            actions.set_priority(conversation, priority, colleague)
        else:
            label = self._rng.choice(self._engine.world.labels).title
            actions.set_labels(conversation, [*conversation.labels, label], colleague)

    async def change_availability(self) -> None:
        """A colleague goes busy, goes for lunch, or is back."""
        hub = self._engine.hub
        ours = [one for one in self._cast.here if not hub.hears(one.pubsub_token)]
        if not ours:
            return
        colleague = self._rng.choice(ours)
        choices = [one for one in ("online", "busy", "offline") if one != colleague.availability]
        colleague.availability = self._rng.choice(choices)
