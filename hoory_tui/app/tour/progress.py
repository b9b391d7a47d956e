"""How far the tour was taken, so that it goes on there at another time."""

from __future__ import annotations

import contextlib
from pathlib import Path

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import read_private, write_private


class Progress:
    """The number of steps that are done; kept in a file, which may be missing or unreadable."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def read(self, most: int) -> int:
        """Return how many are done, 0 for none or for all."""
        if self._file is None:
            return 0
        with contextlib.suppress(ConfigError, ValueError):
            done = int((read_private(self._file) or b"0").decode("ascii", "replace"))
            return done if 0 < done < most else 0
        return 0

    def write(self, done: int) -> None:
        """Keep how many are done; that it cannot be kept spoils nothing."""
        if self._file is not None:
            with contextlib.suppress(ConfigError):
                write_private(self._file, str(done).encode())
