"""What the agent looks for: the list narrowed, a thread searched, and going to what is found."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.screens.panes import PanedScreen
from hoory_tui.screens.search_intents import (
    LineDropped,
    LineKept,
    LineStepped,
    LineTyped,
    MoreWanted,
    OlderWanted,
    Sought,
)
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.screens.narrowing import Narrowing
    from hoory_tui.screens.soughtline import SoughtLine
    from hoory_tui.screens.threadfind import ThreadFind
    from hoory_tui.widgets.findline import FindLine

_STEPS: Final = {
    "conv.next_unread": to_say("the one before"),
    "conv.prev_unread": to_say("the one behind"),
}
"""What the keys for who needs us next do while a find is open in the thread."""


class SearchingScreen(PanedScreen, inherit_bindings=False):
    """A screen on which at most one line to find by is open, with what it finds in view."""

    _line: FindLine | None = None
    _stood_on: int | None = None
    """The conversation that was at hand when the list began to be narrowed."""

    @abstractmethod
    def action_open(self) -> None:
        """Open the conversation at hand."""

    @abstractmethod
    def go_to(self, conversation_id: int) -> None:
        """Put the hand on a conversation that is held, whether it belongs to the list or not."""

    @cached_property
    def _narrowing(self) -> Narrowing:
        from hoory_tui.screens.narrowing import Narrowing

        return Narrowing(self.store)

    @cached_property
    def _thread_find(self) -> ThreadFind:
        from hoory_tui.screens.threadfind import ThreadFind

        return ThreadFind(self.store, self.thread)

    @property
    def narrowed_to(self) -> str:
        """What the list is narrowed to by typing, "" for nothing."""
        return self._narrowing.typed if self._listing.sift is not None else ""

    # The line

    def open_line(self, line: FindLine) -> None:
        """Put a line at the foot of the screen, in place of the one that was there."""
        self.close_line()
        self._line = line
        self.mount(line, before=self._edges.bottom)

    def close_line(self) -> None:
        """Take the line away; what it found stays."""
        if self._line is not None:
            self._line.remove()
            self._line = None
            self._edges.bottom.display = True

    def on_descendant_focus(self) -> None:
        """Leave the last line to the keys that do something: those of the line while it is used."""
        is_typing = self._line is not None and self._line.field.has_focus
        self._edges.bottom.display = not is_typing
        if self._line is not None:
            self._count_narrowed()
            self._count_finds()

    def _sought_line(self, sought: Sought) -> SoughtLine | None:
        line = self._line
        if line is None or getattr(line, "sought", None) is not sought:
            return None
        from hoory_tui.screens.soughtline import SoughtLine

        return line if isinstance(line, SoughtLine) else None

    def action_find(self) -> None:
        """Narrow the list, or find in the thread if the hands are there."""
        from hoory_tui.screens.soughtline import SoughtLine

        is_reading = self.messages.has_focus or (self.reading and self.takes_turns)
        sought = Sought.THREAD if is_reading else Sought.LIST
        open_already = self._sought_line(sought)
        if open_already is not None:
            open_already.field.focus()
            return
        self.drop_find()
        if sought is Sought.THREAD:
            self._thread_find.begin()
        else:
            self._stood_on = self.conversations.cursor
        at = self._moment()
        self.open_line(SoughtLine(sought, "", glyphs=at.glyphs, keymap=self._keymap))

    def drop_find(self) -> bool:
        """End whatever find is open; tell whether there was one."""
        if self._line is None:
            return False
        self.close_line()
        if self._listing.sift is not None:
            self._stop_narrowing()
        self._thread_find.end()
        return True

    @on(LineTyped)
    def _look_for(self, event: LineTyped) -> None:
        event.stop()
        if self._sought_line(event.sought) is None:
            # A letter that was under way while the line was closed.
            return
        if event.sought is Sought.LIST:
            self._narrow(event.text)
        else:
            self._thread_find.look_for(event.text)
            self._count_finds()

    @on(LineKept)
    def _keep_found(self, event: LineKept) -> None:
        event.stop()
        is_list = event.sought is Sought.LIST
        words = self._narrowing.typed if is_list else self._thread_find.words
        self.set_focus(self.conversations if is_list else self.messages)
        if not words:
            self.drop_find()

    @on(LineDropped)
    def _drop_found(self, event: LineDropped) -> None:
        event.stop()
        if event.sought is Sought.THREAD:
            self._thread_find.go_back()
            self.messages.focus()
        self.drop_find()
        if event.sought is Sought.LIST:
            if self._stood_on in self.store.conversations:
                self.conversations.set_cursor(self._stood_on)
            self.conversations.focus()
        elif event.sought is Sought.FILTER:
            self.conversations.focus()

    @on(LineStepped)
    def _step_found(self, event: LineStepped) -> None:
        event.stop()
        if event.sought is Sought.LIST:
            self.conversations.step_cursor(event.step)
        else:
            self._step_find(event.step)

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch, and count again what is found."""
        super().apply(changes)
        if self._line is None:
            return
        if changes.order or changes.conversations or changes.lists:
            self._count_narrowed()
        if changes.timelines:
            self._count_finds()

    # Narrowing the list

    def _narrow(self, text: str) -> None:
        rows = self.conversations
        self._narrowing.type(text)
        typed = self._narrowing.typed
        self._listing.sift = self._narrowing if typed else None
        self._show_list()
        if typed and rows.position_of(rows.cursor) is None:
            rows.set_cursor(rows.keys[0] if rows.keys else None)
        elif rows.cursor is not None:
            rows.reveal(rows.cursor)
        self._count_narrowed()
        if typed and not select.is_complete(self.store, self.view):
            self.post_message(MoreWanted(typed))

    def _stop_narrowing(self) -> None:
        self._narrowing.type("")
        self._listing.sift = None
        self._listing.begin_anew()
        self._show_list()
        if self.conversations.cursor is not None:
            self.conversations.reveal(self.conversations.cursor)

    def _count_narrowed(self) -> None:
        line = self._sought_line(Sought.LIST)
        if line is None:
            return
        held = len(select.rows(self.store, self.view))
        is_whole = select.is_complete(self.store, self.view)
        left = len(self.conversations.keys) if self._narrowing.typed else held
        note = "" if is_whole else " " + said("that are held; more is asked for")
        if line.field.has_focus:
            words = {
                "line.take": said("keeps them"),
                "line.leave": said("shows all"),
                "line.down": "next",
            }
            line.say_found(said("{place} of {count}", place=left, count=held), note, words)
        else:
            kept = said(
                "narrowed to {words}, {place} of {count}",
                words=self._narrowing.typed,
                place=left,
                count=held,
            )
            line.say_kept(kept + note)

    # Finding in the thread

    def next_match(self, step: int) -> bool:
        """Go on to the match before (1) or behind (-1), if a find is open in the thread at hand."""
        is_open = self._sought_line(Sought.THREAD) is not None and self._thread_find.words
        if not is_open or not self.messages.has_focus:
            return False
        self._step_find(-step)
        return True

    def _step_find(self, step: int) -> None:
        find, shown = self._thread_find, self.thread.shown
        if find.step(step):
            self._count_finds()
        elif step > 0 or shown is None or not find.has_older:
            self.notify(said("There is no further match in this direction."), markup=False)
        else:
            self.notify(
                said(
                    "There is no earlier match in the {held} messages that are held; older "
                    "ones are being loaded, so try again in a moment.",
                    held=find.held,
                ),
                markup=False,
            )
            self.post_message(OlderWanted(shown.id))

    def _count_finds(self) -> None:
        line, find = self._sought_line(Sought.THREAD), self._thread_find
        if line is None:
            return
        note = (
            " " + said("in the {held} messages that are held", held=find.held)
            if find.has_older
            else ""
        )
        place, count = find.place, find.count
        found = (
            said("{place} of {count}", place=place, count=count)
            if place
            else said("{count} found", count=count)
        )
        if line.field.has_focus:
            words = {
                "line.take": said("keeps it"),
                "line.leave": said("ends it"),
                "line.up": said("the one before"),
            }
            line.say_found(found, note, words)
        else:
            line.say_found(found, note, {"line.leave": said("ends it")}, _STEPS)

    # Going to one

    def action_search(self) -> None:
        """Search everything."""
        self._open_search("")

    def _open_search(self, words: str) -> None:
        from hoory_tui.screens.search import SearchScreen

        self.leave_words()
        self.app.push_screen(SearchScreen(self.store, self._moment, self._keymap, words))

    def action_goto(self) -> None:
        """Ask which conversation to go to."""
        from hoory_tui.screens.goto import goto_screen, wish_of
        from hoory_tui.screens.picker import Picked

        def chosen(picked: Picked | None) -> None:
            wish = wish_of(picked)
            if isinstance(wish, str):
                self._open_search(wish)
            elif wish is not None:
                self.post_message(wish)

        self.leave_words()
        self.app.push_screen(goto_screen(self.store, self._moment(), self._keymap), chosen)

    def leave_words(self) -> None:
        """Leave the composer, if the hands are in it; the draft stays."""
        if self.composer.text.has_focus:
            self._stop_writing()

    def open_found(self, conversation_id: int) -> None:
        """Go to a conversation that is held, whatever is shown, and open it."""
        self.leave_words()
        self.drop_find()
        self.go_to(conversation_id)
        self.action_open()

    def show_message(self, message_id: int, words: str = "") -> bool:
        """Put the cursor of the thread on a message that is held; tell whether it is there."""
        self.messages.focus()
        if not self._thread_find.show(message_id, words):
            return False
        if words:
            self._mark_words(words)
        return True

    def _mark_words(self, words: str) -> None:
        from hoory_tui.screens.soughtline import SoughtLine

        at = self._moment()
        line = SoughtLine(Sought.THREAD, words, glyphs=at.glyphs, keymap=self._keymap)
        line.is_resting = True
        self.open_line(line)
        self.call_after_refresh(self._count_finds)
