"""Columns and steps that the short lists of an account have in common."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import islice

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


def first_ones(rows: Iterable[Raw], options: argparse.Namespace, context: Context) -> Iterator[Raw]:
    """Yield as many rows as are wanted; tell it where only nobody's asking cut them short.

    What is piped on would otherwise look like all there is.
    """
    count = 0
    for row in islice(rows, options.limit):
        count += 1
        yield row
    if count == options.limit == options.usual_limit:
        context.tell(f"These are the first {count}; --all writes all there are.")
