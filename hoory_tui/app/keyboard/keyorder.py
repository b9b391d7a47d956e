"""Keys one after another: each acts on what the key before it has led to.

Keys that come in one piece, as after a stall of the network, would otherwise all go to the
widget that had the focus before the first of them, and the letters of a reply would resolve
and assign instead of being written.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Final

from textual import events, on
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

_LOST: Final = 1.0
"""Seconds after which a key no longer holds up the others, whatever became of it."""
_LOOK: Final = 0.03
"""Seconds between two looks whether the widget of a key is still there."""

Typed = events.Key | events.Paste


class KeyDone(Message):
    """Follows a key through the same queues, so that it arrives when the key has acted.

    `number` is that of the key. A box that closes with its key is seen to be gone before this
    arrives, and a second word of the same key must not let the next but one pass.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class OrderedKeys(App[None], inherit_bindings=False):
    """An app that hands out a key or a paste only when the one before it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[Typed] = deque()
        self._key_since: float | None = None
        self._key_target: MessagePump | None = None
        self._look_armed = False
        self._handed_out = 0
        """How often it was somebody's turn: what is said of a turn before the last is old."""

    async def on_event(self, event: events.Event) -> None:
        """Hold up what is typed while a key is still acting."""
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
            return
        self._note(event)
        self._typed_ahead.append(event)
        await self._go_on_unless_held_up()

    async def _go_on_unless_held_up(self) -> None:
        if not self._typed_ahead:
            return
        if not self._is_held_up():
            await self._hand_out()
        elif not self._look_armed:
            # A widget that goes away with the key takes the word that it is done along.
            self._look_armed = True
            self.set_timer(_LOOK, self._look)

    async def _look(self) -> None:
        self._look_armed = False
        await self._go_on_unless_held_up()

    def _is_held_up(self) -> bool:
        if self._key_since is None or time.monotonic() - self._key_since > _LOST:
            return False
        target = self._key_target
        return target is not None and target.is_running and target.is_attached

    async def _hand_out_after(self, number: int) -> None:
        if number == self._handed_out:
            await self._hand_out()

    async def _hand_out(self) -> None:
        self._handed_out += 1
        self._key_since = None
        self._acted()
        event: Typed | None = None
        while event is None:
            if not self._typed_ahead or not self.is_running:
                return
            if wait := self._too_early(self._typed_ahead[0]):
                self.set_timer(wait, self._go_on_unless_held_up)
                return
            event = self._judged(self._typed_ahead.popleft())
        self._key_since = time.monotonic()
        self._key_target = target = self.focused or self.screen
        await super().on_event(event)
        target.call_later(self._acted)
        number = self._handed_out
        if not target.post_message(KeyDone(number)):
            self.call_later(self._hand_out_after, number)

    @on(KeyDone)
    def _go_on(self, message: KeyDone) -> None:
        message.stop()
        # A change of focus that the key asked for is in the queue by now, in front of this.
        self.call_later(self._hand_out_after, message.number)

    # What kinds of typing there are is decided by those who build on this.

    def _note(self, event: Typed) -> None:
        """Take note of what was typed, at the time at which it comes."""

    def _acted(self) -> None:
        """Take note that what was handed out has acted, or never will."""

    def _too_early(self, event: Typed) -> float:
        """Return for how many seconds more this is not to be decided, 0 to go on."""
        return 0.0

    def _judged(self, event: Typed) -> Typed | None:
        """Return what to hand out of what was typed, now that its turn has come."""
        return event
