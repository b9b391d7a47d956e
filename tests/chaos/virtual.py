"""An event loop whose time passes only while nothing can be done: hours go by in seconds.

Every timer of the program keeps its real length; what is skipped is the waiting. A slow or
busy machine makes a run longer, never different.
"""

from __future__ import annotations

import asyncio
import contextlib
import selectors
from collections.abc import Callable, Coroutine, Iterator, Mapping
from typing import Any, Final, TypeVar

from textual import _time

T = TypeVar("T")

_GRACE: Final = 0.00005
"""Real seconds given to the kernel for bytes that are on their way from one socket to another."""
_WORK: Final = 0.001
"""Real seconds between two looks while a thread works."""


class VirtualSelector(selectors.BaseSelector):
    """Waits for sockets like any other, and lets time pass by itself when none is ready."""

    def __init__(self) -> None:
        # Not epoll, which counts in whole milliseconds.
        self._sockets = selectors.SelectSelector()
        self.now = 0.0
        self.is_busy: Callable[[], bool] = lambda: False
        """Whether a thread is at work, whose result no socket announces yet."""

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._sockets.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._sockets.unregister(fileobj)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._sockets.get_map()

    def close(self) -> None:
        self._sockets.close()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = self._sockets.select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None:
            return self._sockets.select(None)
        if self.is_busy():
            return self._sockets.select(_WORK)
        ready = self._sockets.select(_GRACE)
        if not ready:
            self.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop on such a selector."""

    def __init__(self) -> None:
        self.waiting = VirtualSelector()
        super().__init__(self.waiting)

    def time(self) -> float:
        return self.waiting.now


def virtual_loop() -> VirtualLoop:
    """Return the running loop, which has to be a virtual one."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    return loop


@contextlib.contextmanager
def _timers_of(loop: VirtualLoop) -> Iterator[None]:
    # The library's timers look at this clock and at no loop's.
    real = _time.get_time
    _time.get_time = loop.time
    try:
        yield
    finally:
        _time.get_time = real


def run(job: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on a loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, VirtualLoop)
        with _timers_of(loop):
            return runner.run(job)
