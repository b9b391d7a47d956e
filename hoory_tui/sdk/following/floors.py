"""Up to where a stream has told everything: it only rises, and never above what is missing."""

from __future__ import annotations

import math
from collections import deque
from typing import Final

from hoory_tui.sdk.following.cursor import Cursor

LATE: Final = 10.0
"""Seconds by which servers may send an event later than the next one."""


class Floors:
    """The moments, by the server's clock, that a cursor is made of."""

    def __init__(
        self,
        account_id: int,
        changed: float,
        created: float | None = None,
        *,
        recent_from: float = 0.0,
        server: int = 0,
    ) -> None:
        self._account_id = account_id
        self._server = server
        self.changed = changed
        self.created = float(math.floor(changed if created is None else created))
        self._recent_from = recent_from - LATE
        self._recent: deque[tuple[float, int]] = deque()
        self._text: str | None = None

    def remember(self, ids: tuple[int, ...]) -> None:
        """Take it that these messages, which are of no known time, were told."""
        self._recent.extend((self.created, number) for number in ids)

    def tell(self, message_id: int, created_at: float | None) -> None:
        """Take it that a message was told."""
        if (created_at or 0.0) >= max(self.created, self._recent_from):
            self._recent.append((created_at or 0.0, message_id))
            self._text = None

    def rise(self, heard_at: float) -> None:
        """Take it that all is told that was sent up to this moment, but what comes late."""
        changed = heard_at - LATE
        if changed > self.changed:
            self.changed = changed
            self.rise_created(changed)

    def rise_created(self, moment: float) -> None:
        """Take it that all messages are told that were written before this moment."""
        # Messages are dated by whole seconds, and one of this second may still be missing.
        created = float(math.floor(moment))
        if created > self.created:
            self.created = created
            self._recent = deque(one for one in self._recent if one[0] >= created)
        self._text = None

    @property
    def cursor(self) -> str:
        """Where to go on after what was told last."""
        if self._text is None:
            recent = tuple({number for _, number in self._recent})
            created = max(self.created, self.changed)
            if self.changed <= 0.0:
                # A snapshot is begun again: of all that it told no list would be short.
                recent, created = (), 0.0
            cursor = Cursor(self._account_id, self.changed, created, recent, self._server)
            self._text = cursor.encode()
        return self._text
