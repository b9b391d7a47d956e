"""How far the clocks are apart, and how long the server takes to answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median
from typing import Final

from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Verdict, ok, skipped, warn

_TIMES: Final = 5
_OFF: Final = 30.0
"""Seconds between the clocks from which on times on the screen mislead."""
_SLOW: Final = 1.0
_SLOW_LIST: Final = 5.0


async def check_clock(case: Case) -> Verdict:
    """Compare this machine's clock with the server's."""
    assert case.transport is not None
    transport = case.transport
    return judge_skew(transport.clock.skew(transport.monotonic(), time.time()))


def judge_skew(skew: float | None) -> Verdict:
    """Judge by how many seconds our clock is ahead; None where the server shows none."""
    if skew is None:
        return skipped("The server does not date its answers.")
    if abs(skew) < _OFF:
        return ok("The clock here and the server's agree.")
    word = "ahead of" if skew > 0 else "behind"
    return warn(
        f"The clock here is {_span(abs(skew))} {word} the server's.",
        "Set the clock of this machine; times on the screen are off by so much.",
    )


async def check_speed(case: Case) -> Verdict:
    """Measure some small answers and the list of conversations."""
    taken = []
    for _ in range(_TIMES):
        began_at = time.monotonic()
        await case.the_api().profile()
        taken.append(time.monotonic() - began_at)
    began_at = time.monotonic()
    await case.the_api().conversations()
    return judge_speed(taken, time.monotonic() - began_at)


def judge_speed(taken: Sequence[float], whole: float) -> Verdict:
    """Judge the seconds of small answers and those of the list."""
    middle = median(taken)
    said = (
        f"An answer takes {_ms(middle)} (the middle one of {len(taken)}), "
        f"the list of conversations {_ms(whole)}."
    )
    if middle > _SLOW or whole > _SLOW_LIST:
        return warn(said, "That is slow: look at the network, or ask who runs the server.")
    return ok(said)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.001 else "under 1 ms"


def _span(seconds: float) -> str:
    for word, size in (("days", 86_400.0), ("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.0f} {word}"
    return f"{seconds:.0f} seconds"
