"""Columns and steps that the short lists of an account have in common."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.asking import Raw
from hoory_tui.commands.parts.output import PEOPLE, Table, write


def write_list(
    rows: Iterable[Raw], table: Table, options: argparse.Namespace, context: Context, none: str
) -> Exit:
    """Write a list, or say to people that it is empty."""
    if options.form == PEOPLE:
        rows = list(rows)
        if not rows:
            context.tell(none)
            return Exit.DONE
    write(rows, table, options, context)
    return Exit.DONE
