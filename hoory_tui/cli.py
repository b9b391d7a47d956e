"""The command line: which of four things to start, and every mistake as one plain sentence."""

# Only the standard library up here: --help and --version must answer at once, and Textual reads
# its environment while it is imported, so that has to be cleaned first.
from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import hoory_tui
from hoory_tui.config.environment import take_secret
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.hardening import forbid_memory_dumps

if TYPE_CHECKING:
    from hoory_tui.config.profiles import Profile
    from hoory_tui.config.settings import Settings
    from hoory_tui.config.wishes import LoginWishes

EXIT_CONFIG: Final = 2
EXIT_INTERRUPTED: Final = 130
DEFAULT_SEED: Final = 1

ENVIRONMENT_HELP: Final = """\
environment:
  HOORY_URL, HOORY_TOKEN, HOORY_ACCOUNT   a login that needs no file
"""


def _run_console(profile: Profile, settings: Settings, debug: bool) -> int:
    from hoory_tui.app.run import run_console

    return run_console(profile, settings, debug)


def _run_demo(settings: Settings, seed: int, quiet_visitors: bool) -> int:
    from hoory_tui.app.run import run_demo

    return run_demo(settings, seed=seed, quiet_visitors=quiet_visitors)


def _run_login(profile_name: str | None, wishes: LoginWishes) -> int:
    from hoory_tui.app.log import logging_to
    from hoory_tui.app.login import run_login
    from hoory_tui.config.paths import state_dir

    # What libraries complain of belongs between no question and its answer.
    with logging_to(state_dir()):
        return run_login(profile_name, wishes)


def _run_demo_server(port: int, seed: int, quiet_visitors: bool, as_json: bool) -> int:
    from hoory_tui.demo.command import run

    return run(port=port, seed=seed, quiet_visitors=quiet_visitors, as_json=as_json)


@dataclass(frozen=True, slots=True)
class Starters:
    """What the command line can start; each call runs to its end and gives the exit code."""

    console: Callable[[Profile, Settings, bool], int] = _run_console
    demo: Callable[[Settings, int, bool], int] = _run_demo
    login: Callable[[str | None, LoginWishes], int] = _run_login
    demo_server: Callable[[int, int, bool, bool], int] = _run_demo_server


def main(
    argv: Sequence[str] | None = None,
    *,
    environ: MutableMapping[str, str] = os.environ,
    starters: Starters | None = None,
    on_terminal: Callable[[], bool] | None = None,
) -> int:
    """Run ``hoory-tui`` with these arguments and return its exit code.

    Mistakes in arguments leave by :class:`SystemExit`, as argparse does it.
    """
    options = parse_arguments(argv)
    if environ is os.environ:
        # Before any secret is read; it concerns the whole process.
        forbid_memory_dumps()
    scrub_textual(environ)
    try:
        return _start(options, environ, starters or Starters(), on_terminal or is_on_terminal)
    except ConfigError as error:
        sys.stderr.write(f"hoory-tui: {error}\n")
        return EXIT_CONFIG
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def parse_arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Understand the arguments; ``command`` is None, ``"login"`` or ``"demo-server"``."""
    parser = argparse.ArgumentParser(
        prog="hoory-tui",
        description="A console for support agents, in the terminal.",
        epilog=ENVIRONMENT_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=hoory_tui.__version__)
    parser.add_argument("-P", "--profile", metavar="NAME", help="the saved login to use")
    parser.add_argument("--theme", metavar="NAME", help="the theme to start with")
    parser.add_argument(
        "--token-file", metavar="PATH", help="take the token from this file, or from stdin for -"
    )
    parser.add_argument("--debug", action="store_true", help="write more into the log")
    parser.add_argument("--demo", action="store_true", help="look around in a pretend company")
    _add_world_options(parser)
    _add_commands(parser)
    options = parser.parse_args(argv)
    if complaint := _contradiction(options):
        parser.error(complaint)
    return options


def scrub_textual(environ: MutableMapping[str, str]) -> None:
    """Drop Textual's own variables: some write every key, passwords too, to a file or a port."""
    for variable in [name for name in environ if name.startswith("TEXTUAL")]:
        del environ[variable]


def is_on_terminal() -> bool:
    """Whether a person sits at both ends; Textual reads from stdin and draws on stderr."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    login = commands.add_parser("login", help="save a login", allow_abbrev=False)
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
        "demo-server", help="serve the pretend company to any client", allow_abbrev=False
    )
    server.add_argument("--port", type=_port, default=0, help="default: any free port")
    server.add_argument("--json", action="store_true", help="say where it listens as JSON")
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
    if options.command == "demo-server" and options.profile:
        return "--profile does not go with demo-server"
    if options.demo and (options.profile or options.token_file or options.debug):
        return "--demo needs no --profile and no --token-file, and has no log to --debug"
    if options.command and (options.token_file or options.debug):
        return f"--token-file and --debug do not go with {options.command}"
    if options.command == "login" and options.keyring and options.token_command:
        return "a token is kept by --keyring or by --token-command, not by both"
    if world_options and not (options.demo or options.command == "demo-server"):
        return "--seed and --quiet-visitors go with --demo or demo-server"
    return None


def _start(
    options: argparse.Namespace,
    environ: MutableMapping[str, str],
    starters: Starters,
    on_terminal: Callable[[], bool],
) -> int:
    if options.command or options.demo:
        # Not needed there, and an editor or an opener started later must not inherit it.
        take_secret(environ, "HOORY_TOKEN")
    seed: int = getattr(options, "seed", DEFAULT_SEED)
    quiet_visitors: bool = getattr(options, "quiet_visitors", False)
    if options.command == "demo-server":
        return starters.demo_server(options.port, seed, quiet_visitors, options.json)
    if options.command == "login":
        _require_terminal(on_terminal)
        return starters.login(options.profile, _wishes(options))
    settings = _settings(options.theme, environ)
    if options.demo:
        _require_terminal(on_terminal)
        return starters.demo(settings, seed, quiet_visitors)
    return _start_console(options, settings, environ, starters, on_terminal)


def _start_console(
    options: argparse.Namespace,
    settings: Settings,
    environ: MutableMapping[str, str],
    starters: Starters,
    on_terminal: Callable[[], bool],
) -> int:
    from hoory_tui.config.profiles import load_profile
    from hoory_tui.config.secrets import read_token_from

    token = read_token_from(options.token_file) if options.token_file else None
    profile = load_profile(options.profile, environ, token=token)
    _require_terminal(on_terminal)
    return starters.console(profile, settings, options.debug)


def _wishes(options: argparse.Namespace) -> LoginWishes:
    from hoory_tui.config.wishes import read_wishes

    return read_wishes(
        token_command=options.token_command or "",
        keyring=options.keyring,
        ca_file=options.ca_file or "",
        pin_sha256=options.pin_sha256 or (),
        proxy=options.proxy or "",
    )


def _settings(theme: str | None, environ: MutableMapping[str, str]) -> Settings:
    from hoory_tui.config.settings import load_settings

    settings = load_settings(environ=environ)
    return settings.model_copy(update={"theme": theme}) if theme else settings


def _require_terminal(on_terminal: Callable[[], bool]) -> None:
    if not on_terminal():
        raise ConfigError(
            "this is not a terminal",
            kept="nothing was started",
            remedy="start hoory-tui in one, with its input and output left alone",
        )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise argparse.ArgumentTypeError("a seed is a whole number, 0 or more")
    return int(text)
