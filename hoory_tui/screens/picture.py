"""A picture over the whole screen: each cell is an upper half block of two exact colours."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar, Final

from rich.color import Color
from rich.segment import Segment
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

from hoory_tui.pictures.decode import Picture
from hoory_tui.widgets.painted import plain_lines

UPPER_HALF: Final = "▀"
_CAPTION: Final = 2
NO_COLOURS: Final = (
    "This terminal shows no colours, so there is no picture to see here; save the file instead."
)

_Pixel = tuple[int, int, int]


def room_for(size: Size) -> tuple[int, int]:
    """Return the columns and lines of pixels that a screen of this size has room for."""
    return max(1, size.width), max(1, 2 * (size.height - _CAPTION))


class PictureView(Widget):
    """The pixels, two in each cell, or one in each where only plain letters are drawn."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, picture: Picture, *, ascii_only: bool) -> None:
        super().__init__(id="picture")
        self._picture = picture
        self._ascii_only = ascii_only
        self.styles.width = picture.width
        self.styles.height = (picture.height + 1) // 2

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines that need no border, padding or caching, held in their columns."""
        return plain_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """Return one line of cells."""
        picture = self._picture
        if 2 * y >= picture.height:
            return Strip.blank(self.size.width)
        lower = min(2 * y + 1, picture.height - 1)
        cells = ((picture.pixel(x, 2 * y), picture.pixel(x, lower)) for x in range(picture.width))
        segments = [self._segment(*pair, len(list(same))) for pair, same in groupby(cells)]
        return Strip(segments, picture.width).adjust_cell_length(self.size.width)

    def _segment(self, upper: _Pixel, lower: _Pixel, count: int) -> Segment:
        if self._ascii_only:
            mean = [(a + b) // 2 for a, b in zip(upper, lower, strict=True)]
            return Segment(" " * count, Style(bgcolor=Color.from_rgb(*mean)))
        style = Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))
        return Segment(UPPER_HALF * count, style)


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

    def __init__(self, name: str, picture: Picture, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._name = name
        self._picture = picture
        self._ascii_only = ascii_only

    def compose(self) -> ComposeResult:
        """Put the picture into the middle and its name below it."""
        with Vertical():
            if self.app.no_color:
                yield Static(Content(NO_COLOURS), id="no-colours")
            else:
                yield Center(PictureView(self._picture, ascii_only=self._ascii_only))
            dot = "-" if self._ascii_only else "·"
            yield Static(Content(f"{self._name}  {dot}  esc closes"))
