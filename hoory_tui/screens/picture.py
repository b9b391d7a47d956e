"""A picture over the whole screen, in cells of two colours or drawn by the terminal itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from hoory_tui.widgets.painted import plain_lines
from hoory_tui.widgets.picturecells import Cells
from hoory_tui.words import said, to_say

_CAPTION: Final = 2
NO_COLOURS: Final = to_say(
    "This terminal shows no colours, so there is no picture to see here; save the file instead."
)


def room_for(size: Size) -> tuple[int, int]:
    """Return the columns and rows that a screen of this size has for a picture."""
    return max(1, size.width), max(1, size.height - _CAPTION)


def _nothing(*_: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a screen shows of a picture: its cells, `columns` of them in each row.

    `paint` has the terminal draw over them from a cell on, by column and row of the screen;
    `gone` is called when nobody looks any more.
    """

    cells: Cells
    columns: int
    paint: Callable[[int, int], None] | None = None
    gone: Callable[[], None] = _nothing


class PictureView(Widget):
    """The cells; what the terminal draws over them is drawn again whenever they are."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(id="picture")
        self._canvas = canvas
        self._is_painting = False
        self.styles.width = canvas.columns
        self.styles.height = len(canvas.cells)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines that need no border, padding or caching, held in their columns."""
        if self._canvas.paint is not None and not self._is_painting:
            self._is_painting = True
            self.call_after_refresh(self._paint)
        return plain_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """Return one line of cells."""
        cells = self._canvas.cells
        ground = Style(bgcolor=self.background_colors[1].rich_color)
        row = Strip(cells[y]) if y < len(cells) else Strip.blank(0)
        return row.adjust_cell_length(self.size.width, ground)

    def _paint(self) -> None:
        self._is_painting = False
        whole = self.region.size == Size(self._canvas.columns, len(self._canvas.cells))
        # On a screen that has become too small it would be drawn over what is beside it.
        if self._canvas.paint is not None and self.is_attached and whole:
            self._canvas.paint(self.region.x, self.region.y)


class PictureScreen(ModalScreen[None]):
    """Shows one picture and its name; any of the leaving keys closes it."""

    DEFAULT_CSS = """
    PictureScreen {
        align: center middle;
        background: $panel-background;

        & > Vertical {
            height: auto;
            max-height: 100%;
            align: center middle;
        }
        & Center {
            margin: 0 0 1 0;
        }
        & Static {
            width: 1fr;
            height: 1;
            text-align: center;
            color: $text-dim;
        }
        & #no-colours {
            height: auto;
            color: $text;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space", "dismiss", "Close", id="picture.close"),
    ]

    def __init__(self, name: str, canvas: Canvas, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._name = name
        self._canvas = canvas
        self._ascii_only = ascii_only

    def compose(self) -> ComposeResult:
        """Put the picture into the middle and its name below it."""
        with Vertical():
            if self.app.no_color:
                yield Static(Content(said(NO_COLOURS)), id="no-colours")
            else:
                yield Center(PictureView(self._canvas))
            dot = "-" if self._ascii_only else "·"
            yield Static(Content(said("{name}  {dot}  esc closes", name=self._name, dot=dot)))

    def on_unmount(self) -> None:
        """Let go of the picture."""
        self._canvas.gone()
