"""The text of the composer: letters, pastes and the few keys that choose from the list above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.message import Message

from hoory_tui.keys import Context, bindings
from hoory_tui.lazily import dataclass
from hoory_tui.widgets.completion import Completion, Offer
from hoory_tui.widgets.rightward import RightwardText
from hoory_tui.widgets.triggers import Naming, Trigger, trigger_before
from hoory_tui.wire.characters import ZWJ, ZWNJ
from hoory_tui.wire.clean import clean

_JOINERS: Final = (ZWJ, ZWNJ)
MANY_LINES: Final = 5
"""More pasted lines than these may be a mistake, and are asked about."""


class ComposerText(RightwardText):
    """The text itself; sending is asked for, never done by a key that could be a slip."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.COMPOSER)]

    @dataclass
    class Asked(Message):
        """The agent wants something else than letters, by the name of the key that asks for it."""

        wish: str

    @dataclass
    class ManyPasted(Message):
        """So many lines were pasted that it may be a mistake; they are written if it is none."""

        text: str
        lines: int

    def __init__(
        self,
        send: Callable[[], None],
        completion: Completion,
        offers: Callable[[Trigger], list[Offer]],
    ) -> None:
        super().__init__(id="composer-text", soft_wrap=True, show_line_numbers=False)
        self._send = send
        self._completion = completion
        self._offers = offers
        self._by_hand: tuple[int, int] | None = None
        """Where the list of prepared words was asked for, without a sign in the text."""
        self._left_at: tuple[int, int] | None = None
        """Where a list was closed that is not to open again by what is typed there."""
        self.private = False
        self.enter_sends = False
        # A blinking cursor would send bytes all day.
        self.cursor_blink = False
        self.highlight_cursor_line = False

    def action_send(self) -> None:
        """Have the text sent as it stands at this key press, to whom the title names now."""
        self._send()

    def action_newline(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_ask(self, wish: str) -> None:
        """Ask for something that the text cannot do by itself."""
        self.post_message(self.Asked(wish))

    def action_undo(self) -> None:
        """Undo; where there is nothing to undo, take back what was sent a moment ago."""
        if self.text or self.history.undo_stack:
            super().action_undo()
        else:
            self.post_message(self.Asked("held"))

    async def _on_key(self, event: events.Key) -> None:
        if self._completion.is_open and self._choose(event.key):
            event.prevent_default()
            event.stop()
        elif event.key == "enter" and self.enter_sends:
            event.prevent_default()
            event.stop()
            self._send()
        # Terminals send the letter along, and the library would write it into the reply.
        elif event.key.startswith("alt+"):
            event.prevent_default()
        elif event.character is not None and event.character in _JOINERS:
            # Persian is typed with them, and the library takes them for no letters.
            event.prevent_default()
            event.stop()
            self.insert(event.character)

    async def _on_paste(self, event: events.Paste) -> None:
        # What is pasted travels to a customer: without controls, and never as keys.
        event.prevent_default()
        event.stop()
        pasted = clean(event.text)
        lines = pasted.rstrip("\n").count("\n") + 1
        if lines > MANY_LINES:
            self.post_message(self.ManyPasted(pasted, lines))
        else:
            self.put(pasted)

    def put(self, text: str) -> None:
        """Write a text where the cursor is, in place of what is selected."""
        if text:
            done = self.replace(text, *self.selection, maintain_selection_offset=False)
            self.move_cursor(done.end_location)

    # The list of what can be put in

    def action_prepared(self) -> None:
        """Open the list of prepared words at the cursor."""
        self._by_hand, self._left_at = self.cursor_location, None
        self.complete()

    def complete(self) -> None:
        """Open, narrow or close the list, as what stands before the cursor says."""
        trigger = self._trigger() if self.has_focus else None
        offers = self._offers(trigger) if trigger is not None else []
        self._completion.offer(offers)

    def close_list(self) -> None:
        """Close the list, whatever is being named."""
        self._by_hand = self._left_at = None
        self._completion.offer([])

    def _trigger(self) -> Trigger | None:
        row, column = self.cursor_location
        line = self.document.get_line(row)[:column]
        if self.selection.start != self.selection.end:
            return None
        if self._by_hand is not None:
            at_row, start = self._by_hand
            typed = line[start:]
            if at_row == row and column >= start and len(typed.split()) <= 1:
                return Trigger(Naming.CANNED, start, typed.strip())
            self._by_hand = None
        trigger = trigger_before(line, private=self.private)
        if trigger is None or self._left_at == (row, trigger.start):
            return None
        self._left_at = None
        return trigger

    def _choose(self, key: str) -> bool:
        """Do what a key does with the open list; False for one that it has nothing to do with."""
        match key:
            case "up" | "down":
                self._completion.step(-1 if key == "up" else 1)
            case "enter" | "tab":
                self._put_chosen()
            case "escape":
                trigger = self._trigger()
                row = self.cursor_location[0]
                self._by_hand = None
                self._left_at = (row, trigger.start) if trigger is not None else None
                self._completion.offer([])
            case _:
                return False
        return True

    def _put_chosen(self) -> None:
        trigger, offer = self._trigger(), self._completion.chosen
        self.close_list()
        if trigger is None or offer is None:
            return
        row, column = self.cursor_location
        done = self.replace(
            offer.insert, (row, trigger.start), (row, column), maintain_selection_offset=False
        )
        self.move_cursor(done.end_location)
