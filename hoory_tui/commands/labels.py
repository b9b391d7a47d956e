"""`hoory-tui labels`: the labels that conversations can have."""

from __future__ import annotations

import argparse
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.asking import Desk
from hoory_tui.commands.parts.lists import write_list
from hoory_tui.commands.parts.output import Column, Table, add_output_arguments

LABELS: Final = Table(
    (
        Column("id", "id"),
        Column("title", "text", about="what conversations carry"),
        Column("description", "text"),
        Column("color", "text", about="such as #1f93ff"),
        Column("show_on_sidebar", "truth", title=""),
    ),
    about="a label of the account",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say in which forms the list comes."""
    add_output_arguments(parser, LABELS)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write the list."""
    with Desk(context) as desk:
        found = desk.ask_list("/labels", "payload")
    return write_list(found, LABELS, options, context, "There are no labels.")
