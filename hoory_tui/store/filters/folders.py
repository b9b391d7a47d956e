"""From a saved filter of the server back to a line, which decides exactly as the server does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from hoory_tui.store.filters.choices import OwnerField
from hoory_tui.store.filters.errors import FilterError
from hoory_tui.store.filters.fields import ANY, NONE, Value
from hoory_tui.store.filters.line import Filter, Term
from hoory_tui.store.filters.names import Names
from hoory_tui.store.filters.registry import field_of
from hoory_tui.store.filters.texts import AttributeField, ContactField, TextField
from hoory_tui.store.filters.words import Part
from hoory_tui.wire.clean import clean_line

_NAMED: Final = {
    "status": "status",
    "assignee_id": "assignee",
    "inbox_id": "inbox",
    "team_id": "team",
    "contact_id": "contact",
    "priority": "priority",
    "display_id": "id",
    "labels": "label",
    "browser_language": "browser",
    "conversation_language": "language",
    "country_code": "country",
    "referer": "referer",
    "mail_subject": "subject",
    "created_at": "created",
    "last_activity_at": "activity",
}
_PRESENT: Final = Value(ANY, "", ANY)
_ABSENT: Final = Value(NONE, "", NONE)
_NEVER_ABSENT: Final = frozenset({"status", "inbox", "id", "contact", "label"})
"""Where "not equal" leaves nobody out: something is always there, or the server asks otherwise."""


def from_query(query: Mapping[str, Any], names: Names) -> Filter:
    """Return the filter that a folder's query is; raises FilterError for what no line can say."""
    rows = query.get("payload")
    if not isinstance(rows, list):
        raise FilterError("This folder holds no conditions that can be read.")
    alternatives: list[list[Term]] = [[]]
    conditions = [row for row in rows if isinstance(row, dict)]
    for place, row in enumerate(conditions):
        terms = _terms(row, names)
        alternatives[-1] += [term for term in terms if term not in alternatives[-1]]
        joined = str(row.get("query_operator") or "").lower()
        is_last = place == len(conditions) - 1
        if is_last and _is_custom(row) and row.get("filter_operator") == "not_equal_to":
            # The server writes "or it is absent" behind everything, without brackets.
            alternatives.append([Term(terms[0].field, (_ABSENT,))])
        elif joined == "or" and not is_last:
            alternatives.append([])
    return Filter(tuple(tuple(terms) for terms in alternatives))


def _is_custom(row: Mapping[str, Any]) -> bool:
    return row.get("attribute_key") not in _NAMED


def _terms(row: Mapping[str, Any], names: Names) -> tuple[Term, ...]:
    key, operator = str(row.get("attribute_key")), str(row.get("filter_operator"))
    given = row.get("values")
    values = [_scalar(one) for one in (given if isinstance(given, list) else [given])]
    if _is_custom(row):
        if not row.get("custom_attribute_type"):
            raise _unsayable(key, operator)
        return _text_terms(AttributeField(clean_line(key)), operator, values[:1])
    field = field_of(_NAMED[key])
    if isinstance(field, TextField):
        return _text_terms(field, operator, values)
    if field.name in ("created", "activity"):
        return (_time_term(field.name, operator, values, names),)
    return _choice_terms(field.name, operator, values, names)


def _scalar(value: object) -> str:
    # Some dashboards saved the whole choice, with its name, in place of its id.
    if isinstance(value, dict):
        value = value.get("id", value.get("name"))
    return "" if value is None else clean_line(str(value))


def _choice_terms(
    name: str, operator: str, values: Iterable[str], names: Names
) -> tuple[Term, ...]:
    if operator == "is_present":
        return (Term(name, (_PRESENT,)),)
    if operator == "is_not_present":
        return (Term(name, (_ABSENT,)),)
    found = tuple(dict.fromkeys(_choice(name, value, names) for value in values if value))
    if operator not in ("equal_to", "not_equal_to") or not found:
        raise _unsayable(name, operator)
    if operator == "equal_to":
        return (Term(name, found),)
    unequal = Term(name, found, negated=True)
    # The server takes what is absent for neither equal nor unequal.
    return (unequal,) if name in _NEVER_ABSENT else (unequal, Term(name, (_PRESENT,)))


def _choice(name: str, value: str, names: Names) -> Value:
    field = field_of(name)
    if isinstance(field, OwnerField | ContactField):
        if not (value.isascii() and value.isdecimal()):
            raise _unsayable(name, value)
        number = int(value)
        return field.value(number, names) if isinstance(field, OwnerField) else field.value(number)
    if name == "label":
        return field.read(Part(value, quoted=True), Names())
    return field.read(Part(value), names)


def _text_terms(
    field: TextField | AttributeField, operator: str, values: Iterable[str]
) -> tuple[Term, ...]:
    shapes: dict[str, Callable[[tuple[Value, ...]], tuple[Term, ...]]] = {
        "=": lambda found: (Term(field.name, found),),
        "!": lambda found: (
            Term(field.name, found, negated=True),
            Term(field.name, (_PRESENT,)),
        ),
    }
    operators = {
        "equal_to": ("=", "="),
        "not_equal_to": ("=", "!"),
        "contains": ("~", "="),
        "does_not_contain": ("~", "!"),
        "is_greater_than": (">", "="),
        "is_less_than": ("<", "="),
    }
    if operator == "is_present":
        return shapes["="]((_PRESENT,))
    if operator == "is_not_present":
        return shapes["="]((_ABSENT,))
    sign, shape = operators.get(operator, ("", ""))
    found = tuple(dict.fromkeys(field.value(value, sign) for value in values if value))
    if not sign or not found or (sign in "<>" and isinstance(field, TextField)):
        raise _unsayable(field.name, operator)
    return shapes[shape](found)


def _time_term(name: str, operator: str, values: list[str], names: Names) -> Term:
    signs = {"is_greater_than": ">", "is_less_than": "<", "days_before": ">"}
    sign, value = signs.get(operator), (values or [""])[0]
    if sign is None or not value:
        raise _unsayable(name, operator)
    text = f"{sign}{value}days" if operator == "days_before" else f"{sign}{value[:10]}"
    return Term(name, (field_of(name).read(Part(text), names),))


def _unsayable(key: str, operator: str) -> FilterError:
    return FilterError(
        f"This folder asks for “{clean_line(key)}” with “{clean_line(operator)}”, which only the "
        "server can decide."
    )
