"""The custom filter language of ``POST conversations/filter``, as SQL decides it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from .records import Conversation, Json
from .world import World

KEYS = (
    "status",
    "assignee_id",
    "inbox_id",
    "team_id",
    "contact_id",
    "priority",
    "display_id",
    "campaign_id",
    "labels",
    "browser_language",
    "conversation_language",
    "referer",
    "created_at",
    "last_activity_at",
    "mail_subject",
)
_EQUALITY = ("equal_to", "not_equal_to")
_PRESENCE = ("is_present", "is_not_present")
_WORDS = ("contains", "does_not_contain")
_DATES = ("is_greater_than", "is_less_than", "days_before")
_OPERATORS: dict[str, tuple[str, ...]] = {
    "status": _EQUALITY,
    "assignee_id": (*_EQUALITY, *_PRESENCE),
    "inbox_id": (*_EQUALITY, *_PRESENCE),
    "team_id": (*_EQUALITY, *_PRESENCE),
    "contact_id": (*_EQUALITY, *_PRESENCE),
    "priority": (*_EQUALITY, *_PRESENCE),
    "display_id": (*_EQUALITY, *_WORDS),
    "labels": (*_EQUALITY, *_PRESENCE),
    "browser_language": _EQUALITY,
    "conversation_language": _EQUALITY,
    "referer": (*_EQUALITY, *_WORDS),
    "mail_subject": (*_EQUALITY, *_WORDS),
    "created_at": _DATES,
    "last_activity_at": _DATES,
}
_DEFAULT_OPERATORS = (*_EQUALITY, *_WORDS, *_PRESENCE)
_CUSTOM_OPERATORS = (*_DEFAULT_OPERATORS, "is_greater_than", "is_less_than")
_ADDITIONAL = ("browser_language", "conversation_language", "referer", "mail_subject")

Test = Callable[[Conversation], bool]


class FilterError(Exception):
    """A filter the service refuses, in its own words."""


def read_filter(world: World, conditions: list[Json]) -> Test:
    """Return the test a filter makes; "and" binds closer than "or", as in SQL."""
    alternatives: list[list[Test]] = [[]]
    for number, condition in enumerate(conditions, 1):
        alternatives[-1].append(_test(world, condition))
        joined = str(condition.get("query_operator") or "").lower()
        if joined not in ("", "and", "or"):
            raise FilterError('Query operator must be either "AND" or "OR".')
        if number == len(conditions):
            alternatives += _loose_end(condition)
        elif joined == "or":
            alternatives.append([])
    return lambda one: any(all(test(one) for test in tests) for tests in alternatives)


def _loose_end(condition: Json) -> list[list[Test]]:
    """Return what the service writes behind an unequal custom attribute: "or it is absent"."""
    key = str(condition.get("attribute_key"))
    if key in KEYS or condition.get("filter_operator") != "not_equal_to":
        return []
    return [[lambda one: one.custom_attributes.get(key) is None]]


def _test(world: World, condition: Json) -> Test:
    key = str(condition.get("attribute_key"))
    operator = str(condition.get("filter_operator"))
    is_custom = key not in KEYS
    if is_custom and not condition.get("custom_attribute_type"):
        raise FilterError(
            f"Invalid attribute key - [{key}]. The key should be one of [{','.join(KEYS)}]"
            " or a custom attribute defined in the account."
        )
    allowed = _CUSTOM_OPERATORS if is_custom else _OPERATORS.get(key, _DEFAULT_OPERATORS)
    if operator not in allowed:
        raise FilterError(
            f"Invalid operator. The allowed operators for {key} are [{','.join(allowed)}]."
        )
    given = condition.get("values")
    values = [str(one) for one in (given if isinstance(given, list) else [given])]
    if operator not in _PRESENCE and not given:
        raise FilterError(f"Invalid value. The values provided for {key} are invalid")
    if key in ("created_at", "last_activity_at"):
        return _date_test(world, key, operator, values)
    if key == "labels":
        return _label_test(operator, values)
    if key == "status" and "all" in values:
        return lambda _conversation: operator == "equal_to"
    if is_custom:
        return _custom_test(key, operator, values[0].lower() if values else "")
    return lambda one: _compare(operator, _value(one, key), values)


def _label_test(operator: str, values: list[str]) -> Test:
    def test(conversation: Conversation) -> bool:
        carried = not set(values).isdisjoint(conversation.labels)
        match operator:
            case "equal_to":
                return carried
            case "not_equal_to":
                return not carried
            case "is_present":
                return bool(conversation.labels)
        return not conversation.labels

    return test


def _custom_test(key: str, operator: str, value: str) -> Test:
    """Return the test of a custom attribute, which looks at one value and in lower case."""

    def test(conversation: Conversation) -> bool:
        actual = conversation.custom_attributes.get(key)
        text = None if actual is None else str(actual).lower()
        if operator in ("is_greater_than", "is_less_than"):
            return text is not None and _in_order(text, value, operator)
        return _compare(operator, text, [value])

    return test


def _in_order(text: str, value: str, operator: str) -> bool:
    try:
        gap = float(text) - float(value)
    except ValueError:
        gap = (text > value) - (text < value)
    return gap > 0 if operator == "is_greater_than" else gap < 0


def _compare(operator: str, actual: str | None, values: list[str]) -> bool:
    """Return what SQL says: of what is absent neither "is" nor "is not" is true."""
    if operator in _PRESENCE:
        return (actual is not None) == (operator == "is_present")
    if actual is None:
        return False
    match operator:
        case "equal_to":
            return actual in values
        case "not_equal_to":
            return actual not in values
    holds = any(value.strip().lower() in actual.lower() for value in values)
    return holds == (operator == "contains")


def _value(conversation: Conversation, key: str) -> str | None:
    if key in _ADDITIONAL:
        value = conversation.additional_attributes.get(key)
    else:
        value = None if key == "campaign_id" else getattr(conversation, key)
    return None if value is None else str(value)


def _date_test(world: World, key: str, operator: str, values: list[str]) -> Test:
    """Return the test of a time, of which the service looks at the day alone."""
    text = values[0] if values else ""
    try:
        if operator == "days_before":
            operator, edge = "is_less_than", _day(world.now()) - timedelta(days=int(text))
        else:
            edge = date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise FilterError(f"Invalid value. The values provided for {key} are invalid") from None
    if operator == "is_greater_than":
        return lambda one: _day(float(getattr(one, key))) > edge
    return lambda one: _day(float(getattr(one, key))) < edge


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment, UTC).date()
