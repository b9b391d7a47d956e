"""`hoory-tui agents` and `hoory-tui teams`: who works on this desk."""

from __future__ import annotations

import argparse
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.asking import Desk
from hoory_tui.commands.parts.lists import write_list
from hoory_tui.commands.parts.output import Column, Table, add_output_arguments

AGENTS: Final = Table(
    (
        Column("id", "id"),
        Column("name", "text"),
        Column("available_name", "text", title="", about="how contacts see the name"),
        Column("email", "text"),
        Column("role", "text", about="agent or administrator"),
        Column(
            "availability_status", "text", title="availability", about="online, busy or offline"
        ),
        Column("confirmed", "truth", title="", about="whether the invitation was accepted"),
    ),
    about="an agent or administrator of the account",
)
TEAMS: Final = Table(
    (
        Column("id", "id"),
        Column("name", "text"),
        Column("description", "text"),
        Column("allow_auto_assign", "truth", title="auto-assign"),
        Column("is_member", "truth", title="mine", about="whether the agent of the login is in it"),
    ),
    about="a team of the account",
)
_TABLES: Final = {"agents": AGENTS, "teams": TEAMS}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say in which forms the list comes."""
    add_output_arguments(parser, _TABLES[parser.get_default("command")])


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write the list."""
    kind: str = options.command
    with Desk(context) as desk:
        found = desk.ask_list(f"/{kind}")
    return write_list(found, _TABLES[kind], options, context, f"There are no {kind}.")
