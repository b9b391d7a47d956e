"""Other accounts: the box in which one is chosen, and the list of what needs the agent anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from hoory_tui.keys import Context, bindings, key_name
from hoory_tui.render.accounts import (
    AccountFacts,
    TalkFacts,
    account_facts,
    place_words,
    talk_facts,
)
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.screens import account_intents
from hoory_tui.screens.livebox import LiveBox, fitting_keys
from hoory_tui.screens.picker import Choice, PickerScreen
from hoory_tui.store.changes import Changes
from hoory_tui.store.merged import Source, Talk, merged, needing, source_of
from hoory_tui.store.places import Known, Place
from hoory_tui.widgets.accountrows import AccountRows, Key
from hoory_tui.widgets.painted import Painted
from hoory_tui.words import said

_AROUND: Final = 6
_SEPARATOR: Final = "\0"


def account_choices(places: Sequence[Known]) -> list[Choice]:
    """Return every account as a choice, in their order."""
    return [
        Choice(
            f"{one.place.login}{_SEPARATOR}{one.place.account_id}",
            one.label,
            place_words(one),
            current=one.is_here,
            words=f"{one.account_name} {one.place.account_id}",
        )
        for one in places
    ]


def place_of(key: str) -> Place:
    """Return the account that a choice stands for."""
    login, _, number = key.partition(_SEPARATOR)
    return Place(login, int(number))


class AccountBox(PickerScreen):
    """The box in which one of all accounts is chosen; the last one stands first."""

    def __init__(
        self, choices: Sequence[Choice], *, glyphs: Glyphs, keymap: Mapping[str, str]
    ) -> None:
        super().__init__(
            said("Go to another account"),
            choices,
            glyphs=glyphs,
            keymap=keymap,
            empty=said("No account is called so."),
        )


class AccountsScreen(LiveBox[None], inherit_bindings=False):
    """Lists accounts and conversations by what they are; nothing is written or marked from here."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.ACCOUNTS)]

    def __init__(
        self,
        sources: Callable[[], Sequence[Source]],
        moment: Callable[[], Moment],
        keymap: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._ask_sources = sources
        self._sources: Sequence[Source] = sources()
        self._moment = moment
        self._keymap = keymap
        glyphs = moment().glyphs
        self.rows = AccountRows(self._facts, id="account-rows", glyphs=glyphs)
        self._hint = Painted(ground="bar", id="account-hint", ascii_only=glyphs.is_ascii)

    def compose(self) -> ComposeResult:
        """Put the rows above the keys."""
        with Vertical(id="account-box", classes="modal-box"):
            yield self.rows
            yield self._hint

    def on_mount(self) -> None:
        """Show what is known, and how each link is doing as time goes by."""
        self.show_again()
        talks = merged(self._sources)
        if talks:
            # The accounts above stay in sight as far as there is room.
            self.rows.set_cursor(talks[0], reveal=False)
            self.call_after_refresh(self.rows.reveal, talks[0])
        self.rows.focus()
        self.set_interval(1.0, self.show_again)

    def on_resize(self) -> None:
        """Take the rows that fit."""
        self.rows.styles.height = max(2, (self.size.height * 9 // 10 - _AROUND) // 2 * 2)
        self.call_after_refresh(self._show_hint)

    def news(self, changes: Changes) -> None:
        """Show what is new in the account that is open."""
        if changes.conversations or changes.order or changes.counts or changes.link:
            self.show_again()

    def show_again(self) -> None:
        """Show all accounts as they are now."""
        self._sources = self._ask_sources()
        accounts: list[Key] = [one.known.place for one in self._sources]
        self.rows.show_rows([*accounts, *merged(self._sources)])
        count = sum(len(needing(one.store)) for one in self._sources)
        title = said("All accounts, {count} need you", count=count)
        self.query_one("#account-box").border_title = Content(title)
        self._show_hint()

    def _facts(self, key: Key) -> AccountFacts | TalkFacts | None:
        at = self._moment()
        if isinstance(key, Talk):
            source = source_of(self._sources, key)
            return talk_facts(source, key, at) if source is not None else None
        found = (one for one in self._sources if one.known.place == key)
        return next((account_facts(one, at) for one in found), None)

    @on(AccountRows.Moved)
    def _show_hint(self) -> None:
        words = {"accounts.open": said("go there")}
        is_asleep = any(one.is_asleep for one in self._sources)
        if is_asleep:
            words["accounts.listen"] = said("listen to all")
        words["accounts.close"] = said("back")
        width = self._hint.size.width or self.size.width
        line = fitting_keys(Context.ACCOUNTS, words, self._keymap, width, ("accounts.listen",))
        listen = key_name("accounts.listen", self._keymap)
        sentence = said(
            "accounts_together = true in config.toml listens to all from the start; {key} does "
            "so now.",
            key=listen,
        )
        told: Line = [(f" {sentence}", "dim")]
        self._hint.styles.height = 2 if is_asleep else 1
        self._hint.show([told, line] if is_asleep else [line])

    @on(AccountRows.Chosen)
    def _take_click(self) -> None:
        self.action_open()

    # What keys do

    def action_open(self) -> None:
        """Go to the account, or to the conversation in it, once this box is gone."""
        key = self.rows.cursor
        if key is None:
            return
        self.dismiss()
        if isinstance(key, Talk):
            place = Place(key.login, key.account_id)
            self.app.post_message(account_intents.GoToAccount(place, key.conversation_id))
        else:
            self.app.post_message(account_intents.GoToAccount(key))

    def action_listen(self) -> None:
        """Listen to the accounts that nobody listens to."""
        self.app.post_message(account_intents.ListenToAll())

    def action_close(self) -> None:
        """Go back to the list."""
        self.dismiss()
