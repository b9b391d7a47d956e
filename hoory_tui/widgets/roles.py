"""What is drawn and what it is drawn on: every role and every ground, with its colours."""

from __future__ import annotations

from typing import Final, NamedTuple

GROUNDS: Final[dict[str, str]] = {
    "row": "list-background",
    "row-selected": "selected-background",
    "row-selected-blur": "selected-blur-background",
    "thread": "thread-background",
    "incoming": "incoming-background",
    "outgoing": "outgoing-background",
    "note": "note-background",
    "bar": "panel-background",
    "head": "panel-background",
    "side": "list-background",
    "composer": "composer-background",
    "composer-note": "composer-note-background",
}
"""The colour of every ground, by the name of the ground."""

ROLES: Final[dict[str, tuple[str, str, str]]] = {
    "text": ("text", "", ""),
    "dim": ("text-dim", "", ""),
    "faint": ("text-faint", "", ""),
    "bold": ("text", "bold", ""),
    "italic": ("text", "italic", ""),
    "bold-italic": ("text", "bold italic", ""),
    "strike": ("text-dim", "strike", ""),
    "bold-strike": ("text-dim", "bold strike", ""),
    "italic-strike": ("text-dim", "italic strike", ""),
    "code": ("accent-text", "", "panel-background"),
    "code-block": ("accent-text", "", "panel-background"),
    "quote": ("text-dim", "", ""),
    "quote-edge": ("text-faint", "", ""),
    "list-mark": ("text-dim", "", ""),
    "link": ("accent-text", "underline", ""),
    "link-refused": ("text-dim", "", ""),
    "link-warn": ("warn-text", "bold", ""),
    "mention": ("accent-text", "bold", ""),
    "attachment": ("accent-text", "", ""),
    "cursor": ("accent-text", "bold", ""),
    "row": ("text", "", ""),
    "row-name": ("text", "", ""),
    "row-name-unread": ("unread-text", "bold", ""),
    "row-dim": ("text-dim", "", ""),
    "row-age-unread": ("accent-text", "", ""),
    "row-fact": ("text-dim", "", ""),
    "row-fact-unread": ("text", "", ""),
    "badge": ("badge-text", "bold", "badge-background"),
    "found": ("badge-text", "bold", "badge-background"),
    "marked": ("accent-text", "bold", ""),
    "urgent": ("failed-text", "bold", ""),
    "online": ("live-text", "", ""),
    "note-mark": ("note-edge", "bold", ""),
    "note-text": ("note-text", "", ""),
    "note-edge": ("note-edge", "", ""),
    "note-badge": ("note-background", "bold", "note-edge"),
    "note-hint": ("note-edge", "", ""),
    "reply-badge": ("badge-text", "bold", "badge-background"),
    "reply-badge-idle": ("text-dim", "bold", ""),
    "name": ("accent-text", "bold", ""),
    "name-incoming": ("unread-text", "bold", ""),
    "incoming-edge": ("incoming-edge", "", ""),
    "outgoing-edge": ("outgoing-edge", "", ""),
    "activity": ("activity-text", "", ""),
    "deleted": ("text-faint", "italic", ""),
    "failed": ("failed-text", "", ""),
    "live": ("live-text", "", ""),
    "warn": ("warn-text", "", ""),
    "typing": ("typing-text", "italic", ""),
    "day": ("day-text", "", ""),
    "divider": ("divider-text", "bold", ""),
    "rule": ("border", "", ""),
    "bar": ("text", "", ""),
    "bar-text": ("text", "", ""),
    "bar-dim": ("text-dim", "", ""),
    "tab": ("text-dim", "", ""),
    "tab-count": ("text-faint", "", ""),
    "tab-current": ("unread-text", "bold", "selected-background"),
    "key": ("key-text", "bold", ""),
    "key-faint": ("text-faint", "", ""),
    "key-note-hint": ("note-edge", "", ""),
    "head": ("text", "", ""),
    "head-name": ("unread-text", "bold", ""),
    "head-text": ("text", "", ""),
    "head-dim": ("text-dim", "", ""),
    "label": ("text", "", "selected-blur-background"),
    "side-title": ("text-dim", "bold", ""),
    "profile": ("badge-text", "bold", "badge-background"),
}
"""Of every role: the colour of its text, its weight, and the ground if it brings one along."""

MARKS: Final = frozenset(("quote-edge", "incoming-edge", "outgoing-edge", "note-edge", "rule"))
"""The roles that are lines and edges; all others are read."""

SELECTED: Final = ("row-selected", "row-selected-blur")
"""The grounds under a cursor."""
_ON_SELECTED: Final = {"text-faint": "text-dim", "note-edge": "note-text"}
"""What hardly shows anyway could not be read there, since these grounds are brighter or darker."""


class Look(NamedTuple):
    """The names of the two colours that a role has on a ground, and its weight."""

    color: str
    ground: str
    weight: str
    has_own_ground: bool


def look_of(role: str, ground: str) -> Look:
    """Return how a role is drawn on a ground; an unknown one of either is plain text."""
    color, weight, own = ROLES.get(role, ROLES["text"])
    if not own and ground in SELECTED:
        color = _ON_SELECTED.get(color, color)
    return Look(color, own or GROUNDS.get(ground, "thread-background"), weight, bool(own))
