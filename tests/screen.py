"""What a Textual app shows, read back from its compositor."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.strip import Strip
from textual.widget import Widget


def screen_strips(app: App[Any]) -> list[Strip]:
    """Return the lines of the visible screen as they go to the terminal."""
    return app.screen._compositor.render_strips()


def screen_text(app: App[Any]) -> list[str]:
    """Return the visible screen as lines of text."""
    return [strip.text for strip in screen_strips(app)]


def widget_text(widget: Widget) -> str:
    """Return what is visible of a widget, line by line; empty when nothing is."""
    region = widget.region
    screen = widget.screen
    if not region or widget not in screen._compositor.visible_widgets:
        return ""
    strips = screen._compositor.render_strips()[region.y : region.bottom]
    return "\n".join(strip.crop(region.x, region.right).text for strip in strips)
