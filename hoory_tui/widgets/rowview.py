"""The base of both long panes: blocks of lines by key, drawn as rows, never mounted.

The cost of a key press depends on what is visible, not on how many blocks there are.
Blocks are known by key: the cursor stays on its key and the view on its topmost key,
whatever is added, moved or removed around them.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from itertools import accumulate
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from hoory_tui.keys import Context, bindings
from hoory_tui.render.glyphs import UNICODE, Glyphs
from hoory_tui.render.lines import DrawnLine
from hoory_tui.widgets.painted import plain_lines
from hoory_tui.widgets.palette import Palette, palette_of

K = TypeVar("K", bound=Hashable)

_MOST_STRIPS = 2000
"""Many screens full; what scrolled by all day is not kept."""


class RowView(ScrollView, Generic[K], can_focus=True):
    """A scrolling column of blocks; subclasses say how a key is drawn."""

    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.ROWS)]
    DEFAULT_CSS = """
    RowView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """
    follow_end = False
    """Whether a view that shows the end goes on showing it when blocks are added."""

    def __init__(self, *, id: str, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self.cursor: K | None = None
        self._keys: Sequence[K] = []
        self._index: dict[K, int] = {}
        self._tops: list[int] = [0]
        self._drawn: dict[K, tuple[Any, int, list[DrawnLine]]] = {}
        self._painted: list[Any] = []
        self._strips: dict[tuple[K, int], tuple[DrawnLine, tuple[bool, bool, Palette], Strip]] = {}

    # What subclasses say

    @abstractmethod
    def stamp(self, key: K) -> object:
        """Return a value that is equal as long as the block looks the same."""

    @abstractmethod
    def draw(self, key: K, width: int) -> list[DrawnLine]:
        """Return the lines of a block, each `width` cells wide with its first cell blank."""

    def height_of(self, key: K) -> int:
        """Return the number of lines of a block."""
        return len(self._lines_of(key))

    def selectable(self, key: K) -> bool:
        """Tell whether the cursor may stand on this block."""
        return True

    def selected_ground(self, ground: str) -> str:
        """Return the ground of a line under the cursor."""
        return ground

    def cursor_moved(self) -> None:
        """React to the cursor standing on another block."""

    # Showing

    def show_keys(self, keys: Sequence[K]) -> None:
        """Show these blocks in this order, keeping cursor and view where they are."""
        anchor = self._anchor()
        at_end = self.follow_end and self.is_at_end
        self._keys = keys
        self._index = {key: position for position, key in enumerate(keys)}
        if len(self._drawn) > 2 * len(keys) + 200:
            self._drawn = {key: held for key, held in self._drawn.items() if key in self._index}
        self._measure()
        if at_end:
            self.jump(self.max_scroll_y)
        else:
            self._return_to(anchor)
        self.refresh_changed()

    def refresh_changed(self) -> None:
        """Paint the visible lines that look different from what is on the screen."""
        painted = self._signatures()
        if len(painted) != len(self._painted):
            self.refresh()
        else:
            for y, (before, after) in enumerate(zip(self._painted, painted, strict=True)):
                if before != after:
                    self.refresh(Region(0, y, self.size.width, 1))
        self._painted = painted

    @property
    def is_at_end(self) -> bool:
        """Tell whether the last line is visible."""
        return round(self.scroll_y) >= self.max_scroll_y

    @property
    def keys(self) -> Sequence[K]:
        """The keys of all blocks, from top to bottom."""
        return self._keys

    def _inner_width(self) -> int:
        return max(1, self.size.width - self.scrollbar_size_vertical)

    def _measure(self) -> None:
        self._tops = [0, *accumulate(self.height_of(key) for key in self._keys)]
        size = Size(self._inner_width(), self._tops[-1])
        if size != self.virtual_size:
            # Assigning the reactive would lay the whole screen out again.
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def _anchor(self) -> tuple[K, int] | None:
        top = round(self.scroll_y)
        # A list that shows its top goes on showing it; a thread at its top is being read there.
        if not self._keys or (top <= 0 and not self.follow_end):
            return None
        first = min(bisect_right(self._tops, top) - 1, len(self._keys) - 1)
        for position in range(first, len(self._keys)):
            if self.selectable(self._keys[position]):
                return self._keys[position], top - self._tops[position]
        return self._keys[first], top - self._tops[first]

    def _return_to(self, anchor: tuple[K, int] | None) -> None:
        if anchor is not None and anchor[0] in self._index:
            self.jump(self._tops[self._index[anchor[0]]] + anchor[1])
        elif round(self.scroll_y) > self.max_scroll_y:
            self.jump(self.max_scroll_y)

    def jump(self, y: int) -> None:
        """Scroll to a line at once."""
        self.scroll_to(y=max(0, y), animate=False, force=True)

    # Drawing

    def _lines_of(self, key: K) -> list[DrawnLine]:
        stamp, width = self.stamp(key), self._inner_width()
        held = self._drawn.get(key)
        if held is not None and held[1] == width and held[0] == stamp:
            return held[2]
        lines = self.draw(key, width)
        self._drawn[key] = (stamp, width, lines)
        return lines

    def _held_lines(self, key: K) -> list[DrawnLine]:
        # As last compared with the screen: to ask for the stamp again at every line that is
        # painted would cost more than the painting.
        held = self._drawn.get(key)
        same = held is not None and held[1] == self._inner_width()
        return held[2] if held is not None and same else self._lines_of(key)

    def _place(self, y: int) -> tuple[K, int] | None:
        line = y + round(self.scroll_y)
        if line >= self._tops[-1]:
            return None
        position = bisect_right(self._tops, line) - 1
        return self._keys[position], line - self._tops[position]

    def _signatures(self) -> list[Any]:
        signatures: list[Any] = []
        compared: dict[K, list[DrawnLine]] = {}
        focused = self.has_focus
        for y in range(self.size.height):
            place = self._place(y)
            if place is None:
                signatures.append(None)
                continue
            key, line = place
            if key not in compared:
                compared[key] = self._lines_of(key)
            lines = compared[key]
            drawn = lines[line] if line < len(lines) else None
            signatures.append((drawn, key == self.cursor, focused))
        return signatures

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return visible lines, held in their columns."""
        return plain_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """Return one visible line."""
        palette = palette_of(self.app, ascii_only=self.glyphs.is_ascii)
        place = self._place(y)
        lines = self._held_lines(place[0]) if place is not None else []
        if place is None or place[1] >= len(lines):
            blank = (" " * self.size.width, "text")
            return palette.strip([blank], self.selected_ground_of_empty())
        drawn = lines[place[1]]
        at_cursor = place[0] == self.cursor and self._shows_cursor()
        look = (at_cursor, self.has_focus, palette)
        held = self._strips.get(place)
        # The painter asks for all lines between two that changed, wherever on the screen.
        if held is not None and held[0] is drawn and held[1] == look:
            return held[2]
        if len(self._strips) >= _MOST_STRIPS:
            self._strips.clear()
        strip = self._strip(drawn, at_cursor, palette)
        self._strips[place] = (drawn, look, strip)
        return strip

    def _strip(self, drawn: DrawnLine, at_cursor: bool, palette: Palette) -> Strip:
        if not at_cursor:
            return palette.strip(drawn.line, drawn.ground)
        first, role = drawn.line[0]
        mark = (self.glyphs.cursor, "cursor" if self.has_focus else "dim")
        line = [mark, (first[1:], role), *drawn.line[1:]]
        return palette.strip(line, self.selected_ground(drawn.ground))

    def _shows_cursor(self) -> bool:
        return True

    def selected_ground_of_empty(self) -> str:
        """Return the ground below the last block."""
        return "thread"

    # Cursor

    def set_cursor(self, key: K | None, *, reveal: bool = True) -> None:
        """Put the cursor on a block and bring it into view."""
        moved = key != self.cursor
        self.cursor = key
        if reveal and key is not None:
            self.reveal(key)
        self.refresh_changed()
        if moved:
            self.cursor_moved()

    def reveal(self, key: K) -> None:
        """Scroll as little as possible to show the block."""
        position = self._index.get(key)
        if position is None:
            return
        top, bottom = self._tops[position], self._tops[position + 1]
        height, scroll = self.size.height, round(self.scroll_y)
        if top < scroll or bottom - top > height:
            self.jump(top)
        elif bottom > scroll + height:
            self.jump(bottom - height)

    def step_cursor(self, step: int) -> None:
        """Move the cursor by whole blocks, over those that it may not stand on."""
        if not self._keys:
            return
        at = self._index.get(self.cursor) if self.cursor is not None else None
        position = (0 if step > 0 else len(self._keys) - 1) if at is None else at + step
        direction = 1 if step > 0 else -1
        position = min(max(position, 0), len(self._keys) - 1)
        while 0 <= position < len(self._keys) and not self.selectable(self._keys[position]):
            position += direction
        if 0 <= position < len(self._keys):
            self.set_cursor(self._keys[position])
        elif at is not None:
            # Beyond the last one there may be lines worth seeing.
            self.jump(0 if step < 0 else self.max_scroll_y)
            self.refresh_changed()

    def action_cursor_down(self) -> None:
        """Go one block down, through a long block in steps."""
        position = self._index.get(self.cursor) if self.cursor is not None else None
        bottom = round(self.scroll_y) + self.size.height
        if position is not None and self._tops[position + 1] > bottom:
            self.jump(min(round(self.scroll_y) + self.size.height // 2, self.max_scroll_y))
            self.refresh_changed()
            return
        self.step_cursor(1)

    def action_cursor_up(self) -> None:
        """Go one block up, through a long block in steps."""
        position = self._index.get(self.cursor) if self.cursor is not None else None
        if position is not None and self._tops[position] < round(self.scroll_y):
            self.jump(round(self.scroll_y) - self.size.height // 2)
            self.refresh_changed()
            return
        self.step_cursor(-1)

    def action_cursor_top(self) -> None:
        """Go to the first block."""
        self.cursor = None
        self.step_cursor(1)
        self.jump(0)

    def action_cursor_bottom(self) -> None:
        """Go to the last block."""
        self.cursor = None
        self.step_cursor(-1)

    def action_cursor_page_down(self) -> None:
        """Go down by about a page."""
        self._page(1)

    def action_cursor_page_up(self) -> None:
        """Go up by about a page."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        goal = round(self.scroll_y) + direction * max(1, self.size.height - 2)
        self.jump(min(max(goal, 0), self.max_scroll_y))
        at_edge = goal != round(self.scroll_y)
        y = (self.size.height - 1 if direction > 0 else 0) if at_edge else self.size.height // 2
        place = self._place(y)
        if place is None:
            self.action_cursor_bottom()
        elif self.selectable(place[0]):
            self.set_cursor(place[0], reveal=False)
        self.refresh_changed()

    # Events

    def on_resize(self) -> None:
        """Lay the blocks out for the new width, the view staying on its block."""
        anchor, at_end = self._anchor(), self.follow_end and self._was_at_end
        self._measure()
        if at_end:
            self.jump(self.max_scroll_y)
        else:
            self._return_to(anchor)
        self._painted = []
        self.refresh()

    _was_at_end = True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the scrollbar right and remember whether the end is in view."""
        super().watch_scroll_y(old_value, new_value)
        self._was_at_end = self.is_at_end
        self._painted = self._signatures()

    def on_focus(self) -> None:
        """Show the cursor as being where the hands are."""
        self.refresh_changed()

    def on_blur(self) -> None:
        """Show the cursor as being elsewhere."""
        self.refresh_changed()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points."""
        place = self._place(event.y)
        if place is not None and self.selectable(place[0]):
            self.set_cursor(place[0], reveal=False)
            self.chosen(place[0])

    def chosen(self, key: K) -> None:
        """React to a block being clicked."""

    def notify_style_update(self) -> None:
        """Paint everything again after a change of theme."""
        super().notify_style_update()
        self.refresh()
