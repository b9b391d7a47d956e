"""`hoory-tui version`: this program, what it runs on, and of which generation the server is."""

from __future__ import annotations

import argparse
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import hoory_tui
from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.output import Column, Table, add_output_arguments, write_one
from hoory_tui.config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

EXTRAS: Final = {"pictures": "PIL", "keyring": "keyring", "serve": "textual_serve"}
"""What can be installed besides, and the module that tells whether it is."""
_LIBRARIES: Final = ("textual", "rich", "aiohttp", "pydantic", "msgspec")
_NUMBERS: Final = re.compile(r"(\d{1,4})\.(\d{1,4})")
_LONGEST: Final = 40

VERSION: Final = Table(
    (
        Column("version", "text", title="hoory-tui"),
        Column("python", "text", title="Python"),
        Column("libraries", "text"),
        Column("extras", "text", about="what was installed besides, separated by commas"),
        Column("tested_with", "text", title="tested with servers"),
        Column("server", "text", about="the address of the login, null without a login"),
        Column("server_version", "text", title="its version"),
        Column("generation", "text", about="what that version means, or why it is not known"),
    ),
    about="this program and the server of the login",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say whether the server may be asked."""
    parser.add_argument("--offline", action="store_true", help="do not ask the server")
    add_output_arguments(parser, VERSION, is_list=False)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write all that a report of a mistake needs; a server that is away is told, and no failure."""
    row = {
        "version": hoory_tui.__version__,
        "python": f"{platform.python_version()}, {platform.system()} {platform.machine()}",
        "libraries": ", ".join(f"{name} {_version_of(name)}" for name in _LIBRARIES),
        "extras": ", ".join(name for name, module in EXTRAS.items() if find_spec(module)) or "none",
        "tested_with": hoory_tui.SERVERS,
        **_server(context, may_ask=not options.offline),
    }
    write_one(row, VERSION, options, context)
    return Exit.DONE


def generation_of(told: str) -> str:
    """Return in words what a server's version means for us."""
    found = _NUMBERS.match(told)
    if found is None:
        return "it does not tell its version"
    oldest, newest = (tuple(map(int, one)) for one in _NUMBERS.findall(hoory_tui.SERVERS))
    number = int(found[1]), int(found[2])
    if number < oldest:
        return "older than those that are tested; some things may be missing"
    if number > newest:
        return "newer than those that are tested"
    return "one of those that are tested"


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _server(context: Context, *, may_ask: bool) -> Mapping[str, str | None]:
    nothing = {"server": None, "server_version": None, "generation": "no login is saved"}
    try:
        url = context.profile.url
    except ConfigError as error:
        return {**nothing, "generation": error.problem}
    if not may_ask:
        return {**nothing, "server": url, "generation": "not asked"}
    from hoory_tui.client.errors import HooryError
    from hoory_tui.commands.parts.asking import Desk, dig
    from hoory_tui.wire.clean import clean_line

    try:
        with Desk(context) as desk:
            said = dig(desk.client.get("/api"), "version")
    except HooryError as error:
        return {**nothing, "server": url, "generation": error.sentence}
    told = clean_line(said[:_LONGEST]) if isinstance(said, str) else ""
    return {"server": url, "server_version": told or None, "generation": generation_of(told)}
