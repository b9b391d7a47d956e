"""A contact's program on the demo desk, and somebody who keeps all that it hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from hoory_tui.client.connection import Limits
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Inbox
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.contact import Contact
from hoory_tui.sdk.inbox.link import InboxEvent
from hoory_tui.sdk.inbox.service import InboxService
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.events import (
    ConversationEvent,
    ConversationUpdated,
    MessageCreated,
    MessageEvent,
)
from hoory_tui.wire.link import LinkState, LinkStatus

NARE, HANNA = 11, 15
"""Agents of the desk; the second is an administrator."""
PATIENCE = 10.0
LIMITS = Limits(stable=0.05, slowly=0.05)


@dataclass
class Listener:
    """All events of a program, in the order they were told."""

    inbox: InboxService
    desk: DemoDesk
    heard: list[InboxEvent] = field(default_factory=list)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def listen(self) -> None:
        async for event in self.inbox.events():
            async with self._news:
                self.heard.append(event)
                self._news.notify_all()

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(true)

    async def live(self, connection: int = 1) -> None:
        """Wait until this or a later connection is live."""
        await self.until(
            lambda: any(
                one.state is LinkState.LIVE and one.connection >= connection for one in self.links
            )
        )

    async def more_links(self) -> None:
        """Wait until the link is not as it is now."""
        seen = len(self.links)
        await self.until(lambda: len(self.links) > seen)

    async def says(self, *contents: str) -> None:
        """Wait until so many messages were told of, and see that it were these."""
        await self.until(lambda: len(self.contents) >= len(contents))
        assert self.contents == list(contents)

    async def beat(self) -> None:
        """Wait for something that comes after all that was said before now."""
        assert self.inbox.conversation is not None
        told = len(self.typing)
        self.desk.agent_types(NARE, self.inbox.conversation.id)
        await self.until(lambda: len(self.typing) > told)

    @property
    def links(self) -> list[LinkStatus]:
        return [one for one in self.heard if isinstance(one, LinkStatus)]

    @property
    def typing(self) -> list[InboxEvent]:
        return [one for one in self.heard if type(one).__name__.startswith("Typing")]

    @property
    def contents(self) -> list[str]:
        """The words of all messages, each time one was told as new."""
        return [one.message.content or "" for one in self.heard if isinstance(one, MessageCreated)]

    @property
    def names(self) -> list[str]:
        """What was told about messages and conversations, without what only newer servers tell."""
        return [
            type(one).__name__
            for one in self.heard
            if isinstance(one, MessageEvent | ConversationEvent)
            and not isinstance(one, ConversationUpdated)
        ]


def app_inbox(desk: DemoDesk) -> Inbox:
    """Return the desk's inbox that speaks to programs."""
    return next(one for one in desk.inboxes if one.identifier)


def identifier(desk: DemoDesk) -> str:
    return app_inbox(desk).identifier or ""


@asynccontextmanager
async def quiet_desk() -> AsyncIterator[DemoDesk]:
    """Run a desk on which nothing happens by itself."""
    async with DemoDesk(quiet_visitors=True, conversations=0) as desk:
        yield desk


@asynccontextmanager
async def visiting(
    desk: DemoDesk,
    contact: Contact | None = None,
    *,
    pace: Pace | None = None,
    clock: Callable[[], float] = elapsed,
    begin: bool = True,
    live: bool = True,
    url: str = "",
) -> AsyncIterator[Listener]:
    """Have a contact's program run on a desk and listen to it, from when it is live."""
    async with InboxService(url or desk.url, pace=pace, limits=LIMITS, clock=clock) as inbox:
        await inbox.init(identifier(desk), contact or Contact(name="Robin"), begin=begin)
        listener = Listener(inbox, desk)
        listening = asyncio.create_task(listener.listen())
        try:
            if live:
                await listener.live()
            if live and inbox.conversation is not None:
                # What was read after the first connection is told before what comes after it.
                await listener.beat()
                listener.heard = [one for one in listener.heard if one not in listener.typing]
            yield listener
        finally:
            await inbox.close()
            await asyncio.wait_for(listening, PATIENCE)


def talk_of(listener: Listener) -> int:
    """Return the id of the conversation that a program writes to."""
    assert listener.inbox.conversation is not None
    return listener.inbox.conversation.id
