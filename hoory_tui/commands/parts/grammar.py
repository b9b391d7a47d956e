"""What can stand behind each command, read from the parsers themselves, as plain values."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final, NamedTuple

from hoory_tui.commands.registry import COMMANDS, CONSOLES_OWN

_FILES: Final = ("PATH", "FILE", "DIR", "FOLDER")


class Switch(NamedTuple):
    """One option: its spellings, what is said of it, and what its value may be."""

    names: tuple[str, ...]
    about: str
    takes_value: bool
    choices: tuple[str, ...]
    is_file: bool


class Grammar(NamedTuple):
    """One command, or one below a command: its name in words, and what can stand behind it."""

    words: tuple[str, ...]
    about: str
    options: tuple[Switch, ...]
    choices: tuple[str, ...]
    """The words that can stand there without an option, commands of its own above all."""

    @property
    def name(self) -> str:
        """The words with blanks between them."""
        return " ".join(self.words)


def all_grammars() -> list[Grammar]:
    """Return the grammars of all commands, the console's own too."""
    from hoory_tui.arguments import parser_of
    from hoory_tui.commands.run import make_parser

    found: list[Grammar] = []
    for command in COMMANDS.values():
        found += _read((command.name,), command.summary, make_parser(command))
    main = parser_of()
    own = _subparsers(main)
    for name, about in CONSOLES_OWN.items():
        found += _read((name,), about, own[name])
    return found


def console_grammar() -> Grammar:
    """Return what can stand before a command, or without any."""
    from hoory_tui.arguments import parser_of

    names = (*COMMANDS, *CONSOLES_OWN)
    return next(iter(_read((), "", parser_of())))._replace(choices=names)


def _read(words: tuple[str, ...], about: str, parser: argparse.ArgumentParser) -> Iterator[Grammar]:
    below = _subparsers(parser)
    options = [_option(one) for one in _actions(parser) if one.option_strings]
    choices = [
        str(choice)
        for one in _actions(parser)
        if not one.option_strings and not isinstance(one, argparse._SubParsersAction)
        for choice in one.choices or ()
    ]
    yield Grammar(words, about, tuple(options), (*below, *choices))
    for name, inner in below.items():
        if words:
            yield from _read((*words, name), inner.description or "", inner)


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [one for one in parser._actions if one.help is not argparse.SUPPRESS]


def _subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for one in parser._actions:
        if isinstance(one, argparse._SubParsersAction):
            return dict(one.choices)
    return {}


def _option(action: argparse.Action) -> Switch:
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    return Switch(
        tuple(action.option_strings),
        (action.help or "").replace("%%", "%"),
        action.nargs != 0,
        tuple(map(str, action.choices or ())),
        metavar in _FILES,
    )
