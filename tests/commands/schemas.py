"""Rows compared with the schema that a command gives out for them."""

from __future__ import annotations

from typing import Any

from hoory_tui.commands.parts.output import Table

_TYPES: dict[str, type | tuple[type, ...]] = {
    "integer": int,
    "number": (int, float),
    "string": str,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


def complaints(rows: list[Any], table: Table) -> list[str]:
    """Return what is wrong with the rows, as far as plain columns go."""
    schema: Any = table.schema()
    found = []
    for row in rows:
        if set(row) != set(schema["required"]):
            found.append(f"keys {sorted(row)}")
        for name, value in row.items():
            wanted = schema["properties"][name]
            types = wanted.get("type", list(_TYPES))
            types = types if isinstance(types, list) else [types]
            if not isinstance(value, tuple(_flat(types))):
                found.append(f"{name}: {value!r}")
            if "enum" in wanted and value not in wanted["enum"]:
                found.append(f"{name}: {value!r}")
    return found


def _flat(names: list[str]) -> list[type]:
    flat: list[type] = []
    for name in names:
        kind = _TYPES[name]
        flat.extend(kind if isinstance(kind, tuple) else (kind,))
    return flat
