"""`hoory-tui man`: the manual page, written from the commands' own parsers and the keys."""

from __future__ import annotations

import argparse
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import Exit

_EPILOG: Final = """\
to read it, or to put it where man finds it:
  hoory-tui man | man -l -
  hoory-tui man > ~/.local/share/man/man1/hoory-tui.1

Installed from a wheel into an environment that man looks at, it is there already.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say where it can go; there is nothing to choose."""
    parser.epilog = _EPILOG


def run(_: argparse.Namespace, context: Context) -> Exit:
    """Write the page."""
    from hoory_tui.commands.parts.manpage import man_page

    context.stdout.write(man_page())
    return Exit.DONE
