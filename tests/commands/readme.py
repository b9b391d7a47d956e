"""The tables of commands and of exit codes in the README, written from the commands themselves.

``python -m tests.commands.readme`` puts them between ``<!-- commands -->`` and its end.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.manpage import MEANINGS
from hoory_tui.commands.registry import ACT, COMMANDS, READ, SETUP, STREAM, Command
from hoory_tui.commands.run import make_parser

BEGIN: Final = "<!-- commands -->"
END: Final = "<!-- /commands -->"
README: Final = Path(__file__).parents[2] / "README.md"
_GROUPS: Final = {
    READ: "**Read**",
    ACT: "**Change something**",
    STREAM: "**Go on**",
    SETUP: "**Set up and check**",
}
_FORMS: Final = ("--json", "--jsonl", "--csv", "--ids")
_EVERYWHERE: Final = ("--help", "--profile", "--token-file", "--schema")


def tables() -> str:
    """Return both tables in Markdown."""
    lines = ["| command | what it does | options | forms |", "| --- | --- | --- | --- |"]
    for group, title in _GROUPS.items():
        lines.append(f"| {title} | | | |")
        lines += [_line(one) for one in COMMANDS.values() if one.group == group]
    lines += ["", "| exit code | what it says |", "| --: | --- |"]
    lines += [f"| {code.value} | {MEANINGS[code]} |" for code in Exit]
    return "\n".join(lines)


def _line(command: Command) -> str:
    parser = make_parser(command)
    shown = [one for one in parser._actions if one.help is not argparse.SUPPRESS]
    words = [_word(one) for one in shown if not one.option_strings]
    options = [one.option_strings[-1] for one in shown if one.option_strings]
    own = [one for one in options if one not in (*_FORMS, *_EVERYWHERE)]
    forms = [one for one in options if one in _FORMS]
    cells = (_code([" ".join([command.name, *words])]), command.summary, _code(own), _code(forms))
    return f"| {' | '.join(cells)} |"


def _word(action: argparse.Action) -> str:
    name = action.metavar if isinstance(action.metavar, str) else action.dest
    name = name.replace("|", "\\|")
    return f"[{name}]" if action.nargs in ("?", "*") else name


def _code(words: list[str]) -> str:
    return " ".join(f"`{word}`" for word in words)


def write(file: Path = README) -> None:
    """Put the tables into a file that has a place for them; raises ValueError where it has none."""
    text = file.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    file.write_text(f"{text[:begin]}\n{tables()}\n{text[end:]}", encoding="utf-8")


if __name__ == "__main__":
    write()
