"""The console with faults of its own in a widget: it breaks on SIGUSR1, it hangs on SIGUSR2."""

from __future__ import annotations

import gc
import signal
import sys
import time
from typing import Final, NoReturn

from hoory_tui.app.app import HooryApp
from hoory_tui.cli import main

_LONG: Final = 3600.0
FAULT: Final = "the bomb went off"


def _explode() -> NoReturn:
    secret = "what-only-a-frame-knows"  # noqa: F841
    raise RuntimeError(FAULT)


def _hang() -> None:
    while True:
        time.sleep(_LONG)


def _plant(number: int, _frame: object) -> None:
    # The console is not handed out by anything, so it is found as a debugger would: also among
    # what the collector was told to leave alone.
    gc.unfreeze()
    for app in [one for one in gc.get_objects() if isinstance(one, HooryApp)]:
        app.main.messages.call_later(_explode if number == signal.SIGUSR1 else _hang)


if __name__ == "__main__":
    for trigger in (signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(trigger, _plant)
    sys.exit(main())
