"""What the agent does to find conversations: views, filters, search, going to one."""

from __future__ import annotations

from hoory_tui.screens.panes import PanedScreen


class FindingScreen(PanedScreen, inherit_bindings=False):
    """A screen whose list shows what the agent looks for."""
