"""What the agent does to write: quotes, prepared words, macros, the whole thread as a pipe."""

from __future__ import annotations

from hoory_tui.screens.preparing import PreparingScreen


class WritingScreen(PreparingScreen, inherit_bindings=False):
    """A screen on which words are made."""
