"""The whole thread as the input of a command; while one is at work, the last line says so."""

from __future__ import annotations

from dataclasses import replace

from hoory_tui.screens import message_intents as wishes
from hoory_tui.screens.edges import Here
from hoory_tui.screens.macros import MacroScreen


class PipingScreen(MacroScreen, inherit_bindings=False):
    """A screen that can give the thread at hand to a command."""

    busy = ""
    """What is at work for the agent, "" for nothing."""

    @property
    def _here(self) -> Here:
        here = super()._here
        return replace(here, waiting=replace(here.waiting, busy=self.busy))

    def action_pipe(self) -> None:
        """Give the thread at hand to a command, or stop the command that is at work."""
        if self.at_hand is not None:
            self._show_at_hand()
            self.post_message(wishes.PipeAsked(self.at_hand.id))

    def say_busy(self, words: str) -> None:
        """Say in the last line what is at work, until it is over ("")."""
        if words != self.busy:
            self.busy = words
            self.show_bars()

    def stop_work(self) -> bool:
        """Have what is at work stopped; return whether there was anything."""
        if self.busy:
            self.post_message(wishes.StopPipe())
        return bool(self.busy)
