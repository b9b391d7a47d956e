"""What the agent looks up beside the thread: the contact, notifications, own availability."""

from __future__ import annotations

from hoory_tui.screens.writing import WritingScreen


class KnowingScreen(WritingScreen, inherit_bindings=False):
    """A screen that knows more than the thread tells."""
