"""Macros for what is marked or at hand: chosen from a list, by a key of their own, or by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from textual.binding import Binding

from hoory_tui.keys import Context, Key, Need
from hoory_tui.keys.key import ACT
from hoory_tui.screens import message_intents as wishes
from hoory_tui.screens.messageverbs import MessageVerbScreen
from hoory_tui.words import said, to_say

NO_TARGETS = to_say("There is no conversation at hand, and none is marked.")


class MacroScreen(MessageVerbScreen, inherit_bindings=False):
    """A screen on which macros can be asked for; what they would do is shown before they run."""

    @cached_property
    def macro_keys(self) -> dict[str, str]:
        """The keys that config.toml gives to macros, and which macro each means."""
        return {}

    @property
    def own_keys(self) -> tuple[Key, ...]:
        """Those keys, in the shape of all others."""
        return tuple(
            Key(
                f"macro.{key}",
                key,
                f"macro_by_key('{key}')",
                said("Macro {name}", name=name),
                ACT,
                Context.COMMAND,
                needs=(Need.TARGETS,),
            )
            for key, name in self.macro_keys.items()
        )

    def bind_macros(self, wanted: Mapping[str, str]) -> None:
        """Give keys to macros, by their names or ids."""
        self.macro_keys.update(wanted)
        bound = self._bindings.key_to_bindings
        for one in self.own_keys:
            binding = Binding(one.keys, one.action, one.text, show=False)
            bound[one.keys] = [*bound.get(one.keys, ()), binding]

    def rebind_macros(self, wanted: Mapping[str, str]) -> None:
        """Take the keys of macros away, and give others."""
        bound = self._bindings.key_to_bindings
        for one in self.own_keys:
            left = [each for each in bound.get(one.keys, ()) if each.action != one.action]
            if left:
                bound[one.keys] = left
            else:
                bound.pop(one.keys, None)
        self.macro_keys.clear()
        self.bind_macros(wanted)

    def action_macros(self) -> None:
        """Choose a macro for what is marked, or at hand."""
        if self.targets:
            self.post_message(wishes.ChooseMacro(self.targets))
        else:
            self.notify(said(NO_TARGETS), markup=False)

    def action_macro_by_key(self, key: str) -> None:
        """Run the macro that this key means."""
        if self.targets:
            self.post_message(wishes.MacroByKey(self.macro_keys[key], self.targets))
        else:
            self.notify(said(NO_TARGETS), markup=False)

    def choose_macro(self, macro_id: int, targets: tuple[int, ...]) -> None:
        """Show what a macro of the server would do to these, to be confirmed there."""
        self.post_message(wishes.RunMacroOn(f"server:{macro_id}", targets))
