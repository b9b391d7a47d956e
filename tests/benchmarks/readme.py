"""The table in the README: written between two markers, the rows of other parts kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.table import HEAD, RULE, Row, table

BEGIN: Final = "<!-- benchmarks -->"
END: Final = "<!-- /benchmarks -->"


class NoPlaceError(Exception):
    """The file has no place for the table; nothing was written."""


def find_place(file: Path) -> tuple[str, int, int]:
    """Return the text of a file, and where in it the table begins and ends."""
    text = file.read_text(encoding="utf-8")
    begin, end = text.find(BEGIN), text.find(END)
    if begin < 0 or end < begin or text.count(BEGIN) != 1 or text.count(END) != 1:
        raise NoPlaceError(f"{file.name} needs one {BEGIN} and one {END} after it")
    return text, begin + len(BEGIN), end


def write(file: Path, rows: Sequence[Row], remark: str, *, whole: bool) -> None:
    """Put the rows between the markers of a Markdown file, and the remark under them.

    If they are not the `whole` table, rows of other names stay as they are, in their order.
    Raises NoPlaceError where there is not exactly one pair of markers.
    """
    text, begin, end = find_place(file)
    lines = {} if whole else _rows_of(text[begin:end])
    lines |= {_name(line): line for line in (row.line() for row in rows)}
    block = f"\n{table(list(lines.values()))}\n\n{remark}\n"
    file.write_text(text[:begin] + block + text[end:], encoding="utf-8")


def _rows_of(block: str) -> dict[tuple[str, str], str]:
    lines = [line for line in block.splitlines() if line.startswith("| ")]
    return {_name(line): line for line in lines if line not in (HEAD, RULE)}


def _name(line: str) -> tuple[str, str]:
    cells = [cell.strip() for cell in line.split("|")]
    return cells[1], cells[2]
