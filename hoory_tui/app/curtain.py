"""The first picture, drawn once and whole: until then, what stood on the terminal stays there.

The library paints every stage of its start, empty panes first. Over a last screen that would be
a flash of nothing, and it costs as much as the picture.
"""

from __future__ import annotations

import asyncio

from hoory_tui.app.glimpses import RememberingApp


class CurtainApp(RememberingApp):
    """A console that paints nothing before its panes know their places and what is in them."""

    def on_load(self) -> None:
        """Hold back all painting."""
        self._is_drawn = asyncio.Event()
        self.is_curtained = True
        self._begin_batch()

    def on_ready(self) -> None:
        """Paint, once the screen has done what it was told before."""
        self.main.call_later(self._raise)

    def _raise(self) -> None:
        self.is_curtained = self.main.is_curtained = False
        self._end_batch()
        # Nothing was painted behind the curtain, so this paints all there is.
        self.main.refresh(repaint=False, layout=True)
        self.main.call_after_refresh(self._is_drawn.set)

    async def _reach_server(self) -> None:
        # Loading in another thread would take the processor from the picture.
        await self._is_drawn.wait()
        await super()._reach_server()
