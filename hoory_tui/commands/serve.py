"""`hoory-tui serve`: the console in a browser of this machine, for people without a terminal."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_EPILOG: Final = """\
It listens on this machine alone, and lets in only who has the address that it prints: that holds
a token which is new at every start. Each page is a console of its own; a page that is closed ends
its console, which keeps drafts and unsent messages. From another machine, forward the port:
  ssh -L 8765:127.0.0.1:8765 THE-OTHER-MACHINE

Needs: pip install 'hoory-tui[serve]'
"""
_MISSING: Final = (
    "the part for the browser is not installed; install it with: pip install 'hoory-tui[serve]'"
)
PORT: Final = 8765
_ENDINGS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_OUTSIDE: Final = ("TMUX", "TMUX_PANE", "STY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
"""What tells of the terminal that we are started in, which is not the one that is drawn on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--port", type=_port, default=PORT, metavar="PORT",
        help=f"the port to listen on (default: {PORT}; 0: any that is free)",
    )  # fmt: skip
    parser.add_argument("--demo", action="store_true", help="serve the pretend company")
    parser.add_argument("--theme", metavar="NAME", help="the theme to start with")
    parser.add_argument(
        "--font-size", type=_font_size, default=16, metavar="PIXELS", help="8 to 40 (default: 16)"
    )


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Serve until told to end."""
    from hoory_tui.web.server import static_folder

    static = static_folder()
    if static is None:
        raise CommandError(f"{_MISSING}.", Exit.USAGE)
    if options.token_file == "-":  # noqa: S105
        raise CommandError("a token from the input would do for one page only.", Exit.USAGE)
    if not options.demo:
        # A mistake in a login is told here, not in a page that closes at once.
        from hoory_tui.config.profiles import find_login

        find_login(options.profile, context.environ)
    return asyncio.run(_serve(options, context, static))


async def _serve(options: argparse.Namespace, context: Context, static: Path) -> Exit:
    from hoory_tui.web.server import WebConsole

    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in _ENDINGS:
        loop.add_signal_handler(number, over.set)
    console = WebConsole(
        console_command(options),
        terminal_environ(context.environ),
        static,
        font_size=options.font_size,
        complain=context.tell,
    )
    try:
        async with console.serving(options.port) as address:
            context.stdout.write(f"{address}\n")
            context.stdout.flush()
            context.tell("Open this address in a browser of this machine; ctrl+c ends it.")
            await over.wait()
    except OSError as error:
        why = error.strerror or "no reason is known"
        raise CommandError(
            f"port {options.port} cannot be listened on ({why}); choose another with --port."
        ) from None
    return Exit.DONE


def console_command(options: argparse.Namespace) -> list[str]:
    """Return the words that start a console: the path of a program, then its arguments."""
    # What lies in the folder that we are in must not be taken for ours.
    words = [sys.executable, "-P", "-m", "hoory_tui"]
    if options.theme:
        words += ["--theme", options.theme]
    if options.demo:
        return [*words, "--demo"]
    if options.profile:
        words += ["--profile", options.profile]
    if options.token_file:
        words += ["--token-file", os.path.abspath(options.token_file)]  # noqa: PTH100
    return words


def terminal_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a console whose terminal is a page."""
    told = {name: value for name, value in environ.items() if name not in _OUTSIDE}
    return {**told, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TERM_PROGRAM": "hoory-web"}


def _port(text: str) -> int:
    return _between(text, 0, 65_535)


def _font_size(text: str) -> int:
    return _between(text, 8, 40)


def _between(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"this must be a number from {least} to {most}")
    return int(text)
