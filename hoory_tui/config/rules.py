"""What config.toml says in its [[rules]] tables: what to do when something happens."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Final

from hoory_tui.config.tables import (
    Checked,
    Mistake,
    WrongKeysError,
    key,
    read_table,
    text,
    truth,
    whole,
)
from hoory_tui.config.wordtools import words_of
from hoory_tui.lazily import dataclass, pattern
from hoory_tui.words import saying

LONGEST_NAME: Final = 60
_RATE: Final = pattern(r"([1-9][0-9]{0,3})\s*(?:/|per)\s*(second|minute|hour|day|sec|min|s|m|h|d)")
_HOURS: Final = pattern(
    r"([01]?[0-9]|2[0-3]):([0-5][0-9])\s*[-–]\s*([01]?[0-9]|2[0-4]):([0-5][0-9])"
)
_UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_DAY: Final = 24 * 60


def _name(value: object) -> str:
    name = text(value).strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise ValueError(
            saying("this must be a name of 1 to {longest_name} letters", longest_name=LONGEST_NAME)
        )
    return name


def _line(value: object) -> str:
    line = text(value).strip()
    if not line.isprintable():
        raise ValueError(saying("this must be one line without control characters"))
    return line


def _on(value: object) -> tuple[str, ...]:
    # Kinds are known to the store, which starts without rules need not load for this.
    from hoory_tui.store.occurrences import EVENTS, KINDS

    wanted = [value] if isinstance(value, str) else value
    if not isinstance(wanted, (list, tuple)) or not wanted:
        raise ValueError(saying('this must be a kind such as "mention", or a list of kinds'))
    known = [*KINDS, *sorted(EVENTS)]
    for one in wanted:
        if one not in known:
            near = difflib.get_close_matches(str(one), known, n=1)
            raise ValueError(
                saying('there is no such kind or event; perhaps "{name}" is meant', name=near[0])
                if near
                else saying(
                    "there is no such kind or event; there are {names} and the names of events",
                    names=", ".join(KINDS),
                )
            )
    return tuple(dict.fromkeys(wanted))


def _filter(value: object) -> str:
    line = _line(value)
    if line:
        from hoory_tui.store.filters.errors import FilterError
        from hoory_tui.store.rules import check_filter

        try:
            check_filter(line)
        except FilterError as error:
            problem = error.sentence
        else:
            return line
        raise ValueError(saying("this filter cannot be read: {problem}", problem=problem))
    return line


def _rate(value: object) -> tuple[int, float]:
    if isinstance(value, tuple):
        return value
    found = _RATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(saying('this must be a number and a time, such as "6/min" or "1/h"'))
    return int(found[1]), _UNITS[found[2][0]]


def day_hours(value: object) -> tuple[int, int] | None:
    """Two times of a day as minutes since midnight; the second may be the earlier one."""
    if value is None or isinstance(value, tuple):
        return value
    found = _HOURS.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(saying('this must be two times of a day, such as "09:00-18:00"'))
    begin, end = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
    if begin == end or end > _DAY:
        raise ValueError(saying('this must be two different times of a day, such as "09:00-18:00"'))
    return begin, end


@dataclass(frozen=True, kw_only=True)
class Rule(Checked):
    """One ``[[rules]]`` table.

    ``on`` are kinds or names of events, and ``filter`` is judged on the conversation.  ``bell``
    rings, ``notify`` is what is said (with who it is and what they wrote only ``with_text``),
    ``command`` gets the event as a line of JSON on its input and is stopped after ``seconds``.
    ``at_most`` is how often, ``cooldown`` for how many seconds not again for the same
    conversation, ``hours`` when at all; ``quiet`` rules keep still about what is looked at.
    """

    name: str = key(_name)
    on: tuple[str, ...] = key(_on)
    filter: str = key(_filter, default="")
    bell: bool = key(truth, default=False)
    notify: str = key(_line, default="")
    with_text: bool = key(truth, default=False)
    command: tuple[str, ...] = key(words_of, default=())
    seconds: int = key(whole(1, 600), default=10)
    at_most: tuple[int, float] = key(_rate, default=(30, 60.0))
    cooldown: int = key(whole(0, 86_400), default=0)
    hours: tuple[int, int] | None = key(day_hours, default=None)
    quiet: bool = key(truth, default=False)

    def __str__(self) -> str:
        does = (("bell", self.bell), ("notify", self.notify), ("command", self.command))
        about = f" for {self.filter}" if self.filter else ""
        named = ", ".join(name for name, is_wanted in does if is_wanted)
        return f"{self.name}: {named} on {', '.join(self.on)}{about}"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (self.bell or self.notify or self.command):
            problem = saying("this rule does nothing")
            raise WrongKeysError(
                [Mistake(("name",), problem, saying("give it bell, notify or command"))]
            )
        if self.with_text and not self.notify:
            problem = saying("this is about what notify says, and there is no notify")
            raise WrongKeysError(
                [Mistake(("with_text",), problem, saying("add notify, or remove it"))]
            )


def rules_of(value: object) -> tuple[Rule, ...]:
    """All rules, in their order; mistakes are named by the number of the rule, from 1."""
    if not isinstance(value, (list, tuple)):
        raise ValueError(saying("this must be tables that begin with [[rules]]"))  # noqa: TRY004
    rules: list[Rule] = []
    mistakes: list[Mistake] = []
    for number, one in enumerate(value, 1):
        try:
            rule = one if isinstance(one, Rule) else _read(one)
        except WrongKeysError as error:
            mistakes += _numbered(number, error.mistakes)
            continue
        if any(rule.name == other.name for other in rules):
            problem = saying("another rule has this name")
            mistakes.append(Mistake((str(number), "name"), problem, saying("give it another one")))
        rules.append(rule)
    if mistakes:
        raise WrongKeysError(mistakes)
    return tuple(rules)


def _read(one: object) -> Rule:
    if not isinstance(one, Mapping):
        raise WrongKeysError(
            [Mistake((), saying("this must be a table that begins with [[rules]]"))]
        )
    return read_table(one, Rule)


def _numbered(number: int, mistakes: Sequence[Mistake]) -> list[Mistake]:
    return [
        Mistake((str(number), *one.key), one.problem, one.remedy, one.is_unknown)
        for one in mistakes
    ]
