"""Templates of a channel: prepared messages that may be sent when nothing else may be.

Only the values of their places are the agent's to choose; the rest was approved as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.words import said

_PLACE: Final = pattern(r"\{\{\s*([\w.]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One template; `problem` says why it cannot be sent from here, "" when it can."""

    name: str
    language: str = ""
    category: str = ""
    namespace: str = ""
    body: str = ""
    header: str = ""
    footer: str = ""
    problem: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the places to fill in, in the order in which they stand in the body."""
        return tuple(dict.fromkeys(found[1] for found in _PLACE.finditer(self.body)))

    def words(self, values: Mapping[str, str]) -> str:
        """Return the body with these values in their places; a place without one stays."""
        return _PLACE.sub(lambda found: values.get(found[1]) or found[0], self.body)


def read_templates(told: Iterable[Mapping[str, Any]]) -> tuple[Template, ...]:
    """Return the approved templates that have words, by name and language."""
    found = [_read(one) for one in told if str(one.get("status", "approved")).lower() == "approved"]
    kept = [one for one in found if one is not None]
    return tuple(sorted(kept, key=lambda one: (one.name, one.language)))


def _read(told: Mapping[str, Any]) -> Template | None:
    parts: dict[str, Mapping[str, Any]] = {}
    for part in told.get("components") or ():
        if isinstance(part, Mapping):
            parts.setdefault(str(part.get("type", "")).upper(), part)
    body = _text(parts.get("BODY", {}))
    name = told.get("name")
    if not body or not isinstance(name, str) or not name:
        return None
    return Template(
        name,
        str(told.get("language") or ""),
        str(told.get("category") or ""),
        str(told.get("namespace") or ""),
        body,
        _text(parts.get("HEADER", {})),
        _text(parts.get("FOOTER", {})),
        _problem(parts),
    )


def _text(part: Mapping[str, Any]) -> str:
    text = part.get("text")
    return text if isinstance(text, str) else ""


def _problem(parts: Mapping[str, Mapping[str, Any]]) -> str:
    header = parts.get("HEADER", {})
    if str(header.get("format", "TEXT")).upper() != "TEXT":
        return said("It begins with a file, which only the web dashboard can choose.")
    buttons = parts.get("BUTTONS", {}).get("buttons")
    links = [one.get("url") for one in buttons or () if isinstance(one, Mapping)]
    if _PLACE.search(_text(header)) or any(_PLACE.search(str(link)) for link in links if link):
        return said(
            "Its head or its buttons have places to fill in, which only the web dashboard does."
        )
    return ""
