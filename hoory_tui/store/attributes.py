"""Values of custom attributes as people type them and as servers take them, by kind."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from hoory_tui.store.library import AttributeDefinition
from hoory_tui.words import said

LIST: Final = "list"
CHECKBOX: Final = "checkbox"
DATE: Final = "date"
LINK: Final = "link"
NUMBERS: Final = frozenset({"number", "currency", "percent"})

_LONGEST: Final = 5000
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:[.,]\d{1,6})?")
_LINK: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE: Final = re.compile(r"\+[1-9]\d{1,14}")


class UnfitError(ValueError):
    """A text that is no value of its kind; says in a sentence what would be."""


def read_value(definition: AttributeDefinition, text: str) -> Any:  # noqa: ANN401 (any JSON value)
    """Return what to send for a typed text, None for an empty one; raises UnfitError."""
    typed = text.strip()
    if not typed:
        return None
    if len(typed) > _LONGEST:
        raise UnfitError(said("This is longer than {count} characters.", count=_LONGEST))
    if definition.kind in NUMBERS:
        return _number(typed)
    if definition.kind == DATE:
        return _date(typed)
    if definition.kind == LINK and not _LINK.fullmatch(typed):
        raise UnfitError(said("A link begins with http:// or https:// and has no blanks."))
    if definition.kind == CHECKBOX:
        return _truth(typed)
    if definition.kind == LIST and typed not in definition.values:
        raise UnfitError(said("This is none of the values of the list."))
    return typed


def _number(typed: str) -> int | float:
    if not (typed.isascii() and _NUMBER.fullmatch(typed)):
        raise UnfitError(said("This must be a number, such as 12 or 12.5."))
    number = float(typed.replace(",", "."))
    return int(number) if number.is_integer() else number


def _date(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise UnfitError(said("A date is written as year-month-day, such as 2026-11-30.")) from None


def _truth(typed: str) -> bool:
    if typed.casefold() in ("yes", "true", "1"):
        return True
    if typed.casefold() in ("no", "false", "0"):
        return False
    raise UnfitError(said("This is yes or no."))


def read_email(text: str) -> str | None:
    """Return an e-mail address, None for an empty text; raises UnfitError."""
    typed = text.strip()
    if typed and not _EMAIL.fullmatch(typed):
        raise UnfitError(said("This is no e-mail address."))
    return typed or None


def read_phone(text: str) -> str | None:
    """Return a phone number as servers want it, None for an empty text; raises UnfitError."""
    typed = re.sub(r"[\s().-]", "", text)
    if typed and not (typed.isascii() and _PHONE.fullmatch(typed)):
        raise UnfitError(
            said("A phone number begins with + and the country, such as +37410123456.")
        )
    return typed or None


def read_name(text: str) -> str:
    """Return a name; raises UnfitError for an empty one."""
    if not text.strip():
        raise UnfitError(said("A contact needs a name."))
    return text.strip()


def read_text(text: str) -> str:
    """Return any text as it is."""
    return text.strip()
