"""Telling fingers from pastes by the clock: keys that follow each other too fast for a hand."""

from __future__ import annotations

from collections import deque
from typing import Final

from hoory_tui.app.keyboard.typed import ENOUGH, FOLLOWS

TOO_FAST: Final = 0.004
"""Seconds after a letter within which nothing that was drawn of it can have been answered."""
_NEVER: Final = float("-inf")
_REMEMBERED: Final = 64
"""Letters whose times are kept; more cannot come before the first of them is dealt with."""


class Bursts:
    """Remembers when what was typed; all times are those at which it was read."""

    def __init__(self) -> None:
        self._letters: deque[tuple[float, str]] = deque(maxlen=_REMEMBERED)
        self._pasted_at = _NEVER
        self._unseen: deque[float] = deque()
        self._seen_at = _NEVER

    def letter(self, character: str, at: float) -> None:
        """Take note of a printable key."""
        self._letters.append((at, character))

    def paste(self, at: float) -> None:
        """Take note of a paste; `seen` is to be called once for each."""
        self._unseen.append(at)

    def seen(self, at: float) -> None:
        """Take note that the oldest paste is on the screen now, or never will be."""
        self._pasted_at = self._unseen.popleft() if self._unseen else at
        self._seen_at = at

    def is_part_of_text(self, at: float) -> bool:
        """Tell whether a key came in one go with the text before it.

        Nobody answers to a paste before it can be seen.
        """
        if any(at - TOO_FAST < one <= at for one, _ in self._letters):
            return True
        if any(one <= at for one in self._unseen):
            return True
        return self._pasted_at <= at < max(self._seen_at, self._pasted_at + TOO_FAST)

    def letters_near(self, at: float) -> set[str]:
        """Return the letters that came so close to a key that they may belong together."""
        return {letter for one, letter in self._letters if abs(one - at) < FOLLOWS}

    def is_burst(self, at: float) -> bool:
        """Tell whether a key is one of several that came faster than a hand presses them."""
        pastes = (self._pasted_at, *self._unseen)
        if any(-FOLLOWS < at - one < TOO_FAST for one in pastes):
            return True
        near = [(one, letter) for one, letter in self._letters if abs(one - at) < FOLLOWS]
        # A key that is held down repeats as fast as this on some desks.
        if len({letter for _, letter in near}) < 2:
            return False
        times = [one for one, _ in near]
        return any(
            last - first < FOLLOWS and last - FOLLOWS < at < first + FOLLOWS
            for first, last in zip(times, times[ENOUGH - 1 :], strict=False)
        )
