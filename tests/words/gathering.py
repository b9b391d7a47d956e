"""All sentences that the console can say, read from its source and from its registry of keys."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from hoory_tui.keys import KEYS, Context, Need
from hoory_tui.words import KEY

PACKAGE: Final = Path(__file__).parent.parent.parent / "hoory_tui"
Sentence = tuple[str, ...]
"""One English sentence, or two: for one and for many; the word for a key begins with KEY."""
_OF_ONE: Final = frozenset({"said", "saying", "to_say"})
_FOR_KEYS: Final = frozenset({"for_key"})
_OF_MANY: Final = frozenset({"counted", "to_count"})
_ENGLISH: Final = frozenset({"commands", "demo"})
"""Parts of the package that say nothing in the console."""
_KEY_IDS: Final = frozenset(key.id for key in KEYS)


@cache
def gathered() -> dict[Sentence, list[str]]:
    """Return every sentence with the files in which it stands, in the order of files."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).parts[0] in _ENGLISH:
            continue
        name = str(path.relative_to(PACKAGE.parent))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for sentence in _said_in(tree):
            _add(found, sentence, name)
        for word in _words_of_keys(tree):
            _add(found, (f"{KEY}{word}",), name)
    for sentence in _of_keys():
        _add(found, sentence, "hoory_tui/keys")
    return found


def _add(found: dict[Sentence, list[str]], sentence: Sentence, place: str) -> None:
    if any(sentence):
        places = found.setdefault(sentence, [])
        if place not in places:
            places.append(place)


def _of_keys() -> Iterator[Sentence]:
    for key in KEYS:
        yield from ((key.text,), (key.group,))
        if key.footer:
            yield (f"{KEY}{key.footer}",)
    yield from ((one.value,) for one in (*Need, *Context))
    yield (Context.COMPOSER.value.capitalize(),)


def _said_in(tree: ast.AST) -> Iterator[Sentence]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in _OF_ONE and node.args:
                yield from ((text,) for text in _texts(node.args[0]))
            elif node.func.id in _FOR_KEYS and node.args:
                yield from ((f"{KEY}{text}",) for text in _texts(node.args[0]))
            elif node.func.id in _OF_MANY and len(node.args) > 1:
                yield from zip(_texts(node.args[0]), _texts(node.args[1]), strict=True)


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an argument can be; of a choice, both."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _words_of_keys(tree: ast.AST) -> Iterator[str]:
    """Yield the words that a box gives to keys: those of a table by the ids of keys."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and node.keys and all(map(_is_key_id, node.keys)):
            for value in node.values:
                yield from _texts(value)
        elif isinstance(node, ast.Assign) and _is_key_id(getattr(node.targets[0], "slice", None)):
            yield from _texts(node.value)


def _is_key_id(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in _KEY_IDS
