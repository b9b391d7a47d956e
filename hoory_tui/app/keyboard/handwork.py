"""What no hand has typed is a paste: written where text is written, and nothing anywhere else."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import takewhile
from typing import ClassVar, Final

from textual import events
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from hoory_tui.app.keyboard.bursts import Bursts
from hoory_tui.app.keyboard.keyorder import OrderedKeys, Typed
from hoory_tui.app.keyboard.typed import AT_ONCE, CUT, FOLLOWS, KEYS_LEFT_OUT, LONGEST
from hoory_tui.wire.clean import clean

_TYPED_AHEAD: Final = 80
"""More letters behind the key that begins a reply were not typed before the reply was there."""
_SAID: Final = 2.0
"""Seconds within which the same sentence is said once."""

_MOVES: Final = ("nav.", "view.", "conv.", "open", "back", "toggle.details", "plain", "pager.")
"""How the ids of keys begin that change nothing but what is seen."""
_WRITES: Final = ("reply", "note", "visit.write")
_TEXT_KEYS: Final = frozenset({"backspace", "delete", "left", "right", "up", "down", "home", "end"})
"""Keys that a text is typed with."""
_AS_TEXT: Final = {"enter": "\n", "ctrl+j": "\n", "tab": "\t"}
"""Keys that are characters of a text when they come in one go with it."""

NOTHING_DONE: Final = "That looked like a paste, so nothing was done."
WRITE_FIRST: Final = "That looked like a paste, so nothing was done; press r to reply first."
KEYS_IGNORED: Final = (
    "Keys that came in one go with the text, as in a paste, did nothing; press them again."
)
PASTE_CUT: Final = (
    f"The paste was too long: its first {LONGEST:,} characters were kept and the rest left out."
)


class HandKeys(OrderedKeys, inherit_bindings=False):
    """An app in which keys are what fingers press."""

    by_the_clock: ClassVar[bool] = False
    """Whether keys come from a terminal, where the time between them tells fingers from pastes."""

    def __init__(self) -> None:
        super().__init__()
        self._bursts = Bursts()
        self._typed_before: list[Typed] = []
        """Taken out of a paste again, because they were typed."""
        self._being_written = 0
        """Pastes that were handed out and have not acted yet."""
        self._said_last = ("", 0.0)

    def _note(self, event: Typed) -> None:
        if isinstance(event, events.Paste):
            self._bursts.paste(event.time)
        elif event.is_printable and event.character:
            self._bursts.letter(event.character, event.time)

    def _too_early(self, event: Typed) -> float:
        # What does more than to move waits for what follows, which tells a key from a paste.
        if not self.by_the_clock or isinstance(event, events.Paste) or not event.is_printable:
            return 0.0
        if event in self._typed_before or self._text_field or self._is_bound_to(event.key, _MOVES):
            return 0.0
        return max(0.0, event.time + FOLLOWS - time.monotonic())

    def _judged(self, event: Typed) -> Typed | None:
        judged = self._decided(event)
        return self._latin(judged) if isinstance(judged, events.Key) else judged

    def _decided(self, event: Typed) -> Typed | None:
        if event in self._typed_before:
            self._typed_before.remove(event)
            return event
        if isinstance(event, events.Paste):
            return self._written(event) if self._text_field else self._commanded(event)
        if not self.by_the_clock:
            return event
        if self._text_field is None:
            return None if self._is_burst(event) else event
        if event.is_printable or not self._bursts.is_part_of_text(event.time):
            return event
        return self._key_in_text(event)

    @property
    def _text_field(self) -> Input | TextArea | None:
        """Where text is written now."""
        focused = self.focused
        return focused if isinstance(focused, Input | TextArea) else None

    def _is_bound_to(self, key: str, ids: tuple[str, ...]) -> bool:
        key = self._latin(events.Key(key, key)).key
        active = self.screen.active_bindings.get(key)
        return active is not None and (active.binding.id or "").startswith(ids)

    @property
    def _letters(self) -> Mapping[str, str]:
        """The QWERTY characters for those of other layouts."""
        return {}

    def _latin(self, event: events.Key) -> events.Key:
        """Return the command that a key of another script is meant as; text stays what it is."""
        if (event.character or event.key).isascii():
            return event
        is_text = self._text_field is not None and not event.key.startswith("alt+")
        if is_text or event.key in self.screen.active_bindings:
            return event
        from hoory_tui.app.keyboard.layouts import latin

        return latin(event, self._letters)

    # Where text is written

    def _written(self, event: events.Paste) -> events.Paste | None:
        text = event.text.removeprefix(AT_ONCE)
        while follows := self._piece_that_follows():
            text += follows
        if text.endswith(CUT):
            self._say_once(PASTE_CUT)
        if KEYS_LEFT_OUT in text:
            self._say_once(KEYS_IGNORED)
        text = text.replace(KEYS_LEFT_OUT, "").removesuffix(CUT)
        if isinstance(self._text_field, Input):
            text = self._one_line(clean(text), typed=event.text.startswith(AT_ONCE))
        if not text:
            self._paste_is_seen()
            return None
        self._being_written += 1
        return events.Paste(text)

    def _one_line(self, text: str, *, typed: bool) -> str:
        """Return the line that was asked for; what is below it answers no question that follows."""
        if "\n" not in text:
            return text
        if typed:
            self._say_once(KEYS_IGNORED)
        return next((line for line in text.split("\n") if line.strip()), "")

    def _piece_that_follows(self) -> str:
        """Take what came at once right behind a paste: its next piece, cheaper written with it."""
        after = self._typed_ahead[0] if self._typed_ahead else None
        if not isinstance(after, events.Paste) or not after.text.startswith(AT_ONCE):
            return ""
        self._typed_ahead.popleft()
        self._being_written += 1
        return after.text.removeprefix(AT_ONCE)

    def _key_in_text(self, event: events.Key) -> Typed | None:
        if event.key in _TEXT_KEYS:
            return event
        if event.key in _AS_TEXT and isinstance(self._text_field, TextArea):
            return events.Paste(_AS_TEXT[event.key])
        self._say_once(KEYS_IGNORED)
        return None

    def _acted(self) -> None:
        # Before it is painted, so that who waits to see a paste is never too early.
        while self._being_written:
            self._being_written -= 1
            self._paste_is_seen()

    def _paste_is_seen(self) -> None:
        self._bursts.seen(time.monotonic())

    # Where letters are commands

    def _commanded(self, event: events.Paste) -> Typed | None:
        """Return the first key of what was typed ahead, None for what nobody typed."""
        text = event.text.rstrip(CUT + KEYS_LEFT_OUT)
        typed = self._typed_in(text.removeprefix(AT_ONCE)) if text.startswith(AT_ONCE) else []
        if not any(isinstance(one, events.Paste) for one in typed):
            self._paste_is_seen()
        if not typed:
            self._say_once(NOTHING_DONE if isinstance(self.screen, ModalScreen) else WRITE_FIRST)
            return None
        if KEYS_LEFT_OUT in event.text:
            self._say_once(KEYS_IGNORED)
        self._typed_ahead.extendleft(reversed(typed[1:]))
        self._typed_before = [one for one in typed[1:] if isinstance(one, events.Key)]
        return typed[0]

    def _typed_in(self, text: str) -> list[Typed]:
        """Return what was typed when these letters came at once, nothing when they were pasted."""
        keys: list[Typed] = [
            events.Key("enter", one) if one == "\r" else events.Key(one, one) for one in text
        ]
        names = [one.key for one in keys if isinstance(one, events.Key)]
        moves = list(takewhile(lambda name: self._is_bound_to(name, _MOVES), names))
        rest = text[len(moves) :]
        if not rest:
            return keys
        ahead = len(rest) <= _TYPED_AHEAD and not {"\r", "\n"} & set(rest)
        if ahead and self._is_bound_to(rest[0], _WRITES):
            written: list[Typed] = [events.Paste(rest[1:])] if rest[1:] else []
            return [*keys[: len(moves) + 1], *written]
        return []

    def _is_burst(self, event: events.Key) -> bool:
        if not self._bursts.is_burst(event.time):
            return False
        letters = self._bursts.letters_near(event.time)
        if event.is_printable and all(self._is_bound_to(one, _MOVES + _WRITES) for one in letters):
            # As many as may come after a stall of the line or of the machine; to begin to write
            # decides nothing yet.
            return False
        self._say_once(NOTHING_DONE if isinstance(self.screen, ModalScreen) else WRITE_FIRST)
        return True

    def _say_once(self, sentence: str) -> None:
        before, at = self._said_last
        now = time.monotonic()
        self._said_last = (sentence, now)
        if sentence != before or now - at > _SAID:
            self.notify(sentence, markup=False)
