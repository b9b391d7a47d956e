"""The agent's own macros: one TOML file each, checked with the file and the line of a mistake."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from hoory_tui.config import paths
from hoory_tui.config.document import KEPT, Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.lazily import dataclass
from hoory_tui.store.ownmacros import KINDS, OwnMacro, OwnStep
from hoory_tui.wire.clean import clean, clean_line
from hoory_tui.words import saying

MOST_FILES: Final = 200
MOST_STEPS: Final = 30
_LONGEST: Final = 20_000
"""Characters of one text; more is no prepared reply."""
_STATUSES: Final = ("open", "resolved", "pending", "snoozed")
_PRIORITIES: Final = ("urgent", "high", "medium", "low", "none")
_REMEDY: Final = saying("correct that line")


@dataclass(frozen=True, slots=True)
class MacroFolder:
    """What was found: the macros by name, and what is wrong with the other files."""

    macros: tuple[OwnMacro, ...]
    problems: tuple[ConfigError, ...]


def macros_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the agent's own macros are."""
    return paths.config_dir(environ) / "macros"


def read_macros(folder: Path) -> MacroFolder:
    """Read every ``*.toml`` of a folder; a file with a mistake costs nothing but itself."""
    macros: list[OwnMacro] = []
    problems: list[ConfigError] = []
    try:
        files = sorted(folder.glob("*.toml"))[:MOST_FILES]
    except OSError:
        files = []
    for file in files:
        try:
            macros.append(read_macro(file))
        except ConfigError as error:
            problems.append(error)
    macros.sort(key=lambda one: one.name.casefold())
    return MacroFolder(tuple(macros), tuple(problems))


def read_macro(file: Path) -> OwnMacro:
    """Read one macro: a ``name`` and ``[[step]]`` tables of one key each; raises ConfigError."""
    document = Document.read(file)
    if document is None:
        raise ConfigError(
            saying("this file is gone"), path=file, kept=KEPT, remedy=saying("look for it")
        )
    values = document.values
    for key in values:
        if key not in ("name", "step"):
            raise document.fault(
                [key], saying("this key is unknown"), saying("a macro has a name and steps")
            )
    name = values.get("name", "")
    if not isinstance(name, str):
        raise document.fault(["name"], saying("this must be text in quotes"), _REMEDY)
    steps = values.get("step")
    if not isinstance(steps, list) or not 0 < len(steps) <= MOST_STEPS:
        problem = saying(
            "a macro needs [[step]] tables, {most_steps} at most", most_steps=MOST_STEPS
        )
        raise document.fault(["step"], problem, saying("write [[step]] before each of them"))
    read = [_step(document, number, one) for number, one in enumerate(steps)]
    shown = clean_line(name).strip() or clean_line(file.stem)
    return OwnMacro(clean_line(file.stem), str(shown), tuple(read))


def _step(document: Document, number: int, values: object) -> OwnStep:
    if not isinstance(values, Mapping) or len(values) != 1:
        raise _fault(document, number, "", saying("each [[step]] has one key, such as label"))
    kind, value = next(iter(values.items()))
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise _fault(
            document,
            number,
            kind,
            saying("no step is called so; there are {known}", known=known),
        )
    is_list = isinstance(value, list) and kind in ("label", "unlabel")
    texts: list[Any] = list(value) if is_list else [value]
    if not texts or not all(isinstance(one, str) and one.strip() for one in texts):
        raise _fault(document, number, kind, saying("this must be text in quotes"))
    if any(len(one) > _LONGEST for one in texts):
        raise _fault(document, number, kind, saying("this text is too long"))
    if kind == "status" and value not in _STATUSES:
        raise _fault(
            document,
            number,
            kind,
            saying("a status is one of {names}", names=", ".join(_STATUSES)),
        )
    if kind == "priority" and value not in _PRIORITIES:
        raise _fault(
            document,
            number,
            kind,
            saying("a priority is one of {names}", names=", ".join(_PRIORITIES)),
        )
    tidy = clean if kind in ("note", "reply") else clean_line
    return OwnStep(kind, tuple(str(tidy(one)).strip() for one in texts))


def _fault(document: Document, number: int, kind: str, problem: str) -> ConfigError:
    return ConfigError(
        problem,
        path=document.path,
        line=_line_of(document.text, number, kind),
        key=f"step {number + 1}" + (f", {kind}" if kind else ""),
        kept=saying("this macro is left out"),
        remedy=_REMEDY,
    )


def _line_of(text: str, number: int, kind: str) -> int | None:
    """Return the line on which the statement begins that brings a key of a step in."""
    lines = text.split("\n")
    begins = 1
    for count in range(1, len(lines) + 1):
        try:
            values = tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue  # inside a value of several lines
        steps = values.get("step", [])
        if len(steps) > number and (not kind or kind in steps[number]):
            return begins
        begins = count + 1
    return None
