"""Running a command: its arguments understood, every mistake as one sentence and a code."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from hoory_tui.commands.registry import Command


def run_command(command: Command, given: Sequence[str], environ: MutableMapping[str, str]) -> int:
    """Run a command with the whole command line and return its exit code.

    Mistakes in arguments leave by :class:`SystemExit`, as argparse does it.
    """
    from hoory_tui.config.errors import ConfigError

    module = import_module(command.module)
    options = _parser(command, module.add_arguments).parse_args(_after_name(command, given))
    context = Context(environ, options.profile, options.token_file)
    try:
        code = module.run(options, context)
        sys.stdout.flush()
    except CommandError as error:
        context.tell(f"hoory-tui {command.name}: {error.sentence}")
        return error.code
    except ConfigError as error:
        context.tell(f"hoory-tui: {error}")
        return Exit.USAGE
    except BrokenPipeError:
        # Nothing can be written any more, and the interpreter would try once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return Exit.PIPE_CLOSED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return int(code)


def _parser(command: Command, add_arguments: object) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"hoory-tui {command.name}",
        description=f"{command.summary[0].upper()}{command.summary[1:]}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(command=command.name)
    parser.add_argument("-P", "--profile", metavar="NAME", help="the saved login to use")
    parser.add_argument(
        "--token-file", metavar="PATH", help="take the token from this file, or from stdin for -"
    )
    assert callable(add_arguments)
    add_arguments(parser)
    return parser


def _after_name(command: Command, given: Sequence[str]) -> list[str]:
    # What stood before the name belongs to every command, so it may as well stand behind it.
    place = given.index(command.name)
    return [*given[:place], *given[place + 1 :]]
