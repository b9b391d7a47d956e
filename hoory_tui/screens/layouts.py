"""How the panes lie: beside or above each other, in turns, three, or a second conversation."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal

from hoory_tui.keys import Need
from hoory_tui.render.thread import ItemKey
from hoory_tui.screens import learning_intents
from hoory_tui.screens.portrait import PORTRAIT, ROOM_FOR_TWO, TURNS, PortraitScreen
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import GONE, Conversation
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.screens.picker import Picked
    from hoory_tui.screens.pinned import PinnedColumn

LAYOUTS: Final = (
    ("auto", to_say("list and thread, as the width suggests")),
    ("thread", to_say("one at a time, the list or the thread")),
    ("three", to_say("list, thread and details")),
    ("two", to_say("two conversations side by side")),
    (PORTRAIT, to_say("list above, thread below")),
)
_ROOM_FOR_THREE: Final = 100
_ASKED_AGAIN: Final = 5.0
"""Seconds after which a thread that did not come is asked for again."""
TURNS_ANYWAY: Final = to_say("At this width the list and the thread take turns: h and enter.")
GONE_BESIDE: Final = to_say("The conversation beside is gone, so its column was closed.")


class LaidOutScreen(PortraitScreen, inherit_bindings=False):
    """A screen whose panes the agent lays out; the composer always belongs to the one at hand."""

    _column: PinnedColumn | None = None
    """The second column, once it was asked for; to take it away would draw all panes twice."""
    _is_zoomed = False
    _had_turns = False
    _had_details: bool | None = None
    _wants_two = False
    _has_swapped = False
    _had_hands = False
    """Whether the hands were on the list when it was taken away."""
    _asked_at = float("-inf")

    # What there is

    @property
    def pinned(self) -> PinnedColumn | None:
        """The second column, None when it is closed."""
        return self._column if self._is_two else None

    @property
    def beside(self) -> Conversation | None:
        """The conversation in the second column, None when it is gone."""
        one = self.pinned.shown if self.pinned is not None else None
        return one if one is not None and one.status != GONE else None

    @property
    def takes_turns(self) -> bool:
        """Whether the list or the thread is shown, never both."""
        return (super().takes_turns and not self.is_portrait) or self.has_class(TURNS)

    @property
    def _has_room(self) -> bool:
        return (self.size or self.app.size).width >= ROOM_FOR_TWO

    def unmet(self) -> frozenset[Need]:
        """Return what keys may need and what is not there, here and now."""
        unmet = super().unmet()
        return unmet if self._has_room or self.pinned is not None else unmet | {Need.WIDE}

    # Layouts by name

    def begin_with(self, name: str) -> None:
        """Take a layout before anything is drawn."""
        self.panes = name
        self._wants_two = name == "two"
        self._arrange(name)

    def layouts_offered(self) -> Sequence[tuple[str, str]]:
        """Return the names of the layouts, with what each is."""
        return [(name, said(text)) for name, text in LAYOUTS]

    def lay_out(self, name: str) -> None:
        """Lay the panes out anew, and remember how."""
        self.panes = name
        self._is_zoomed = False
        self._arrange(name)
        if name == "two":
            self._wants_two = True
            self._open_wanted()
        else:
            self._wants_two = False
            self._close_pinned()
        if self.takes_turns and self.conversations.has_focus:
            self._read(False)
        self._draw_anew()
        self.post_message(learning_intents.KeepPanes(name))
        if name == "two" and self.pinned is None:
            self.notify(said("The second column opens where there is room for it."), markup=False)

    def action_layouts(self) -> None:
        """Choose how the panes lie."""
        from hoory_tui.screens.picker import Choice, PickerScreen

        choices = [
            Choice(name, text[0].upper() + text[1:], current=name == self.panes)
            for name, text in self.layouts_offered()
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self.lay_out(picked.keys[0])

        glyphs = self._moment().glyphs
        screen = PickerScreen(said("Layout"), choices, glyphs=glyphs, keymap=self._keymap)
        self.app.push_screen(screen, chosen)

    def _arrange(self, name: str) -> None:
        self.set_class(name == "thread", TURNS)
        self.stack_panes()
        details = self.sidebar.styles.inline
        if name == "three" and (self.size or self.app.size).width >= _ROOM_FOR_THREE:
            details.display = "block"
        elif name in ("thread", "two"):
            details.display = "none"
        else:
            details.clear_rule("display")

    def _draw_anew(self) -> None:
        """Draw all panes once they know their new room."""
        self.call_after_refresh(self.show_everything)

    # The list and the thread

    def action_toggle_list(self) -> None:
        """Take the list away, so that it takes turns with the thread, or bring it back."""
        if self.has_class("-narrow") and not (self.is_portrait or self.has_class(TURNS)):
            self.notify(said(TURNS_ANYWAY), markup=False)
            return
        self._is_zoomed = False
        self._take_turns(not self.has_class(TURNS))
        self._draw_anew()

    def action_zoom(self) -> None:
        """Give the thread the whole width, or what it had before."""
        details = self.sidebar.styles.inline
        self._is_zoomed = not self._is_zoomed
        if self._is_zoomed:
            self._had_turns = self.has_class(TURNS)
            self._had_details = self.sidebar.display if details.has_rule("display") else None
            details.display = "none"
            self._take_turns(True)
        else:
            if self._had_details is None:
                details.clear_rule("display")
            else:
                self.sidebar.display = self._had_details
            self._take_turns(self._had_turns)
        self._place_pinned()
        self._draw_anew()

    def _take_turns(self, turns: bool) -> None:
        if turns and self.at_hand is not None:
            # First, so that the thread is shown all the time and can take the hands.
            self._show_at_hand()
            self._read(True)
            if self.conversations.has_focus:
                self._had_hands = True
                self.messages.focus()
        self.set_class(turns, TURNS)
        self.stack_panes()
        if not turns and self._had_hands and not self.composer.text.has_focus:
            self.set_focus(self.conversations)
            self._read(False)

    # Two side by side

    def action_two(self) -> None:
        """Keep the conversation at hand in a second column, or close that."""
        if self.pinned is not None:
            self._wants_two = False
            self._close_pinned()
            self._draw_anew()
        elif self.at_hand is not None and self._has_room:
            self._open_pinned(self.at_hand)
            self._draw_anew()

    def _open_pinned(self, conversation: Conversation) -> None:
        self._wants_two, self._has_swapped = False, False
        self._is_two = True
        self.stack_panes()
        self.sidebar.display = False
        if self._column is None:
            from hoory_tui.screens.pinned import PinnedColumn

            self._column = PinnedColumn(self.store, self._moment, self._keymap)
            self.query_one("#body", Horizontal).mount(self._column, after=self.thread)
        self._column.display = True
        self.call_after_refresh(self._show_pinned, conversation)

    def _show_pinned(self, conversation: Conversation) -> None:
        if self.pinned is not None:
            self.pinned.turn_to(conversation)
            self._ask_for_pinned()

    def _open_wanted(self) -> None:
        ready = self._wants_two and self.pinned is None and not self.is_curtained
        if ready and self.at_hand is not None and self._has_room:
            self._open_pinned(self.at_hand)

    def _close_pinned(self) -> None:
        if self.pinned is not None:
            self.pinned.turn_off()
            self.pinned.display = self._is_two = False
            if self.panes != "two":
                self._arrange(self.panes)
            else:
                self.sidebar.styles.inline.clear_rule("display")

    def _place_pinned(self) -> None:
        if self.pinned is not None:
            self.pinned.display = self._has_room and not self._is_zoomed

    def swap(self) -> None:
        """Bring the hands to the other column: it becomes the one at hand, where it stands.

        The columns change their sides and their conversations at once, so that each thread stays
        where it is on the screen, and the composer is below the one that the keys act on.
        """
        column, other = self.pinned, self.beside
        if column is None or other is None:
            return
        before, panes = self.thread.shown, (self.messages, column.messages)
        places = [(pane.cursor, round(pane.scroll_y), pane.is_at_end) for pane in panes]
        self._flip(column)
        self.go_to(other.id)
        self._show_at_hand()
        if before is not None:
            column.turn_to(before)
        for pane, (cursor, top, at_end) in zip(reversed(panes), places, strict=True):
            _put(pane, cursor, None if at_end else top)
        self._read(True)
        self.messages.focus()

    def _flip(self, column: PinnedColumn) -> None:
        body = self.query_one("#body", Horizontal)
        is_first = column.has_class("-first")
        column.set_class(not is_first, "-first")
        if is_first:
            body.move_child(column, after=self.thread)
        else:
            body.move_child(column, before=self.thread)

    def on_pinned_column_wanted(self, event: PinnedColumn.Wanted) -> None:
        """Bring the hands to the column that was clicked."""
        event.stop()
        if self.composer.text.has_focus:
            self._stop_writing()
        self.swap()

    def next_pane_is_beside(self) -> bool:
        """Go to the other column if it is its turn; tell whether it was."""
        if self.pinned is None or not self.pinned.display or self.beside is None:
            return False
        self._has_swapped = not self._has_swapped
        if self._has_swapped:
            self.swap()
        return self._has_swapped

    def on_descendant_focus(self) -> None:
        """Begin anew with the list: from there the hands come to both columns."""
        if self.conversations.has_focus:
            self._has_swapped = self._had_hands = False

    # News

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch, in both columns."""
        super().apply(changes)
        self._open_wanted()
        if self.pinned is None:
            return
        if self.pinned.is_turned and self.beside is None:
            self._close_pinned()
            self._draw_anew()
            self.notify(said(GONE_BESIDE), markup=False)
            return
        self.pinned.apply(changes)
        self._ask_for_pinned()

    def _ask_for_pinned(self) -> None:
        """Have the second thread loaded, or made true again."""
        beside = self.beside
        if beside is None:
            return
        timeline = self.store.timelines.get(beside.id)
        now = time.monotonic()
        is_true = timeline is not None and timeline.loaded and not timeline.stale
        if not is_true and now - self._asked_at > _ASKED_AGAIN:
            self._asked_at = now
            self.post_message(learning_intents.NeedBeside(beside.id))

    def show_everything(self) -> None:
        """Draw all panes from the store."""
        self._place_pinned()
        super().show_everything()
        if self.pinned is not None:
            self.pinned.show()

    def show_time(self) -> None:
        """Draw what depends on the time alone."""
        super().show_time()
        if self.pinned is not None:
            self.pinned.show_head()


def _put(pane: MessagePane, cursor: ItemKey | None, top: int | None) -> None:
    """Put a pane to where the other one stood with the same thread."""
    if pane.position_of(cursor) is not None:
        pane.set_cursor(cursor, reveal=False)
    if top is not None:
        pane.jump(top)
