"""No sentence of an error, a check or the sign-in stands where nobody can translate it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.client import errors

from .gathering import PACKAGE

_SENTENCE: Final = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
_WORDS: Final = frozenset({"said", "saying", "to_say", "counted", "to_count"})
_ERRORS: Final = ("client", "config", "sdk/checkup", "sdk/inbox", "sdk/backend.py", "sdk/errand.py")
_ASKING: Final = ("app/wizard", "app/login.py", "app/greeting.py")
_SAYS: Final = frozenset({"say", "ask", "ask_secret", "try_again", "write"})
_RAISES: Final = frozenset(
    {"ConfigError", "NothingSetUpError", "Mistake", "fault", "key_fault", "fail"}
)
_PARTS: Final = frozenset({"problem", "remedy", "kept", "hint"})
"""What errors are made of is often called so before."""
_NOT_SHOWN: Final = {
    "config/edit.py:toml",
    "config/secret.py",
    "sdk/checkup/terminal.py",
    "sdk/checkup/machine.py",
    "sdk/checkup/timing.py",
    "sdk/checkup/abilities.py",
    "sdk/checkup/ways.py",
    "sdk/checkup/cable.py:judge_pings",
    "sdk/checkup/cable.py:judge_token",
}
"""Checks that only hoory-tui doctor makes, and what a coder alone reads."""


def sources(places: tuple[str, ...]) -> list[Path]:
    paths = [PACKAGE / place for place in places]
    return sorted(
        one for path in paths for one in (path.rglob("*.py") if path.is_dir() else [path])
    )


def literals(node: ast.AST) -> Iterator[str]:
    """Yield the sentences in an expression that no function of words gets."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WORDS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _SENTENCE.search(node.value):
            yield node.value
        return
    for one in ast.iter_child_nodes(node):
        yield from literals(one)


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def is_error(name: str, place: str) -> bool:
    if name == "ValueError":
        # Elsewhere these are about what a coder did.
        return place.startswith("config/")
    return name in _RAISES or isinstance(getattr(errors, name, None), type)


def is_part(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in _PARTS


def unsaid(path: Path, wanted: frozenset[str] | None) -> list[str]:
    """Return the sentences in a file that are raised, judged or said in English only."""
    place = str(path.relative_to(PACKAGE))
    found: list[str] = []
    tree = ast.parse(path.read_text("utf-8"))
    for top in tree.body:
        if f"{place}:{getattr(top, 'name', '')}" in _NOT_SHOWN:
            continue
        for node in ast.walk(top):
            if isinstance(node, ast.Call):
                name = called(node)
                if name in wanted if wanted is not None else is_error(name, place):
                    values = [*node.args, *(one.value for one in node.keywords)]
                    found += [text for value in values for text in literals(value)]
            elif isinstance(node, ast.Assign) and is_part(node):
                found += literals(node.value)
    return found


@pytest.mark.parametrize("path", sources(_ERRORS), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_raised_can_be_told_in_every_language(path: Path) -> None:
    if str(path.relative_to(PACKAGE)) not in _NOT_SHOWN:
        assert unsaid(path, None) == []


@pytest.mark.parametrize("path", sources(_ASKING), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_a_newcomer_is_asked_can_be_asked_in_every_language(path: Path) -> None:
    assert unsaid(path, _SAYS) == []
