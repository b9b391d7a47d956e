"""``hoory-tui record``: a session in a file for a bug report, without what it told of anybody."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.sdk.recording.recorder import Recorder

_TIME: Final = re.compile(r"([0-9]{1,6})([smh]?)")
_SECONDS: Final = {"": 1, "s": 1, "m": 60, "h": 3600}
_HELP: Final = """\
What happens on the desk is written until ctrl+c, or until the time is over. You look on unseen,
as an observer. The file is JSON lines, packed when its name ends in .gz; look into it with less
before you give it to anybody. hoory-tui replay plays it.

Left out whatever you ask for: tokens and other secrets. Replaced, letter by letter, the same by
the same: names, e-mail addresses, phone numbers, addresses of pages, files, texts, attributes.
Kept: ids, times, states, and the shape of every text.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what is recorded where, and what may be left as it is."""
    parser.epilog = _HELP
    parser.add_argument("file", metavar="FILE", help="where it is written; *.gz is packed")
    parser.add_argument(
        *("--for",), dest="seconds", type=duration, metavar="TIME", help="as in 90s, 10m or 1h"
    )
    parser.add_argument("--force", action="store_true", help="write over a file of this name")
    add_redaction_arguments(parser)
    parser.add_argument(
        "--threads",
        type=_threads,
        metavar="N",
        default=25,
        help="read the latest messages of so many conversations first, 25 by default",
    )


def add_redaction_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what of a desk may be left as it is."""
    parser.add_argument("--keep-text", action="store_true", help="leave what people wrote")
    parser.add_argument(
        "--keep-names", action="store_true", help="leave the names of labels, inboxes and teams"
    )
    parser.add_argument(
        "--shift-ids", action="store_true", help="move all ids up by the same random number"
    )


def duration(text: str) -> float:
    """Return the seconds that a time such as 10m means."""
    found = _TIME.fullmatch(text)
    if found is None or not int(found.group(1)):
        raise argparse.ArgumentTypeError("a time is a number with s, m or h, such as 10m")
    return float(int(found.group(1)) * _SECONDS[found.group(2)])


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Record until told to stop, and say what there is in the file."""
    from hoory_tui.commands.parts.desk import run_async
    from hoory_tui.sdk.recording.errors import RecordingError

    path = Path(options.file)
    if path.exists() and not options.force:
        raise CommandError(
            f"There is something named {path.name} already, and it was left alone; choose another"
            " name or write over a file with --force.",
            Exit.USAGE,
        )
    if options.keep_text:
        _agree(context)
    try:
        return run_async(_record(options, path, context))
    except RecordingError as error:
        raise CommandError(error.sentence) from None


def _agree(context: Context) -> None:
    """Warn of what the file will hold; a person has to agree."""
    context.tell(
        "With --keep-text all that contacts and agents write stands in the file word for word, "
        "with the names and numbers in it. Give it to nobody who may not read those threads."
    )
    if not context.is_asked_by_person:
        return
    context.stderr.write("Record texts? [y/N] ")
    context.stderr.flush()
    if context.stdin.readline().strip().lower() not in ("y", "yes"):
        raise CommandError("Nothing was recorded.", Exit.FAILED)


async def _record(options: argparse.Namespace, path: Path, context: Context) -> Exit:
    from hoory_tui.commands.parts.desk import open_desk

    stop = asyncio.Event()
    task = asyncio.current_task()
    assert task is not None

    def ask() -> None:
        # Asked again, it leaves without waiting for anything.
        if stop.is_set():
            task.cancel()
        stop.set()

    with _signals(ask):
        async with open_desk(context) as backend:
            recorder = await _begin(backend, options, path)
            try:
                await _take(backend, recorder, options, stop, context)
            except asyncio.CancelledError:
                if not stop.is_set():
                    raise
            finally:
                recorder.finish()
    return Exit.DONE


async def _begin(backend: Backend, options: argparse.Namespace, path: Path) -> Recorder:
    from hoory_tui.client.errors import HooryError
    from hoory_tui.sdk.recording.recorder import Recorder, header_of
    from hoory_tui.sdk.recording.redaction import Keeping, Redactor
    from hoory_tui.sdk.recording.snapshot import read_shape
    from hoory_tui.sdk.recording.writer import SessionFile

    keeping = Keeping(texts=options.keep_text, names=options.keep_names)
    redactor = Redactor(keeping, shift_ids=options.shift_ids)
    version = ""
    with contextlib.suppress(HooryError):
        version = (await backend.api.server_info()).version or ""
    header = header_of(
        redactor,
        account_id=backend.api.account_id,
        version=version,
        shape=await read_shape(backend),
    )
    return Recorder(SessionFile(path, header, replace=options.force), redactor)


async def _take(
    backend: Backend,
    recorder: Recorder,
    options: argparse.Namespace,
    stop: asyncio.Event,
    context: Context,
) -> None:
    from hoory_tui.commands.parts.hiding import hiding
    from hoory_tui.commands.parts.recording import Taking
    from hoory_tui.sdk.following.follower import Follower
    from hoory_tui.sdk.recording.recorder import told_of

    def ready() -> None:
        context.tell(f"Recording into {recorder.file.path.name}; ctrl+c ends it.")

    async with contextlib.AsyncExitStack() as stack:
        unseen = stack.enter_context(hiding(backend, context, "record"))
        follower = await stack.enter_async_context(Follower(backend, links=True, unseen=unseen))
        taking = Taking(backend, follower, recorder, threads=options.threads, ready=ready)
        await taking.take(stop, options.seconds)
        stop.set()
        recorder.finish()
        context.tell(told_of(recorder))
        if (seconds := follower.seconds_unseen) > 0:
            context.tell(
                f"The recording is done; waiting {seconds:.0f} s, until giving your availability "
                "back shows you to nobody. Ctrl+c leaves at once."
            )


@contextlib.contextmanager
def _signals(ask: Callable[[], None]) -> Iterator[None]:
    """Let ctrl+c and a polite kill end the recording in order."""
    loop = asyncio.get_running_loop()
    numbers = [signal.SIGINT, signal.SIGTERM]
    # Under nohup a terminal that is closed is to end nothing.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    for number in numbers:
        # Only the main thread may; elsewhere whoever runs us ends us.
        with contextlib.suppress(RuntimeError, ValueError):
            loop.add_signal_handler(number, ask)
    try:
        yield
    finally:
        for number in numbers:
            with contextlib.suppress(RuntimeError, ValueError):
                loop.remove_signal_handler(number)


def _threads(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 200):
        raise argparse.ArgumentTypeError("a number from 0 to 200")
    return int(text)
