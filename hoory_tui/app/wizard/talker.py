"""Whoever is asked, line by line: it works in every terminal and is read aloud as it stands."""

from __future__ import annotations

import getpass
import shutil
import sys
import textwrap
from types import ModuleType
from typing import Final, Protocol

from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said, told

_WIDEST: Final = 88
_NARROWEST: Final = 30


class Talker(Protocol):
    """Whoever is asked; `ask` and `ask_secret` raise EOFError when there is nobody any more."""

    def say(self, text: str) -> None:
        """Show a line."""

    def ask(self, question: str, typed: str = "") -> str:
        """Return the line typed; `typed` stands there already, to be changed or taken."""

    def ask_secret(self, question: str) -> str:
        """Return the line typed, which is not shown."""


class GaveUpError(Exception):
    """The person does not want to go on, or nothing more can be done here."""


class TerminalTalker:
    """The person at the terminal."""

    def say(self, text: str) -> None:
        """Write a line to the terminal, wrapped to its width."""
        sys.stdout.write(f"{wrapped(text, shutil.get_terminal_size().columns)}\n")
        sys.stdout.flush()

    def ask(self, question: str, typed: str = "") -> str:
        """Read a line from the terminal, beginning with what was typed before."""
        line_editor = _line_editor()
        if line_editor is None:
            shown = f"{question}[{typed}] " if typed else question
            return input(shown) or typed
        line_editor.set_startup_hook(lambda: line_editor.insert_text(typed))
        try:
            return input(question)
        finally:
            line_editor.set_startup_hook(None)
            # Up and down would bring back addresses where a name is asked for.
            line_editor.clear_history()

    def ask_secret(self, question: str) -> str:
        """Read a line from the terminal without showing it."""
        return getpass.getpass(question)


def wrapped(text: str, columns: int) -> str:
    """Return a line, cleaned and in lines that fit; what is indented stays so."""
    text = clean_line(text)
    indent = " " * (len(text) - len(text.lstrip(" ")))
    width = max(_NARROWEST, min(columns, _WIDEST) - 1)
    lines = textwrap.wrap(
        text.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def is_yes(answer: str, *, usual: bool = False) -> bool:
    """Tell whether an answer is a yes; an empty one is what is `usual`."""
    typed = answer.strip().lower()
    return any(one.startswith(typed) for one in ("yes", said("yes"))) if typed else usual


def try_again(talker: Talker, question: str) -> None:
    """Wait for enter; raises GaveUpError when the person would rather leave."""
    if talker.ask(question).strip().lower() in ("q", "quit", "n", "no", said("no")):
        raise GaveUpError


def sentence(error: Exception) -> str:
    """Return what an error says as one sentence."""
    text = told(error.args[0]) if error.args else ""
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith((".", "։")) else said("{sentence}.", sentence=text)


def _line_editor() -> ModuleType | None:
    if not sys.stdin.isatty():
        return None
    try:
        import readline
    except ImportError:
        return None
    return readline
