"""`hoory-tui lines`: the whole day in plain lines, with no cursor moved and no colour used."""

from __future__ import annotations

import argparse
import contextlib
from typing import TYPE_CHECKING

from hoory_tui.commands.exits import Exit
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context

_HELP = """\
One command a line: list, open 1042, next, read, reply, note, resolve, snooze
tomorrow 9, assign me, label +vip, events, help, quit. Every line that is written
is a sentence, and nothing that is typed is ever interrupted: what comes in
meanwhile is told after Enter.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how to be there."""
    parser.epilog = _HELP
    parser.add_argument(
        "--present", action="store_true", help="be shown as you have chosen, as the console does"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="tell what comes in only when events asks for it"
    )


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Talk until there are no more lines."""
    from hoory_tui.commands.parts.desk import run_async

    return run_async(_talk(options, context))


async def _talk(options: argparse.Namespace, context: Context) -> Exit:
    from hoory_tui.commands.parts.changing import TURNS, own_store
    from hoory_tui.commands.parts.desk import open_desk
    from hoory_tui.commands.parts.hiding import hiding
    from hoory_tui.commands.parts.line_desk import LineDesk
    from hoory_tui.commands.parts.line_talk import LineTalk
    from hoory_tui.config.paths import state_dir
    from hoory_tui.sdk.following.follower import Follower
    from hoory_tui.sdk.turns import Turns

    async with open_desk(context) as backend:
        with contextlib.ExitStack() as stack:
            unseen = None
            if not options.present:
                unseen = stack.enter_context(hiding(backend, context, options.command))
            desk = LineDesk(backend, own_store(backend), Turns(state_dir(context.environ) / TURNS))
            await desk.load()
            follower = Follower(backend, links=True, unseen=unseen)
            async with follower:
                talk = LineTalk(desk, follower, context, is_quiet=options.quiet)
                name = clean_line(backend.profile.name or "")
                talk.say(f"You are {name}. Write a command, or help.")
                await talk.go()
                if follower.seconds_unseen:
                    # Who only looked on leaves unseen, which takes a while.
                    talk.say("Leaving; this may take some seconds.")
                    context.stdout.flush()
    return Exit.DONE
