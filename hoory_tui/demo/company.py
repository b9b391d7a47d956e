"""Founds the company: its people, inboxes and lists, read from the data files."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files

from .records import (
    Agent,
    CannedResponse,
    CustomFilter,
    Inbox,
    Json,
    Label,
    Macro,
    Team,
)
from .world import Account, World

YEAR_SECONDS = 365 * 86_400
# Only ever opens the pretend company, and the demo prints it for everybody to use.
PASSWORD = "sparrow-demo-1"  # noqa: S105


def read_table(name: str) -> Json:
    """Return a data file of this package that holds an object."""
    table: Json = json.loads((files(__package__) / "data" / f"{name}.json").read_text("utf-8"))
    return table


def read_rows(name: str) -> list[Json]:
    """Return a data file of this package that holds a list of objects."""
    rows: list[Json] = json.loads((files(__package__) / "data" / f"{name}.json").read_text("utf-8"))
    return rows


@dataclass(slots=True)
class Cast:
    """The short names the data files use for agents, inboxes and teams."""

    agents: dict[str, Agent] = field(default_factory=dict)
    inboxes: dict[str, Inbox] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    here: list[Agent] = field(default_factory=list)


def found_company(now: Callable[[], float], seed: int) -> tuple[World, Cast]:
    """Return a world with people and lists but no conversations yet."""
    data = read_table("company")
    start = now()
    founded = start - 3 * YEAR_SECONDS
    account = Account(data["account"]["id"], data["account"]["name"], founded)
    world = World(account, now, random.Random(seed))
    cast = Cast()
    for row in data["agents"]:
        _add_agent(world, cast, row, founded)
    for row in data["inboxes"]:
        _add_inbox(world, cast, row, founded)
    for row in data["teams"]:
        members = [cast.agents[key].id for key in row["members"]]
        team = Team(row["id"], row["name"], row["description"], members, created_at=founded)
        world.teams[team.id] = cast.teams[row["key"]] = team
    for number, row in enumerate(data["labels"], 51):
        world.labels.append(Label(number, row["title"], row["description"], row["color"]))
    for number, row in enumerate(data["canned_responses"], 61):
        canned = CannedResponse(number, row["short_code"], row["content"], founded)
        world.canned_responses.append(canned)
    for row in data["macros"]:
        author = cast.agents[row["author"]].id
        macro = Macro(row["id"], row["name"], row["visibility"], author, row["actions"])
        world.macros[macro.id] = macro
    for row in data["custom_filters"]:
        number = world.ids.take("custom_filter")
        owner = cast.agents[row["agent"]].id
        world.custom_filters[number] = CustomFilter(
            number, owner, row["name"], row["query"], founded
        )
    world.cache_keys = {key: str(int(start)) for key in ("label", "inbox", "team")}
    return world, cast


def _add_agent(world: World, cast: Cast, row: Json, founded: float) -> None:
    agent = Agent(
        row["id"],
        row["name"],
        row["email"],
        row["role"],
        PASSWORD,
        world.new_token(),
        world.new_token(),
        availability=row["availability"],
        message_signature=row["signature"],
        created_at=founded,
    )
    world.add_agent(agent)
    cast.agents[row["key"]] = agent
    if row["here"]:
        cast.here.append(agent)


def _add_inbox(world: World, cast: Cast, row: Json, founded: float) -> None:
    api = row.get("api", False)
    inbox = Inbox(
        row["id"],
        row["name"],
        row["channel_type"],
        row["channel_id"],
        {cast.agents[key].id for key in row["members"]},
        identifier=world.new_token() if api else None,
        hmac_token=world.new_token() if api else "",
        greeting_message=row["greeting"],
        csat_survey_enabled=row["csat"],
        extra=row["extra"],
        created_at=founded,
    )
    world.inboxes[inbox.id] = cast.inboxes[row["key"]] = inbox
