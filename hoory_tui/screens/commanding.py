"""What the agent asks for by name, in the palette; it acts on what was at hand when it opened."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from hoory_tui.keys import KEYS
from hoory_tui.render.views import title_of
from hoory_tui.screens import account_intents, intents, learning_intents
from hoory_tui.screens.learning import Held, LearningScreen
from hoory_tui.store.library import CANNED, FOLDERS, MACROS
from hoory_tui.store.views import ListView

if TYPE_CHECKING:
    from hoory_tui.screens.commands import Command, Run
    from hoory_tui.screens.picker import Picked

_MOST_RECENT: Final = 8


class CommandingScreen(LearningScreen, inherit_bindings=False):
    """A screen on which everything can be run by its name."""

    @cached_property
    def _lately(self) -> list[str]:
        """The keys of what was run last, the last one first."""
        return []

    def open_palette(self, themes: Sequence[str]) -> None:
        """Offer everything; the one that is chosen runs."""
        from hoory_tui.screens.commands import console_commands, store_commands
        from hoory_tui.screens.help import Circumstances
        from hoory_tui.screens.palette import PaletteScreen, palette_offers, understood

        at, held = self._moment(), self.in_hand
        unmet = self.unmet()
        self.post_message(intents.LibraryWanted((CANNED, MACROS, FOLDERS)))
        commands = [
            *store_commands(self.store, self._named_views(), unmet, at.now, at.zone),
            *console_commands(themes, self.layouts_offered()),
        ]
        circumstances = Circumstances(self.composer.text.has_focus, unmet, self.own_keys)
        offers = palette_offers(
            circumstances, self._keymap, [one.offer for one in commands], self._lately
        )

        def chosen(picked: Picked | None) -> None:
            if picked is not None and picked.keys:
                self._run_offer(picked.keys[0], picked.text, commands, held)

        free = partial(understood, store=self.store, at=at, unmet=unmet)
        screen = PaletteScreen(offers, glyphs=at.glyphs, keymap=self._keymap, free=free)
        self.app.push_screen(screen, chosen)

    def layouts_offered(self) -> Sequence[tuple[str, str]]:
        """Return the names of the layouts of the screen, with what each is."""
        return ()

    def _run_offer(self, key: str, typed: str, commands: list[Command], held: Held) -> None:
        from hoory_tui.screens.palette import KEY, TYPED

        if key == TYPED:
            self._run_typed(typed, held)
            return
        self._remember(key)
        for one in (*KEYS, *self.own_keys):
            if key == f"{KEY}{one.id}":
                self.run_key(one, held)
        for command in commands:
            if command.offer.key == key:
                run, name = command.run, command.offer.text
                self.if_still(held, partial(self._run_command, run, name, held))

    def _remember(self, key: str) -> None:
        self._lately[:] = [key, *(one for one in self._lately if one != key)][:_MOST_RECENT]

    def _run_typed(self, typed: str, held: Held) -> None:
        from hoory_tui.screens.search_intents import GoTo
        from hoory_tui.screens.verbs import command_of

        command = command_of(typed, self.store, self._moment())
        if command is None:
            return
        if command.theme:
            self._remember(f"theme:{command.theme}")
            self.post_message(learning_intents.UseTheme(command.theme))
        if command.goto:
            self.post_message(GoTo(command.goto))
        elif command.account is not None:
            self.post_message(account_intents.NameAccount(command.account))
        elif command.deed is not None:
            self.if_still(held, partial(self._run_command, command.deed, command.text, held))
        for one in KEYS:
            if one.id == command.key:
                self.run_key(one, held)

    def _run_command(self, run: Run, name: str, held: Held) -> None:
        if isinstance(run, ListView):
            self.choose(run)
        elif not isinstance(run, tuple):
            ids = held.targets
            self.ask_first(f"{name}:", ids, lambda: self.do(run, ids))
        else:
            self._run_named(*run, held)

    def _run_named(self, what: str, name: str, held: Held) -> None:
        match what:
            case "theme":
                self.post_message(learning_intents.UseTheme(name))
            case "keep":
                self.post_message(learning_intents.KeepTheme())
            case "panes":
                self.lay_out(name)
            case "macro":
                self.choose_macro(int(name), held.targets)
            case "folder":
                for folder in self.store.library.folders:
                    if str(folder.id) == name:
                        self._show_folder(folder)
            case "canned":
                self._put_canned(int(name))
            case "account":
                self.post_message(account_intents.NameAccount(name))
            case "settings":
                wishes = learning_intents
                self.post_message(
                    wishes.EditSettings() if name == "edit" else wishes.ReadSettings()
                )
            case "news":
                self.post_message(learning_intents.ShowNews())
            case _:
                self.post_message(learning_intents.Suspend())

    def _put_canned(self, canned_id: int) -> None:
        from hoory_tui.store import variables

        one = self.at_hand
        for canned in self.store.library.canned:
            if canned.id == canned_id and one is not None:
                values = variables.values_of(self.store, one)
                self._put(one.id, variables.filled(canned.content, values))

    def action_themes(self) -> None:
        """Look at the themes, and take one."""
        self.post_message(learning_intents.ChooseTheme())

    @abstractmethod
    def lay_out(self, name: str) -> None:
        """Lay the panes out as the layout of this name does."""

    def _named_views(self) -> list[tuple[ListView, str]]:
        glyphs = self._moment().glyphs
        return [(view, title_of(self.store, view, glyphs)) for view in self._views_to_choose()]
