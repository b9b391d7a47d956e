"""The command line: which of four things to start, and every mistake as one plain sentence."""

# Nothing is imported up here but what every start needs: --version and --help must answer at once,
# and Textual reads its environment while it is imported, so that has to be cleaned first.
from __future__ import annotations

import os
import sys

import hoory_tui

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, MutableMapping, Sequence
    from typing import Final

    from hoory_tui.commands.registry import Command
    from hoory_tui.config.profiles import Profile
    from hoory_tui.config.settings import Settings
    from hoory_tui.config.wishes import LoginWishes

EXIT_CONFIG: Final = 2
EXIT_INTERRUPTED: Final = 130
DEFAULT_SEED: Final = 1


def _run_console(profile: Profile, settings: Settings, debug: bool) -> int:
    from hoory_tui.app.run import run_console

    return run_console(profile, settings, debug)


def _run_demo(settings: Settings, seed: int, quiet_visitors: bool) -> int:
    from hoory_tui.app.run import run_demo

    return run_demo(settings, seed=seed, quiet_visitors=quiet_visitors)


def _run_login(profile_name: str | None, wishes: LoginWishes) -> int:
    from hoory_tui.app.log import logging_to
    from hoory_tui.app.login import run_login
    from hoory_tui.app.speaking import speak_before_settings
    from hoory_tui.config.paths import state_dir

    speak_before_settings()
    # What libraries complain of belongs between no question and its answer.
    with logging_to(state_dir()):
        end = run_login(profile_name, wishes)
    return main(["--profile", end.start]) if end.start else end.code


def _run_demo_server(
    port: int,
    seed: int,
    quiet_visitors: bool,
    as_json: bool,
    conversations: int,
    rate: float | None,
    accounts: int,
) -> int:
    from hoory_tui.demo.command import Wishes, run

    return run(Wishes(port, seed, quiet_visitors, as_json, conversations, rate, accounts))


def _run_greeting(settings: Settings) -> int:
    from hoory_tui.app.greeting import Ways, greet
    from hoory_tui.app.skeleton import give_back
    from hoory_tui.app.speaking import speak_as_set
    from hoory_tui.config.wishes import LoginWishes

    give_back()
    speak_as_set(settings)
    return greet(
        Ways(
            demo=lambda: _run_demo(settings, DEFAULT_SEED, False),
            tour=lambda: _run_tour(settings),
            login=lambda: _run_login(None, LoginWishes()),
        )
    )


def _run_tour(settings: Settings) -> int:
    from hoory_tui.app.run import run_tour

    return run_tour(settings)


class Starters:
    """What the command line can start; each call runs to its end and gives the exit code."""

    # No dataclass: importing those takes as long as all the rest of --version.
    def __init__(
        self,
        console: Callable[[Profile, Settings, bool], int] = _run_console,
        demo: Callable[[Settings, int, bool], int] = _run_demo,
        login: Callable[[str | None, LoginWishes], int] = _run_login,
        demo_server: Callable[
            [int, int, bool, bool, int, float | None, int], int
        ] = _run_demo_server,
        greet: Callable[[Settings], int] = _run_greeting,
    ) -> None:
        self.console = console
        self.demo = demo
        self.login = login
        self.demo_server = demo_server
        self.greet = greet


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
    given = sys.argv[1:] if argv is None else list(argv)
    open_closed_streams()
    if given == ["--version"]:
        # Asked for by scripts and editors all day: not even the parser of arguments is loaded.
        sys.stdout.write(f"{hoory_tui.VERSION_LINE}\n")
        return 0
    if given[:1] == ["help"]:
        given = [*given[1:2], "--help"]
    from hoory_tui.commands.registry import find_command, find_unknown

    command = find_command(given)
    if command is not None:
        return _run_command(command, given, environ)
    is_asking = "--help" in given or "-h" in given or find_unknown(given) is not None
    if environ is not os.environ or not os.isatty(1) or is_asking:
        return _main(given, environ, starters, on_terminal)
    from hoory_tui.app import skeleton

    try:
        skeleton.begin(given, environ)
        return _main(given, environ, starters, on_terminal)
    finally:
        skeleton.end()


def _run_command(command: Command, given: Sequence[str], environ: MutableMapping[str, str]) -> int:
    from hoory_tui.commands.run import run_command

    if environ is os.environ:
        from hoory_tui.config.hardening import forbid_memory_dumps

        forbid_memory_dumps()
    scrub_textual(environ)
    return run_command(command, given, environ)


def _main(
    given: Sequence[str],
    environ: MutableMapping[str, str],
    starters: Starters | None,
    on_terminal: Callable[[], bool] | None,
) -> int:
    from hoory_tui.arguments import parse_arguments

    options = parse_arguments(given)
    from hoory_tui.config.errors import ConfigError

    if environ is os.environ:
        from hoory_tui.config.hardening import forbid_memory_dumps

        # Before any secret is read; it concerns the whole process.
        forbid_memory_dumps()
    scrub_textual(environ)
    try:
        return _start(options, environ, starters or Starters(), on_terminal or is_on_terminal)
    except ConfigError as error:
        from hoory_tui.app.skeleton import give_back

        give_back()
        sys.stderr.write(f"hoory-tui: {error}\n")
        return EXIT_CONFIG
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def open_closed_streams() -> None:
    """Give a stream that was closed before the start to nobody, or a socket takes its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            mode = "w" if number else "r"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def scrub_textual(environ: MutableMapping[str, str]) -> None:
    """Drop Textual's own variables: some write every key, passwords too, to a file or a port."""
    for variable in [name for name in environ if name.startswith("TEXTUAL")]:
        del environ[variable]


def is_on_terminal() -> bool:
    """Whether a person sits at both ends; Textual reads from stdin and draws on stderr."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _start(
    options: argparse.Namespace,
    environ: MutableMapping[str, str],
    starters: Starters,
    on_terminal: Callable[[], bool],
) -> int:
    if options.command or options.demo:
        from hoory_tui.config.environment import take_secret

        # Not needed there, and an editor or an opener started later must not inherit it.
        take_secret(environ, "HOORY_TOKEN")
    seed: int = getattr(options, "seed", DEFAULT_SEED)
    quiet_visitors: bool = getattr(options, "quiet_visitors", False)
    if options.command == "demo-server":
        return starters.demo_server(
            options.port,
            seed,
            quiet_visitors,
            options.json,
            options.conversations,
            options.rate,
            options.accounts,
        )
    if options.command == "login":
        _require_terminal(on_terminal)
        return starters.login(options.profile, _wishes(options))
    if on_terminal is is_on_terminal:
        _require_screen()
    settings = _settings(options.theme, environ, observer=options.observer, plain=options.plain)
    if options.record:
        settings = _recorded(settings, options.record)
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
    from hoory_tui.config.errors import NothingSetUpError
    from hoory_tui.config.profiles import load_profile
    from hoory_tui.config.secrets import read_token_from

    token = read_token_from(options.token_file) if options.token_file else None
    try:
        profile = load_profile(options.profile, environ, token=token)
    except NothingSetUpError:
        if not on_terminal():
            raise
        return starters.greet(settings)
    _require_terminal(on_terminal)
    if options.account:
        profile = _in_account(profile, options.account, environ)
    return starters.console(profile, settings, options.debug)


def _in_account(profile: Profile, wanted: str, environ: MutableMapping[str, str]) -> Profile:
    from hoory_tui.client.errors import HooryError
    from hoory_tui.commands.exits import CommandError
    from hoory_tui.commands.parts.accounts import in_account
    from hoory_tui.config.errors import ConfigError

    try:
        return in_account(profile, wanted, environ)
    except (CommandError, HooryError) as error:
        raise ConfigError(
            f"the account {wanted} cannot be opened: {error.sentence.removesuffix('.')}",
            kept="nothing was started",
            remedy="give another --account, or none for the one of the login",
        ) from None


def _wishes(options: argparse.Namespace) -> LoginWishes:
    from hoory_tui.config.wishes import read_wishes

    return read_wishes(
        token_command=options.token_command or "",
        keyring=options.keyring,
        ca_file=options.ca_file or "",
        pin_sha256=options.pin_sha256 or (),
        proxy=options.proxy or "",
    )


def _settings(
    theme: str | None,
    environ: MutableMapping[str, str],
    *,
    observer: bool = False,
    plain: bool = False,
) -> Settings:
    from dataclasses import replace

    from hoory_tui.config.settings import load_settings

    settings = load_settings(environ=environ)
    if observer:
        settings = replace(settings, observer=True)
    if plain:
        settings = replace(settings, plain=True)
    return replace(settings, theme=theme) if theme else settings


def _recorded(settings: Settings, name: str) -> Settings:
    from dataclasses import replace
    from pathlib import Path

    from hoory_tui.config.errors import ConfigError

    path = Path(name).absolute()
    if path.exists() or path.is_symlink():
        raise ConfigError(
            "there is something of this name already",
            path=path,
            kept="it was left alone, and nothing was started",
            remedy="record into a file of another name",
        )
    return replace(settings, recording=str(path))


def _require_terminal(on_terminal: Callable[[], bool]) -> None:
    if not on_terminal():
        from hoory_tui.config.errors import ConfigError

        raise ConfigError(
            "this is not a terminal",
            kept="nothing was started",
            remedy="start hoory-tui in one, with its input and output left alone",
        )


def _require_screen() -> None:
    from hoory_tui.app.keyboard.manners import is_screenless

    if is_on_terminal() and is_screenless(os.environ):
        from hoory_tui.config.errors import ConfigError

        named = os.environ.get("TERM", "")
        raise ConfigError(
            f"this terminal has no screen to draw on (TERM is {named or 'not set'})",
            kept="nothing was drawn",
            remedy="use hoory-tui lines, which needs none, or the commands that write lines, such "
            "as hoory-tui conversations, show, reply and tail, or start it in another terminal",
        )
