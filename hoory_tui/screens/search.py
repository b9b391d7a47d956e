"""Search everything: what is held at once, what the server knows a moment later, then go there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input

from hoory_tui.keys import Context, bindings
from hoory_tui.render import when
from hoory_tui.render.facts import Moment
from hoory_tui.render.lines import Line
from hoory_tui.screens.links import key_line
from hoory_tui.screens.search_intents import GoTo, SearchFor, ShowContact
from hoory_tui.store import found
from hoory_tui.store.found import Found, Kind
from hoory_tui.store.state import Store
from hoory_tui.widgets.findline import LineInput
from hoory_tui.widgets.foundrows import FoundRows
from hoory_tui.widgets.painted import Painted
from hoory_tui.words import said, to_say

_REST: Final = 0.25
"""Seconds after a letter until the server is asked."""
_PAGE: Final = 15
_SHORTEST: Final = 2
"""Letters from which the server is asked; a number may be shorter."""
_TITLES: Final = {
    Kind.CONVERSATION: to_say("Conversations"),
    Kind.MESSAGE: to_say("Messages"),
    Kind.CONTACT: to_say("Contacts"),
}
_FRAME: Final = 5
"""Rows of the box besides what is found."""


class SearchScreen(ModalScreen[None], inherit_bindings=False):
    """Shows finds by kind; closes when one of them is gone to."""

    CSS_PATH = ["modal.tcss", "search.tcss"]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.SEARCH)]

    def __init__(
        self,
        store: Store,
        moment: Callable[[], Moment],
        keymap: Mapping[str, str],
        words: str = "",
    ) -> None:
        super().__init__()
        self._store = store
        self._moment = moment
        self._keymap = keymap
        glyphs = moment().glyphs
        self.field = LineInput(
            words, placeholder=said("a name, a number, words of a message"), id="search-field"
        )
        self.field.select_on_focus = False
        self.rows = FoundRows(id="search-rows", glyphs=glyphs, age=self._age)
        self._hint = Painted(ground="bar", id="search-hint", ascii_only=glyphs.is_ascii)
        self._rest: Timer | None = None
        self._finds: dict[tuple[Kind, int], Found] = {}
        self._pages: dict[Kind, int] = {}
        """The page that each kind is read on with, 0 once its last one was read."""
        self._asking: set[Kind] = set()
        self._trouble = ""

    @property
    def hand(self) -> Offset | None:
        """Where on the screen the find under the cursor begins."""
        return self.rows.hand

    @property
    def words(self) -> str:
        """What is searched for."""
        return " ".join(self.field.value.split())

    def compose(self) -> ComposeResult:
        """Put the line above what is found, and the keys below."""
        with Vertical(id="search-box", classes="modal-box"):
            yield self.field
            yield self.rows
            yield self._hint

    def on_mount(self) -> None:
        """Name the box and wait for letters."""
        self.query_one("#search-box").border_title = Content(said("Search everything"))
        self.field.cursor_position = len(self.field.value)
        self.field.focus()
        self._begin()

    def on_resize(self) -> None:
        """Take the height that there is."""
        self.rows.styles.height = max(self.size.height - _FRAME, 1)
        self.call_after_refresh(self._show)

    def _age(self, at: float | None) -> str:
        return when.age(at, self._moment().now) if at else ""

    # Looking

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._begin()

    def _begin(self) -> None:
        """Look through what is held, and soon ask the server."""
        if self._rest is not None:
            self._rest.stop()
        words = self.words
        self._trouble = ""
        self._finds = {one.key: one for one in found.held(self._store, words)}
        self._pages = dict.fromkeys(Kind, 1)
        self.rows.cursor = None
        asks = len(words) >= _SHORTEST or words.removeprefix("#").isdecimal()
        self._asking = set(Kind) if asks else set()
        if asks:
            self._rest = self.set_timer(_REST, self._ask)
        self._show()

    def _ask(self) -> None:
        self.post_message(SearchFor(self.words))

    def take(
        self, words: str, kind: str, page: int, finds: Iterable[Found], last: Iterable[Kind]
    ) -> None:
        """Show the answer to a question; one to words of before is too late."""
        if words != self.words:
            return
        kinds = [Kind(kind)] if kind else list(Kind)
        for one in kinds:
            self._asking.discard(one)
            self._pages[one] = page + 1
        for one in last:
            self._pages[one] = 0
        for one_found in finds:
            self._finds[one_found.key] = one_found
        self._show()

    def fail(self, words: str, sentence: str) -> None:
        """Say that the server could not be asked; what is held stays."""
        if words == self.words:
            self._asking = set()
            self._trouble = sentence
            self._show()

    def _show(self) -> None:
        words = self.words
        headings = {}
        for kind in Kind if words else ():
            count = sum(key[0] is kind for key in self._finds)
            if kind in self._asking:
                asking = said("{count} held, asking the server…", count=count)
                headings[kind] = f"{said(_TITLES[kind])}  {asking}"
            elif count:
                more = "+" if self._pages[kind] > 1 else ""
                headings[kind] = f"{said(_TITLES[kind])}  {count}{more}"
        self.rows.empty_text = self._nothing(words)
        self.rows.show_finds(self._finds, headings, words)
        self._show_hint()

    def _nothing(self, words: str) -> str:
        if not words:
            return said("Conversations, messages and contacts are searched as you type.")
        return said("Nothing is found for “{words}”.", words=words)

    def _show_hint(self) -> None:
        if self._trouble:
            self._hint.show([[(self._trouble, "failed")]])
            return
        words = {
            "search.take": said("goes there"),
            "search.group": said("next kind"),
            "search.leave": "back",
        }
        one = self.rows.chosen_now
        if one is not None and one.kind is Kind.CONTACT:
            words["search.take"] = said("shows the conversations")
        elif one is None:
            del words["search.take"], words["search.group"]
        line: Line = key_line(Context.SEARCH, words, self._keymap)
        self._hint.show([line])

    @on(FoundRows.Moved)
    def _look_further(self, event: FoundRows.Moved) -> None:
        """Ask for more of a kind when the cursor comes to the last that is known of it."""
        event.stop()
        self._show_hint()
        one = self.rows.chosen_now
        if one is None or one.kind in self._asking or self._pages.get(one.kind, 0) < 2:
            return
        known = [key for key in self._finds if key[0] is one.kind]
        if known[-1] == one.key:
            self._asking.add(one.kind)
            self.post_message(SearchFor(self.words, one.kind, self._pages[one.kind]))

    # What keys do

    def action_cursor(self, step: int) -> None:
        """Go to another find."""
        self.rows.step_cursor(step)

    def action_page(self, step: int) -> None:
        """Go on by about a page."""
        self.rows.step_cursor(step * max(1, self.rows.size.height - 1))

    def action_group(self, step: int) -> None:
        """Go to the next kind."""
        self.rows.go_to_group(step)

    @on(FoundRows.Clicked)
    def _click(self, event: FoundRows.Clicked) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Go to what is under the cursor."""
        one = self.rows.chosen_now
        if one is None:
            return
        if one.kind is Kind.CONTACT:
            self.post_message(ShowContact(one.id, one.name))
        elif one.kind is Kind.MESSAGE:
            self.post_message(GoTo(one.conversation_id, one.id, self.words))
        else:
            self.post_message(GoTo(one.conversation_id))
        self.dismiss()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
