"""What the visitor asks for; the app carries it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.message import Message


@dataclass
class SawEnd(Message):
    """The visitor has the newest words of the other side before their eyes."""

    conversation_id: int


@dataclass
class TurnTo(Message):
    """Show another conversation, or 0 for one that begins with its first message."""

    conversation_id: int


@dataclass
class Resolve(Message):
    """End the conversation."""

    conversation_id: int


@dataclass
class Submit(Message):
    """Answer what a message asks; `values` is in the shape that servers keep.

    `email` is an address that was asked for, which the contact has from then on.
    """

    conversation_id: int
    message_id: int
    values: Any
    email: str = ""


@dataclass
class ChangeSelf(Message):
    """Have another name or e-mail address; None leaves it as it is."""

    name: str | None = None
    email: str | None = None
