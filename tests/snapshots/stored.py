"""The stored screens: a file for each at every size, and for each size what their letters mean."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from .cells import Snapshot, letters_of, looks_from

FOLDER: Final = Path(__file__).with_name("stored")
_TABLE: Final = "looks.txt"
_CUT: Final = "-- which cells look alike; the looks of this size say how --"
_OTHERS: Final = "-- rows that read otherwise in "

Named = dict[str, Snapshot]
"""Screens by ``SIZE/NAME``."""


def write(shots: Mapping[str, Snapshot], folder: Path = FOLDER) -> None:
    """Put these screens in the place of all that were stored."""
    for file in folder.rglob("*.txt"):
        file.unlink()
    tables: dict[str, dict[tuple[str, ...], str]] = {}
    for name, shot in shots.items():
        file = folder / f"{name}.txt"
        table = tables.setdefault(file.parent.name, {})
        rows = letters_of(shot.looks, table)
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = [*_text_lines(shot.texts), _CUT, *rows, ""]
        file.write_text("\n".join(lines), encoding="utf-8")
        meant = _meaning_lines(list(shot.looks), table)
        (folder / f"{file.parent.name}-{_TABLE}").write_text(meant, encoding="utf-8")


def read(folder: Path = FOLDER) -> Named:
    """Return what is stored."""
    shots: Named = {}
    for file in sorted(folder.glob("*/*.txt")):
        table = folder / f"{file.parent.name}-{_TABLE}"
        meant = _meanings(table.read_text(encoding="utf-8"))
        lines = file.read_text(encoding="utf-8").split("\n")
        cut = lines.index(_CUT)
        texts = _texts_from(lines[:cut], list(meant))
        looks = {theme: looks_from(lines[cut + 1 : -1], names) for theme, names in meant.items()}
        shots[f"{file.parent.name}/{file.stem}"] = Snapshot(texts, looks)
    return shots


def _meaning_lines(themes: list[str], table: Mapping[tuple[str, ...], str]) -> str:
    lines: list[str] = []
    for number, theme in enumerate(themes):
        lines += [f"[{theme}]", *(f"{name} {looks[number]}" for looks, name in table.items()), ""]
    return "\n".join(lines)


def _text_lines(texts: Mapping[str, list[str]]) -> list[str]:
    """Return the rows of the first theme, and below those that are others in another one."""
    common, *_ = texts.values()
    lines = list(common)
    others: dict[tuple[str, ...], list[str]] = {}
    for theme, rows in texts.items():
        told = (f"{number} {row}" for number, row in enumerate(rows) if row != common[number])
        others.setdefault(tuple(told), []).append(theme)
    for told_rows, themes in others.items():
        if told_rows:
            lines += [f"{_OTHERS}{' '.join(themes)}", *told_rows]
    return lines


def _texts_from(lines: list[str], themes: list[str]) -> dict[str, list[str]]:
    end = next((at for at, line in enumerate(lines) if line.startswith(_OTHERS)), len(lines))
    texts = dict.fromkeys(themes, lines[:end])
    for line in lines[end:]:
        if line.startswith(_OTHERS):
            meant = line.removeprefix(_OTHERS).split()
            texts |= {theme: list(lines[:end]) for theme in meant}
        else:
            number, _, row = line.partition(" ")
            for theme in meant:
                texts[theme][int(number)] = row
    return texts


def _meanings(text: str) -> dict[str, dict[str, str]]:
    meant: dict[str, dict[str, str]] = {}
    table: dict[str, str] = {}
    for line in filter(None, text.split("\n")):
        if line.startswith("["):
            table = meant[line.strip("[]")] = {}
        else:
            name, _, look = line.partition(" ")
            table[name] = look
    return meant
