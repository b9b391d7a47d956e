"""``hoory-tui replay``: a recorded session in the console, as lines, as a state, or checked."""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui.app.keyboard.manners import is_screenless
from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    from hoory_tui.sdk.recording.reader import Session

_HELP: Final = """\
On a terminal the console opens on the recording, with the clock of then; nothing in it can be
changed. A file that is cut off or damaged is played as far as it goes, and it is said where it is.
"""
MOST_SPEED: Final = 10_000.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what is played and how."""
    parser.epilog = _HELP
    parser.add_argument("file", metavar="FILE", help="what hoory-tui record has written")
    parser.add_argument(
        "--speed", type=speed, metavar="N", help='so many times as fast, or "max"; 1 by default'
    )
    parser.add_argument(
        "--until", type=_seconds, metavar="SECONDS", help="go no further than this second of it"
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--lines", action="store_true", help="write the stream's lines in their time")
    ways.add_argument("--state", action="store_true", help="write the state it ends in as JSON")
    ways.add_argument(
        "--check", action="store_true", help="tell what is missing, doubled or unreadable in it"
    )


def speed(text: str) -> float:
    """Return how many times as fast is meant."""
    if text == "max":
        return math.inf
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= MOST_SPEED:
        raise argparse.ArgumentTypeError('a speed is a number such as 10, or "max"')
    return number


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        raise argparse.ArgumentTypeError("a number of seconds is needed")
    return number


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Play a session in the way that was asked for."""
    from hoory_tui.sdk.recording.errors import RecordingError
    from hoory_tui.sdk.recording.reader import read_session

    path = Path(options.file)
    try:
        session = read_session(path)
    except RecordingError as error:
        code = Exit.USAGE if path.exists() else Exit.NOT_FOUND
        raise CommandError(error.sentence, code) from None
    if options.check:
        return _check(session, options, context)
    for sentence in session.problems:
        context.tell(sentence)
    if options.state:
        return _state(session, options, context)
    if options.lines:
        return _lines(session, options, context)
    return _open(session, options, context)


def _check(session: Session, options: argparse.Namespace, context: Context) -> Exit:
    from hoory_tui.sdk.recording.checking import KINDS, check
    from hoory_tui.wire.clean import clean_line

    findings = check(_up_to(session, options.until))
    for sentence in findings.sentences:
        context.stdout.write(f"{clean_line(sentence)}\n")
    counts = ", ".join(f"{findings.counts[kind]} {kind}" for kind in KINDS)
    context.stdout.write(f"{findings.events} events: {counts}.\n")
    if not session.is_whole:
        context.stdout.write("The recording was cut off: its last line is missing.\n")
    return Exit.DONE if findings.is_clean else Exit.FAILED


def _state(session: Session, options: argparse.Namespace, context: Context) -> Exit:
    from hoory_tui.sdk.recording.into_store import replayed
    from hoory_tui.sdk.recording.outcome import outcome

    until = math.inf if options.until is None else options.until
    state = outcome(replayed(session, until=until))
    json.dump(state, context.stdout, ensure_ascii=False, indent=1)
    context.stdout.write("\n")
    return Exit.DONE


def _lines(session: Session, options: argparse.Namespace, context: Context) -> Exit:
    from hoory_tui.commands.parts.desk import run_async
    from hoory_tui.sdk.recording.format import Heard, dump
    from hoory_tui.sdk.recording.player import Player

    player = Player(session, speed=options.speed or 1.0, until=options.until)

    async def play() -> None:
        async for entry in player.play():
            if isinstance(entry, Heard):
                context.stdout.write(f"{dump(entry.line)}\n")
                # Whoever reads it hears it in its time.
                context.stdout.flush()

    run_async(play())
    return Exit.DONE


def _open(session: Session, options: argparse.Namespace, context: Context) -> Exit:
    is_terminal = all(one.isatty() for one in (context.stdin, context.stdout, context.stderr))
    if not is_terminal or is_screenless(context.environ):
        raise CommandError(
            "This is no terminal with a screen, so the console cannot open; use --lines, --state "
            "or --check.",
            Exit.USAGE,
        )
    from hoory_tui.app.run import run_recording
    from hoory_tui.config.settings import load_settings
    from hoory_tui.sdk.recording.player import Player
    from hoory_tui.wire.clean import clean_line

    player = Player(session, speed=options.speed or 1.0, until=options.until)
    settings = load_settings(environ=context.environ)
    code = run_recording(settings, player, clean_line(Path(options.file).name))
    sys.stderr.flush()
    return Exit.DONE if code == 0 else Exit.FAILED


def _up_to(session: Session, until: float | None) -> Session:
    from dataclasses import replace

    if until is None:
        return session
    begin = session.begins_at
    taken = [one for one in session.entries[begin:] if one.at <= until]
    return replace(session, entries=[*session.entries[:begin], *taken])
