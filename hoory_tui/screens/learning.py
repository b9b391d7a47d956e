"""What the agent does to learn the console: all keys in a list, from which they also run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from hoory_tui.keys import KEYS, Context, Key
from hoory_tui.lazily import dataclass
from hoory_tui.screens.knowing import KnowingScreen
from hoory_tui.widgets.rowview import RowView
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.screens.picker import Picked

MOVED_ON = to_say("The conversation at hand is another one by now, so nothing was done.")


@dataclass(frozen=True, slots=True)
class Held:
    """What a key would act on when a box was opened; the box runs nothing on anything else."""

    at_hand: int | None
    marked: tuple[int, ...]
    focused: DOMNode | None

    @property
    def targets(self) -> tuple[int, ...]:
        """The conversations to act on: those that are marked, or the one at hand."""
        return self.marked or (() if self.at_hand is None else (self.at_hand,))


class LearningScreen(KnowingScreen, inherit_bindings=False):
    """A screen whose keys can be looked up and run by name."""

    @property
    def in_hand(self) -> Held:
        """What keys act on now."""
        one = self.at_hand
        return Held(one.id if one is not None else None, tuple(self.marked), self.focused)

    def action_help(self) -> None:
        """Show all keys, those that work here first; the one that is chosen runs."""
        from hoory_tui.screens.help import Circumstances, HelpScreen, key_offers

        held, glyphs = self.in_hand, self._moment().glyphs
        at = Circumstances(self.composer.text.has_focus, self.unmet(), self.own_keys)
        offers = key_offers(at, self._keymap)

        def chosen(picked: Picked | None) -> None:
            for key in (*KEYS, *self.own_keys):
                if picked is not None and key.id in picked.keys:
                    self.run_key(key, held)

        self.app.push_screen(HelpScreen(offers, glyphs=glyphs, keymap=self._keymap), chosen)

    def run_key(self, key: Key, held: Held) -> None:
        """Do what a key does, to what it would have been done to when the box was opened."""
        self.if_still(held, lambda: self._run(key, held))

    def if_still(self, held: Held, deed: Callable[[], None]) -> None:
        """Do something unless another conversation came to be at hand meanwhile."""
        now = self.in_hand
        if (now.at_hand, now.marked) == (held.at_hand, held.marked):
            deed()
        else:
            self.notify(said(MOVED_ON), markup=False)

    def _run(self, key: Key, held: Held) -> None:
        namespace: DOMNode = self
        if key.context is Context.CONSOLE:
            namespace = self.app
        elif key.context is Context.COMPOSER:
            namespace = self.composer.text
        elif key.context is Context.ROWS:
            namespace = held.focused if isinstance(held.focused, RowView) else self.conversations
        self.app.call_later(self.app.run_action, key.action, namespace)
