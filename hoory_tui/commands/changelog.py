"""The command that tells what every version brought."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.output import PEOPLE, Column, Table, add_output_arguments, write

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from hoory_tui.commands.context import Context
    from hoory_tui.news.changelog import Release

_WIDEST: Final = 88
_CHANGES: Final = Table(
    [
        Column("version", "text"),
        Column("date", "text"),
        Column("kind", "text", choices=("new", "changed", "fixed", "removed")),
        Column("text", "text"),
    ],
    about="One change of one version, the newest first.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add since when."""
    parser.add_argument("--since", metavar="VERSION", help="only what came after this version")
    add_output_arguments(parser, _CHANGES)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Tell what is new."""
    from hoory_tui.news.changelog import releases, since

    if options.since is not None and not any(letter.isdigit() for letter in options.since):
        raise CommandError("--since takes a version such as 0.1.0.", Exit.USAGE)
    found = list(releases()) if options.since is None else since(options.since)
    if options.form != PEOPLE:
        write(_rows(found), _CHANGES, options, context)
        return Exit.DONE
    if not found:
        context.tell(f"Nothing came after {options.since}.")
    for one in found:
        context.stdout.write(_shown(one, context))
    return Exit.DONE


def _rows(found: list[Release]) -> Iterator[dict[str, str]]:
    for one in found:
        for change in one.changes:
            yield {
                "version": one.version,
                "date": one.date,
                "kind": change.kind,
                "text": change.text,
            }


def _shown(release: Release, context: Context) -> str:
    from hoory_tui.commands.parts.columns import terminal_width

    width = min(terminal_width(context) or _WIDEST, _WIDEST)
    lines = [f"{release.version}  {release.date}", f"  {_sentence(release.headline)}", ""]
    for change in release.changes:
        head = f"  {change.kind:<8} "
        lines += textwrap.wrap(
            change.text, width, initial_indent=head, subsequent_indent=" " * len(head)
        )
    return "\n".join([*lines, "", ""])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
