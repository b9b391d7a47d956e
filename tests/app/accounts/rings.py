"""Two desks and the logins that lead to them, for tests of several accounts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

from hoory_tui.app.accounts.ring import Ring
from hoory_tui.config.accounts import KnownAccount
from hoory_tui.config.secret import Secret
from hoory_tui.demo.branch import Branch
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.store.merged import Source, merged
from hoory_tui.store.places import Place

from ...sdk.following.stage import NOW

NARE, TOMAS = 11, 12
OFFICES = ("home", "away")


@dataclass
class DeskLogins:
    """Logins by name, each with its desk and its token."""

    desks: dict[str, DemoDesk]
    tokens: dict[str, str] = field(default_factory=dict)

    def names(self) -> list[str]:
        return list(self.desks)

    def usual(self, login: str) -> int:
        return self.desks[login].account_id

    def accounts(self, login: str) -> list[KnownAccount]:
        worlds = [one.engine.world for one in offices(self.desks[login])]
        return [KnownAccount(one.account.id, one.account.name) for one in worlds]

    def colour(self, login: str) -> str:
        return "#cc3333" if login == "away" else ""

    def person(self, login: str) -> str:
        return login

    async def open(self, place: Place) -> Backend:
        desk = self.desks[place.login]
        token = Secret(self.tokens.get(place.login, desk.agents[0].access_token))
        clock = asyncio.get_running_loop().time
        return await open_backend(desk.url, token, place.account_id or None, monotonic=clock)


def offices(desk: DemoDesk) -> list[DemoDesk | Branch]:
    """Return a desk and its second account, if it has one."""
    return [desk] if desk.branch is None else [desk, desk.branch]


def office(desk: DemoDesk, place: Place) -> DemoDesk | Branch:
    """Return the account of a desk that a place means."""
    return next(one for one in offices(desk) if one.account_id == place.account_id)


@asynccontextmanager
async def desks() -> AsyncIterator[DeskLogins]:
    """Open two desks by the loop's clock, the second one with two accounts."""
    loop = asyncio.get_running_loop()

    def now() -> float:
        return NOW + loop.time()

    async with (
        DemoDesk(quiet_visitors=True, conversations=6, now=now) as home,
        DemoDesk(seed=2, quiet_visitors=True, conversations=6, now=now, branch=4) as away,
    ):
        yield DeskLogins({"home": home, "away": away})


@asynccontextmanager
async def listening(
    logins: DeskLogins, *, together: bool | tuple[str, ...] = True
) -> AsyncIterator[Ring]:
    """Stand at home and listen to the others until the block ends."""
    loop = asyncio.get_running_loop()
    here = Place("home", logins.usual("home"))
    ring = Ring(logins, here, together=together, now=lambda: NOW + loop.time(), monotonic=loop.time)
    ring.listen()
    try:
        yield ring
    finally:
        await ring.close(at_once=True)


async def comes(condition: Callable[[], object], what: str, within: float = 200.0) -> None:
    """Wait, by the loop's clock, for something that a watch brings about."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    while not condition():
        assert loop.time() < deadline, what
        await asyncio.sleep(0.1)


def is_read(ring: Ring) -> bool:
    """Tell whether everything has been read of all that are listened to."""
    return bool(ring.sources) and all(one.is_read for one in ring.sources)


def shown(sources: list[Source]) -> set[tuple[str, int, int]]:
    """Return what the merged list shows."""
    return {(one.login, one.account_id, one.conversation_id) for one in merged(sources)}


def needing_there(logins: DeskLogins, place: Place) -> set[tuple[str, int, int]]:
    """Return by the desk's own rows what needs the agent in an account.

    What is theirs and unread or waiting, and what names them in a note that they did not read.
    """
    there = office(logins.desks[place.login], place).engine
    agent = there.world.agents[NARE]
    named = {
        one.conversation_id
        for one in there.world.bells[NARE]
        if one.notification_type == "conversation_mention" and one.read_at is None
    }
    found = set()
    for row in there.world.all_conversations():
        told = there.rest.conversation(row, agent)
        waits = told["unread_count"] or told["waiting_since"]
        if row.status == "open" and (row.id in named or (row.assignee_id == NARE and waits)):
            found.add((place.login, place.account_id, row.display_id))
    return found


def churn(there: DemoDesk | Branch, rng: Random, steps: int) -> None:
    """Let people write, answer, resolve, hand over and name one another."""
    rows = [one.display_id for one in there.engine.world.all_conversations()]
    for step in range(steps):
        row = rng.choice(rows)
        match rng.randrange(6):
            case 0:
                there.contact_writes(row, f"Message {step}")
            case 1:
                there.assign(row, rng.choice([NARE, NARE, TOMAS, None]))
            case 2:
                there.set_status(row, rng.choice(["open", "open", "resolved", "pending"]))
            case 3:
                there.agent_writes(rng.choice([NARE, TOMAS]), row, f"Answer {step}")
            case 4:
                mention = f"[@Nare](mention://user/{NARE}/Nare) please look"
                there.agent_writes(TOMAS, row, mention, private=True)
            case _:
                fresh = there.new_conversation(f"Visitor {step}", 25, "Hello")
                there.assign(fresh.display_id, rng.choice([NARE, None]))
                rows.append(fresh.display_id)


def is_named(there: DemoDesk | Branch, conversation_id: int) -> bool:
    """Tell whether any note of a conversation names the agent."""
    notes = there.conversation(conversation_id).messages
    return any(f"mention://user/{NARE}/" in (one.content or "") for one in notes)
