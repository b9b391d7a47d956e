"""`read` and `unread`: what counts as read, for all agents."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hoory_tui.commands.parts.changing import add_changing_arguments, change

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.commands.exits import Exit
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.store.deeds import Deed
    from hoory_tui.store.state import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the two take."""
    add_changing_arguments(parser)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Mark the conversations."""

    async def chosen(backend: Backend, store: Store) -> Deed:
        from hoory_tui.store.deeds import SetRead

        return SetRead(options.command == "read")

    return change(options.ids, chosen, options, context)
