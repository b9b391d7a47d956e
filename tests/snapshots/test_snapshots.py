"""Every screen at every size and in every theme looks as it is stored."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path

import pytest

from . import stored
from .cells import Snapshot
from .compare import differences
from .scenes import SCREENS, SIZES, screens_at, themes_at

WORD = "bold #ffffff on #101010"
OTHER = "#ffffff on #101010"


@cache
def shots_at(size: tuple[int, int]) -> stored.Named:
    return asyncio.run(screens_at(size))


@cache
def held() -> stored.Named:
    return stored.read()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_a_screen_looks_as_it_is_stored(size: tuple[int, int], screen: str) -> None:
    name = "{}x{}/{}".format(*size, screen)
    told = differences(name, held().get(name), shots_at(size)[name])
    if told:
        pytest.fail(told, pytrace=False)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_every_cell_of_a_screen_is_drawn(size: tuple[int, int]) -> None:
    columns, rows = size
    for shot in shots_at(size).values():
        assert {len(text) for text in shot.texts.values()} == {rows}
        assert {len(row) for looks in shot.looks.values() for row in looks} == {columns}


def test_nothing_else_is_stored() -> None:
    assert sorted(held()) == sorted(
        "{}x{}/{}".format(*size, one) for size in SIZES for one in SCREENS
    )
    for name, shot in held().items():
        width, height = map(int, name.partition("/")[0].split("x"))
        assert list(shot.looks) == themes_at((width, height))


def a_screen(words: str, look: str = WORD) -> Snapshot:
    cells = [[OTHER] * 10, [look] * 4 + [OTHER] * 6, [OTHER] * 10]
    text = ["", words, ""]
    texts = {"dark": text, "light": [*text[:2], "│"]}
    return Snapshot(texts, {"dark": cells, "light": [[OTHER] * 10] * 3})


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    shots = {"9x3/one": a_screen("Дана"), "9x3/two": a_screen("田中")}
    stored.write(shots, tmp_path)
    assert stored.read(tmp_path) == shots
    assert "a10\nb4 a6\na10" in (tmp_path / "9x3" / "one.txt").read_text(encoding="utf-8")


def test_a_moved_column_is_told_by_its_row() -> None:
    told = differences("9x3/one", a_screen("Dana  4m"), a_screen("Dana   4m"))
    assert "in dark\nrow   2 was |Dana  4m\n         is |Dana   4m" in told


def test_another_colour_is_told_by_its_words_and_theme() -> None:
    told = differences("9x3/one", a_screen("Dana  4m"), a_screen("Dana  4m", "#ffffff on #200000"))
    assert "dark: row 2 column 1 (Dana)\n        was bold #ffffff on #101010" in told
    assert "light" not in told
