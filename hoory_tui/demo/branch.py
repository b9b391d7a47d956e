"""Further accounts of the same people: companies of their own behind the same tokens and cable."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

from .cable import CableHub, Listener, Subscription
from .company import Cast, found_company
from .crowd import talk_specs
from .engine import Engine
from .history import Historian
from .hooks import DeskHooks
from .recipients import Recipients
from .records import Json
from .world import Account, Ids, World

NAMES: Final = ("Sparrow Repairs", "Heron Rentals", "Otter Outdoor", "Lynx Logistics")
"""What the further accounts are called."""
NAME: Final = NAMES[0]
CONVERSATIONS: Final = 24
_APART: Final = 500_000
"""What its rows are numbered from; only conversations begin with 1 in every account."""
_ON: Final = 1000
_SCRIPTED: Final = 72
"""Talks of a company that stand word for word in its data, whose people are the desk's."""


class Branch(DeskHooks):
    """A further account; the hooks make people act there as those of the desk do here."""

    def __init__(
        self,
        main: World,
        hub: CableHub,
        seed: int,
        now: Callable[[], float],
        many: int,
        number: int = 1,
    ) -> None:
        """Found the account that is this number of the further ones, with so many conversations."""
        world, self._cast = _found(main, seed, now, number)
        self.hub = hub
        self.engine = Engine.around(world, hub)
        if many:
            Historian(world, self._cast, world.rng).write(_talks(many, world.rng))

    @property
    def account_id(self) -> int:
        """The account's id."""
        return self.engine.world.account.id


def _talks(many: int, rng: random.Random) -> list[Json]:
    """Return talks with other people than those of the desk, open ones above all."""
    strangers = talk_specs(_SCRIPTED + 3 * many, rng)[_SCRIPTED:]
    return sorted(strangers, key=lambda one: one.get("status", "open") != "open")[:many]


def _found(main: World, seed: int, now: Callable[[], float], number: int) -> tuple[World, Cast]:
    world, cast = found_company(now, seed + _ON * number)
    name = NAMES[number - 1]
    world.account = Account(main.account.id + number, name, main.account.created_at)
    world.rng = random.Random(seed + _ON * number)
    world.ids = Ids(
        {
            name: first + _APART * number
            for name, first in (
                ("conversation", 7001), ("message", 90001), ("contact", 501), ("session", 3001),
                ("attachment", 401), ("notification", 801), ("note", 11), ("custom_filter", 1),
            )
        }
    )  # fmt: skip
    for agent in world.agents.values():
        person = main.agents[agent.id]
        # One person has one token of each kind, whichever account is spoken of.
        agent.access_token, agent.pubsub_token = person.access_token, person.pubsub_token
    return world, cast


def share_cable(hub: CableHub, engines: Sequence[Engine]) -> None:
    """Let one cable serve several accounts; a subscription names the one that it is for."""

    def recognise(asked: Json) -> Listener | None:
        found = (engine.recognise(asked) for engine in engines)
        return next((one for one in found if one is not None), None)

    def tick(subscription: Subscription) -> Json:
        for engine in engines:
            if _is_of(subscription, engine.world):
                return engine.tick(subscription)
        return engines[0].tick(subscription)

    hub.recognise, hub.tick = recognise, tick


def _is_of(subscription: Subscription, world: World) -> bool:
    if subscription.agent is not None:
        return Recipients.account_stream(world.account.id) in subscription.streams
    return world.session_by_token(subscription.token) is not None
