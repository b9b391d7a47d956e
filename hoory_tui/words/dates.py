"""Times in a language other than English, by Babel, as narrow as the panes need them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from babel import Locale

Form = Literal["narrow", "short", "long"]
Unit = Literal["second", "minute", "hour", "day", "week", "year"]

_SECONDS: Final[dict[Unit, int]] = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 7 * 86400,
    "year": 365 * 86400,
}


class Dates:
    """How one language tells times; Babel is loaded for the first of them."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.span = cache(self._span)
        """A span of whole seconds, minutes and so on, in full: unit and number."""
        self.narrow = cache(self._narrow)
        """The same in at most four cells."""
        self.ahead = cache(self._ahead)
        """How long it is until a moment."""

    @cached_property
    def _locale(self) -> Locale:
        # Loaded only when somebody reads times in this language.
        from babel import Locale

        return Locale.parse(self._language)

    def weekday(self, at: datetime) -> str:
        """Return the day of the week, shortened."""
        return str(self._locale.days["format"]["abbreviated"][at.weekday()])

    def day(self, at: datetime) -> str:
        """Return a day of this year: 3 Nov."""
        return self._by_skeleton("MMMd", at)

    def day_of_week(self, at: datetime) -> str:
        """Return a day of this year with its day of the week."""
        return self._by_skeleton("MMMEd", at)

    def day_of_year(self, at: datetime) -> str:
        """Return a day of another year."""
        return self._by_skeleton("yMMMd", at)

    def whole_day(self, at: datetime) -> str:
        """Return a day of another year with its day of the week."""
        return self._by_skeleton("yMMMEd", at)

    def number(self, value: float) -> str:
        """Return a number with this language's marks between thousands."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self._locale)

    def _by_skeleton(self, skeleton: str, at: datetime) -> str:
        from babel.dates import format_skeleton

        return format_skeleton(skeleton, at, locale=self._locale)

    def _span(self, number: int, unit: Unit) -> str:
        return self._told(number, unit, "short")

    def _narrow(self, number: int, unit: Unit) -> str:
        return "".join(self._told(number, unit, "narrow").split())

    def _ahead(self, number: int, unit: Unit) -> str:
        return self._told(number, unit, "long", ahead=True)

    def _told(self, number: int, unit: Unit, form: Form, *, ahead: bool = False) -> str:
        from babel.dates import format_timedelta

        # With a threshold this high, Babel takes no other unit than this.
        return format_timedelta(
            timedelta(seconds=number * _SECONDS[unit]),
            granularity=unit,
            threshold=1e9,
            add_direction=ahead,
            format=form,
            locale=self._locale,
        )
