"""What the agent asks for about other accounts."""

from __future__ import annotations

from textual.message import Message

from hoory_tui.lazily import dataclass
from hoory_tui.store.places import Place


@dataclass
class GoToAccount(Message):
    """Go on in another account, at a conversation of it if one is named."""

    place: Place
    conversation_id: int | None = None


@dataclass
class NameAccount(Message):
    """Go to the account that words name; "" for a list of all, "-" for the last one."""

    words: str


@dataclass
class ListenToAll(Message):
    """Listen to the other accounts as well, until the end."""
