"""A config.toml in which nothing is set and everything is said: keys, defaults, sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.config.edit import toml
from hoory_tui.config.sentences import EXAMPLES, SENTENCES
from hoory_tui.config.settings import Settings
from hoory_tui.config.tables import Checked, check_of, keys_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_WIDTH: Final = 88
_HEAD: Final = (
    "Settings of hoory-tui. What stands behind a single # is what holds already, or an example"
    " where the sentence says so; take the # away and write what you want instead. A console that"
    " runs takes a change up within seconds; hoory-tui config validate names every mistake.",
)
_TABLES: Final = ("macros", "pipe", "keys")
_REPEATED: Final = "rules"
_EXAMPLE: Final = " (An example.)"


def commented() -> str:
    """Return the text of the file; read as it is, it sets nothing."""
    plain, tables = [], []
    for name in keys_of(Settings):
        default = getattr(Settings(), name)
        if isinstance(default, Checked):
            tables += ["", *_comment(SENTENCES[name]), f"#[{name}]", *_inner(name, default)]
        elif name == _REPEATED:
            tables += ["", *_about(name), *_rules(EXAMPLES[name])]
        elif name in _TABLES:
            tables += ["", *_about(name), f"#[{name}]", *_entries(EXAMPLES[name])]
        else:
            plain += ["", *_statement(Settings(), name, name)]
    return "\n".join([*_comment(*_HEAD), *plain, *tables, ""])


def shown_value(table: DataclassInstance, name: str, path: str) -> tuple[Any, bool]:
    """Return what to write for a key: its default, or an example; and whether it is the default.

    A default that no file can hold is written as ``"auto"`` where that means the same.
    """
    check, default = check_of(table, name), getattr(table, name)
    for written in (default, "auto"):
        try:
            is_empty = not default and path in EXAMPLES
            if written is not None and check(written) == default and not is_empty:
                return written, True
        except ValueError:
            continue
    return EXAMPLES[path], False


def _inner(name: str, table: Checked) -> Iterator[str]:
    for key in keys_of(table):  # type: ignore[arg-type]
        yield from _statement(table, key, f"{name}.{key}")  # type: ignore[arg-type]


def _statement(table: DataclassInstance, name: str, path: str) -> Iterator[str]:
    written, is_default = shown_value(table, name, path)
    yield from _comment(SENTENCES[path] + ("" if is_default else _EXAMPLE))
    yield f"#{name} = {toml(written)}"


def _about(name: str) -> list[str]:
    return _comment(SENTENCES[name] + _EXAMPLE)


def _entries(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield f"#{key} = {toml(value)}"


def _rules(tables: list[dict[str, Any]]) -> Iterator[str]:
    for one in tables:
        yield f"#[[{_REPEATED}]]"
        yield from _entries(one)


def _comment(*sentences: str) -> list[str]:
    return [f"## {line}" for one in sentences for line in textwrap.wrap(one, _WIDTH - 3)]
