"""Help that is a pleasure to read, and mistakes in arguments that name what was meant."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDEST: Final = 80
CONSOLE_OPTIONS: Final = (
    *("--demo", "--theme", "--observer", "--record", "--debug", "--seed", "--quiet-visitors"),
    *("--version", "--plain"),
)


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Lines as wide as the terminal, 80 cells at most."""

    def __init__(self, prog: str, **options: int) -> None:
        # Told here, or the library loads another one to find it out, in every run.
        options.setdefault("width", _width() - 2)
        super().__init__(prog, **options)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Keep the lines as they are written, but for paragraphs that are too wide."""
        from itertools import groupby
        from textwrap import wrap

        lines: list[str] = []
        for is_prose, part in groupby(text.splitlines(), lambda line: line[:1].strip() != ""):
            found = list(part)
            if all(len(indent + line) <= width for line in found):
                lines += found
            elif is_prose:
                lines += wrap(" ".join(found), width - len(indent))
            else:
                for line in found:
                    inner = line[: len(line) - len(line.lstrip())]
                    lines += wrap(line, width - len(indent), subsequent_indent=f"{inner}  ") or [""]
        return "\n".join(f"{indent}{line}" for line in lines)


class CommandParser(argparse.ArgumentParser):
    """Takes the arguments of one command and says in one sentence what is wrong with them."""

    def parse(self, given: Sequence[str], name: str) -> argparse.Namespace:
        """Return the options; leaves by SystemExit, as `parse_args` does."""
        try:
            # Ids and names may stand on both sides of an option.
            options, left = self.parse_known_intermixed_args(given)
        except TypeError:
            # A command with commands of its own takes everything in one order.
            options, left = self.parse_known_args(given)
        if left:
            self.error(self._complaint(left, name))
        return options

    def _complaint(self, left: Sequence[str], name: str) -> str:
        option = next((one.partition("=")[0] for one in left if one.startswith("-")), None)
        if option is None:
            return f'"{left[0]}" is one argument too many'
        if option in CONSOLE_OPTIONS:
            return f"{option} is for the console and does not go with {name}"
        return f"there is no option {option}{meant(option, self._option_string_actions)}"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where to read more."""
        from hoory_tui.wire.clean import clean

        # What was typed may have been pasted, or come out of a script.
        self.exit(
            2, clean(f"{self.format_usage()}{self.prog}: {message}\nTry: {self.prog} --help\n")
        )


def meant(word: str, known: Iterable[str]) -> str:
    """Return a question that names what is most like the word, empty where nothing is."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=2, cutoff=0.6)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def _width() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given):
        return max(40, min(int(given), WIDEST))
    try:
        return max(40, min(os.get_terminal_size(1).columns or WIDEST, WIDEST))
    except OSError:
        return WIDEST
