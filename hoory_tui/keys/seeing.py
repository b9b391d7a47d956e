"""Keys for what is shown beside the thread."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import SEE, Context, Key

KEYS: Final = (Key("toggle.details", "i", "toggle_details", "Details panel", SEE, Context.COMMAND),)
