"""A line of keys with their words, made to fit: never a word cut in half, never without the last.

The last key of a box is the one that leaves it.
"""

from __future__ import annotations

from typing import Final

from hoory_tui.render.lines import Line, line_width

_KEY: Final = "key"
_APART: Final = "  "


def fitting_keys(line: Line, width: int) -> Line:
    """Return the line as it is if it fits, else closer together, else with fewer keys.

    Those before the last one go first, for the most useful ones are at the front. What stands
    before the first key stays.
    """
    if not any(role == _KEY for _, role in line) or line_width(line) <= width:
        return line
    before, groups = _grouped(line)
    while len(groups) > 1 and line_width(_joined(before, groups)) > width:
        del groups[-2]
    return _joined(before, groups)


def _grouped(line: Line) -> tuple[Line, list[Line]]:
    """Return what stands before the first key, and each key with its words."""
    before: Line = []
    groups: list[Line] = []
    for text, role in line:
        if role == _KEY:
            groups.append([(text, role)])
        elif groups:
            groups[-1].append((text, role))
        else:
            before.append((text, role))
    return before, groups


def _joined(before: Line, groups: list[Line]) -> Line:
    line = list(before)
    for number, group in enumerate(groups):
        if number:
            line.append((_APART, group[0][1]))
        text, role = group[-1]
        line += [*group[:-1], (text.rstrip(), role)]
    return line
