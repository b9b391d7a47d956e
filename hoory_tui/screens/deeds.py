"""What the agent does to the conversation at hand with one key; asked for, not carried out."""

from __future__ import annotations

from abc import abstractmethod

from hoory_tui.screens import intents
from hoory_tui.screens.curtained import CurtainedScreen
from hoory_tui.store.records import Conversation


class DeedScreen(CurtainedScreen, inherit_bindings=False):
    """A screen on which one conversation is at hand; every deed names it by its id."""

    @property
    @abstractmethod
    def at_hand(self) -> Conversation | None:
        """The conversation that keys act on, None when there is none."""

    def action_undo(self) -> None:
        """Undo the last thing that was done, or stop it while it is being done."""
        self.post_message(intents.UndoLast())

    def action_log(self) -> None:
        """Show the list of what was done."""
        self.post_message(intents.ShowLog())

    def action_retry_unsent(self) -> None:
        """Send again what did not go out here."""
        if self.at_hand is not None:
            self.post_message(intents.RetryUnsent(self.at_hand.id))

    def action_take_back_unsent(self) -> None:
        """Take what did not go out here back into the composer."""
        if self.at_hand is not None:
            self.post_message(intents.TakeBackUnsent(self.at_hand.id))

    def action_reload(self) -> None:
        """Fetch everything again."""
        self.post_message(intents.Reload())
