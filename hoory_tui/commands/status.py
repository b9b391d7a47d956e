"""`resolve`, `reopen` and `pending`: the status of conversations."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.parts.changing import add_changing_arguments, change

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.commands.exits import Exit
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.store.deeds import Deed
    from hoory_tui.store.state import Store

_STATUS: Final = {"resolve": "resolved", "reopen": "open", "pending": "pending"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the three take."""
    add_changing_arguments(parser)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Give the conversations the status that the command is called after."""

    async def chosen(backend: Backend, store: Store) -> Deed:
        from hoory_tui.store.deeds import SetStatus
        from hoory_tui.store.happenings import AgentsLoaded
        from hoory_tui.store.reduce import apply

        if options.command == "reopen":
            # Servers assign what a plain agent opens, so it matters what we are.
            apply(store, AgentsLoaded(await backend.api.agents()), 0.0)
        return SetStatus(_STATUS[options.command])

    return change(options.ids, chosen, options, context)
