"""``hoory-tui tail``: every event of the account as one line of JSON, complete also after a gap."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hoory_tui.commands.parts.tailing import Run

_HELP: Final = """\
A line: {"v":1,"at":…,"cursor":…,"source":"live"|"backfill"|"snapshot",
"event":"message.created","account_id":1,"conversation_id":1042,"data":{…}}
What was missed while there was no connection is read afterwards and told as
the same events, in order, before what came later.

You are not shown as online: no sign of presence is sent. Servers take whoever
connects for present for 20 seconds all the same. If you are away, your
availability is set to offline for that while, and then back to what you had
chosen; a run that ends before waits for it, and one that is killed (kill -9)
leaves you offline. If you are online elsewhere, nothing is changed.

With --cursor-file the next run goes on where this one stopped. A line counts
as told once it is written, or its program has ended well; after a crash the
last ones may be told again. A cursor out of a line does the same for new
messages and conversations; only the file also knows which versions were told
of older ones.

After a gap, changes of older messages are found among the newest 500 of a
conversation, in the 100 conversations that were told of last; live, all are.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what is told, from where on, to whom, and until when."""
    parser.epilog = _HELP
    parser.add_argument(
        "--filter", metavar="LINE",
        help="only what is about conversations that this line of the console's filter takes",
    )  # fmt: skip
    parser.add_argument(
        "--event", metavar="NAME", action="append", default=[],
        help="only events of this name, such as message.created or message.*; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--since", metavar="WHEN", default="now",
        help="a cursor, now (as without this), all for everything there is first, or as in 2h",
    )  # fmt: skip
    parser.add_argument(
        "--cursor-file", metavar="PATH", type=Path,
        help="keep the place in this file, and go on from there when it has one",
    )  # fmt: skip
    parser.add_argument(
        "--rules", action="store_true", help="carry out the [[rules]] of config.toml as well"
    )
    parser.add_argument(
        "--words", action="store_true",
        help="write sentences for people in place of JSON, and only of what is news to them",
    )  # fmt: skip
    parser.add_argument("--links", action="store_true", help="tell how the connection is doing too")
    parser.add_argument(
        "--present", action="store_true", help="be shown as you have chosen, as the console does"
    )
    parser.add_argument("--limit", metavar="N", type=_count, help="end after so many lines")
    parser.add_argument(
        "--until-idle", metavar="SECONDS", type=_seconds,
        help="end when all is told and nothing came for so long",
    )  # fmt: skip
    parser.add_argument(
        "--exec-timeout", metavar="SECONDS", type=_seconds, default=30.0,
        help="how long a program may take for a line, 30 without this",
    )  # fmt: skip
    parser.add_argument(
        "--keep-going", action="store_true",
        help="go on with the next line when a program failed; without this the stream ends there",
    )  # fmt: skip
    parser.add_argument(
        "--exec", metavar="PROGRAM [ARG ...]", nargs=argparse.REMAINDER, dest="program",
        help="run this for each line, which it reads from its input; must come last, no shell",
    )  # fmt: skip


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Follow the account until told to stop."""
    from hoory_tui.commands.parts.desk import run_async

    if options.program is not None and not options.program:
        raise CommandError("--exec needs a program behind it.", Exit.USAGE)
    return run_async(_follow(options, context))


async def _follow(options: argparse.Namespace, context: Context) -> Exit:
    from hoory_tui.commands.parts.desk import open_desk
    from hoory_tui.commands.parts.hiding import hiding
    from hoory_tui.commands.parts.tail_rules import ruling
    from hoory_tui.commands.parts.tail_sieve import Sieve
    from hoory_tui.commands.parts.tailing import Run
    from hoory_tui.sdk.following.cursor import CursorError
    from hoory_tui.sdk.following.follower import Follower
    from hoory_tui.sdk.following.memory import CursorFile, MemoryFileError

    try:
        with contextlib.ExitStack() as files:
            memory = None
            if options.cursor_file is not None:
                memory = files.enter_context(CursorFile(options.cursor_file))
            async with open_desk(context) as backend:
                unseen = None
                if not options.present:
                    unseen = files.enter_context(hiding(backend, context, options.command))
                sieve = Sieve(backend, options.event)
                if options.filter is not None:
                    await sieve.read(options.filter)
                follower = Follower(
                    backend,
                    since=_since(options.since, memory.cursor if memory is not None else None),
                    links=options.links or context.stderr.isatty(),
                    ledger=memory.ledger() if memory is not None else None,
                    unseen=unseen,
                )
                async with ruling(backend, context, is_wanted=options.rules) as ruler:
                    run = Run(follower, sieve, options, context, memory, ruler)
                    return await _until_stopped(run)
    except CursorError as error:
        raise CommandError(str(error), Exit.USAGE) from None
    except MemoryFileError as error:
        raise CommandError(error.sentence, Exit.USAGE) from None


async def _until_stopped(run: Run) -> Exit:
    """Run until it ends by itself or a signal asks it to, which may be asked twice."""
    asked: list[Exit] = []
    work = asyncio.create_task(run.run())

    def stop(code: Exit) -> None:
        asked.append(code)
        work.cancel()

    with _signals(stop):
        try:
            return await work
        except asyncio.CancelledError:
            if not asked:
                raise
            return asked[0]


@contextlib.contextmanager
def _signals(stop: Callable[[Exit], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    codes = {signal.SIGINT: Exit.INTERRUPTED, signal.SIGTERM: Exit.TERMINATED}
    # A terminal that is closed is no reason to leave the agent offline; nohup wants it ignored.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        codes[signal.SIGHUP] = Exit.TERMINATED
    for sign, code in codes.items():
        # Only the main thread may; elsewhere whoever runs us ends us.
        with contextlib.suppress(RuntimeError, ValueError):
            loop.add_signal_handler(sign, stop, code)
    try:
        yield
    finally:
        for sign in codes:
            with contextlib.suppress(RuntimeError, ValueError):
                loop.remove_signal_handler(sign)


def _since(said: str, kept: str | None) -> str | float:
    """Return where to begin: where the file says, else as was asked for."""
    from hoory_tui.store.filters.times import read_span

    if kept is not None:
        return kept
    span = read_span(said)
    return said if span is None else time.time() - span


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number above zero")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e7:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds")
    return seconds
