"""One key of a hand-edited TOML file changed in its place: every other letter of it stays."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from hoory_tui.config.document import Document, key_text, quoted
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import ensure_private_dir
from hoory_tui.config.private import (
    PRIVATE_FILE_MODE,
    read_private,
    real_place,
    write_private,
    write_whole,
)
from hoory_tui.lazily import dataclass
from hoory_tui.words import saying

Value = str | bool | int | float | Sequence[Any] | Mapping[str, Any]
"""What TOML can hold; lists and tables of these too."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """One statement of a file: its lines (from 0, the last one not counted), and what it says.

    `table` is the table it stands in; of a header it is the table that the header opens.
    """

    first: int
    after: int
    table: tuple[str, ...]
    key: tuple[str, ...]
    is_header: bool


def set_value(
    path: Path,
    key: Sequence[str] | str,
    value: Value | None,
    *,
    check: Callable[[Document], object] | None = None,
    is_secret: bool = False,
) -> Document:
    """Give one key of a TOML file a value, or with None take it out; the rest stays as it is.

    `key` is its path from the top table, such as ``("keys", "reload")``. A file that is not there
    is made (0600), one that is there keeps its mode, and a link keeps pointing where it does.
    `check` may refuse what would come of it, by raising :class:`ConfigError`; `is_secret` is for
    files that only their owner may read. The file is replaced whole or not at all. Returns the
    new content; raises :class:`ConfigError` and changes nothing where it cannot be done.
    """
    names = (key,) if isinstance(key, str) else tuple(key)
    # Who keeps the settings elsewhere, and has a link here, goes on having them there.
    place = path if is_secret else real_place(path)
    before = _read(place, is_secret=is_secret) or Document(place, "", {})
    wished = deepcopy(dict(before.values))
    if not _put(wished, names, value):
        raise _by_hand(path, names, value)
    if wished == before.values:
        return before
    text = edited(before.text, names, value)
    try:
        after = Document.parse(place, text.encode())
    except ConfigError:
        raise _by_hand(path, names, value) from None
    if after.values != wished:
        raise _by_hand(path, names, value)
    if check is not None:
        check(after)
    if is_secret:
        write_private(place, text.encode())
    else:
        _replace(place, text.encode())
    return after


def edited(text: str, key: Sequence[str], value: Value | None) -> str:
    """Return the text of a TOML file with one key changed, added, or for None taken out.

    Whoever asks must look whether the outcome says what was meant: not every way of writing
    TOML is understood.
    """
    names, lines = tuple(key), text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    statements = list(_statements(lines))
    for one in statements:
        own = (*one.table, *one.key)
        if one.is_header or not one.key or own != names[: len(own)]:
            continue
        told = "".join(lines[one.first : one.after])
        lines[one.first : one.after] = _changed(told, names[len(own) :], value, end)
        return "".join(lines)
    if value is None:
        return "".join(lines)
    _insert(lines, statements, names, f"{key_text(names[-1:])} = {toml(value)}{end}", end)
    return "".join(lines)


def toml(value: object) -> str:
    """Return a value as it is written in TOML, on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            return quoted(value)
        case Mapping():
            inner = ", ".join(f"{key_text((one,))} = {toml(held)}" for one, held in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case Sequence():
            return f"[{', '.join(map(toml, value))}]"
    raise TypeError("this has no form in TOML")


def _statements(lines: Sequence[str]) -> Iterator[_Statement]:
    import tomllib

    table: tuple[str, ...] = ()
    told, first = "", 0
    for number, line in enumerate(lines):
        told += line
        try:
            values = tomllib.loads(told)
        except tomllib.TOMLDecodeError:
            continue  # inside a value of several lines
        is_header = told.lstrip().startswith("[")
        key = _path_of(told, values)
        if is_header:
            table = key
        yield _Statement(first, number + 1, table, () if is_header else key, is_header)
        told, first = "", number + 1


def _path_of(told: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names that a header or the left side of a statement is made of."""
    import tomllib

    if not values:
        return ()
    if told.lstrip().startswith("["):
        left = told.strip().strip("[").partition("]")[0]
        try:
            values = tomllib.loads(f"{left} = 0")
        except tomllib.TOMLDecodeError:
            return ("",)
    else:
        values = tomllib.loads(f"{_left_side(told)} 0")
    path: tuple[str, ...] = ()
    held: object = values
    while isinstance(held, Mapping) and held:
        name, held = next(iter(held.items()))
        path = (*path, name)
    return path


def _left_side(told: str) -> str:
    """Return a statement up to its sign of equality; a quoted name may hold such a sign too."""
    import tomllib

    for place in re.finditer("=", told):
        left = told[: place.end()]
        try:
            tomllib.loads(f"{left} 0")
        except tomllib.TOMLDecodeError:
            continue
        return left
    return told


def _changed(told: str, inner: tuple[str, ...], value: Value | None, end: str) -> list[str]:
    """Return the lines of a statement with another value, what is noted behind it kept.

    `inner` leads on from its key, into a table that is written in braces.
    """
    import tomllib

    if inner:
        held: Any = tomllib.loads(f"x ={told[len(_left_side(told)) :]}")["x"]
        if not isinstance(held, dict) or not _put(held, inner, value):
            return [told]
        value = held
    if value is None:
        return []
    left = _left_side(told)
    right = told[len(left) :]
    gap = right[: len(right) - len(right.lstrip(" \t"))]
    return [f"{left}{gap or ' '}{toml(value)}{_note_behind(right)}{end}"]


def _note_behind(right: str) -> str:
    """Return the comment behind a value, with the blanks before it."""
    import tomllib

    last = right.rstrip("\r\n").rpartition("\n")[2]
    offset = len(right.rstrip("\r\n")) - len(last)
    whole = tomllib.loads(f"x ={right}")
    for place in re.finditer(r"[ \t]*#", last):
        try:
            rest = tomllib.loads(f"x ={right[: offset + place.start()]}")
        except tomllib.TOMLDecodeError:
            continue
        if rest == whole:
            return last[place.start() :]
    return ""


def _insert(
    lines: list[str],
    statements: Sequence[_Statement],
    names: tuple[str, ...],
    line: str,
    end: str,
) -> None:
    """Put a new statement where its like stand: below its own explanation, or last in its table."""
    table = names[:-1]
    section = [one for one in statements if one.table == table]
    if table and not any(one.is_header for one in section):
        gap = [end] if lines and lines[-1].strip() else []
        lines += [*gap, f"[{key_text(table)}]{end}", line]
        return
    usual = re.compile(rf"#\s*{re.escape(key_text(names[-1:]))}\s*=")
    explained = [one.after for one in section if usual.match(lines[one.first].strip())]
    if explained:
        lines.insert(explained[-1], line)
        return
    telling = [one.after for one in section if one.key or one.is_header]
    if telling:
        lines.insert(telling[-1], line)
        return
    # What stands directly above the first table belongs to that.
    blank = [one.first for one in section if not lines[one.first].strip()]
    has_table = any(one.is_header for one in statements)
    place = (blank[-1] if blank else 0) if has_table else len(lines)
    lines[place:place] = [line] if not has_table or blank else [line, end]


def _put(values: dict[str, Any], names: tuple[str, ...], value: Value | None) -> bool:
    """Change one key of nested tables; False where something else than a table is in the way."""
    for name in names[:-1]:
        if value is None and name not in values:
            return True
        values = values.setdefault(name, {})
        if not isinstance(values, dict):
            return False
    if value is None:
        values.pop(names[-1], None)
    else:
        values[names[-1]] = value
    return True


def _read(path: Path, *, is_secret: bool) -> Document | None:
    if not is_secret:
        return Document.read(path)
    content = read_private(path)
    return Document.parse(path, content) if content is not None else None


def _replace(path: Path, content: bytes) -> None:
    if path.exists():
        write_whole(path, content, mode=stat.S_IMODE(path.stat().st_mode))
    else:
        ensure_private_dir(path.parent)
        write_whole(path, content, mode=PRIVATE_FILE_MODE)


def _by_hand(path: Path, names: tuple[str, ...], value: Value | None) -> ConfigError:
    line = f"{key_text(names)} = {toml(value)}" if value is not None else ""
    return ConfigError(
        saying("this file is written in a way that only a person can change"),
        path=path,
        key=key_text(names),
        kept=saying("it was left as it is"),
        remedy=saying("write {line} into it by hand", line=line)
        if line
        else saying("do it by hand"),
    )
