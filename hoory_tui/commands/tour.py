"""The command that leads a newcomer through the console, on a demo desk of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    import argparse

    from hoory_tui.commands.context import Context


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add where to begin."""
    parser.description = (
        "Leads through the console in ten steps, each of them by doing, on a demo desk inside\n"
        "this program. A step can be skipped, the tour left, and gone on with at another time."
    )
    parser.add_argument(
        "--again", action="store_true", help="begin with the first step, not where it was left"
    )
    parser.add_argument(
        "--plain", action="store_true", help="for screen readers: one column, words for symbols"
    )


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Take the tour."""
    if not (context.stdin.isatty() and context.stdout.isatty()):
        raise CommandError(
            "this is a full-screen console and there is no terminal here; run it in one.",
            Exit.USAGE,
        )
    from dataclasses import replace

    from hoory_tui.app.keyboard.manners import is_screenless

    if is_screenless(context.environ):
        raise CommandError(
            "this terminal has no screen to draw on; set TERM to what it is, or take the tour in "
            "another one.",
            Exit.USAGE,
        )
    from hoory_tui.app.run import run_tour
    from hoory_tui.config import paths
    from hoory_tui.config.environment import take_secret
    from hoory_tui.config.settings import load_settings

    take_secret(context.environ, "HOORY_TOKEN")
    settings = load_settings(environ=context.environ)
    if options.plain:
        settings = replace(settings, plain=True)
    if options.again:
        (paths.state_dir(context.environ) / "tour").unlink(missing_ok=True)
    code = run_tour(settings)
    if code in list(Exit):
        if code == Exit.DONE:
            context.tell("Type hoory-tui login to sign in to your own desk.")
        return Exit(code)
    raise SystemExit(code)
