"""What holds for every test."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from typing import Final

from aiohttp import web_app

from hoory_tui.app.garbage_collection import forget_widgets

# Whoever started the tests may have been told to live on without a terminal, or, as whatever a
# shell starts behind itself, to hear no ctrl+c; what is started here has to hear both.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGQUIT) is signal.SIG_IGN:
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)

_THRESHOLDS: Final = gc.get_threshold()
_CACHE: Final = "_cached_build_middleware"
"""What aiohttp keeps of the last thousand handlers, and by them of every server in this process."""


def pytest_runtest_teardown() -> None:
    """Let go of the desks and consoles of the test: a run has thousands, with all they held.

    The collector is as it was, too: consoles collect at rest, and a test has none, so that what
    is dead would pile up until it takes half a minute to clear it away.
    """
    forget: Callable[[], None] | None = getattr(getattr(web_app, _CACHE, None), "cache_clear", None)
    if forget is not None:
        forget()
    if "textual" in sys.modules:
        forget_widgets()
    gc.set_threshold(*_THRESHOLDS)
    gc.unfreeze()
    gc.enable()
