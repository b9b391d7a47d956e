"""A TOML file that can say on which line each of its keys stands."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from hoory_tui.config.errors import ConfigError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

ModelT = TypeVar("ModelT", bound=BaseModel)

MAX_BYTES: Final = 1024 * 1024
KEPT: Final = "the file was left as it is and nothing in it was used"

_TOML_PLACE: Final = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")

# What a person calls the shapes that pydantic names in its own terms.
_SHAPES: Final[Mapping[str, str]] = {
    "string_type": "this must be text in quotes",
    "int_type": "this must be a whole number without quotes",
    "bool_type": "this must be true or false, without quotes",
    "dict_type": "this must be a table",
    "model_type": "this must be a table",
    "greater_than_equal": "this number is too small",
}


@dataclass(frozen=True, slots=True)
class Document:
    """The parsed content of one TOML file, with its text for finding lines again."""

    path: Path
    text: str
    values: Mapping[str, Any]

    @classmethod
    def parse(cls, path: Path, content: bytes) -> Document:
        """Parse bytes read from ``path``; :class:`ConfigError` names the line of bad TOML."""
        line: int | None = None
        try:
            if len(content) <= MAX_BYTES:
                text = content.decode("utf-8")
                return cls(path, text, tomllib.loads(text))
            problem = "this file is far too large for settings"
        except UnicodeDecodeError as error:
            problem, line = "this is not UTF-8 text", content.count(b"\n", 0, error.start) + 1
        except RecursionError:
            problem = "this is nested too deep"
        except ValueError as error:
            problem, line = _toml_problem(str(error), content)
        raise ConfigError(problem, path=path, line=line, kept=KEPT, remedy="correct that line")

    @classmethod
    def read(cls, path: Path) -> Document | None:
        """Read and parse a file that holds no secrets, or None if there is no such file."""
        try:
            if path.exists() and not path.is_file():
                problem = "this is not a plain file"
            else:
                with path.open("rb") as file:
                    content = file.read(MAX_BYTES + 1)
                return cls.parse(path, content)
        except FileNotFoundError:
            return None
        except OSError as error:
            problem = f"this file cannot be read ({error.strerror})"
        raise ConfigError(problem, path=path, kept=KEPT, remedy="correct it or move it away")

    def build(self, model: type[ModelT], *, tables: Sequence[type[BaseModel]] = ()) -> ModelT:
        """The whole document as ``model``; :class:`ConfigError` names the first wrong key.

        ``tables`` are the models of its inner tables, whose keys are worth suggesting too.
        """
        try:
            return model.model_validate(self.values)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
        # A misspelt key is also a missing one: the misspelling is the more useful of the two.
        details.sort(key=lambda detail: detail["type"] != "extra_forbidden")
        models: list[type[BaseModel]] = [*tables, model]
        known = [name for each in models for name in each.model_fields]
        raise self._fault_of(details[0], known)

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

    def _fault_of(self, detail: ErrorDetails, known: Sequence[str]) -> ConfigError:
        key = [str(part) for part in detail["loc"] if part != "[key]"]
        match detail["type"]:
            case "extra_forbidden":
                close = difflib.get_close_matches(key[-1], known, n=1)
                remedy = f"perhaps {close[0]} is meant" if close else "remove it"
                return self.fault(key, "this key is unknown", remedy)
            case "missing":
                return self.fault(key, "this key is missing", "add it")
            case "value_error":
                problem = str(detail["ctx"]["error"])
            case kind:
                problem = _SHAPES.get(kind, detail["msg"].lower())
        return self.fault(key, problem, "correct it")


def line_of_key(text: str, key: Sequence[str]) -> int | None:
    """The line (from 1) of the statement that brings ``key``, or the nearest table above it, in.

    ``text`` must be valid TOML.
    """
    for depth in range(len(key), 0, -1):
        header = statement = ""
        first_line = 1
        for number, line in enumerate(text.split("\n"), start=1):
            statement += line + "\n"
            try:
                values = tomllib.loads(header + statement)
            except tomllib.TOMLDecodeError:
                continue  # inside a value of several lines
            if _holds(values, key[:depth]):
                return first_line
            if statement.lstrip().startswith("["):
                header = statement
            statement, first_line = "", number + 1
    return None


def key_text(key: Sequence[str]) -> str:
    """A key path as it is written in TOML, such as ``profiles.acme.url``."""
    return ".".join(part if _BARE_KEY.fullmatch(part) else json.dumps(part) for part in key)


def _holds(values: object, key: Sequence[str]) -> bool:
    for part in key:
        if not isinstance(values, dict) or part not in values:
            return False
        values = values[part]
    return True


def _toml_problem(message: str, content: bytes) -> tuple[str, int | None]:
    place = _TOML_PLACE.search(message)
    if place is None:
        return "this file holds a value that cannot be read", None
    line = int(place[1]) if place[1] else max(1, content.rstrip(b"\n").count(b"\n") + 1)
    reason = message[: place.start()]
    return f"this is not valid TOML ({reason[:1].lower()}{reason[1:]})", line
