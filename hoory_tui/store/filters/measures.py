"""Fields that are measured: how long ago, how many, and the number of a conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from hoory_tui.store.filters.errors import FilterError
from hoory_tui.store.filters.fields import Around, Field, Value
from hoory_tui.store.filters.names import Names
from hoory_tui.store.filters.questions import Asking, Condition, only
from hoory_tui.store.filters.times import (
    POSSIBLE,
    day_of,
    days_before,
    read_date,
    read_days,
    read_span,
    show_span,
)
from hoory_tui.store.filters.words import Part
from hoory_tui.store.records import Conversation
from hoory_tui.wire.limits import LARGEST_ID

_SPAN, _DAYS, _DATE = "span", "days", "date"
_SIGNS: Final = "<>="


class AgeField(Field):
    """How long ago something was: ``>2h`` is longer ago, ``<1d`` is less; also days and dates.

    `key` is how the server calls it, "" when it cannot be asked; `sign` is what a bare span
    means.
    """

    is_timely: ClassVar[bool] = True

    def __init__(
        self,
        name: str,
        hint: str,
        moment: Callable[[Conversation], float | None],
        *,
        key: str = "",
        sign: str = ">",
        signed: bool = True,
    ) -> None:
        super().__init__(name, hint)
        self._moment = moment
        self._key = key
        self._sign = sign
        self._signed = signed
        """Whether another sign than that can be written."""

    def read(self, part: Part, names: Names) -> Value:
        """Return the span, the days or the date that is meant."""
        text = part.text.strip().casefold()
        if not text:
            raise self._needs(names)
        sign = text[0] if text[0] in _SIGNS and self._signed else ""
        rest = text[len(sign) :].strip()
        if (day := read_date(rest)) is not None and self._signed:
            return Value(f"{'' if sign in ('', '=') else sign}{rest}", day.isoformat(), sign or "=")
        op = sign or self._sign
        shown = "" if op == self._sign else op
        if (days := read_days(rest)) is not None and op == ">":
            return Value(f"{shown}{days}days", days, "days")
        seconds = read_span(rest)
        if seconds is None or op == "=":
            dates = " or a day such as >2026-11-01" if self._signed else ""
            raise FilterError(f"“{part.text}” is no time; write such as {POSSIBLE}{dates}.")
        return Value(f"{shown}{show_span(seconds)}", seconds, op)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it was that long ago; what never was is neither."""
        moment = self._moment(around.conversation)
        if not moment:
            return False
        if isinstance(value.key, str):
            day = day_of(moment).isoformat()
            return {"<": day < value.key, ">": day > value.key}.get(value.op, day == value.key)
        if value.op == "days":
            return day_of(moment) < days_before(day_of(around.now), value.key)
        age = around.now - moment
        return age > value.key if value.op == ">" else age < value.key

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask by the day, which is as fine as the server tells days apart."""
        if not self._key:
            return None
        found = [self._asked(value, negated, now) for value in values]
        asked = [one for one in found if one is not None]
        if len(asked) < len(found) or (negated and len(asked) > 1):
            # Neither this nor that would need joining in a way that the server does not know.
            return None
        return _either(asked)

    def _asked(self, value: Value, negated: bool, now: float | None) -> Asking | None:
        if isinstance(value.key, str):
            return self._asked_date(value.key, value.op, negated)
        if value.op == "days" and not negated:
            return only(self._key, "days_before", str(value.key))
        is_older = (value.op != "<") != negated
        span = value.key * 86_400 if value.op == "days" else value.key
        # A day more on either side: neither clock need show what the other does.
        if now is None:
            days = span // 86_400 - 2
            asked = only(self._key, "days_before", str(days))
            return Asking(asked.alternatives, exact=False) if is_older and days > 0 else None
        day = days_before(day_of(now - span), -2 if is_older else 2)
        operator = "is_less_than" if is_older else "is_greater_than"
        return Asking(((Condition(self._key, operator, (day.isoformat(),)),),), exact=False)

    def _asked_date(self, text: str, op: str, negated: bool) -> Asking:
        day = read_date(text)
        assert day is not None
        before, after = days_before(day, 1).isoformat(), days_before(day, -1).isoformat()
        later = Condition(self._key, "is_greater_than", (before if op == "=" else text,))
        earlier = Condition(self._key, "is_less_than", (after if op == "=" else text,))
        match op, negated:
            case "=", False:
                return Asking(((later, earlier),))
            case "=", True:
                return Asking(
                    (
                        (Condition(self._key, "is_less_than", (text,)),),
                        (Condition(self._key, "is_greater_than", (text,)),),
                    )
                )
            case ">", False:
                return Asking(((later,),))
            case "<", False:
                return Asking(((earlier,),))
            case ">", True:
                return only(self._key, "is_less_than", after)
        return only(self._key, "is_greater_than", before)

    def offers(self, names: Names) -> Sequence[str]:
        """Return some spans."""
        other = ["<1d", "<7d"] if self._signed else []
        return ("30m", "2h", "1d", "3d", "1w", *other)


def _either(asked: Sequence[Asking]) -> Asking:
    alternatives = tuple(row for one in asked for row in one.alternatives)
    return Asking(alternatives, all(one.exact for one in asked))


class CountField(Field):
    """How many there are of something: ``3``, ``>3`` or ``<3``."""

    def __init__(self, name: str, hint: str, count: Callable[[Conversation], int]) -> None:
        super().__init__(name, hint)
        self._count = count

    def read(self, part: Part, names: Names) -> Value:
        """Return the number that is meant."""
        text = part.text.strip()
        sign = text[:1] if text[:1] in ("<", ">", "=") else ""
        rest = text[len(sign) :]
        if not text:
            raise self._needs(names)
        if not (rest.isascii() and rest.isdecimal()) or len(rest) > 9:
            raise FilterError(f"“{part.text}” is no number; write such as 3, >3 or <3.")
        op = sign or "="
        return Value(f"{'' if op == '=' else op}{int(rest)}", int(rest), op)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether there are so many."""
        count, number = self._count(around.conversation), value.key
        assert isinstance(number, int)
        return {">": count > number, "<": count < number}.get(value.op, count == number)

    def offers(self, names: Names) -> Sequence[str]:
        """Return some numbers."""
        return (">0", "0", ">5")


class NumberField(Field):
    """The conversation itself, by the number that people use."""

    aliases = ("number",)

    def read(self, part: Part, names: Names) -> Value:
        """Return the number that is meant, with or without its sign."""
        text = part.text.strip().removeprefix("#")
        if not text:
            raise self._needs(names)
        if not (text.isascii() and text.isdecimal()) or int(text) > LARGEST_ID:
            raise FilterError(f"“{part.text}” is no number of a conversation; write such as 1042.")
        return Value(str(int(text)), int(text))

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it is this one."""
        return around.conversation.id == value.key

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask by number."""
        operator = "not_equal_to" if negated else "equal_to"
        return only("display_id", operator, *(value.key for value in values))
