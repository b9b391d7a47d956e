"""An outbox at work on a real demo desk over HTTP, with a clock that a test turns."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from hoory_tui.app.outbox import Outbox
from hoory_tui.client.agent_api import AgentApi
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keep.keeper import Keeper, Scope
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import Happening, MessagesLoaded, Reach, SendMoved, SendStarted
from hoory_tui.store.records import OutgoingFile, Pending, SendState
from hoory_tui.store.reduce import apply_all
from hoory_tui.store.state import Store

from ..client.desks import desk_client

SCOPE = Scope("http://desk", 3, 11)
HERE = 1
"""The conversation that is written to."""

_numbers = itertools.count(1)


class Clock:
    """A clock that a test turns."""

    def __init__(self, now: float) -> None:
        self.now = now
        self.elapsed = 0.0

    def __call__(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.elapsed

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
        self.elapsed += seconds


@dataclass
class Mailing:
    """Everything between the composer and the server, without a screen."""

    desk: DemoDesk
    api: AgentApi
    keeper: Keeper
    clock: Clock
    store: Store = field(init=False)
    outbox: Outbox = field(init=False)
    begun_at: int = field(init=False)
    """The newest message at first."""

    def __post_init__(self) -> None:
        self.store = Store(self.desk.account_id, self.desk.agents[0].id)
        rows = (self.desk.conversation(number) for number in range(1, 31))
        self.begun_at = max(one.id for row in rows for one in row.messages)
        self.outbox = Outbox(
            self.api,
            self.store,
            self.keeper,
            self.told,
            self.look,
            self.clock,
            self.clock.monotonic,
            Random(1),
        )

    async def told(self, steps: Iterable[Happening]) -> None:
        await self._settle(apply_all(self.store, steps, self.clock.now))

    async def _settle(self, changes: Changes) -> None:
        for echo_id in changes.settled:
            await self.keeper.forget(echo_id)

    async def look(self, conversation_id: int, after_id: int) -> None:
        page = await self.api.messages(conversation_id, after=after_id)
        await self.told([MessagesLoaded(conversation_id, page, Reach.NEWER, exhausted=False)])

    async def write(
        self,
        text: str,
        conversation_id: int = HERE,
        *,
        private: bool = False,
        files: Sequence[OutgoingFile] = (),
    ) -> str:
        """Hand words and files over to the outbox, which keeps them; return their echo id."""
        held = self.desk.conversation(conversation_id).messages
        pending = Pending(
            echo_id=f"e{next(_numbers)}",
            conversation_id=conversation_id,
            content=text,
            private=private,
            created_at=self.clock.now,
            after_id=max((one.id for one in held), default=0),
            files=tuple(files),
        )
        await self.told([SendStarted(pending)])
        await self.keeper.enqueue(pending, "")
        return pending.echo_id

    def sending(self, echo_id: str) -> Happening:
        """Return the step that a message is on its way."""
        return SendMoved(echo_id, SendState.SENDING, left_at=self.clock.now)

    async def work(self) -> None:
        """Do what is due now."""
        for conversation_id in self.outbox.due():
            await self.outbox.run(conversation_id)

    async def let_pass(self, seconds: float) -> None:
        """Let time pass, doing each second what is due."""
        for _ in range(round(seconds)):
            await self.work()
            self.clock.pass_by(1.0)
        await self.work()

    def state(self, echo_id: str) -> SendState | None:
        """Return how a message is doing, None once the server has shown it."""
        pending = self.store.outbox.get(echo_id)
        return pending.state if pending is not None else None

    def problem(self, echo_id: str) -> str:
        return self.store.outbox[echo_id].problem

    def said(self, conversation_id: int = HERE) -> list[str]:
        """Return what the server got from us, oldest first."""
        return [
            str(one.content)
            for one in self.desk.conversation(conversation_id).messages
            if one.sender_id == self.store.me_id
            and one.sender_type == "User"
            and one.id > self.begun_at
        ]


@asynccontextmanager
async def mailing(path: Path | None = None) -> AsyncIterator[Mailing]:
    """Run an outbox on a quiet desk; `path` is where it keeps what is not sent."""
    async with desk_client() as client:
        keeper = Keeper.open(path, SCOPE)
        keeper.load()
        try:
            yield Mailing(client.desk, client.agent(), keeper, Clock(1_790_000_000.0))
        finally:
            keeper.close()
