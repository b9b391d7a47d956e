"""A TOML file that can say on which line each of its keys stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.tables import TableT, WrongKeysError, keys_of, read_table
from hoory_tui.lazily import dataclass, pattern
from hoory_tui.words import saying

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MAX_BYTES: Final = 1024 * 1024
KEPT: Final = saying("the file was left as it is and nothing in it was used")

_TOML_PLACE: Final = pattern(r" \((?:at line (\d+), column \d+|at end of document)\)$")
_BARE_KEY: Final = pattern(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Document:
    """The parsed content of one TOML file, with its text for finding lines again."""

    path: Path
    text: str
    values: Mapping[str, Any]

    @classmethod
    def parse(cls, path: Path, content: bytes) -> Document:
        """Parse bytes read from ``path``; :class:`ConfigError` names the line of bad TOML."""
        # A login of the environment has no file.
        import tomllib

        line: int | None = None
        try:
            if len(content) <= MAX_BYTES:
                text = content.decode("utf-8")
                return cls(path, text, tomllib.loads(text))
            problem = saying("this file is far too large for settings")
        except UnicodeDecodeError as error:
            problem = saying("this is not UTF-8 text")
            line = content.count(b"\n", 0, error.start) + 1
        except RecursionError:
            problem = saying("this is nested too deep")
        except ValueError as error:
            problem, line = _toml_problem(str(error), content)
        raise ConfigError(
            problem, path=path, line=line, kept=KEPT, remedy=saying("correct that line")
        )

    @classmethod
    def read(cls, path: Path) -> Document | None:
        """Read and parse a file that holds no secrets, or None if there is no such file."""
        try:
            if path.exists() and not path.is_file():
                problem = saying("this is not a plain file")
            else:
                with path.open("rb") as file:
                    content = file.read(MAX_BYTES + 1)
                return cls.parse(path, content)
        except FileNotFoundError:
            return None
        except OSError as error:
            problem = saying("this file cannot be read ({strerror})", strerror=error.strerror)
        raise ConfigError(
            problem, path=path, kept=KEPT, remedy=saying("correct it or move it away")
        )

    def build(
        self, table: type[TableT], *, tables: Sequence[type[DataclassInstance]] = ()
    ) -> TableT:
        """The whole document as ``table``; :class:`ConfigError` names the first wrong key.

        ``tables`` are the classes of its inner tables, whose keys are worth suggesting too.
        """
        inner = [name for one in tables for name in keys_of(one)]
        try:
            return read_table(self.values, table, also_known=inner)
        except WrongKeysError as error:
            worst = error.worst
        raise self.fault(worst.key, worst.problem, worst.remedy)

    def faults(
        self, table: type[TableT], *, tables: Sequence[type[DataclassInstance]] = ()
    ) -> list[ConfigError]:
        """Every wrong key of the document as ``table``, in the order of the lines."""
        inner = [name for one in tables for name in keys_of(one)]
        try:
            read_table(self.values, table, also_known=inner)
        except WrongKeysError as error:
            found = [self.fault(one.key, one.problem, one.remedy) for one in error.mistakes]
            return sorted(found, key=lambda one: one.line or 0)
        return []

    def fault(self, key: Sequence[str], problem: str, remedy: str) -> ConfigError:
        """An error about one key, given as its path from the top table."""
        return ConfigError(
            problem,
            path=self.path,
            line=line_of_key(self.text, key),
            key=key_text(key),
            kept=KEPT,
            remedy=remedy,
        )


def line_of_key(text: str, key: Sequence[str]) -> int | None:
    """The line (from 1) of the statement that brings ``key``, or the nearest table above it, in.

    ``text`` must be valid TOML.
    """
    import tomllib

    for depth in range(len(key), 0, -1):
        header = statement = ""
        repeated: dict[str, int] = {}
        first_line = 1
        for number, line in enumerate(text.split("\n"), start=1):
            statement += line + "\n"
            try:
                values = tomllib.loads(header + statement)
            except tomllib.TOMLDecodeError:
                continue  # inside a value of several lines
            if statement.lstrip().startswith("[["):
                # The second table of a name is told from the first by coming after it.
                name = statement.partition("]]")[0].strip()
                repeated[name] = repeated.get(name, 0) + 1
                header = statement * repeated[name]
                values = tomllib.loads(header)
            elif statement.lstrip().startswith("["):
                header = statement
            if _holds(values, key[:depth]):
                return first_line
            statement, first_line = "", number + 1
    return None


def key_text(key: Sequence[str]) -> str:
    """A key path as it is written in TOML, such as ``profiles.acme.url``."""
    return ".".join(part if _BARE_KEY.fullmatch(part) else quoted(part) for part in key)


def quoted(value: str) -> str:
    """A text as it is written in TOML."""
    import json

    # JSON's way is TOML's as well, but for halves of a letter and for the delete character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _holds(values: object, key: Sequence[str]) -> bool:
    for part in key:
        if isinstance(values, list) and part.isdecimal() and 0 < int(part) <= len(values):
            # Of tables with the same name the file's reader counts from 1.
            values = values[int(part) - 1]
        elif isinstance(values, dict) and part in values:
            values = values[part]
        else:
            return False
    return True


def _toml_problem(message: str, content: bytes) -> tuple[str, int | None]:
    place = _TOML_PLACE.search(message)
    if place is None:
        return saying("this file holds a value that cannot be read"), None
    line = int(place[1]) if place[1] else max(1, content.rstrip(b"\n").count(b"\n") + 1)
    reason = message[: place.start()]
    reason = f"{reason[:1].lower()}{reason[1:]}"
    return saying("this is not valid TOML ({reason})", reason=reason), line
