"""What the agent does with the message at hand: read all of it, copy it, follow it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from hoory_tui.screens.deeds import DeedScreen
from hoory_tui.screens.messagereading import MessageReadingScreen
from hoory_tui.store.records import Message


class ReaderScreen(MessageReadingScreen, DeedScreen, inherit_bindings=False):
    """A screen whose message at hand is of the conversation at hand."""

    @abstractmethod
    def _show_at_hand(self) -> None:
        """Turn the thread to the conversation at hand."""

    def _message(self, wanted: Callable[[Message], Any] | None = None) -> Message | None:
        # Never act on one conversation while the cursor is on another.
        self._show_at_hand()
        return super()._message(wanted)
