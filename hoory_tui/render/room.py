"""Which attached pictures have room in a thread, and how much: settled before any is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from hoory_tui.store.records import Attachment, Message

ROWS: Final = 10
COLUMNS: Final = 40
"""Cells that a picture takes at most."""
BEFORE: Final = 3
"""Cells in front of a picture: a blank, the edge of its message and another blank."""
_FROM: Final = 50
"""Cells across that a pane needs for pictures."""
_MOST: Final = 4
"""So many pictures of one message are drawn; the others are one line each."""


def pictures_of(message: Message, rows: int, width: int) -> Sequence[Attachment]:
    """Return the attachments that have so many rows each to be seen in."""
    if not rows or message.deleted or width < _FROM:
        return ()
    found = (one for one in message.attachments if one.file_type == "image" and one.url)
    return tuple(islice(found, _MOST))
