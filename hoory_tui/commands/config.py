"""`hoory-tui config`: where the settings are, what they come to, and how they are changed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.output import Column, Table, add_output_arguments, write
from hoory_tui.config import paths
from hoory_tui.config.errors import ConfigError

PLACES: Final[dict[str, Callable[[Mapping[str, str]], Path]]] = {
    "settings": paths.settings_file,
    "profiles": paths.profiles_file,
    "macros": lambda environ: paths.config_dir(environ) / "macros",
    "themes": paths.user_themes_dir,
    "state": paths.state_dir,
    "cache": paths.cache_dir,
}
_PATHS: Final = Table(
    (
        Column("name", "text"),
        Column("path", "text"),
        Column("exists", "truth", title="there"),
    ),
    about="a file or folder of this person's",
)
_VALUES: Final = Table(
    (
        Column("name", "text", about="the key in its file"),
        Column("value", "text", about="stars for a secret"),
        Column("source", "text", about="default, environment, or a file with its line"),
    ),
    about="an effective setting",
)
_MISTAKES: Final = Table(
    (
        Column("path", "text"),
        Column("line", "whole"),
        Column("key", "text"),
        Column("problem", "text"),
        Column("remedy", "text"),
    ),
    about="a mistake in a file",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be asked for and done."""
    parts = parser.add_subparsers(
        dest="what", metavar="path|show|validate|init|edit", required=True, help="what is asked for"
    )
    path = _part(parts, "path", "Say where the settings are.", _PATHS, parser)
    path.add_argument(
        "name", nargs="?", choices=tuple(PLACES), metavar="NAME",
        help=f"one of {', '.join(PLACES)}: its path alone",
    )  # fmt: skip
    _part(parts, "show", "Show the effective settings, and where each comes from.", _VALUES, parser)
    _part(parts, "validate", "Name every mistake in the settings.", _MISTAKES, parser)
    _part(parts, "init", "Write a config.toml that explains every key.", None, parser)
    edit = _part(parts, "edit", "Edit the settings, or the saved logins.", None, parser)
    edit.add_argument(
        "file", nargs="?", choices=("settings", "profiles"), default="settings",
        metavar="settings|profiles", help="which file (usually settings)",
    )  # fmt: skip


def _part(
    parts: Any,  # noqa: ANN401 (the library has no public name for it)
    name: str,
    about: str,
    table: Table | None,
    parser: argparse.ArgumentParser,
) -> argparse.ArgumentParser:
    part: argparse.ArgumentParser = parts.add_parser(
        name, description=about, help=about.rstrip(".").lower(),
        formatter_class=parser.formatter_class, allow_abbrev=False,
    )  # fmt: skip
    if table is not None:
        add_output_arguments(part, table)
    return part


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Do what was asked for; nothing is sent anywhere and no command is run for a token."""
    match options.what:
        case "path":
            return _write_paths(options, context)
        case "show":
            write(_values(context), _VALUES, options, context)
            return Exit.DONE
        case "init":
            from hoory_tui.commands.parts.config_writing import begin

            return begin(context)
        case "edit":
            from hoory_tui.commands.parts.config_writing import edit_file

            return edit_file(options.file, context)
    return _validate(options, context)


def _write_paths(options: argparse.Namespace, context: Context) -> Exit:
    if options.name is not None:
        context.stdout.write(f"{PLACES[options.name](context.environ)}\n")
        return Exit.DONE
    found = [(name, place(context.environ)) for name, place in PLACES.items()]
    rows = [{"name": name, "path": str(path), "exists": path.exists()} for name, path in found]
    write(rows, _PATHS, options, context)
    return Exit.DONE


def _validate(options: argparse.Namespace, context: Context) -> Exit:
    from hoory_tui.commands.parts.config_check import find_mistakes
    from hoory_tui.commands.parts.output import PEOPLE

    mistakes = find_mistakes(context.environ)
    if options.form != PEOPLE:
        rows = [
            {
                "path": None if one.path is None else str(one.path),
                **{key: getattr(one, key) for key in ("line", "key", "problem", "remedy")},
            }
            for one in mistakes
        ]
        write(rows, _MISTAKES, options, context)
    for one in mistakes if options.form == PEOPLE else ():
        context.tell(f"{one.place}: {one.problem}; {one.remedy}." if one.place else str(one))
    if mistakes:
        return Exit.USAGE
    if options.form == PEOPLE:
        context.tell("The settings, the saved logins and the macros can be read without a mistake.")
    return Exit.DONE


def _values(context: Context) -> Iterator[dict[str, str]]:
    from hoory_tui.commands.parts.config_values import login_values, setting_values

    try:
        found = [*setting_values(context), *login_values(context)]
    except ConfigError as error:
        raise CommandError(
            f"{error.place or 'The settings'}: {error.problem}; "
            "hoory-tui config validate names every mistake.",
            Exit.USAGE,
        ) from None
    return iter(found)
