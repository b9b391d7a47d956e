"""`assign`: conversations handed to an agent, to a team or to nobody."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.changing import add_changing_arguments, change
from hoory_tui.commands.parts.names import Known, read_number, resolve

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.store.deeds import Deed
    from hoory_tui.store.state import Store

NOBODY: Final = ("nobody", "none")
_TEAM: Final = "team:"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what it takes."""
    parser.usage = "%(prog)s [options] [ID ...] me|@NAME|team:NAME|nobody"
    parser.epilog = (
        "examples:\n"
        "  hoory-tui assign 1042 1043 me\n"
        "  hoory-tui conversations --assignee none --all --ids |\n"
        "    hoory-tui assign - @ana"
    )
    parser.add_argument(
        "words",
        nargs="+",
        metavar="ID… WHO",
        help="ids, or - for the input, and then me, an agent's @NAME, address or #ID, "
        "team:NAME, nobody or team:nobody",
    )
    add_changing_arguments(parser, ids=False)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Assign the conversations."""
    *ids, whom = options.words
    if not ids and read_number(whom.removeprefix("#")) is not None:
        # A shell takes what is behind an unquoted # for a remark, so it may have been there.
        raise CommandError(
            f"Nobody is named to assign #{whom.removeprefix('#')} to; write whom behind it, in "
            "quotes when it begins with #, or - before it for ids from the input.",
            Exit.USAGE,
        )

    async def chosen(backend: Backend, store: Store) -> Deed:
        return await deed_for(whom, backend.api, store)

    return change(ids, chosen, options, context)


async def deed_for(whom: str, api: AgentApi, store: Store) -> Deed:
    """Return the deed that hands over to whom the text names; raises as names are resolved."""
    from hoory_tui.store.deeds import Assign, AssignTeam
    from hoory_tui.store.happenings import AgentsLoaded, TeamsLoaded
    from hoory_tui.store.reduce import apply

    name = whom.strip()
    if not name:
        raise CommandError("Nobody is named to assign to.", Exit.USAGE)
    if name.casefold().startswith(_TEAM):
        name = name[len(_TEAM) :].strip()
        if name.casefold() in NOBODY:
            return AssignTeam(None)
        apply(store, TeamsLoaded(await api.teams()), 0.0)
        teams = [Known(one.id, (one.name,)) for one in store.teams.values()]
        return AssignTeam(resolve("team", name, teams))
    if name.casefold() in NOBODY:
        return Assign(None)
    apply(store, AgentsLoaded(await api.agents()), 0.0)
    agents = [
        Known(one.id, tuple(filter(None, (one.label, one.name, one.email))))
        for one in store.agents.values()
    ]
    return Assign(resolve("agent", name, agents, me=store.me_id))
