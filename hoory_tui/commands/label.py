"""`label`: labels put on conversations and taken off, as in ``label 1042 +vip -spam``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.changing import add_changing_arguments, change
from hoory_tui.commands.parts.names import listed, near
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.store.deeds import Deed
    from hoory_tui.store.state import Store

_OPTIONS: Final = ("-h", "-n", "-y", "-P", "-A")
"""What begins with one dash and is no label; --remove takes a label that is called so."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what it takes."""
    parser.usage = "%(prog)s [options] [ID ...] [+LABEL ...] [-LABEL ...]"
    parser.epilog = (
        "examples:\n"
        "  hoory-tui label 1042 +vip -spam\n"
        "  hoory-tui conversations --label parcel --all --ids |\n"
        "    hoory-tui label - +shipping -parcel"
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="ID… +LABEL -LABEL",
        help="ids, or - for the input; +LABEL puts a label on, -LABEL takes it off",
    )
    parser.add_argument(
        "--add", metavar="LABEL", action="append", default=[], help="the same as +LABEL"
    )
    parser.add_argument(
        "--remove", metavar="LABEL", action="append", default=[], help="the same as -LABEL"
    )
    add_changing_arguments(parser, ids=False)


def as_arguments(words: Sequence[str]) -> list[str]:
    """Return the command line with every ``-LABEL`` as the option that it stands for."""
    found: list[str] = []
    for place, word in enumerate(words):
        if word == "--":
            return [*found, *words[place:]]
        is_label = word.startswith("-") and not word.startswith("--") and len(word) > 1
        # The name of a saved login may follow its option without a blank.
        is_option = word in _OPTIONS or word.startswith(("-P", "-A"))
        found.append(f"--remove={word[1:]}" if is_label and not is_option else word)
    return found


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Change the labels of the conversations; all others stay, whoever put them there."""
    adding, removing, ids = list(options.add), list(options.remove), []
    for word in options.words:
        if word.startswith("+"):
            adding.append(word[1:])
        elif word.startswith("-") and word != "-":
            removing.append(word[1:])
        else:
            ids.append(word)
    if not adding and not removing:
        raise CommandError(
            "No label is named; write +LABEL to put one on and -LABEL to take one off.", Exit.USAGE
        )

    async def chosen(backend: Backend, store: Store) -> Deed:
        from hoory_tui.store.deeds import ChangeLabels

        titles = [one.title or "" for one in await backend.api.labels()]
        add = tuple(dict.fromkeys(read_label(one, titles) for one in adding))
        remove = tuple(dict.fromkeys(read_label(one, titles) for one in removing))
        if both := [one for one in add if one in remove]:
            raise CommandError(
                f"{listed(both, 'and')} cannot be put on and taken off at once.", Exit.USAGE
            )
        return ChangeLabels(add, remove)

    return change(ids, chosen, options, context)


def read_label(text: str, titles: Sequence[str]) -> str:
    """Return the label of the account that is called so; raises CommandError with near ones."""
    wanted = text.strip().casefold()
    found = [one for one in titles if one == text.strip()] or [
        one for one in titles if one.casefold() == wanted
    ]
    if wanted and found:
        return found[0]
    offered = near(text, titles)
    hint = f"; did you mean {listed(offered)}?" if offered else "."
    raise CommandError(f"There is no label called “{clean_line(text)}”{hint}", Exit.NOT_FOUND)
