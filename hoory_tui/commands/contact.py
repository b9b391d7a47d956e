"""`hoory-tui contact`: the console from the contact's side of an API inbox."""

from __future__ import annotations

import argparse
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    from hoory_tui.app.visit.plan import VisitPlan
    from hoory_tui.client.network import NetworkOptions
    from hoory_tui.sdk.contact import Contact

_EPILOG: Final = """\
to try it without a server of your own:
  hoory-tui demo-server          prints an address, and an identifier for each API inbox
  hoory-tui contact --url ADDRESS --inbox IDENTIFIER

The session is kept in a private file, so that the next start goes on in the same conversation;
whoever has that file can read and write in the contact's name.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--inbox", required=True, metavar="IDENTIFIER", help="the identifier of an API inbox"
    )
    parser.add_argument(
        "--url", metavar="URL", help="the server (default: HOORY_URL, or that of the saved login)"
    )
    who = parser.add_argument_group("who you are there")
    who.add_argument("--name", metavar="NAME", help="your name (default: the server makes one up)")
    who.add_argument("--email", metavar="ADDRESS", help="your e-mail address")
    who.add_argument("--identifier", metavar="ID", help="who you are in your own system")
    proof = who.add_mutually_exclusive_group()
    proof.add_argument(
        "--identifier-hash", metavar="HEX", help="the proof of the identifier, HMAC-SHA256 in hex"
    )
    proof.add_argument(
        "--hmac-file", metavar="FILE", help="the file with the HMAC token of the inbox to prove it"
    )
    where = parser.add_argument_group("where to go on")
    where.add_argument(
        "--conversation", type=int, metavar="ID", help="the conversation to show at first"
    )
    where.add_argument("--session", metavar="FILE", help="keep the session in this file")
    where.add_argument(
        "--new", action="store_true", help="begin as somebody new; the kept session is put aside"
    )


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Open the console; it needs a terminal."""
    if not (context.stdin.isatty() and context.stdout.isatty()):
        raise CommandError(
            "this is a full-screen console and there is no terminal here; run it in one, or use "
            "InboxService of the Python library in a program.",
            Exit.USAGE,
        )
    from hoory_tui.app.fitting import set_library_up
    from hoory_tui.app.keyboard.manners import is_screenless

    if is_screenless(context.environ):
        raise CommandError(
            "this terminal has no screen to draw on; set TERM to what it is, start it in another "
            "one, or use InboxService of the Python library in a program.",
            Exit.USAGE,
        )
    plan = plan_of(options, context)

    set_library_up()
    from hoory_tui.app.visit.run import run_visit
    from hoory_tui.config.settings import load_settings

    code = run_visit(plan, load_settings(environ=context.environ))
    return Exit(code) if code in list(Exit) else _by_signal(code)


def _by_signal(code: int) -> Exit:
    # A console that is ended from outside says so by its own exit code, whatever that is.
    raise SystemExit(code)


def plan_of(options: argparse.Namespace, context: Context) -> VisitPlan:
    """Return where to go and as whom; raises CommandError and ConfigError."""
    from hoory_tui.app.visit.plan import VisitPlan

    url, network = _server(options, context)
    inbox = options.inbox.strip()
    if not inbox or not inbox.isprintable():
        raise CommandError("--inbox needs the identifier of an API inbox.", Exit.USAGE)
    return VisitPlan(
        url=url,
        inbox=inbox,
        contact=_contact(options),
        conversation_id=options.conversation,
        file=_session_file(options, context, url, inbox),
        is_new=options.new,
        network=network,
    )


def _server(options: argparse.Namespace, context: Context) -> tuple[str, NetworkOptions]:
    from hoory_tui.client.network import NO_OPTIONS
    from hoory_tui.config import paths
    from hoory_tui.config.urls import normalise_url

    typed = options.url or (None if options.profile else context.environ.get("HOORY_URL"))
    if typed:
        try:
            return normalise_url(typed), NO_OPTIONS
        except ValueError as error:
            where = "--url" if options.url else "HOORY_URL"
            raise CommandError(f"{where}: {error}.", Exit.USAGE) from None
    from hoory_tui.config.profiles import find_login
    from hoory_tui.sdk.network import network_of

    login = find_login(options.profile, context.environ)
    return login.url, network_of(login, context.environ, at=paths.config_dir(context.environ))


def _contact(options: argparse.Namespace) -> Contact:
    from hoory_tui.sdk.contact import Contact

    proof = options.identifier_hash
    if (proof or options.hmac_file) and not options.identifier:
        raise CommandError("a proof proves an identifier, so give --identifier too.", Exit.USAGE)
    contact = Contact(
        identifier=options.identifier,
        identifier_hash=proof,
        name=options.name,
        email=options.email,
    )
    if not options.hmac_file:
        return contact
    from dataclasses import replace

    from pydantic import SecretStr

    return replace(contact, hmac_token=SecretStr(_hmac_token(Path(options.hmac_file))))


def _hmac_token(file: Path) -> str:
    from hoory_tui.config.private import read_private

    content = read_private(file)
    token = (content or b"").decode("utf-8", "replace").strip()
    if not token:
        raise CommandError(f"there is no HMAC token in {file}.", Exit.USAGE)
    return token


def _session_file(options: argparse.Namespace, context: Context, url: str, inbox: str) -> Path:
    from hoory_tui.config import paths

    if options.session:
        return Path(options.session).expanduser()
    # Who proves to be somebody goes on in that one's session, and never in another's.
    who = "\0".join((url, inbox, options.identifier or "", options.email or ""))
    name = blake2b(who.encode(), digest_size=12).hexdigest()
    return paths.state_dir(context.environ) / "visits" / f"{name}.json"
