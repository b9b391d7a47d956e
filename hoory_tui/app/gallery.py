"""Attached pictures in the thread: fetched when they come into view, few at once, kept a while.

Only pictures that the desk itself hands out are fetched by themselves: who else was asked for one
would learn that, and when, somebody reads the message.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from textual import on

from hoory_tui.app.pictures import PicturesApp
from hoory_tui.client.errors import HooryError
from hoory_tui.render.room import COLUMNS, ROWS
from hoory_tui.store.records import Attachment
from hoory_tui.widgets.messages import MessagePane

if TYPE_CHECKING:
    from hoory_tui.pictures.decode import Picture
    from hoory_tui.widgets.picturecells import Cells

LARGEST: Final = 8_000_000
"""Bytes of a file that is fetched without being asked for."""
_AT_ONCE: Final = 2
_KEPT: Final = 64
"""Pictures; two panes hold fewer than that."""


class GalleryApp(PicturesApp):
    """An app that hangs pictures in the threads that are looked at."""

    @cached_property
    def _hung(self) -> OrderedDict[int, tuple[int, Cells | None]]:
        """By attachments, those that were looked at last at the end: numbers and cells."""
        return OrderedDict()

    @cached_property
    def _waiting(self) -> dict[int, WeakSet[MessagePane]]:
        """Who wants a picture that is on its way."""
        return {}

    @cached_property
    def _panes(self) -> WeakSet[MessagePane]:
        return WeakSet()

    @cached_property
    def _turns(self) -> asyncio.Semaphore:
        return asyncio.Semaphore(_AT_ONCE)

    @property
    def picture_rows(self) -> int:
        """The rows that a thread keeps for each picture, 0 where none are drawn."""
        return ROWS if self.settings.pictures and not self.no_color else 0

    def on_mount(self) -> None:
        """Hang everything again when an editor or a shell has had the terminal."""
        self.app_resume_signal.subscribe(self, self._hang_again)

    @on(MessagePane.PicturesWanted)
    def _hang(self, message: MessagePane.PicturesWanted) -> None:
        self._panes.add(message.pane)
        for attachment in message.attachments:
            held = self._hung.get(attachment.id)
            if held is not None:
                self._hung.move_to_end(attachment.id)
                message.pane.hang(attachment.id, held[1])
            elif attachment.id in self._waiting:
                self._waiting[attachment.id].add(message.pane)
            else:
                self._waiting[attachment.id] = WeakSet([message.pane])
                self._work(self._bring(attachment), f"thumbnail-{attachment.id}")

    async def _bring(self, attachment: Attachment) -> None:
        number, cells = 0, None
        try:
            async with self._turns:
                if any(pane.is_attached for pane in self._waiting[attachment.id]):
                    number, cells = await self._made(attachment)
        finally:
            panes = self._waiting.pop(attachment.id)
        self._keep_cells(attachment.id, number, cells)
        for pane in panes:
            if pane.is_attached:
                pane.hang(attachment.id, cells)

    async def _made(self, attachment: Attachment) -> tuple[int, Cells | None]:
        from hoory_tui.app.ways import Way
        from hoory_tui.pictures.decode import PictureError, decode
        from hoory_tui.widgets.picturecells import block_cells

        if not self._is_of_the_desk(attachment) or attachment.size > LARGEST:
            return 0, None
        # Sixels would stay where they are while the lines under them move on.
        way = await self._way()
        way = way if way is Way.KITTY else Way.BLOCKS
        try:
            data = await self._fetch(attachment, LARGEST)
            picture: Picture = await decode(data, *self._pixels_of(COLUMNS, ROWS, way))
        except (HooryError, PictureError):
            return 0, None
        if way is Way.KITTY:
            return self._handed_over(picture)
        return 0, block_cells(picture, ascii_only=bool(self.settings.ascii))

    def _is_of_the_desk(self, attachment: Attachment) -> bool:
        from yarl import URL

        try:
            return str(URL(attachment.url).origin()) == self._server.origin
        except ValueError:
            return False

    def _keep_cells(self, attachment_id: int, number: int, cells: Cells | None) -> None:
        self._hung[attachment_id] = (number, cells)
        gone = []
        while len(self._hung) > _KEPT:
            _, (old, _cells) = self._hung.popitem(last=False)
            gone.append(old)
        if gone:
            self._forget_pictures(gone)

    def _hang_again(self, _app: object) -> None:
        if not self._kept_by_terminal:
            return
        # Nothing of ours was left in the terminal when it was given away.
        self._kept_by_terminal.clear()
        self._hung.clear()
        for pane in self._panes:
            pane.take_pictures_down()
