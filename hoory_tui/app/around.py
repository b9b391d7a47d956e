"""What stands around the console, asked when it matters and not before."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from hoory_tui.app.working import WorkingApp

if TYPE_CHECKING:
    from hoory_tui.sdk.around.surroundings import Surroundings

_TRUE_FOR: Final = 60.0
"""Seconds; meanwhile another terminal may have been attached to tmux."""


class AroundApp(WorkingApp):
    """An app that knows the way to its terminal, and can write to it past the screen."""

    environ: Mapping[str, str] = os.environ
    _around: tuple[float, Surroundings] | None = None

    async def _look_around(self) -> Surroundings:
        """Return what is around; tmux is asked at most once a minute."""
        now = time.monotonic()
        if self._around is None or now - self._around[0] > _TRUE_FOR:
            from hoory_tui.sdk.around.surroundings import ask_around

            self._around = now, await ask_around(self.environ)
        return self._around[1]

    def to_terminal(self, sequence: str) -> None:
        """Write a sequence that draws nothing, behind what is being drawn."""
        if sequence and self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
