"""What the agent asks for when many conversations are to be acted on at once."""

from __future__ import annotations

from textual.message import Message

from hoory_tui.lazily import dataclass


@dataclass
class MarkWhole(Message):
    """Load what is missing of the list that is shown, then mark those in it that match.

    `text` is a line of the filter language, "" for all of them.
    """

    text: str
