"""Keys for what is done to conversations."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import ACT, Context, Key

KEYS: Final = (
    Key(
        "resolve",
        "e,alt+e",
        "toggle_resolved",
        "Resolve, or reopen what is resolved",
        ACT,
        Context.COMMAND,
        "resolve",
    ),
    Key(
        "assign.me",
        "a",
        "assign_me",
        "Assign to me, or unassign what is mine",
        ACT,
        Context.COMMAND,
        "assign me",
    ),
)
