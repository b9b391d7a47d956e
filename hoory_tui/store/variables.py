"""Variables in prepared words, such as ``{{contact.name | default: "you"}}``, and their values.

What stands in code is no variable, and what has no value stays as it is: the agent is told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from hoory_tui.lazily import pattern
from hoory_tui.store import select
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store

_CODE_OR_VARIABLE: Final = pattern(r"(?s)(```.*?```|`[^`\n]*`)|\{\{(.*?)\}\}")
_FILTER: Final = pattern(r"(?s)\s*([a-z_]+)\s*(?::\s*(.*?))?\s*$")
_QUOTES: Final = "\"'“”‘’"
_LONGEST: Final = 200
"""Characters of what stands between the braces; more is no variable of anybody."""

_CUSTOM: Final = "custom_attribute"


def values_of(store: Store, conversation: Conversation) -> dict[str, str]:
    """Return the values of all variables in a conversation; empty ones have none."""
    contact = select.contact_of(store, conversation)
    me = store.agents.get(store.me_id)
    inbox = store.inboxes.get(conversation.inbox_id)
    values = {
        **_named("contact", contact.name),
        "contact.email": contact.email,
        "contact.phone": contact.phone_number,
        "contact.id": str(contact.id),
        **_named("agent", me.name if me is not None else ""),
        "agent.email": me.email if me is not None else "",
        "conversation.id": str(conversation.id),
        "inbox.id": str(conversation.inbox_id),
        "inbox.name": inbox.name if inbox is not None else "",
        **_custom("contact", contact.custom_attributes),
        **_custom("conversation", conversation.custom_attributes),
    }
    return {name: value for name, value in values.items() if value}


def _named(whose: str, name: str) -> dict[str, str]:
    # The dashboard writes names with capitals, however they were typed.
    parts = [part[:1].upper() + part[1:] for part in name.split()]
    last = parts[-1] if len(parts) > 1 else ""
    first = parts[0] if parts else ""
    return {
        f"{whose}.name": " ".join(parts),
        f"{whose}.first_name": first,
        f"{whose}.last_name": last,
    }


def _custom(whose: str, attributes: Mapping[str, Any]) -> dict[str, str]:
    return {
        f"{whose}.{_CUSTOM}.{key}": str(value)
        for key, value in attributes.items()
        if isinstance(value, str | int | float) and not isinstance(value, bool)
    }


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with every variable that has a value replaced by it."""
    if "{{" not in text:
        return text

    def one(name: str, whole: str) -> str:
        value = _resolved(name, values)
        return whole if value is None else value

    return _replaced(text, one)


def unresolved(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the variables without a value as they are written, each once."""
    if "{{" not in text:
        return ()
    found: dict[str, None] = {}

    def one(name: str, whole: str) -> str:
        if _resolved(name, values) is None:
            found[whole] = None
        return whole

    _replaced(text, one)
    return tuple(found)


def _replaced(text: str, one: Callable[[str, str], str]) -> str:
    pieces, end = [], 0
    for match in _CODE_OR_VARIABLE.finditer(text):
        pieces.append(text[end : match.start()])
        name = match.group(2)
        whole = match.group()
        is_variable = name is not None and len(name) <= _LONGEST
        pieces.append(one(name, whole) if is_variable else whole)
        end = match.end()
    return "".join([*pieces, text[end:]])


def _resolved(inner: str, values: Mapping[str, str]) -> str | None:
    name, *filters = inner.split("|")
    value = values.get(name.strip()) or values.get(name.strip().lower())
    for written in filters:
        match = _FILTER.match(written)
        if match is None:
            return None
        word, argument = match.group(1), (match.group(2) or "").strip(_QUOTES)
        if word == "default":
            value = value or argument or None
        elif value is not None and word in _FILTERS:
            value = _FILTERS[word](value)
    return value


_FILTERS: Final[dict[str, Callable[[str], str]]] = {
    "capitalize": str.capitalize,
    "upcase": str.upper,
    "downcase": str.lower,
    "strip": str.strip,
}
