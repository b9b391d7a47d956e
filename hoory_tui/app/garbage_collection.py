"""When the garbage collector may run: not during the start, and afterwards while the hand rests.

A collection walks through all objects that might be part of a cycle. While modules are imported
it finds nothing and costs a tenth of the start; later, with a hundred thousand messages held, it
would stall the hand for a tenth of a second. What has stayed for long is therefore set aside,
and the young are looked through often, in moments in which nobody types.

The library remembers answers to the last thousand widgets, whether they are still there or not,
and by them every line that they drew: two hundred boxes would hold a hundred megabytes.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from typing import Final

THRESHOLDS: Final = (20_000, 1000, 1000)
"""How many more objects, and how many smaller collections, bring a collection about.

The first is what a hand that never rests gets to feel, a few milliseconds; the others are left
to moments of rest.
"""
CALM: Final = 1.0
"""Seconds without a key after which a hand is taken to rest."""
AWAY: Final = 60.0
"""Seconds without a key after which nobody will notice a tenth of a second."""
_FEW: Final = 500
"""Young objects that are not worth a look."""
_YOUNG: Final = 5
"""Looks that a busy hand has put off, after which the next would be felt even at rest."""
_LOOK: Final = 30.0
"""Seconds between two looks through all that was not set aside."""
_MANY: Final = 15_000
"""Objects that stayed: a look through more of them would be felt, so they are set aside."""
_WHOLE: Final = 3600.0
"""Seconds between two looks through everything."""


@contextlib.contextmanager
def put_off() -> Iterator[None]:
    """Collect nothing until :func:`settle_down`; afterwards collect as was done before."""
    before, was_enabled = gc.get_threshold(), gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What was set aside stays there: the end of the process would walk through all of it.
        gc.set_threshold(*before)
        if was_enabled:
            gc.enable()


def settle_down() -> None:
    """Take what was loaded for here to stay, and collect from now on, seldom.

    To be called once all modules are loaded and no hand waits: it takes tens of milliseconds.
    """
    if gc.get_freeze_count():
        # A console has ended in this process, and what it held was set aside.
        forget_widgets()
        gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    gc.enable()


def forget_widgets() -> None:
    """Have the library let go of the widgets that it remembers answers to, and of their lines."""
    from textual._styles_cache import StylesCache
    from textual._xterm_parser import XTermParser

    for remembered in (StylesCache.get_inner_outer, XTermParser._parse_extended_key):
        clear = getattr(remembered, "cache_clear", None)
        if clear is not None:
            clear()


class Collector:
    """Collects a little at a time while the hand rests, and everything while it is away.

    Times are seconds of a clock that goes on.
    """

    def __init__(self, now: float) -> None:
        self._looked_at = self._whole_at = now

    def rest(self, quiet: float, now: float) -> None:
        """Collect what is worth it; to be called once a second, `quiet` seconds after a key."""
        young, overdue, _ = gc.get_count()
        if overdue >= _YOUNG:
            # So much has come up meanwhile that to set it aside is all there is time for.
            gc.freeze()
        elif quiet < CALM:
            return
        elif quiet >= AWAY and now - self._whole_at >= _WHOLE:
            self._whole_at = self._looked_at = now
            forget_widgets()
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        elif now - self._looked_at >= _LOOK:
            self._looked_at = now
            forget_widgets()
            gc.collect()
            if len(gc.get_objects(generation=2)) > _MANY:
                gc.freeze()
        elif young >= _FEW:
            gc.collect(1)
