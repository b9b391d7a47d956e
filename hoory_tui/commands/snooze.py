"""`snooze`: conversations that come back at a moment, or with the next reply."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.changing import add_changing_arguments, change
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.store.deeds import Deed
    from hoory_tui.store.state import Store

_NEXT_REPLY: Final = ("next-reply", "next reply", "reply")
_EXAMPLES: Final = "2h, 90m, 14:30, tomorrow, “tomorrow 9”, mon, “fri 14:30”, 24.12. or next-reply"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what it takes."""
    add_changing_arguments(parser)
    parser.add_argument(
        "-u",
        "--until",
        metavar="WHEN",
        default=_NEXT_REPLY[0],
        help=f"{_EXAMPLES}, by this machine's clock; without it until the next reply",
    )


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Snooze the conversations."""
    until = read_moment(options.until, time.time())

    async def chosen(backend: Backend, store: Store) -> Deed:
        from hoory_tui.store.deeds import SetStatus

        return SetStatus("snoozed", until)

    return change(options.ids, chosen, options, context)


def read_moment(text: str, now: float) -> float | None:
    """Return the moment that was typed, None for the next reply; raises CommandError."""
    from hoory_tui.store.snoozing import parse

    if " ".join(text.casefold().split()) in _NEXT_REPLY:
        return None
    until = parse(text, now, None)
    if until is None:
        raise CommandError(
            f"“{clean_line(text)}” is no moment to come; write such as {_EXAMPLES}.", Exit.USAGE
        )
    return until
