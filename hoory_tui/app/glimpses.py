"""What the next start shows first: the list and the screen, taken at the end and now and then."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.cells import cell_len
from rich.console import Console, RenderableType
from textual.strip import Strip
from textual.widgets._toast import Toast

from hoory_tui.app.app import HooryApp
from hoory_tui.app.sync import CONVERSATIONS
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import write_private
from hoory_tui.keep.cachefolder import forget, forget_screens, tidy
from hoory_tui.keep.frames import Frame, frame_bytes, frame_name
from hoory_tui.keep.glimpse import MOST_ROWS, Glimpse, glimpse_bytes, glimpse_file
from hoory_tui.lazily import pattern
from hoory_tui.store import select
from hoory_tui.store.views import ALL
from hoory_tui.widgets.pen import Pen

_log: Final = logging.getLogger(__name__)

EVERY: Final = 300.0
"""Seconds after which what has changed is kept, should the end come without a word."""
_GAP: Final = pattern(" {4,}")
"""Ends the tabs of the first line; what follows it tells how things are now."""
_DIM: Final = "2"


@dataclass(frozen=True, slots=True)
class Screens:
    """Where to leave a screen, and the mark that starts of this login look for it by.

    It is "" for a start that no other can be told to be like: then none is left.
    """

    folder: Path
    mark: str


Kept = tuple[tuple[Path, bytes], ...]
"""Files with their new content."""


class RememberingApp(HooryApp):
    """A console that leaves something for the next start to show, if it has a folder for it."""

    cache: Path | None = None
    """The folder of this login, None to leave nothing anywhere."""
    screens: Screens | None = None
    """None to leave no screen."""
    _taken: Kept = ()
    _taken_at = -1
    """The step of the store at which that was."""
    _is_in_order = False
    """Whether nobody but the agent ended the console."""

    def on_mount(self) -> None:
        """Begin to look now and then."""
        if self.cache is not None:
            self.set_interval(EVERY, self._remember)

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave, with the last list and screen in mind if there is no hurry and no trouble."""
        self._is_in_order = not return_code
        if self._is_in_order:
            self._take_in()
        super().exit(result, return_code, message)

    def write_down(self) -> None:
        """Put on disk what was last taken in; to be called when nobody waits any more."""
        if self._is_in_order:
            self._write(self._taken)

    def forget(self) -> None:
        """See to it that the next start shows nothing of what this one showed first."""
        if self.cache is not None and self.screens is not None:
            forget(self.cache)
            forget_screens(self.screens.folder, self.screens.mark)

    def _remember(self) -> None:
        is_new = self.store.steps != self._taken_at
        if self.cache is not None and self.screen is self.main and is_new:
            self._take_in()
            self._work_here(asyncio.to_thread(self._write, self._taken), "cache")

    def _take_in(self) -> None:
        is_read = self._backend is not None and CONVERSATIONS not in self._sync.unfinished
        if self.cache is None or not self.is_running or not is_read or self.store.as_of is not None:
            return
        try:
            # Up to then nothing is missing that the server had to tell.
            at = self._now() - (self._watch.gap(self._monotonic()) or 0.0)
            both = ((glimpse_file(self.cache), self._list(at)), *self._screen(at))
        except Exception as error:  # It must cost the agent no more than the next start's picture.
            _log.warning("the screen could not be kept: %s", type(error).__name__)
            return
        self._taken = tuple((path, content) for path, content in both if content is not None)
        self._taken_at = self.store.steps

    def _list(self, at: float) -> bytes | None:
        store = self.store
        ids = select.rows(store, ALL)[:MOST_ROWS]
        # Of the others nobody has told since they were kept the last time.
        rows = [store.conversations[one] for one in ids if one not in store.unconfirmed]
        people = {one.contact_id for one in rows} & store.contacts.keys()
        return glimpse_bytes(
            Glimpse(
                saved_at=at,
                me_id=store.me_id,
                account_id=store.account_id,
                account_name=self.backend.account_name,
                conversations=tuple(rows),
                contacts=tuple(store.contacts[one] for one in people),
                inboxes=tuple(store.inboxes.values()),
                agents=tuple(store.agents.values()),
                teams=tuple(store.teams.values()),
            )
        )

    def _screen(self, at: float) -> list[tuple[Path, bytes | None]]:
        # A toast would say again what was said once, and other colours are for this time only.
        is_usual = not self.main.query(Toast) and self.theme == self.settings.theme
        if self.screens is None or not self.screens.mark or not is_usual:
            return []
        columns, rows = self.main.size
        path = self.screens.folder / frame_name(self.screens.mark, columns, rows)
        strips = self.main._compositor.render_strips()
        return [(path, frame_bytes(frame_of(strips, self.console, at), columns, rows))]

    def _write(self, taken: Kept) -> None:
        if not taken:
            return
        try:
            for path, content in taken:
                write_private(path, content)
        except ConfigError as error:
            _log.warning("the last list and screen are not kept: %s", error.problem)
        if self.cache is not None and self.screens is not None:
            tidy(self.screens.folder, self.cache.parent, self._now())


def frame_of(strips: Sequence[Strip], console: Console, at: float) -> Frame:
    """Return a screen's lines as what a terminal is sent for them.

    The first one ends with its tabs: how the link was doing then would be taken for now.
    """
    gap = _GAP.search(strips[0].text)
    free = strips[0].cell_length if gap is None else cell_len(strips[0].text[: gap.start()])
    lines = [strips[0].crop(0, free), *strips[1:]]
    pen = Pen(console, strips[0].cell_length)
    for y, line in enumerate(lines):
        pen.write(0, y, line)
    last = list(strips[0].crop(strips[0].cell_length - 1))
    bar = ";".join((_DIM, *(pen.colors_of(last[-1].style) if last else ())))
    return Frame(int(at), free, bar, pen.taken())
