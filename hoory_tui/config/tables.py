"""Settings as frozen dataclasses, each key with a check of its own, read from TOML tables.

Plain dataclasses, because a library that does more takes longer to load than the first picture
of the console takes to draw.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hoory_tui.lazily import dataclass
from hoory_tui.words import saying

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    TableT = TypeVar("TableT", bound=DataclassInstance)
else:
    TableT = TypeVar("TableT")

Check = Callable[[Any], Any]
"""Returns the value to hold, or raises :class:`ValueError` with a sentence for the user."""

_CHECK: Final = "check"
CORRECT_IT: Final = saying("correct it")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong key, as its path from the table that was read."""

    key: tuple[str, ...]
    problem: str
    remedy: str = CORRECT_IT
    is_unknown: bool = False
    """A misspelt key is also a missing one: the misspelling is the more useful of the two."""


class WrongKeysError(ValueError):
    """A table cannot be used; its text never holds a value."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.worst = min(mistakes, key=lambda one: not one.is_unknown)
        super().__init__(f"{'.'.join(self.worst.key)}: {self.worst.problem}")
        self.mistakes = tuple(mistakes)


def key(check: Check, **options: Any) -> Any:  # noqa: ANN401 (as of `dataclasses.field`)
    """A dataclass field that may stand in the file; `options` are those of ``field``."""
    return dataclasses.field(metadata={_CHECK: check}, **options)


def keys_of(table: type[DataclassInstance] | DataclassInstance) -> dict[str, Field[Any]]:
    """The fields that may stand in the file, by name."""
    return {one.name: one for one in dataclasses.fields(table) if _CHECK in one.metadata}


def check_of(table: type[DataclassInstance] | DataclassInstance, name: str) -> Check:
    """The check of one key; KeyError where there is no such key."""
    check: Check = keys_of(table)[name].metadata[_CHECK]
    return check


class Checked:
    """Makes a dataclass check its keys however it is made."""

    def __post_init__(self) -> None:
        mistakes = []
        for name, one in keys_of(self).items():  # type: ignore[arg-type]
            value = getattr(self, name)
            if not _is_default(one, value):
                try:
                    object.__setattr__(self, name, one.metadata[_CHECK](value))
                except ValueError as error:
                    mistakes += _mistakes((name,), error)
        if mistakes:
            raise WrongKeysError(mistakes)


def differing(table: DataclassInstance) -> dict[str, Any]:
    """The keys of a table that do not have their defaults."""
    return {
        name: getattr(table, name)
        for name, one in keys_of(table).items()
        if not _is_default(one, getattr(table, name))
    }


def read_table(values: object, table: type[TableT], *, also_known: Sequence[str] = ()) -> TableT:
    """Make a dataclass of parsed TOML; :class:`WrongKeysError` holds every mistake.

    `also_known` are keys of other tables, to suggest where a key is unknown here.
    """
    if not isinstance(values, Mapping):
        raise ValueError(saying("this must be a table"))  # noqa: TRY004
    known = keys_of(table)
    mistakes: list[Mistake] = []
    found = {}
    for name, one in known.items():
        if name in values:
            try:
                found[name] = one.metadata[_CHECK](values[name])
            except ValueError as error:
                mistakes += _mistakes((name,), error)
        elif one.default is MISSING and one.default_factory is MISSING:
            mistakes.append(Mistake((name,), saying("this key is missing"), saying("add it")))
    mistakes += [_unknown(name, [*also_known, *known]) for name in values if name not in known]
    if not mistakes:
        try:
            return table(**found)
        except WrongKeysError as error:
            mistakes += error.mistakes
    raise WrongKeysError(mistakes)


def _unknown(name: str, known: Sequence[str]) -> Mistake:
    import difflib

    from hoory_tui.config.renames import remedy_for

    problem, remedy = remedy_for(name)
    if problem:
        return Mistake((name,), problem, remedy, is_unknown=True)
    close = difflib.get_close_matches(name, known, n=1)
    remedy = saying("perhaps {name} is meant", name=close[0]) if close else saying("remove it")
    return Mistake((name,), saying("this key is unknown"), remedy, is_unknown=True)


def _mistakes(place: tuple[str, ...], error: ValueError) -> list[Mistake]:
    if isinstance(error, WrongKeysError):
        return [dataclasses.replace(one, key=(*place, *one.key)) for one in error.mistakes]
    return [Mistake(place, error.args[0])]


def _is_default(one: Field[Any], value: object) -> bool:
    default = one.default_factory() if one.default_factory is not MISSING else one.default
    return type(value) is type(default) and bool(value == default)


# Checks


def text(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise ValueError(saying("this must be text in quotes"))  # noqa: TRY004
    return value


def truth(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(saying("this must be true or false, without quotes"))  # noqa: TRY004
    return value


def truth_or_auto(value: object) -> bool | None:
    """True, false, or ``"auto"`` for what suits the terminal, which is None."""
    if value is None or value == "auto":
        return None
    if not isinstance(value, bool):
        raise ValueError(saying('this must be true, false or "auto"'))  # noqa: TRY004
    return value


def whole(least: int, most: int | None = None) -> Check:
    """A whole number within these limits, both included."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(saying("this must be a whole number without quotes"))  # noqa: TRY004
        if value < least:
            raise ValueError(saying("this number is too small"))
        if most is not None and value > most:
            raise ValueError(saying("this number is too large: {most} is the most", most=most))
        return value

    return check


def one_of(*words: str) -> Check:
    """One of these words."""

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            *others, last = (f'"{word}"' for word in words)
            raise ValueError(
                saying("this must be {names} or {last}", names=", ".join(others), last=last)
            )
        return value

    return check


def truth_or_texts(value: object) -> bool | tuple[str, ...]:
    """True or false, or a list of texts, none of them empty."""
    if isinstance(value, bool):
        return value
    try:
        found = texts(value)
    except ValueError:
        found = ("",)
    if not all(one.strip() for one in found):
        raise ValueError(saying("this must be true, false or a list of names in quotes"))
    return found


def never_open_or_seconds(value: object) -> str | int:
    """``"never"``, ``"open"`` or a number of seconds."""
    if value in ("never", "open") and isinstance(value, str):
        return value
    try:
        return int(whole(1, 3600)(value))
    except ValueError:
        problem = saying('this must be "never", "open" or a whole number of seconds up to 3600')
        raise ValueError(problem) from None


def texts(value: object) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        raise ValueError(saying("this must be a list of texts in quotes"))
    return tuple(value)


def maybe(check: Check) -> Check:
    """What another check takes, or None, which no file can hold."""
    return lambda value: None if value is None else check(value)


def each(check: Check, name: Check = text) -> Check:
    """A table of any keys that pass one check, with values that pass the other."""

    def check_all(value: object) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ValueError(saying("this must be a table"))  # noqa: TRY004
        found, mistakes = {}, []
        for one, inner in value.items():
            try:
                found[name(one)] = check(inner)
            except ValueError as error:
                mistakes += _mistakes((one,), error)
        if mistakes:
            raise WrongKeysError(mistakes)
        return found

    return check_all


def table_of(table: type[DataclassInstance]) -> Check:
    """A table with the keys of this dataclass."""

    def check(value: object) -> DataclassInstance:
        return value if isinstance(value, table) else read_table(value, table)

    return check
