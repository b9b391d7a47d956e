"""`macros`: those of the account listed, and one of them run over conversations."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.confirming import add_yes_argument
from hoory_tui.commands.parts.output import Column, Table, add_output_arguments, dump, write
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hoory_tui.commands.context import Context
    from hoory_tui.store.library import Macro

RUN: Final = "run"
SCHEMA_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_RUN_SCHEMA: Final = "--run-schema"
TABLE: Final = Table(
    [
        Column("id", "id"),
        Column("name", "text"),
        Column("visibility", "text", choices=("global", "personal")),
        Column("steps", "texts", about="what it does, one step after the other"),
    ],
    about="A macro of the account",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what it takes."""
    parser.usage = (
        "%(prog)s [options]\n       %(prog)s run MACRO [ID ...] [-n] [-y] [--wait SECONDS]"
    )
    parser.epilog = (
        "examples:\n"
        '  hoory-tui macros run "Lost parcel" 1042 --dry-run\n'
        "  hoory-tui conversations --label parcel --all --ids |\n"
        "    hoory-tui macros run 43 - --wait 10"
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="run MACRO ID…",
        help="without it the macros are listed; MACRO is a name or an id, and - or no ID takes "
        "ids or lines of JSON from the input",
    )
    parser.add_argument(
        "-n", "--dry-run", action="store_true", help="say what it would do and do nothing"
    )
    parser.add_argument(
        "--wait",
        metavar="SECONDS",
        type=float,
        default=0.0,
        help="look for so long whether it did what it should; the server itself tells nothing",
    )
    add_yes_argument(parser)
    add_output_arguments(parser, TABLE)
    parser.add_argument(_RUN_SCHEMA, action="store_true", help=argparse.SUPPRESS)


def as_arguments(words: Sequence[str]) -> list[str]:
    """Return the command line with the schema asked for that belongs to what it runs."""
    is_run = RUN in words
    return [_RUN_SCHEMA if is_run and one == "--schema" else one for one in words]


def run(options: argparse.Namespace, context: Context) -> Exit:
    """List the macros, or run one."""
    if options.run_schema:
        from hoory_tui.commands.parts.macrorun import TABLE as RUNS

        schema = {"$schema": SCHEMA_DIALECT, "type": "array", "items": RUNS.schema()}
        context.stdout.write(f"{dump(schema, context, indent=2)}\n")
        return Exit.DONE
    if not options.words:
        return _list(options, context)
    if options.words[0] != RUN:
        word = clean_line(options.words[0])
        raise CommandError(
            f"“{word}” is nothing that is done with macros; write macros run MACRO ID.", Exit.USAGE
        )
    if len(options.words) < 2:
        raise CommandError("No macro is named; write macros run MACRO ID.", Exit.USAGE)
    from hoory_tui.commands.parts.macrorun import run_macro

    return run_macro(options.words[1], options.words[2:], options, context)


def _list(options: argparse.Namespace, context: Context) -> Exit:
    from hoory_tui.client.errors import HooryError
    from hoory_tui.commands.parts.desk import run_async
    from hoory_tui.commands.parts.failures import command_error

    try:
        rows = run_async(_read(context))
    except HooryError as error:
        raise command_error(error) from None
    write(rows, TABLE, options, context)
    return Exit.DONE


async def _read(context: Context) -> list[dict[str, object]]:
    from hoory_tui.commands.parts.desk import open_desk
    from hoory_tui.commands.parts.macrorun import prepared_store
    from hoory_tui.store.macroplan import server_plan

    async with open_desk(context) as backend:
        store, macros = await prepared_store(backend)

    def row(macro: Macro) -> dict[str, object]:
        steps = [one.text for one in server_plan(store, macro, None)]
        return {
            "id": macro.id,
            "name": macro.name,
            "visibility": macro.visibility,
            "steps": steps,
        }

    return [row(one) for one in macros]
