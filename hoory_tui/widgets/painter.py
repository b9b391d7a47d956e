"""The library's compositor, which asks for no line and writes no byte that nothing asks for.

It draws all lines of all widgets beside a changed line anew, and tells the colours of every
segment whether they are the same as before or not. Here only what a changed region covers is
drawn, and a pen writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rich.console import Console
from textual._compositor import (
    ChopsUpdate,
    Compositor,
    CompositorMap,
    LayoutUpdate,
    ReflowResult,
)
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from hoory_tui.widgets.pen import Pen

Span = tuple[int, int, int]
"""A line, and the columns of it from the first to behind the last one."""

Wanted = dict[int, set[int]]
"""Lines, and where the parts of them begin that have not been found yet."""

_NOTHING: Final[dict[int, Strip | None]] = {}


class LeanChops(ChopsUpdate):
    """Parts of lines."""

    width = 0

    def render_segments(self, console: Console) -> str:
        """Return the terminal sequences."""
        pen = Pen(console, self.width)
        for y, left, right in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is not None and x < right and end > left:
                    pen.write(x, y, strip if end <= right else strip.crop(0, right - x))
        return pen.taken()


class LeanLayout(LayoutUpdate):
    """A whole screen."""

    def render_segments(self, console: Console) -> str:
        """Return the terminal sequences."""
        pen = Pen(console, self.region.width)
        for y, strips in enumerate(self.strips, self.region.y):
            x = self.region.x
            for strip in strips:
                pen.write(x, y, strip)
                x += strip.cell_length
        return pen.taken()


class Painter(Compositor):
    """Paints a screen, changed regions by changed regions."""

    _told: CompositorMap | None = None
    """Where widgets were before somebody asked for their places between a scroll and a layout."""

    @property
    def full_map(self) -> CompositorMap:
        """Where all widgets are.

        Asked behind a scroll, the library lays them out anew and forgets where they were: the
        layout that follows would find nothing changed, paint nothing and tell nobody its size.
        """
        if self.root is not None and self._full_map_invalidated and self._told is None:
            self._told = {**self._full_map, **(self._visible_map or {})}
        return super().full_map

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay everything out, and find what is different from what is on the screen."""
        if self._told is not None:
            if self._visible_map is not None:
                # A scroll in between has painted widgets in other places still.
                self._dirty_regions.add(size.region)
            self._full_map, self._told = self._told, None
        return super().reflow(parent, size)

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """Return an update of the whole screen."""
        update = super().render_full_update(simplify)
        return LeanLayout([list(line) for line in update.strips], update.region)

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return an update of what is dirty, None when nothing is."""
        screen = self.size.region
        dirty = [region.intersection(screen) for region in self._dirty_regions]
        self._dirty_regions.clear()
        spans = [span for span in self._regions_to_spans(dirty) if span[1] < span[2]]
        if not spans:
            return None
        cuts = self.cuts
        chops = [_NOTHING] * len(cuts)
        wanted: Wanted = {}
        for y, left, right in spans:
            chops[y] = chops[y] or dict.fromkeys(cuts[y][:-1])
            wanted.setdefault(y, set()).update(
                cut for cut, end in pairwise(cuts[y]) if cut < right and end > left
            )
        for widget, (region, clip) in self.visible_widgets.items():
            if not wanted:
                break
            area = region.intersection(clip)
            for part in list(_parts(wanted, area)):
                strips = widget.render_lines(part.translate((-region.x, -region.y)))
                for y, strip in zip(part.line_range, strips, strict=False):
                    self._chop(chops[y], wanted, y, area, strip)
        update = LeanChops(chops, spans, [line[1:] for line in cuts])
        update.width = self.size.width
        return update

    def _chop(
        self, chops: dict[int, Strip | None], wanted: Wanted, y: int, area: Region, strip: Strip
    ) -> None:
        """Put the parts of a widget's line where nothing in front of it is."""
        cuts = [cut for cut in self.cuts[y] if area.x <= cut <= area.right]
        parts = strip.divide([cut - area.x for cut in cuts[1:]]) if len(cuts) > 2 else [strip]
        missing = wanted[y]
        for cut, part in zip(cuts, parts, strict=False):
            if cut in missing:
                chops[cut] = part
                missing.discard(cut)
        if not missing:
            del wanted[y]


def _parts(wanted: Wanted, area: Region) -> Iterator[Region]:
    """Yield what has to be drawn of an area, runs of whole lines of it."""
    first = last = -1
    for y in sorted(wanted):
        if not area.y <= y < area.bottom:
            continue
        if not any(area.x <= cut < area.right for cut in wanted[y]):
            continue
        if y > last:
            if first >= 0:
                yield Region(area.x, first, area.width, last - first)
            first = y
        last = y + 1
    if first >= 0:
        yield Region(area.x, first, area.width, last - first)
