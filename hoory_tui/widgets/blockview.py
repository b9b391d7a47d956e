"""The base of all long panes: blocks of lines by key, drawn as rows, never mounted.

What it costs depends on what is visible, not on how many blocks there are. Blocks are known
by key: the view stays on its topmost key, whatever is added, moved or removed around it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from hoory_tui.render.ends import common_ends
from hoory_tui.render.glyphs import UNICODE, Glyphs
from hoory_tui.render.lines import DrawnLine
from hoory_tui.widgets.heights import Even, Heights, Uneven
from hoory_tui.widgets.painted import plain_lines
from hoory_tui.widgets.palette import Palette, palette_of

K = TypeVar("K", bound=Hashable)

_MOST_STRIPS = 2000
"""Many screens full; what scrolled by all day is not kept."""
_MOST_DRAWN = 500
_MOST_PASSES = 8
"""Blocks that turn out smaller than guessed bring others into view, which are learned then."""


def first_said(lines: Sequence[DrawnLine]) -> int:
    """Return the number of the first line of a block that is not blank, 0 if there is none."""
    said = (y for y, one in enumerate(lines) if any(text.strip() for text, _ in one.line))
    return next(said, 0)


class BlockView(ScrollView, Generic[K]):
    """A scrolling column of blocks; subclasses say how a key is drawn."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    BlockView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """
    follow_end = False
    """Whether a view that shows the end goes on showing it when blocks are added."""

    row_height = 0
    """The height of every block where all have the same, 0 where each has its own."""

    def __init__(self, *, id: str, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self.cursor: K | None = None
        self._keys: Sequence[K] = []
        self._index: dict[K, int] | None = None
        self._asked = 0
        self._heights: Heights = Even(0, 1)
        self._is_settling = False
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

    def guess_height(self, key: K) -> int:
        """Return about how many lines a block has, without drawing it."""
        return 1

    def lines_above(self, heights: Sequence[int]) -> int:
        """Return about how many lines come before the first block, of blocks not there yet."""
        return 0

    def laid_out(self) -> None:
        """React to the blocks being laid out for another size."""

    def selectable(self, key: K) -> bool:
        """Tell whether the cursor may stand on this block."""
        return True

    def selected_ground(self, ground: str) -> str:
        """Return the ground of a line under the cursor."""
        return ground

    # Showing

    def show_keys(self, keys: Sequence[K], *, at_end: bool = False) -> None:
        """Show these blocks in this order, keeping cursor and view where they are, or the end."""
        anchor = self._anchor()
        at_end |= self.follow_end and self.is_at_end
        before, self._keys, self._index = self._keys, keys, None
        place = self._lay_out(before)
        position = place(anchor[0]) if anchor is not None else None
        self._settle(self._goal(position, anchor, at_end=at_end))
        self.refresh_changed()

    def _lay_out(self, before: Sequence[K]) -> Callable[[int], int | None]:
        """Find the heights; return how to tell where a block of before stands now."""
        keys = self._keys
        if self.row_height:
            self._heights = Even(len(keys), self.row_height)
            return lambda position: self.position_of(before[position])
        head, tail = common_ends(before, keys)
        held = self._heights.guesses if isinstance(self._heights, Uneven) else []
        middle = [self.guess_height(key) for key in keys[head : len(keys) - tail]]
        kept = held[len(held) - tail :] if tail else []
        heights = [*held[:head], *middle, *kept]
        self._heights = Uneven(heights, self.lines_above(heights))

        def place(position: int) -> int | None:
            if position < head:
                return position
            left = len(before) - position
            return len(keys) - left if left <= tail else self.position_of(before[position])

        return place

    def position_of(self, key: K | None) -> int | None:
        """Return where a block stands, from 0; None when it is not there."""
        keys = self._keys
        if key is None or (self._asked < len(keys) and keys[self._asked] == key):
            return None if key is None else self._asked
        ask: Callable[[K], int | None] | None = getattr(keys, "position", None)
        if ask is None:
            if self._index is None:
                self._index = {one: position for position, one in enumerate(keys)}
            ask = self._index.get
        found = ask(key)
        self._asked = self._asked if found is None else found
        return found

    def refresh_changed(self) -> None:
        """Paint the visible lines that look different from what is on the screen."""
        self._refresh_lines(self._lines_of)

    def _refresh_lines(self, lines_of: Callable[[K], list[DrawnLine]]) -> None:
        painted = self._signatures(lines_of)
        if len(painted) != len(self._painted):
            self.refresh()
        elif painted != self._painted:
            width = self._inner_width()
            for y, (before, after) in enumerate(zip(self._painted, painted, strict=True)):
                if before != after:
                    self.refresh(Region(0, y, width, 1))
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

    def _fit(self) -> None:
        size = Size(self._inner_width(), self._heights.total)
        if size != self.virtual_size:
            # Assigning the reactive would lay the whole screen out again.
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def _anchor(self) -> tuple[int, int] | None:
        """Return the block that has to stay where it is, and how far the view's top is below."""
        top = round(self.scroll_y)
        # A list that shows its top goes on showing it; a thread at its top is being read there.
        if not self._keys or (top <= 0 and not self.follow_end):
            return None
        first = self._heights.at(top)
        for position in range(first, len(self._keys)):
            if self.selectable(self._keys[position]):
                return position, top - self._heights.top(position)
        return first, top - self._heights.top(first)

    def _goal(
        self, position: int | None, anchor: tuple[int, int] | None, *, at_end: bool
    ) -> Callable[[], int]:
        """Return what tells the line that the view has to begin with, as heights are learned."""
        if at_end:
            return lambda: self.max_scroll_y
        if position is None or anchor is None:
            top = round(self.scroll_y)
            return lambda: top
        return lambda: self._heights.top(position) + anchor[1]

    def _settle(self, goal: Callable[[], int]) -> None:
        """Go to a line, learning the heights of what is in view there and just above."""
        if self._is_settling:
            return
        self._is_settling = True
        for _ in range(_MOST_PASSES):
            self._fit()
            top = min(max(goal(), 0), self.max_scroll_y)
            if top != round(self.scroll_y):
                self.jump(top)
            if not self._learn_around(top):
                break
        self._is_settling = False

    def _learn_around(self, line: int) -> bool:
        """Learn a screenful from a line on and one before it; tell whether a guess was wrong."""
        heights = self._heights
        if not isinstance(heights, Uneven) or not self._keys:
            return False
        room, first = max(self.size.height, 1), heights.at(line)
        missing = line - heights.top(first)
        has_changed = False
        for positions, lines in (
            (range(first, len(self._keys)), room + missing),
            (range(first - 1, -1, -1), room - missing),
        ):
            for position in positions:
                if lines <= 0:
                    break
                if not heights.is_known(position):
                    height = len(self._lines_of(self._keys[position]))
                    has_changed |= heights.learn(position, height)
                lines -= heights.guesses[position]
        return has_changed

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
        if len(self._drawn) >= _MOST_DRAWN:
            self._drawn.clear()
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
        if not self._keys or line >= self._heights.total:
            return None
        position = self._heights.at(line)
        return self._keys[position], line - self._heights.top(position)

    def _signatures(self, lines_of: Callable[[K], list[DrawnLine]]) -> list[Any]:
        """Return what each visible line shows; equal signatures look the same."""
        height, focused = self.size.height, self.has_focus
        signatures: list[Any] = []
        place = self._place(0)
        position = self._heights.at(round(self.scroll_y)) if place is not None else 0
        skipped = place[1] if place is not None else 0
        while len(signatures) < height and place is not None and position < len(self._keys):
            key = self._keys[position]
            at_cursor = key == self.cursor
            lines: list[Any] = lines_of(key)
            tall = self._heights.top(position + 1) - self._heights.top(position)
            lines = [*lines[:tall], *[None] * (tall - len(lines))]
            signatures += [(line, at_cursor, focused) for line in lines[skipped:]]
            position, skipped = position + 1, 0
        return [*signatures[:height], *[None] * (height - len(signatures))]

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
        strip = self._strip(drawn, at_cursor and self._is_marked(place[1], lines), palette)
        self._strips[place] = (drawn, look, strip)
        return strip

    def _is_marked(self, y: int, lines: Sequence[DrawnLine]) -> bool:
        """Tell whether this line of the block under the cursor shows so."""
        said = first_said(lines)
        # The blank before it is no part of it, and what is read out says it once.
        return y == said if self.glyphs.is_words else y >= said

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

    # Events

    def on_resize(self) -> None:
        """Lay the blocks out for the new width, the view staying on its block."""
        anchor, at_end = self._anchor(), self.follow_end and self._was_at_end
        if isinstance(self._heights, Uneven):
            # What they were is the best guess: to lay all of a long thread out would be felt.
            guesses = self._heights.guesses
            self._heights = Uneven(guesses, self.lines_above(guesses))
        held = anchor[0] if anchor is not None else None
        self._settle(self._goal(held, anchor, at_end=at_end))
        self._painted = []
        self.refresh()
        self.laid_out()

    _was_at_end = True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the scrollbar right and remember whether the end is in view."""
        super().watch_scroll_y(old_value, new_value)
        self._was_at_end = self.is_at_end
        if not self._is_settling:
            at_end = self.follow_end and self.is_at_end
            first = self._heights.at(round(new_value)) if self._keys else 0
            anchor = (first, round(new_value) - self._heights.top(first))
            self._settle(self._goal(first, anchor, at_end=at_end))
            self._painted = self._signatures(self._held_lines)

    def notify_style_update(self) -> None:
        """Paint everything again after a change of theme."""
        super().notify_style_update()
        self.refresh()
