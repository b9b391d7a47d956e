"""The command that shows what the terminal sends for a key, and lists all keys there are."""

from __future__ import annotations

import argparse
import os
import textwrap
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.output import PEOPLE, Column, Table, add_output_arguments, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hoory_tui.commands.context import Context
    from hoory_tui.config.settings import Settings

_WIDTH: Final = 80

LISTED: Final = Table(
    [
        Column("name", "text", title="what", about="What the keys do."),
        Column("keys", "texts", about="As the settings name them, after those of config.toml."),
        Column("where", "text", about="Where they work."),
        Column("key_id", "text", title="id", about="What [keys] in config.toml names."),
        Column("changed", "truth", title="", about="Whether config.toml says so."),
    ],
    about="One thing that keys do.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the list, in all its forms."""
    parser.description = (
        "Shows what the terminal sends for each key, what the console takes it for, and what\n"
        "it would do. Leave with ctrl+c twice or q twice. With --list it lists all keys."
    )
    parser.add_argument("--list", action="store_true", dest="is_list", help="list all keys")
    add_output_arguments(parser, LISTED)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Show keys as they are pressed, or list them."""
    settings = _settings(context)
    if options.is_list or options.form != PEOPLE:
        write(listed(settings), LISTED, options, context)
        if options.form == PEOPLE:
            context.stdout.write(f"\n{never(context.environ)}\n")
        return Exit.DONE
    if not (context.stdin.isatty() and context.stdout.isatty()):
        raise CommandError(
            "there are no keys to be pressed here; start it in a terminal, or use --list.",
            Exit.USAGE,
        )
    from hoory_tui.commands.parts.keyprobe import show_keys

    return show_keys(settings, context, never(context.environ))


def _settings(context: Context) -> Settings:
    from hoory_tui.config.settings import check_key_ids, load_settings
    from hoory_tui.keys import known_ids

    settings = load_settings(environ=context.environ)
    check_key_ids(settings, known_ids())
    return settings


def listed(settings: Settings) -> Iterator[dict[str, object]]:
    """Yield every key of the console with what the settings made of it."""
    from hoory_tui.keys import KEYS

    for key in KEYS:
        chosen = settings.keys.get(key.id)
        yield {
            "key_id": key.id,
            "name": key.text,
            "keys": list(chosen or key.keys.split(",")),
            "where": str(key.context),
            "changed": chosen is not None,
        }
    for name, macro in sorted(settings.macros.items()):
        yield {
            "key_id": f"macros.{name}",
            "name": f"Run the macro {macro}",
            "keys": [name],
            "where": "list and thread",
            "changed": True,
        }


def never(environ: Mapping[str, str] = os.environ) -> str:
    """Return which keys never arrive, or mean something else, as lines for a person."""
    from hoory_tui.config.keynames import INDISTINCT, TAKEN

    reasons: dict[str, list[str]] = {}
    for name, why in TAKEN.items():
        reasons.setdefault(why, []).append(name)
    lines = ["These keys never arrive, arrive as others, or have a meaning of their own:"]
    for why, names in reasons.items():
        is_row = len(names) > 8 and len({name[:-1] for name in names}) == 1
        shown = f"{names[0]} to {names[-1]}" if is_row else ", ".join(names)
        lines.append(f"{shown}: {why}")
    pairs = [f"{name} is {other}" for name, other in INDISTINCT.items()]
    lines.append(f"{', '.join(pairs)}: the terminal sends the same for both")
    lines += list(_here(environ))
    return "\n".join(
        "\n".join(textwrap.wrap(one, _WIDTH, subsequent_indent="    ", break_on_hyphens=False))
        for one in lines
    )


def _here(environ: Mapping[str, str]) -> Iterator[str]:
    if environ.get("TMUX"):
        yield "Here tmux keeps its prefix, usually ctrl+b; twice sends it once."
    if environ.get("STY"):
        yield "Here screen keeps ctrl+a."
    if environ.get("ZELLIJ"):
        yield "Here zellij keeps ctrl+ b, g, h, n, o, p, q, s and t, unless it is locked."
    if environ.get("TERM_PROGRAM") == "vscode":
        yield "Here the editor keeps ctrl+p, and ctrl+q on a Mac."
