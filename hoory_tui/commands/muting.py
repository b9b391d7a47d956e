"""`mute` and `unmute`: contacts whose messages open nothing any more, or do again."""

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

_MUTE: Final = "mute"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the two take."""
    add_changing_arguments(parser)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Block the contacts of the conversations, which resolves these too, or unblock them."""

    async def chosen(backend: Backend, store: Store) -> Deed:
        from hoory_tui.store.deeds import SetMuted

        return SetMuted(options.command == _MUTE)

    return change(options.ids, chosen, options, context, is_grave=options.command == _MUTE)
