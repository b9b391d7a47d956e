"""A screen that is painted for the first time when all that is on it is in its place.

The library lays a new screen out four times and paints it as often, empty panes first.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen


class CurtainedScreen(Screen[None], inherit_bindings=False):
    """A screen that does nothing twice before its first picture, if there is a curtain."""

    is_curtained = False
    """Whether nothing is painted yet, since all of it is painted at once a little later."""
    _laid_out: Size | None = None
    _is_unpainted = True

    def fit(self, size: Size) -> None:
        """Take the look for a size before the first layout, which is else done twice."""
        for length, steps in (
            (size.width, self.HORIZONTAL_BREAKPOINTS or []),
            (size.height, self.VERTICAL_BREAKPOINTS or []),
        ):
            self.add_class(max(step for step in steps if step[0] <= length)[1], update=False)

    def update_node_styles(self, animate: bool = True) -> None:
        """Find the styles of all panes anew; they just have been while nothing is painted."""
        if not self.is_curtained:
            super().update_node_styles(animate)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if size is not None and size == self._laid_out and self.is_curtained:
            return
        self._laid_out = size or self.app.size
        super()._refresh_layout(size, scroll)
        if not self.is_curtained and self._is_unpainted:
            # That was all of the screen; what was asked for before it is painted by now.
            self._is_unpainted = self._repaint_required = False

    def _compositor_refresh(self) -> None:
        # What is rendered behind the curtain is rendered once more when it is raised.
        if not self.is_curtained:
            # Asked for behind a batch, it would pass for having painted what came in meanwhile.
            self._compositor.update_widgets(self._dirty_widgets)
            super()._compositor_refresh()
