"""Lines of keys in boxes: closer together and fewer where there is little room."""

from __future__ import annotations

import pytest

from hoory_tui.render.keyline import fitting_keys
from hoory_tui.render.lines import Line

BOX: Line = [
    *[("2 of 3    ", "bar-text"), ("enter", "key"), (" change    ", "bar-dim")],
    *[("n", "key"), (" note    ", "bar-dim"), ("w", "key"), (" watch    ", "bar-dim")],
    *[("esc", "key"), (" back    ", "bar-dim")],
]


def text(line: Line) -> str:
    return "".join(words for words, _ in line)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, "2 of 3    enter change    n note    w watch    esc back    "),
        (50, "2 of 3    enter change  n note  w watch  esc back"),
        (44, "2 of 3    enter change  n note  esc back"),
        (33, "2 of 3    enter change  esc back"),
        (20, "2 of 3    esc back"),
        (3, "2 of 3    esc back"),
    ],
)
def test_whole_keys_go_and_the_last_one_stays(width: int, shown: str) -> None:
    assert text(fitting_keys(BOX, width)) == shown


def test_what_has_no_keys_is_left_to_others() -> None:
    line: Line = [("a sentence that is too long", "text")]
    assert fitting_keys(line, 5) is line
