"""What the console makes of bytes from a terminal, step by step: for showing, not for doing."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from hoory_tui.app.keyboard.driver import NO_TEXT
from hoory_tui.app.keyboard.typed import AT_ONCE, CUT, KEYS_LEFT_OUT, InputFilter
from hoory_tui.wire.clean import clean_line

_LONGEST: Final = 40
_LATE: Final = 0.3
"""Seconds after which nothing more comes of bytes; the library waits for a part of that."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Bytes and what they were taken for: keys, or words for what is no key; maybe nothing."""

    data: bytes
    keys: tuple[Pressed, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """One key by all its names, and the character that it stands for, "" for none."""

    names: tuple[str, ...]
    character: str = ""

    @property
    def name(self) -> str:
        """The name that the settings know it by."""
        return self.names[0]


class Probe:
    """Takes what is read from a terminal, as the console does; times are of a monotonic clock."""

    def __init__(self) -> None:
        self._filter = InputFilter()
        self._parser = XTermParser(False)
        self._decode = codecs.getincrementaldecoder("utf-8")(NO_TEXT).decode
        self._data = b""
        """What nothing has come of yet."""
        self._came_at = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether `tick` may still make something of what came."""
        return bool(self._data)

    def feed(self, data: bytes, now: float) -> Iterator[Heard]:
        """Take bytes and yield what they are."""
        self._data += data
        self._came_at = now
        yield from self._heard(self._filter.feed(self._decode(data), now), is_late=False)

    def tick(self, now: float) -> Iterator[Heard]:
        """Give up waiting for more, where that was long enough."""
        text = self._filter.tick(now)
        is_late = not self._filter.is_waiting and now - self._came_at > _LATE
        yield from self._heard(text, is_late=is_late)

    def _heard(self, text: str, *, is_late: bool) -> Iterator[Heard]:
        found: list[Message] = list(self._parser.feed(text)) if text else []
        found += self._parser.tick()
        if found or (is_late and self._data):
            data, self._data = self._data, b""
            yield heard(data, found)


def heard(data: bytes, found: Sequence[Message]) -> Heard:
    """Return what some bytes were taken for."""
    keys = tuple(
        Pressed(tuple(dict.fromkeys([one.key, *one.aliases])), one.character or "")
        for one in found
        if isinstance(one, events.Key)
    )
    return Heard(data, keys, tuple(filter(None, map(_other, found))))


def _other(message: Message) -> str:
    match message:
        case events.Paste(text=text):
            shown = clean_line("".join(one for one in text if one.isprintable())[:_LONGEST])
            count = len(text.strip(f"{AT_ONCE}{KEYS_LEFT_OUT}{CUT}"))
            return f"a paste of {count} characters: {shown}"
        case events.MouseEvent():
            return "the mouse"
        case events.AppFocus():
            return "the terminal is looked at"
        case events.AppBlur():
            return "the terminal is left"
        case events.Key():
            return ""
    return "an answer of the terminal"


def as_hex(data: bytes, most: int = 16) -> str:
    """Return bytes as pairs of hexadecimal digits."""
    shown = data[:most].hex(" ")
    return f"{shown} …" if len(data) > most else shown


def as_words(data: bytes, most: int = 16) -> str:
    """Return bytes readable and harmless: controls by their signs, letters as they are."""
    words = []
    for letter in data[: most * 4].decode("utf-8", "surrogateescape")[:most]:
        code = ord(letter)
        if letter == "\x1b":
            words.append("ESC")
        elif code < 0x20:
            words.append(f"^{chr(code + 0x40)}")
        elif code == 0x7F:
            words.append("^?")
        elif 0xDC80 <= code <= 0xDCFF:
            words.append(f"0x{code - 0xDC00:02X}")
        elif letter == " ":
            words.append("SPACE")
        elif letter.isprintable():
            words.append(clean_line(letter))
        else:
            words.append(f"U+{code:04X}")
    return " ".join(words)
