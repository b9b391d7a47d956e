"""What the agent does to mark conversations, so that the next key acts on all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Unpack

from hoory_tui.keys import KEYS, shown_keys
from hoory_tui.render.rows import ROW_HEIGHT, RowFacts
from hoory_tui.screens.edges import Here
from hoory_tui.screens.finding import FindingScreen
from hoory_tui.screens.marks import Marks
from hoory_tui.screens.triage_intents import MarkWhole
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Conversation
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.screens.picker import Choice, Options, Picked

_MATCHING = "matching:"


class MarkingScreen(FindingScreen, inherit_bindings=False):
    """A screen on which conversations can be marked; marks are ids and never rows."""

    @cached_property
    def _marks(self) -> Marks:
        return Marks()

    @property
    def marked(self) -> Collection[int]:
        """The conversations that keys act on in place of the one at hand."""
        return self._marks

    @property
    def targets(self) -> tuple[int, ...]:
        """What keys act on: what is marked, in the order of the list, or the one at hand."""
        if self._marks:
            rows = self.conversations
            places = {one: rows.position_of(one) for one in self._marks}
            return tuple(sorted(places, key=lambda one: (places[one] is None, places[one] or 0)))
        return (self.at_hand.id,) if self.at_hand is not None else ()

    @property
    def decisive(self) -> Conversation | None:
        """The conversation whose state decides which way a key goes: at hand, or marked first."""
        one, known = self.at_hand, self.store.conversations
        if not self._marks or (one is not None and one.id in self._marks):
            return one
        # Most often it stands near the top; to sort all that is marked costs more.
        in_list = (number for number in self.conversations.keys if number in self._marks)
        first = next(in_list, None)
        first = first if first is not None else next(iter(self._marks), None)
        return known.get(first) if first is not None else None

    # Showing

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch; what is gone can no longer be marked."""
        if self._marks and (changes.conversations or changes.order):
            self._marks.keep(self.store.conversations)
        super().apply(changes)

    def _row_facts(self, conversation_id: int) -> RowFacts:
        told = super()._row_facts(conversation_id)
        return replace(told, marked=True) if conversation_id in self._marks else told

    @property
    def _here(self) -> Here:
        here = super()._here
        return replace(here, waiting=replace(here.waiting, marked=len(self._marks)))

    def _show_marks(self) -> None:
        self.conversations.refresh_changed()
        self.show_bars()

    # What keys do

    def action_mark(self) -> None:
        """Mark the conversation at hand, or take its mark off, and go down."""
        if self.at_hand is not None:
            self._marks.toggle(self.at_hand.id)
            self.conversations.step_cursor(1)
            self._show_marks()

    def action_mark_stretch(self, step: int) -> None:
        """Mark all from where this began to the next row; back again takes marks off."""
        rows, here = self.conversations, self.at_hand
        if here is None:
            return
        anchor = self._marks.stretch_from(here.id)
        rows.step_cursor(step)
        begin, end = rows.position_of(anchor), rows.position_of(rows.cursor)
        if begin is None or end is None or rows.cursor is None:
            return
        first, last = min(begin, end), max(begin, end)
        self._marks.stretch_to(rows.cursor, rows.keys[first : last + 1])
        self._show_marks()

    def clear_marks(self) -> bool:
        """Take all marks off; return whether there were any."""
        if not self._marks:
            return False
        self._marks.clear()
        self._show_marks()
        return True

    def mark(self, conversation_ids: Collection[int]) -> None:
        """Mark these besides the others, and say how many are marked now."""
        self._marks.add(one for one in conversation_ids if one in self.store.conversations)
        self._show_marks()
        count = len(self._marks)
        key = shown_keys(next(one for one in KEYS if one.id == "back"), self._keymap)[-1]
        self.notify(
            said(
                "{count} marked; keys act on all of them, {key} takes the marks off.",
                count=count,
                key=key,
            ),
            markup=False,
        )

    def action_mark_menu(self) -> None:
        """Mark all, those that match a text, those on the screen; or turn the marks round."""
        # As the list is now: rows that come while the box is open are not meant by it.
        rows, is_whole = tuple(self._members()), self.is_list_whole
        if not rows and not self._marks:
            self.notify(said("There is no conversation in this list to mark."), markup=False)
            return
        self.pick_among(
            said("Mark in this list"),
            self._mark_choices(rows, is_whole),
            partial(self._mark_picked, rows, is_whole),
            free=partial(self._matching_choice, rows, is_whole),
            empty=said("No conversation of this list fits."),
            prompt=said("a text or a filter, such as label:vip older:2h"),
        )

    def _mark_choices(self, rows: Sequence[int], is_whole: bool) -> list[Choice]:
        from hoory_tui.screens.picker import Choice

        marks = self._marks
        count = (
            str(len(rows))
            if is_whole
            else said("{count} known, the rest is loaded", count=len(rows))
        )
        found = [
            Choice("all", said("All in this list"), count),
            Choice("shown", said("Those on the screen"), str(len(self._on_screen()))),
        ]
        if marks:
            others = sum(one not in marks for one in rows)
            found.append(Choice("invert", said("The others instead"), str(others), words="invert"))
        known = self.store.conversations
        if again := [one for one in marks.last if one in known and one not in marks]:
            found.append(Choice("again", said("Those that were marked last"), str(len(again))))
        if marks:
            found.append(
                Choice("none", said("None any more"), said("{count} marked", count=len(marks)))
            )
        return found

    def _matching_choice(self, rows: Sequence[int], is_whole: bool, text: str) -> Choice | None:
        from hoory_tui.screens.picker import Choice

        found = self._matching(text, rows)
        if not found and is_whole:
            return None
        more = "" if is_whole else " " + said("known, the rest is loaded")
        return Choice(
            f"{_MATCHING}{text}", said("All that fit: {text}", text=text), f"{len(found)}{more}"
        )

    def _matching(self, text: str, rows: Sequence[int]) -> Sequence[int]:
        """Return those of the rows that a line of the filter language takes, "" for all."""
        if not text:
            return rows
        from hoory_tui.store import filters

        store, now = self.store, self._moment().now
        try:
            wanted = filters.parse(text, filters.names_of(store))
        except filters.FilterError:
            return []
        held = [store.conversations[one] for one in rows if one in store.conversations]
        return [one.id for one in held if wanted.takes(store, one, now)]

    def mark_loaded(self, text: str) -> None:
        """Mark those of the list that a line of the filter language takes, "" for all.

        Of the list as it is held, which is drawn a moment later.
        """
        self.mark(self._matching(text, self._members()))

    def _members(self) -> Sequence[int]:
        """Return those that belong to the list, and fit while it is narrowed.

        Not those that only stay in it, such as the one at hand or one with unsent words.
        """
        belong, sift = select.members(self.store, self.view), self._listing.sift
        return belong if sift is None else sift.sift(belong, None)

    def _mark_picked(self, rows: Sequence[int], is_whole: bool, picked: Picked) -> None:
        [key] = picked.keys
        if key == "all" or key.startswith(_MATCHING):
            text = key.removeprefix(_MATCHING) if key != "all" else ""
            if is_whole:
                self.mark(self._matching(text, rows))
            else:
                self.post_message(MarkWhole(text))
        elif key == "shown":
            self.mark(self._on_screen())
        elif key == "invert":
            self._marks.invert(rows)
            self._show_marks()
        elif key == "again":
            self.mark(self._marks.last)
        else:
            self.clear_marks()

    # Boxes

    def pick_among(
        self,
        title: str,
        choices: Sequence[Choice],
        take: Callable[[Picked], None],
        **options: Unpack[Options],
    ) -> None:
        """Open a box beside the hand and go on with what was chosen in it."""
        from hoory_tui.screens.picker import PickerScreen

        screen = PickerScreen(
            title,
            choices,
            glyphs=self._moment().glyphs,
            keymap=self._keymap,
            near=self.beside_hand,
            **options,
        )
        self.app.push_screen(screen, lambda picked: take(picked) if picked is not None else None)

    # Where things are

    @property
    def is_list_whole(self) -> bool:
        """Whether all conversations of this list are known."""
        return select.is_complete(self.store, self.view)

    def _on_screen(self) -> Sequence[int]:
        rows = self.conversations
        top = -(-round(rows.scroll_y) // ROW_HEIGHT)
        end = (round(rows.scroll_y) + rows.size.height) // ROW_HEIGHT
        return list(rows.keys[top:end])

    @property
    def beside_hand(self) -> tuple[int, int]:
        """The place on the screen where a box stands beside what it acts on."""
        rows = self.conversations
        if not rows.display or not rows.region:
            return self.thread.region.x + 2, self.thread.region.y + 1
        position = rows.position_of(rows.cursor) or 0
        line = position * ROW_HEIGHT - round(rows.scroll_y)
        row = rows.region.y + min(max(line, 0), max(rows.size.height - 1, 0))
        return rows.region.right, row
