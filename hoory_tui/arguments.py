"""What may stand on the command line, and what does not go together there."""

from __future__ import annotations

import argparse
import sys

import hoory_tui
from hoory_tui.commands.registry import CONSOLES_OWN, find_unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final, NoReturn

_GROUPS: Final = {
    "read": "commands that read:",
    "act": "commands that change something:",
    "stream": "commands that go on:",
    "set up": "commands to set up and check:",
}
ENVIRONMENT_HELP: Final = """\
environment:
  HOORY_URL, HOORY_TOKEN, HOORY_ACCOUNT   a login that needs no file
  NO_COLOR                                plain letters, without colour

exit codes of commands:
  0 done   1 refused or not passed   2 wrong arguments, settings or input
  3 not found   4 ambiguous   5 not signed in
  6 not reached, nothing changed   7 unsure: it may have been done
  130 interrupted   141 nobody read on   143 told to end

Without a command the console starts. hoory-tui COMMAND --help tells more.
"""


class _Parser(argparse.ArgumentParser):
    """Lists the commands when it is asked for help; a start of the console does without them."""

    def format_help(self) -> str:
        """Return the help with all commands in their groups."""
        self.epilog = f"{_commands_help()}{ENVIRONMENT_HELP}"
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Tell a mistake and end; what was typed is quoted there, and may have been pasted."""
        from hoory_tui.wire.clean import clean

        super().error(clean(message))


def _commands_help() -> str:
    from hoory_tui.commands.registry import COMMANDS, CONSOLES_OWN, SETUP

    listed = [(one.group, one.name, one.summary) for one in COMMANDS.values()]
    listed += [(SETUP, name, summary) for name, summary in CONSOLES_OWN.items()]
    wide = max(len(name) for _, name, _ in listed)
    parts = []
    for group, title in _GROUPS.items():
        lines = [f"  {name:<{wide}}  {said}" for one, name, said in listed if one == group]
        parts.append("\n".join([title, *lines, "", ""]))
    return "".join(parts)


def parse_arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Understand the arguments; ``command`` is None, ``"login"`` or ``"demo-server"``."""
    parser = parser_of()
    given = sys.argv[1:] if argv is None else argv
    if (name := find_unknown(given)) is not None:
        parser.error(f'there is no command "{name}"{_meant(name)}')
    options = parser.parse_args(given)
    if complaint := _contradiction(options):
        parser.error(complaint)
    return options


def parser_of() -> argparse.ArgumentParser:
    """Return what takes the arguments of the console and of its own commands."""
    parser = _Parser(
        prog="hoory-tui",
        description="A console for support agents, in the terminal.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=hoory_tui.VERSION_LINE)
    parser.add_argument("-P", "--profile", metavar="NAME", help="the saved login to use")
    parser.add_argument(
        "-A", "--account", metavar="ACCOUNT", help="another account of the login, by id or name"
    )
    parser.add_argument("--theme", metavar="NAME", help="the theme to start with")
    parser.add_argument(
        "--token-file", metavar="PATH", help="take the token from this file, or from stdin for -"
    )
    parser.add_argument("--debug", action="store_true", help="write more into the log")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="for screen readers and braille displays: one column, words for symbols, no frames",
    )
    parser.add_argument(
        "--observer", action="store_true", help="look on without ever being shown as online"
    )
    parser.add_argument(
        "--record",
        metavar="FILE",
        help="write what the console hears and asks into a file for a bug report, without words"
        " and names",
    )
    parser.add_argument("--demo", action="store_true", help="look around in a pretend company")
    _add_world_options(parser)
    _add_commands(parser)
    return parser


def _meant(name: str) -> str:
    from hoory_tui.commands.parts.helping import meant
    from hoory_tui.commands.registry import COMMANDS

    return meant(name, (*COMMANDS, *CONSOLES_OWN)) or "; hoory-tui --help lists them all"


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", help="what to do without the console; see below",
        parser_class=argparse.ArgumentParser,
    )  # fmt: skip
    login = commands.add_parser("login", description="Save a login.", allow_abbrev=False)
    # Suppressed, or it would wipe out a --profile given before the command.
    login.add_argument(
        *("-P", "--profile"), metavar="NAME", default=argparse.SUPPRESS, help="the name to save as"
    )
    login.add_argument(
        "--token-command", metavar="COMMAND", help="what writes the token, kept in its place"
    )
    login.add_argument(
        "--keyring", action="store_true", help="keep the token in the system's keyring"
    )
    login.add_argument("--ca-file", metavar="PATH", help="the certificates to trust")
    login.add_argument(
        *("--pin-sha256", "--pin"),
        metavar="HEX",
        action="append",
        help="the certificate to insist on, by its fingerprint; may be given again",
    )
    login.add_argument(
        "--proxy", metavar="URL", help='http://host:port, or "env" for the usual variables'
    )
    server = commands.add_parser(
        "demo-server", description="Serve the pretend company to any client.", allow_abbrev=False
    )
    server.add_argument("--port", type=_port, default=0, help="default: any free port")
    server.add_argument("--json", action="store_true", help="say where it listens as JSON")
    server.add_argument(
        "--conversations",
        type=_many,
        metavar="N",
        default=100,
        help="how many there are, 100 by default",
    )
    server.add_argument(
        "--rate",
        type=_rate,
        metavar="N",
        help="events a second from when a console listens; with --json, lines like"
        ' "rate 500" on the input change it and each is answered by what was sent',
    )
    server.add_argument(
        "--accounts",
        type=_accounts,
        metavar="N",
        default=1,
        help="1 to 5 that one token opens, to go from one to another; 1 by default",
    )
    _add_world_options(server)


def _add_world_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed", type=_seed, metavar="N", default=argparse.SUPPRESS, help="another pretend company"
    )
    parser.add_argument(
        "--quiet-visitors",
        action="store_true",
        default=argparse.SUPPRESS,
        help="let no pretend visitor write by themselves",
    )


def _contradiction(options: argparse.Namespace) -> str | None:
    world_options = [name for name in ("seed", "quiet_visitors") if name in options]
    if options.command and (options.demo or options.theme):
        return f"--demo and --theme do not go with {options.command}"
    if options.command and options.record:
        return f"--record does not go with {options.command}"
    if options.command and options.observer:
        return f"--observer does not go with {options.command}"
    if options.command == "demo-server" and options.profile:
        return "--profile does not go with demo-server"
    if options.command and options.account:
        return f"--account does not go with {options.command}"
    if options.demo and options.account:
        return "--demo needs no --account; its second one is in the list of accounts"
    if options.demo and (options.profile or options.token_file or options.debug):
        return "--demo needs no --profile and no --token-file, and has no log to --debug"
    if options.command and (options.token_file or options.debug):
        return f"--token-file and --debug do not go with {options.command}"
    if options.command == "login" and options.keyring and options.token_command:
        return "a token is kept by --keyring or by --token-command, not by both"
    if world_options and not (options.demo or options.command == "demo-server"):
        return "--seed and --quiet-visitors go with --demo or demo-server"
    return None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise argparse.ArgumentTypeError("a seed is a whole number, 0 or more")
    return int(text)


def _many(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and int(text) <= 1_000_000):
        raise argparse.ArgumentTypeError("the conversations are a number from 0 to 1000000")
    return int(text)


def _accounts(text: str) -> int:
    if text not in ("1", "2", "3", "4", "5"):
        raise argparse.ArgumentTypeError("the accounts are a number from 1 to 5")
    return int(text)


def _rate(text: str) -> float:
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise argparse.ArgumentTypeError("a rate is a number of events from 0 to 99999")
    return float(text)
