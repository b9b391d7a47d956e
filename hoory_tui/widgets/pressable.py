"""Keys that are drawn as rich text, such that a click on one or on its word presses it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from hoory_tui.widgets.palette import PRESSED


def keyed(key: str, word: str) -> Content:
    """Return a key as it is drawn and what it does."""
    drawn = Content.assemble((key, "bold $key-text"), f" {word}")
    return drawn.stylize(Style.from_meta({PRESSED: key}))


def keys_line(
    keys: Iterable[tuple[str, str]], gap: str = "   ", *, in_words: bool = False
) -> Content:
    """Return some keys beside each other; `in_words` also those that have a sign."""
    shown = ((_in_words(key) if in_words else key, word) for key, word in keys)
    return Content(gap).join(keyed(key, word) for key, word in shown)


def _in_words(key: str) -> str:
    return key.replace("↑", "up").replace("↓", "down")
