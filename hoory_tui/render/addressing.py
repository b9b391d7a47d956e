"""The line above the composer: to whom and where these words go, and the keys that send them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.render.lines import Line, line_width, spread
from hoory_tui.words import said

_NAME_HERE: Final = "\0"
"""Where a sentence has a name that is drawn by itself."""


def composer_title(
    name: str, inbox: str, width: int, *, private: bool, active: bool, can_reply: bool
) -> Line:
    """Return the line above the composer: to whom these words go, beyond doubt."""
    if private:
        left: Line = [
            (" " + said("PRIVATE NOTE") + " ", "note-badge"),
            (" " + said("to colleagues,") + " ", "note-text"),
        ]
        left.append((said("never shown to {name}", name=name), "note-text"))
    else:
        badge = "reply-badge" if active else "reply-badge-idle"
        left = [
            (" " + said("REPLY") + " ", badge),
            *_addressed(name, inbox),
        ]
    if not can_reply and not private:
        left.append(("  " + said("this channel takes no reply now, write a note"), "warn"))
    if active:
        other = said("reply") if private else said("note")
        keys = [("ctrl+s", said("send")), ("ctrl+n", other)]
    else:
        keys = [("r", said("reply")), ("p", said("note"))]
    return with_hint(left, keys, width, "note-hint" if private else "faint")


def with_hint(left: Line, keys: Sequence[tuple[str, str]], width: int, role: str) -> Line:
    """Return a line with quiet keys at its end, as far as there is room for them."""
    hint: Line = []
    for number, (name, word) in enumerate(keys, 1):
        gap = " " if number == len(keys) else "  "
        hint += [(name, f"key-{role}"), (f" {word}{gap}", role)]
    if line_width(left) + line_width(hint) + 1 > width:
        hint = []
    return spread(left, hint, width, "text")


def _addressed(name: str, inbox: str) -> Line:
    """Return to whom and where a reply goes, the name standing out wherever it is put."""
    whole = said("to {name} on {inbox}", name=_NAME_HERE, inbox=inbox)
    before, _, after = whole.partition(_NAME_HERE)
    return [(f" {before}", "dim"), (name, "bold"), (after, "dim")]
