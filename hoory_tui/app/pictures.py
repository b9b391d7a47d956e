"""One attached picture over the whole screen, in the best way that the terminal takes."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.screen import Screen
from textual.widgets import Input, TextArea

from hoory_tui.app.facts import FactsApp
from hoory_tui.app.filing import NO_FILE, FilingApp, name_of
from hoory_tui.client.errors import HooryError, TooLarge
from hoory_tui.screens import intents
from hoory_tui.store.records import Attachment
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.app.ways import Way
    from hoory_tui.pictures.decode import Picture
    from hoory_tui.screens.picture import Canvas

_USUAL_CELL: Final = (10, 20)
"""Pixels of a cell where nobody tells; a terminal that scales by itself only wants the shape."""
_FEW: Final = range(17, 256)
"""Numbers of pictures that one of 256 colours can say."""
_MANY: Final = range(1 << 16, 1 << 24)
_USUAL_COLOURS: Final = 256


class PicturesApp(FilingApp, FactsApp):
    """An app that draws pictures for who asks for one."""

    @cached_property
    def _kept_by_terminal(self) -> set[int]:
        """The numbers of the pictures that the terminal keeps for us."""
        return set()

    async def _way(self) -> Way:
        from hoory_tui.app.ways import Way, way_for

        around = await self._look_around()
        way = way_for(self.settings, around, draws_sixels=bool(self.facts.draws_sixels))
        is_plain = self.settings.ascii or (way is Way.SIXEL and self.facts.cell is None)
        return Way.BLOCKS if is_plain else way

    @property
    def _is_in_tmux(self) -> bool:
        return bool(self.environ.get("TMUX"))

    @property
    def _cell(self) -> tuple[int, int]:
        return self.facts.cell or _USUAL_CELL

    def _pixels_of(self, columns: int, rows: int, way: Way) -> tuple[int, int]:
        """Return how many pixels, across and down, fill so many cells."""
        from hoory_tui.app.ways import Way

        across, down = (1, 2) if way is Way.BLOCKS else self._cell
        return columns * across, rows * down

    @on(intents.ShowPicture)
    def _show_picture(self, message: intents.ShowPicture) -> None:
        attachment = self._attachment(message)
        if not self.settings.pictures:
            self.notify(
                said(
                    "Pictures are not drawn here unless config.toml says pictures = true; "
                    "the file can be saved instead."
                ),
                markup=False,
            )
        elif attachment is None:
            self.notify(said(NO_FILE), markup=False)
        elif attachment.file_type != "image":
            told = said("{name} is no picture; it can be saved.", name=name_of(attachment))
            self.notify(told, markup=False)
        else:
            self._work(self._draw(attachment, self.screen), "picture", exclusive=True)

    async def _draw(self, attachment: Attachment, asked_at: Screen[Any]) -> None:
        from hoory_tui.pictures.decode import LARGEST, PictureError, decode
        from hoory_tui.screens.picture import room_for

        try:
            way = await self._way()
            columns, lines = self._pixels_of(*room_for(self.size), way)
            picture = await decode(await self._fetch(attachment, LARGEST), columns, lines)
            canvas = await self._canvas(picture, way)
        except TooLarge:
            sentence = said(
                "Pictures of more than {count} MB are not drawn; save it.",
                count=LARGEST // 1000000,
            )
            self.notify(sentence, severity="warning", markup=False)
        except (HooryError, PictureError) as error:
            self.notify(error.sentence, severity="warning", markup=False)
        else:
            if self.is_running:
                self._show(name_of(attachment), canvas, asked_at)

    async def _canvas(self, picture: Picture, way: Way) -> Canvas:
        """Return what a screen shows of a picture."""
        from hoory_tui.app.ways import Way
        from hoory_tui.pictures.sixel import sixels
        from hoory_tui.screens.picture import Canvas
        from hoory_tui.widgets.picturecells import block_cells

        if way is Way.BLOCKS:
            cells = block_cells(picture, ascii_only=bool(self.settings.ascii))
            return Canvas(cells, picture.width)
        columns, rows = self._cells_of(picture)
        if way is Way.KITTY:
            number, cells = self._handed_over(picture)
            return Canvas(cells, columns, gone=lambda: self._forget_pictures([number]))
        drawn = await asyncio.to_thread(sixels, picture, self.facts.colours or _USUAL_COLOURS)

        def paint(x: int, y: int) -> None:
            self.to_terminal(f"\x1b[{y + 1};{x + 1}H{drawn}")

        return Canvas(((),) * rows, columns, paint=paint)

    def _show(self, name: str, canvas: Canvas, asked_at: Screen[Any]) -> None:
        from hoory_tui.screens.picture import PictureScreen

        if self.screen is not asked_at or isinstance(asked_at.focused, Input | TextArea):
            # It would take the letters that are being typed to a customer.
            self.notify(said("The picture is here; leave this and ask for it again."), markup=False)
            canvas.gone()
        else:
            self.push_screen(PictureScreen(name, canvas, ascii_only=bool(self.settings.ascii)))

    # What a terminal keeps

    def _cells_of(self, picture: Picture) -> tuple[int, int]:
        from hoory_tui.pictures.kitty import MOST_CELLS

        across, down = self._cell
        columns, rows = -(-picture.width // across), -(-picture.height // down)
        return min(columns, MOST_CELLS), min(rows, MOST_CELLS)

    def _handed_over(self, picture: Picture) -> tuple[int, Any]:
        """Give the terminal a picture; return its number and the cells that show it."""
        import random

        from hoory_tui.pictures.kitty import transmission
        from hoory_tui.render.colours import EXACT, colour_depth
        from hoory_tui.widgets.picturecells import placeholder_cells

        is_exact = colour_depth(self.environ) == EXACT
        free = [one for one in _FEW if one not in self._kept_by_terminal]
        number = random.choice(_MANY if is_exact else free or _FEW)  # noqa: S311 (no secret)
        columns, rows = self._cells_of(picture)
        self._send_graphics(transmission(picture, number, columns, rows))
        self._kept_by_terminal.add(number)
        self._note_what_is_kept()
        return number, placeholder_cells(number, columns, rows, is_exact=is_exact)

    def _forget_pictures(self, numbers: list[int]) -> None:
        """Have the terminal forget pictures that nobody looks at any more."""
        from hoory_tui.pictures.kitty import deletion

        gone = self._kept_by_terminal & set(numbers)
        self._send_graphics("".join(map(deletion, sorted(gone))))
        self._kept_by_terminal.difference_update(gone)
        self._note_what_is_kept()

    def _note_what_is_kept(self) -> None:
        """See to it that the terminal keeps nothing once the console has left its screen."""
        from hoory_tui.app.keyboard.driver import GuardedDriver
        from hoory_tui.pictures.kitty import deletion

        if isinstance(self._driver, GuardedDriver):
            kept = "".join(map(deletion, sorted(self._kept_by_terminal)))
            self._driver.farewell = self._through(kept)

    def _send_graphics(self, sequence: str) -> None:
        self.to_terminal(self._through(sequence))

    def _through(self, sequence: str) -> str:
        from hoory_tui.pictures.kitty import through_tmux

        return through_tmux(sequence) if sequence and self._is_in_tmux else sequence
