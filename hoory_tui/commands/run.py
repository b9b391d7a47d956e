"""Running a command: its arguments understood, every mistake as one sentence and a code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.helping import CommandParser, HelpFormatter
from hoory_tui.commands.registry import ACT, find_place

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from hoory_tui.commands.registry import Command


def run_command(command: Command, given: Sequence[str], environ: MutableMapping[str, str]) -> int:
    """Run a command with the whole command line and return its exit code.

    Mistakes in arguments leave by :class:`SystemExit`, as argparse does it.
    """
    from hoory_tui.client.errors import HooryError
    from hoory_tui.config.errors import ConfigError

    module = import_module(command.module)
    words = _without_name(given)
    if (as_arguments := getattr(module, "as_arguments", None)) is not None:
        words = as_arguments(words)
    options = make_parser(command).parse(words, command.name)
    context = Context(environ, options.profile, options.token_file, account=options.account)
    # A letter that the terminal's encoding lacks is no reason to stop in the middle of a list.
    if (reconfigure := getattr(sys.stdout, "reconfigure", None)) is not None:
        reconfigure(errors="replace")
    try:
        code = module.run(options, context)
        sys.stdout.flush()
    except CommandError as error:
        context.tell(f"hoory-tui {command.name}: {error.sentence}")
        return error.code
    except HooryError as error:
        from hoory_tui.commands.parts.failures import exit_code

        context.tell(f"hoory-tui {command.name}: {error.sentence}")
        return exit_code(error, is_writing=command.group == ACT)
    except ConfigError as error:
        context.tell(f"hoory-tui: {error}")
        return Exit.USAGE
    except BrokenPipeError:
        _give_up_output()
        return Exit.PIPE_CLOSED
    except OSError as error:
        _give_up_output()
        why = error.strerror or "the system tells no reason"
        done = "; what was asked may have been done" if command.group == ACT else ""
        context.tell(f"hoory-tui {command.name}: Not all could be read and written: {why}{done}.")
        return Exit.UNSURE if command.group == ACT else Exit.FAILED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return int(code)


def _give_up_output() -> None:
    # Nothing can be written any more, and the interpreter would try once more at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def make_parser(command: Command) -> CommandParser:
    """Return what takes the arguments of a command; its module is loaded for that."""
    parser = CommandParser(
        prog=f"hoory-tui {command.name}",
        description=f"{command.summary[0].upper()}{command.summary[1:]}.",
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(command=command.name)
    parser.add_argument("-P", "--profile", metavar="NAME", help="the saved login to use")
    parser.add_argument(
        "-A", "--account", metavar="ACCOUNT", help="another account of the login, by id or name"
    )
    parser.add_argument(
        "--token-file", metavar="PATH", help="take the token from this file, or from stdin for -"
    )
    import_module(command.module).add_arguments(parser)
    return parser


def _without_name(given: Sequence[str]) -> list[str]:
    # What stood before the name belongs to every command, so it may as well stand behind it.
    place = find_place(given)
    return [*given[:place], *given[place + 1 :]]
