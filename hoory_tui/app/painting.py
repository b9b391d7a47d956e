"""Painting in turn: keys at once, news as the pacer says, nothing for a terminal that is full."""

from __future__ import annotations

import asyncio
import os
import time
from abc import abstractmethod
from typing import Any

from rich.console import RenderableType
from textual import events, on
from textual._compositor import ChopsUpdate
from textual.geometry import Region
from textual.screen import Screen

from hoory_tui.app.hearing import HearingApp
from hoory_tui.app.keyboard.driver import Drained, GuardedDriver
from hoory_tui.app.keyboard.keyorder import KeyDone, Typed
from hoory_tui.app.pacing import Pacer, budget_of
from hoory_tui.config.settings import Settings


class PacedApp(HearingApp):
    """An app that knows when its terminal may be painted on.

    A frame is made only for a terminal that took all frames before it: what changes while it
    does not is painted later, as it is then, and no old frame is waited for.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._pacer = Pacer(budget_of(settings.bytes_per_second, os.environ))
        self._flush_timer: asyncio.TimerHandle | None = None
        self._flush_asked = False
        self._is_hasty = False
        self._is_owed = False
        """Whether something was not painted because the terminal took nothing more."""
        self._was_written = 0

    @abstractmethod
    def flush(self) -> None:
        """Draw everything that changed since the last time."""

    # When news are drawn

    def flush_in_turn(self) -> None:
        """Have news drawn as soon as the pacer says so; asked again, it is the same turn."""
        if self._flush_timer is None and not self._flush_asked and not self._is_line_full:
            wait = self._pacer.wait(time.monotonic())
            if wait:
                loop = asyncio.get_running_loop()
                self._flush_timer = loop.call_later(wait, self._ask_for_flush)
            else:
                self._ask_for_flush()

    def _ask_for_flush(self) -> None:
        # In the app's own turn, where what goes wrong is told.
        self._disarm()
        if not self._flush_asked:
            self._flush_asked = True
            self.call_later(self.flush)

    def _flushed(self) -> None:
        """Take note that all news are drawn."""
        self._disarm()
        self._flush_asked = False
        self._pacer.flushed(time.monotonic(), time.process_time())

    def _disarm(self) -> None:
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_timer = None

    def _note(self, event: Typed) -> None:
        super()._note(event)
        # What is pasted must be there for a moment before a key can be an answer to it.
        self._is_hasty = isinstance(event, events.Key)
        self._pacer.pressed(time.monotonic())

    @on(KeyDone)
    def _answer(self) -> None:
        """Paint what a key brought about without waiting for the next frame, then news."""
        if self._is_hasty and self.screen_stack:
            self.screen.call_next(self.screen._on_timer_update)
        self._pacer.answered(time.monotonic())
        if self._flush_timer is not None:
            self._disarm()
            self.flush_in_turn()

    # What goes to the terminal

    @property
    def _line(self) -> GuardedDriver | None:
        """The terminal, None where there is none that could be slow."""
        return self._driver if isinstance(self._driver, GuardedDriver) else None

    @property
    def _is_line_full(self) -> bool:
        line = self._line
        return line is not None and line.backlog > 0

    @on(Drained)
    def _go_on_painting(self, message: Drained) -> None:
        """Paint what had to wait, now that the terminal takes more."""
        if message.speed:
            self._pacer.held_up(message.speed, time.monotonic())
        self._paint_owed()
        if self._has_news():
            self.flush_in_turn()

    def _paint_owed(self) -> None:
        # Within a batch it would count as painted and be on no terminal.
        if self._is_owed and not (self._batch_count or self._is_line_full) and self.screen_stack:
            self._is_owed = False
            # It would else pass for having painted what came in meanwhile.
            self.screen._compositor.update_widgets(self.screen._dirty_widgets)
            self.screen._compositor_refresh()

    def _end_batch(self) -> None:
        super()._end_batch()
        if self._is_owed:
            self.call_later(self._paint_owed)

    @abstractmethod
    def _has_news(self) -> bool:
        """Tell whether there is something to flush."""

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        line = self._line
        if line is None or renderable is None:
            super()._display(screen, renderable)
        elif line.backlog:
            self._is_owed = True
            screen._compositor._dirty_regions.update(_regions(screen, renderable))
        else:
            with line.in_one_go():
                super()._display(screen, renderable)
            self._pacer.wrote(line.written - self._was_written, time.monotonic())
            self._was_written = line.written


def _regions(screen: Screen[Any], update: RenderableType) -> list[Region]:
    """Return the parts of the screen that an update paints."""
    if isinstance(update, ChopsUpdate):
        return [Region(left, y, right - left, 1) for y, left, right in update.spans]
    return [screen.size.region]
