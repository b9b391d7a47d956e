"""What the agent does to the conversations that are marked, or to the one at hand."""

from __future__ import annotations

from hoory_tui.screens.finding import FindingScreen


class TriageScreen(FindingScreen, inherit_bindings=False):
    """A screen on which every verb acts on what is marked, by ids."""
