"""What could not be read: counted, logged a line a minute and kind, and too much of it noticed."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Mapping
from typing import Final

MINUTE: Final = 60.0
MANY: Final = 20
"""So much in a minute may be lost by chance; more means that what is shown may be wrong."""
MOST_KINDS: Final = 40
"""So many lines a minute are enough, whatever names a server makes up."""

_OTHER: Final = "other kinds"
_log: Final = logging.getLogger(__name__)


class Garbage:
    """Counts on a clock of seconds; `total` is everything so far."""

    def __init__(self) -> None:
        self.total = 0
        self._recent: deque[tuple[float, int]] = deque()
        self._waiting: Counter[str] = Counter()
        self._said: dict[str, float] = {}
        self._resynced_at: float | None = None

    def add(self, lost: Mapping[str, int], left_out: Mapping[str, int], now: float) -> None:
        """Take note of what was lost, and of what was read without some of its keys."""
        count = sum(lost.values())
        if count:
            self.total += count
            self._recent.append((now, count))
        for kinds, word in ((lost, "unreadable"), (left_out, "read without some keys")):
            for kind, number in kinds.items():
                self._waiting[f"{word}: {kind}"[:300]] += number
        self.say(now)

    def say(self, now: float) -> None:
        """Log what is due: each kind at once when it is new, then once a minute with its count."""
        self._said = {kind: at for kind, at in self._said.items() if now - at < MINUTE}
        for kind in [kind for kind in self._waiting if kind not in self._said]:
            number = self._waiting.pop(kind)
            if len(self._said) >= MOST_KINDS and kind != _OTHER:
                self._waiting[_OTHER] += number
                continue
            self._said[kind] = now
            _log.warning("%s (%d)", kind, number)

    def recent(self, now: float) -> int:
        """Return how much was lost in the last minute."""
        while self._recent and now - self._recent[0][0] >= MINUTE:
            self._recent.popleft()
        return sum(count for _, count in self._recent)

    def is_resync_due(self, now: float) -> bool:
        """Whether so much was lost that everything is to be read again; once a minute at most."""
        if self.recent(now) <= MANY:
            return False
        if self._resynced_at is not None and now - self._resynced_at < MINUTE:
            return False
        self._resynced_at = now
        return True
