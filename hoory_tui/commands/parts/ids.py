"""The conversations that a command is about: ids as arguments, or from what is piped in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.names import read_number
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from hoory_tui.commands.context import Context

INPUT: Final = "-"
"""Stands for the input among the ids."""
_LONGEST_QUOTE: Final = 40
_CONVERSATION_ID: Final = "conversation_id"
_OTHERS_KEYS: Final = frozenset({"name", "title", "email"})
"""What contacts, agents, inboxes, labels and macros have, and no conversation."""


def add_ids_argument(parser: argparse.ArgumentParser, name: str = "ids") -> None:
    """Let a command take the ids of conversations."""
    parser.add_argument(
        name,
        nargs="*",
        metavar="ID",
        help="a conversation's id; - or nothing takes ids or lines of JSON from the input",
    )


def read_ids(given: Sequence[str], context: Context) -> list[int]:
    """Return the ids that were named, each once, in their order; the input may name none.

    All of the input is read before anything is done with it. Raises CommandError, USAGE when
    something is no id or there is nowhere to take one from.
    """
    texts = list(given) or [INPUT]
    if not given and context.stdin.isatty():
        raise CommandError(
            "No conversation is named; give its id, or pipe ids in, one on each line.", Exit.USAGE
        )
    found: list[int] = []
    for text in texts:
        if text == INPUT:
            found.extend(_ids_in(_input(context)))
        else:
            found.append(read_id(text))
    return list(dict.fromkeys(found))


def read_id(text: str) -> int:
    """Return the id that an argument is; raises CommandError."""
    number = _number(text)
    if number is None:
        raise CommandError(f"“{_quoted(text)}” is no id of a conversation.", Exit.USAGE)
    return number


def _input(context: Context) -> str:
    if context.token_file == INPUT:
        raise CommandError(
            "The token is already taken from the input, so no ids can be; name them, "
            "or keep the token in a file.",
            Exit.USAGE,
        )
    try:
        return context.stdin.read().removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise CommandError(
            "The input is no text, so nothing was changed; give one id on each line.", Exit.USAGE
        ) from None


def _ids_in(text: str) -> Iterator[int]:
    if text.lstrip().startswith("["):
        yield from _ids_of_list(text)
        return
    # The other separators that Unicode knows may stand within a line of JSON.
    for place, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        number = _number_of(_decoded(line)) if line.lstrip().startswith("{") else _number(line)
        if number is None:
            raise CommandError(
                f"Line {place} of the input is no id of a conversation: “{_quoted(line)}”; "
                "nothing was changed.",
                Exit.USAGE,
            )
        yield number


def _ids_of_list(text: str) -> Iterator[int]:
    data = _decoded(text)
    if not isinstance(data, list):
        raise CommandError("The list on the input is no JSON; nothing was changed.", Exit.USAGE)
    yield from _numbers(data)


def _numbers(data: Iterable[object]) -> Iterator[int]:
    for place, one in enumerate(data, 1):
        number = _number_of(one)
        if number is None:
            raise CommandError(
                f"Entry {place} of the input has no id; nothing was changed.", Exit.USAGE
            )
        yield number


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _number_of(value: object) -> int | None:
    if isinstance(value, dict):
        value = _conversation_of(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return _number(str(value))


def _conversation_of(row: dict[str, object]) -> object:
    """Return what an object says of its conversation; others' ids would be of strange ones."""
    if _CONVERSATION_ID in row:
        # A message, a line of the stream and what was found have ids of their own.
        return row[_CONVERSATION_ID]
    return None if _OTHERS_KEYS & row.keys() else row.get("id")


def _number(text: str) -> int | None:
    return read_number(text.strip().removeprefix("#"))


def _quoted(text: str) -> str:
    line = clean_line(text).strip()
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
