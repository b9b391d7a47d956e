"""`priority`: how urgent conversations are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.changing import add_changing_arguments, change
from hoory_tui.commands.parts.names import listed
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.store.deeds import Deed
    from hoory_tui.store.state import Store

PRIORITIES: Final = ("urgent", "high", "medium", "low", "none")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what it takes."""
    parser.usage = "%(prog)s [options] [ID ...] urgent|high|medium|low|none"
    parser.epilog = (
        "example:\n  hoory-tui conversations --label vip --all --ids |\n"
        "    hoory-tui priority - urgent"
    )
    parser.add_argument(
        "words",
        nargs="+",
        metavar="ID… PRIORITY",
        help=f"ids, or - for the input, and then {listed(PRIORITIES)}",
    )
    add_changing_arguments(parser, ids=False)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Give the conversations the priority."""
    *ids, text = options.words
    priority = text.casefold()
    if priority not in PRIORITIES:
        raise CommandError(
            f"“{clean_line(text)}” is no priority; it is {listed(PRIORITIES)}.", Exit.USAGE
        )

    async def chosen(backend: Backend, store: Store) -> Deed:
        from hoory_tui.store.deeds import SetPriority

        return SetPriority("" if priority == PRIORITIES[-1] else priority)

    return change(ids, chosen, options, context)
