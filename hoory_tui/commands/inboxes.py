"""`hoory-tui inboxes`: the inboxes that the agent may see."""

from __future__ import annotations

import argparse
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.asking import Desk
from hoory_tui.commands.parts.lists import write_list
from hoory_tui.commands.parts.output import Column, Table, add_output_arguments

INBOXES: Final = Table(
    (
        Column("id", "id"),
        Column("name", "text"),
        Column("channel_type", "text", title="channel", about="such as Channel::Email"),
        Column("email", "text", title=""),
        Column("phone_number", "text", title=""),
        Column("website_url", "text", title=""),
        Column(
            "inbox_identifier",
            "text",
            title="identifier",
            about="what the contact's side of an API inbox is addressed by",
        ),
        Column("enable_auto_assignment", "truth", title=""),
    ),
    about="an inbox; of its keys, secrets among them, no others are written",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say in which forms the list comes."""
    add_output_arguments(parser, INBOXES)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write the list."""
    with Desk(context) as desk:
        found = desk.ask_list("/inboxes", "payload")
    return write_list(found, INBOXES, options, context, "There are no inboxes for this agent.")
