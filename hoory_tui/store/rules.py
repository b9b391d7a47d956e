"""The agent's own rules: which of them an occurrence sets off, how often, and when not."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, Protocol

from hoory_tui.lazily import dataclass
from hoory_tui.store.filters import Filter, FilterError, Names, parse
from hoory_tui.store.filters.registry import field_of
from hoory_tui.store.filters.words import words_of
from hoory_tui.store.occurrences import Occurrence

OWN_FOR: Final = 15.0
"""Seconds for which a change that the server says nobody's name of may be our own deed."""
_REMEMBERED: Final = 1000
_NAMED_BY_LISTS: Final = ("assignee", "inbox", "team", "label")
"""Fields whose values only the account's lists can tell to be right."""

Judge = Callable[[Filter], bool | None]
"""Tells whether a filter takes the conversation, None while nobody knows the conversation."""


class Rule(Protocol):
    """One rule as it stands in the settings; see config.rules for what its keys mean."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def on(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def filter(self) -> str: ...  # noqa: D102
    @property
    def at_most(self) -> tuple[int, float]: ...  # noqa: D102
    @property
    def cooldown(self) -> int: ...  # noqa: D102
    @property
    def hours(self) -> tuple[int, int] | None: ...  # noqa: D102
    @property
    def quiet(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is judged: `now` in seconds of any clock, and the minute of the day here."""

    now: float
    minute: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a rule would have been set off by while nothing could be heard, as one."""

    rule: int
    """Its place among the rules."""
    conversation_ids: tuple[int, ...]


class Limits:
    """How often one rule was set off, and whether it may be again."""

    def __init__(self, rule: Rule) -> None:
        self._count, self._seconds = rule.at_most
        self._cooldown = rule.cooldown
        self._fired: deque[float] = deque()
        self._fired_for: dict[int | None, float] = {}

    def take(self, now: float, conversation_id: int | None) -> bool:
        """Count it in and tell whether it may be."""
        while self._fired and self._fired[0] <= now - self._seconds:
            self._fired.popleft()
        last = self._fired_for.get(conversation_id)
        is_cooling = bool(self._cooldown) and last is not None and now - last < self._cooldown
        if is_cooling or len(self._fired) >= self._count:
            return False
        self._fired.append(now)
        if self._cooldown:
            self._fired_for.pop(conversation_id, None)
            self._fired_for[conversation_id] = now
            if len(self._fired_for) > _REMEMBERED:
                del self._fired_for[next(iter(self._fired_for))]
        return True


class Rulebook:
    """All rules of an agent, with what they remember."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._limits = [Limits(rule) for rule in self.rules]
        self._filters: list[Filter | None] = [None for _ in self.rules]
        """None for a filter that cannot be read, with which a rule rests."""
        self._missed: dict[int, dict[int, None]] = {}
        self.is_read = False
        """Whether the filters were read with the account's names."""

    def read_filters(self, names: Names) -> list[str]:
        """Read the filters again with these names; return a sentence for each that is wrong."""
        complaints = []
        for place, rule in enumerate(self.rules):
            try:
                self._filters[place] = parse(rule.filter, names)
            except FilterError as error:
                self._filters[place] = None
                complaints.append(
                    f"The rule “{rule.name}” rests, for its filter cannot be read: {error.sentence}"
                )
        self.is_read = True
        return complaints

    @property
    def has_filters(self) -> bool:
        """Whether any rule asks what a conversation is like."""
        return any(rule.filter for rule in self.rules)

    def concerns(self, what: Occurrence) -> bool:
        """Tell whether any rule is about such a thing at all."""
        return any(not what.kinds.isdisjoint(rule.on) for rule in self.rules)

    def set_off(
        self, what: Occurrence, judge: Judge, moment: Moment, *, is_looked_at: bool = False
    ) -> list[int]:
        """Return the places of the rules that are set off by this, and count them in."""
        return [
            place
            for place, rule in enumerate(self.rules)
            if self._is_meant(place, what, judge)
            and is_within(rule.hours, moment.minute)
            and not (rule.quiet and is_looked_at)
            and self._limits[place].take(moment.now, what.conversation_id)
        ]

    def miss(self, what: Occurrence, judge: Judge) -> None:
        """Keep in mind what came to be known late, for one summary of it all."""
        if what.conversation_id is None:
            return
        for place in range(len(self.rules)):
            if self._is_meant(place, what, judge):
                self._missed.setdefault(place, {})[what.conversation_id] = None

    def summaries(self, moment: Moment) -> list[Summary]:
        """Return what was missed, one for each rule, and forget it; each counts as one."""
        missed, self._missed = self._missed, {}
        return [
            Summary(place, tuple(ids))
            for place, ids in sorted(missed.items())
            if is_within(self.rules[place].hours, moment.minute)
            and self._limits[place].take(moment.now, None)
        ]

    def _is_meant(self, place: int, what: Occurrence, judge: Judge) -> bool:
        rule, line = self.rules[place], self._filters[place]
        if what.kinds.isdisjoint(rule.on):
            return False
        if not rule.filter:
            return True
        return line is not None and judge(line) is True


def is_within(hours: tuple[int, int] | None, minute: int) -> bool:
    """Tell whether a minute of the day lies in these hours, which may go past midnight."""
    if hours is None:
        return True
    begin, end = hours
    return begin <= minute < end if begin < end else minute >= begin or minute < end


def check_filter(line: str) -> None:
    """Raise FilterError for a filter that is wrong whatever the account's names are."""
    for word in words_of(line):
        if word.is_or:
            continue
        field = field_of(word.field)
        if field.name in _NAMED_BY_LISTS:
            continue
        for part in word.parts:
            field.read(part, Names())
    words = [word.is_or for word in words_of(line)]
    if words and (words[0] or words[-1] or any(map(all, pairwise(words)))):
        raise FilterError("“or” stands between two conditions.")


class OwnDeeds:
    """Which conversations we changed lately, for events that do not say who did it."""

    def __init__(self) -> None:
        self._at: dict[int, float] = {}

    def note(self, conversation_id: int, now: float) -> None:
        """Take note of a deed of ours."""
        self._at.pop(conversation_id, None)
        self._at[conversation_id] = now
        if len(self._at) > _REMEMBERED:
            del self._at[next(iter(self._at))]

    def may_be(self, what: Occurrence, now: float) -> bool:
        """Tell whether this may be what came of one."""
        at = self._at.get(what.conversation_id or 0)
        return what.is_anonymous and at is not None and now - at < OWN_FOR
