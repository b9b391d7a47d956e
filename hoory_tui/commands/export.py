"""`hoory-tui export ID`: a whole conversation as a file to keep, to send on or to reckon with."""

from __future__ import annotations

import argparse
import io
import os
from pathlib import Path
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.asking import Desk, Raw
from hoory_tui.commands.parts.message_columns import MESSAGES, THREAD, read_thread
from hoory_tui.commands.parts.output import CSV, dump, write
from hoory_tui.commands.parts.talk_columns import named
from hoory_tui.commands.show import read_id

FORMATS: Final = ("md", "json", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which conversation, in which form and where to."""
    parser.add_argument("id", type=read_id, metavar="ID", help="the conversation's number")
    parser.add_argument(
        "--format", choices=FORMATS, default=None, metavar="FORMAT",
        help="md, json or csv; by the name of the file, else md",
    )  # fmt: skip
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write into this new file, readable by you alone; - is the output",
    )
    parser.add_argument("--notes", action="store_true", help="with the private notes")


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write the conversation from its first message on."""
    form = options.format or _form_of(options.output)
    if options.output == "-":
        options.output = None
    if options.output is not None and Path(options.output).exists():
        raise CommandError(
            f"{options.output} is there already, so nothing was written; name another file.",
            Exit.USAGE,
        )
    with Desk(context) as desk:
        talk = read_thread(desk, options.id, None)
        inboxes = named(desk.ask_list("/inboxes", "payload")) if form == "md" else {}
    if not options.notes:
        talk["_messages"] = [one for one in talk["_messages"] if one.get("private") is not True]
    if options.output is None:
        _write(talk, form, inboxes, context)
        return Exit.DONE
    _write_file(talk, form, inboxes, Path(options.output), context)
    count = len(talk["_messages"])
    context.tell(f"#{options.id} with {count} messages is in {options.output}.")
    return Exit.DONE


def _form_of(output: str | None) -> str:
    ending = Path(output).suffix.lower().removeprefix(".") if output is not None else ""
    return {"markdown": "md"}.get(ending, ending) if ending in (*FORMATS, "markdown") else "md"


def _write(talk: Raw, form: str, inboxes: dict[object, str], context: Context) -> None:
    match form:
        case "json":
            context.stdout.write(f"{dump(THREAD.as_json(talk), context, indent=2)}\n")
        case "csv":
            write(talk["_messages"], MESSAGES, argparse.Namespace(form=CSV), context)
        case _:
            from hoory_tui.commands.parts.markdown import markdown_lines

            inbox = inboxes.get(talk.get("inbox_id")) or f"#{talk.get('inbox_id')}"
            for line in markdown_lines(talk, inbox):
                context.stdout.write(f"{line}\n")


def _write_file(
    talk: Raw, form: str, inboxes: dict[object, str], file: Path, context: Context
) -> None:
    held = io.StringIO()
    inner = Context(context.environ, stdin=context.stdin, stdout=held, stderr=context.stderr)
    _write(talk, form, inboxes, inner)
    try:
        # New and private: what customers wrote is for nobody else on this machine.
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as out:
            out.write(held.getvalue())
    except OSError as error:
        raise CommandError(
            f"{file} cannot be written ({error.strerror}); name another file.", Exit.USAGE
        ) from None
