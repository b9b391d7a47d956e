"""Letters as a hand types them, each a key of its own."""

from __future__ import annotations

from textual.events import Key
from textual.keys import _character_to_key

from .console import Console


async def type_in(desk: Console, text: str) -> None:
    """Type a text letter by letter, each once the one before it has acted."""
    for letter in text:
        desk.app.post_message(Key(_character_to_key(letter), letter))
        for _ in range(4):
            await desk.turn()
