"""Keys of the tour, which are there only while it is taken."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import CONSOLE, Context, Key

KEYS: Final = (
    Key("tour.skip", "f5", "tour_skip", "The tour: skip this step", CONSOLE, Context.TOUR),
    Key("tour.leave", "f12", "tour_leave", "The tour: leave it, or go on", CONSOLE, Context.TOUR),
)
