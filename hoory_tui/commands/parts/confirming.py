"""A question to the person at the terminal; where nobody sits there, nobody is asked."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context


def add_yes_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command be run without its question."""
    parser.add_argument(
        "-y", "--yes", action="store_true", help="do not ask first, not even on a terminal"
    )


def confirm(question: str, options: argparse.Namespace, context: Context) -> None:
    """Ask, unless --yes says so or there is no terminal; raises CommandError for a no."""
    if options.yes or not context.is_asked_by_person:
        return
    context.stderr.write(f"{question} [y/N] ")
    context.stderr.flush()
    if context.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise CommandError("Nothing was changed.", Exit.FAILED)
