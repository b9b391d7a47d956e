"""Keys for finding conversations."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import Key

KEYS: Final[tuple[Key, ...]] = ()
