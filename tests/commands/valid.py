"""The part of JSON Schema that our outputs are described in, and what breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_IS: dict[str, Any] = {
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}
_KNOWN = {
    *("$schema", "type", "enum", "anyOf", "items", "properties", "required"),
    *("additionalProperties", "description", "format"),
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")


def violations(value: Any, schema: dict[str, Any], place: str = "$") -> Iterator[str]:
    """Yield every place in which the value is not what the schema says."""
    assert set(schema) <= _KNOWN, f"{place}: a word that nothing here checks"
    if "anyOf" in schema:
        if all(list(violations(value, one, place)) for one in schema["anyOf"]):
            yield f"{place}: none of the possibilities"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is no choice"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_IS[one](value) for one in types):
        yield f"{place}: {value!r} is no {types}"
        return
    if schema.get("format") == "date-time" and value is not None and not _MOMENT.fullmatch(value):
        yield f"{place}: {value!r} is no moment in UTC"
    if isinstance(value, list) and "items" in schema:
        for number, one in enumerate(value):
            yield from violations(one, schema["items"], f"{place}[{number}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (f"{place}: no {key}" for key in schema.get("required", ()) if key not in value)
        if schema.get("additionalProperties") is False:
            yield from (f"{place}: {key} is extra" for key in value if key not in known)
        for key in value.keys() & known.keys():
            yield from violations(value[key], known[key], f"{place}.{key}")
