"""The custom filter language of ``POST conversations/filter``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

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
    "created_at": _DATES,
    "last_activity_at": _DATES,
}
_DEFAULT_OPERATORS = (*_EQUALITY, *_WORDS, *_PRESENCE)


class FilterError(Exception):
    """A filter the service refuses, in its own words."""


def read_filter(world: World, conditions: list[Json]) -> Callable[[Conversation], bool]:
    """Return the test a filter makes; "and" binds closer than "or", as in SQL."""
    alternatives: list[list[Callable[[Conversation], bool]]] = [[]]
    for condition in conditions:
        alternatives[-1].append(_test(world, condition))
        if str(condition.get("query_operator") or "").lower() == "or":
            alternatives.append([])
    return lambda one: any(all(test(one) for test in tests) for tests in alternatives)


def _test(world: World, condition: Json) -> Callable[[Conversation], bool]:
    key = str(condition.get("attribute_key"))
    operator = str(condition.get("filter_operator"))
    custom = bool(condition.get("custom_attribute_type"))
    if key not in KEYS and not custom:
        raise FilterError(
            f"Invalid attribute key - [{key}]. The key should be one of [{','.join(KEYS)}]"
            " or a custom attribute defined in the account."
        )
    allowed = _OPERATORS.get(key, _DEFAULT_OPERATORS)
    if operator not in allowed:
        raise FilterError(
            f"Invalid operator. The allowed operators for {key} are [{','.join(allowed)}]."
        )
    given = condition.get("values")
    values = [str(one).lower() for one in (given if isinstance(given, list) else [given])]
    if key in ("created_at", "last_activity_at"):
        return _date_test(world, key, operator, values)
    if key == "status" and "all" in values:
        return lambda _conversation: True

    def test(conversation: Conversation) -> bool:
        return _compare(operator, _value(world, conversation, key, custom), values)

    return test


def _compare(operator: str, actual: list[str], values: list[str]) -> bool:
    match operator:
        case "equal_to":
            return any(one in values for one in actual)
        case "not_equal_to":
            return all(one not in values for one in actual)
        case "contains":
            return any(value in one for one in actual for value in values)
        case "does_not_contain":
            return not any(value in one for one in actual for value in values)
        case "is_present":
            return bool(actual)
    return not actual


def _value(world: World, conversation: Conversation, key: str, custom: bool) -> list[str]:
    """Return an attribute as lower-case texts, an empty list standing for null."""
    value: object
    if custom:
        value = conversation.custom_attributes.get(key)
    elif key in ("browser_language", "conversation_language", "referer", "mail_subject"):
        nested = conversation.additional_attributes
        value = nested.get(key, nested.get("browser", {}).get(key))
    elif key == "campaign_id":
        value = None
    else:
        value = getattr(conversation, key)
    if value is None or value == "":
        return []
    many = value if isinstance(value, list) else [value]
    return [str(one).lower() for one in many]


def _date_test(
    world: World, key: str, operator: str, values: list[str]
) -> Callable[[Conversation], bool]:
    text = values[0] if values else ""
    try:
        if operator == "days_before":
            edge = world.now() - int(text) * 86_400
            return lambda one: float(getattr(one, key)) < edge
        edge = datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise FilterError(f"Invalid value. The values provided for {key} are invalid") from None
    if operator == "is_greater_than":
        return lambda one: float(getattr(one, key)) > edge
    return lambda one: float(getattr(one, key)) < edge
