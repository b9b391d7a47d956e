"""What the agent does to find conversations: views, filters, search, going to one."""

from __future__ import annotations

from hoory_tui.screens.viewing import ViewingScreen


class FindingScreen(ViewingScreen, inherit_bindings=False):
    """A screen whose list shows what the agent looks for."""
