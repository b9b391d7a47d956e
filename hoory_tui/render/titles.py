"""What stands in the terminal's title: first how many, for titles are cut at their end."""

from __future__ import annotations

from typing import Final

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.names import shown_name
from hoory_tui.words import said

_LONGEST_ACCOUNT: Final = 40


def title_of(
    name: str, account: str, needing: int, glyphs: Glyphs, *, is_offline: bool = False
) -> str:
    """Return the title of a console: ``(3) offline · hoory-tui · Acme``."""
    dot = "-" if glyphs.is_ascii or glyphs.is_words else glyphs.dot
    parts = [said("offline")] if is_offline else []
    parts += [name, shown_name(account, glyphs)[:_LONGEST_ACCOUNT].strip()]
    count = f"({needing}) " if needing else ""
    return count + f" {dot} ".join(part for part in parts if part)
