"""What stands between the terminal and the keys: pastes that stay texts, answers that type nothing.

A paste is text and no part of it a key, whether the terminal marks it as a paste or lets it look
like typing. What the terminal tells without having been asked never reaches the keys at all.
"""

from __future__ import annotations

from typing import Final

from hoory_tui.app.keyboard.answers import Answer, understood
from hoory_tui.app.keyboard.sequences import (
    BROKEN,
    INCOMPLETE,
    PASTE_END,
    PASTE_START,
    ST,
    ST_OR_BELL,
    TOKEN,
    Part,
    as_key,
    as_seven_bits,
    is_reply,
    part_of,
)
from hoory_tui.lazily import pattern

AT_ONCE: Final = "\x01"
"""Begins a paste that the terminal did not mark as one: several letters came at once."""
KEYS_LEFT_OUT: Final = "\x02"
"""Ends a paste in which there were keys; they did nothing."""
CUT: Final = "\x03"
"""Ends a paste of which only the beginning was kept."""
LONGEST: Final = 150_000
"""Characters of a paste that are kept; no message may be longer."""

ENOUGH: Final = 3
"""So many letters at once come from no finger: keys that follow each other come one by one."""
FOLLOWS: Final = 0.03
"""Seconds within which the next piece of a paste comes; no finger is that fast after one."""
PAUSE: Final = 0.01
"""Seconds after which an escape or the beginning of a string was a key."""
_STALL: Final = 0.3
"""Seconds for which a sequence or a string may stand still before it is given up."""
_LONGEST_STRING: Final = 2.0
"""Seconds after which a string is given up though more comes: somebody is typing."""
_PASTE_STALL: Final = 1.0
"""The same for a paste whose end does not come."""
_KEPT: Final = 1024
"""Characters of a string that are kept, in case it was typed."""

_CONTROLS: Final = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ESCAPES: Final = ("\x08", "\x7f")


class InputFilter:
    """Turns what is read from a terminal into what the library may read, piece by piece.

    Times are seconds of a clock that never goes back.
    """

    def __init__(self) -> None:
        self._held = ""
        """What may be the beginning of something."""
        self._string = ""
        """The introducer of the string that is being swallowed, "" outside."""
        self._body = ""
        self._string_since = 0.0
        self._pasting = False
        self._pasted = 0
        self._heard = 0.0
        """When the last piece came."""
        self._pasted_at = -1.0
        """When the last piece of a paste came."""
        self.answers: list[Answer] = []
        """What the terminal has told of itself; to be taken out by whoever reads them."""

    @property
    def is_waiting(self) -> bool:
        """Whether something is held that `tick` gives up when no more comes."""
        return bool(self._held or self._string or self._pasting)

    def feed(self, chunk: str, now: float) -> str:
        """Take what was read and return what may be read on."""
        out = self.tick(now)
        data, self._held = self._held + chunk, ""
        self._heard = now
        while data:
            if self._pasting:
                part, data = self._paste(data)
            elif self._string:
                part, data = self._swallow(data, now)
            else:
                part, data = self._keys(data, now)
            out += part
        if self._pasting:
            self._pasted_at = now
        return out

    def tick(self, now: float) -> str:
        """Return what was held for longer than more of it could take to come."""
        silent = now - self._heard
        if self._pasting:
            return self._end_paste() if silent > _PASTE_STALL else ""
        if self._string:
            if silent > _STALL or now - self._string_since > _LONGEST_STRING:
                return self._give_up_string(now)
            return ""
        if len(self._held) > 2 and silent <= _STALL:
            return ""
        if self._held and silent > PAUSE:
            held, self._held = self._held, ""
            # Two characters are a key with alt; no finger types what is longer.
            return as_key(held) if len(held) <= 2 else ""
        return ""

    # Pastes

    def _paste(self, data: str) -> tuple[str, str]:
        text, end, rest = data.partition(PASTE_END)
        if not end:
            held = next(
                n for n in range(len(PASTE_END) - 1, -1, -1) if data.endswith(PASTE_END[:n])
            )
            text, self._held = data[: len(data) - held], PASTE_END[:held]
        clean = _CONTROLS.sub("", text)
        kept = clean[: max(0, LONGEST - self._pasted)]
        self._pasted += len(clean)
        return (kept + self._end_paste(), rest) if end else (kept, "")

    def _end_paste(self) -> str:
        cut = CUT if self._pasted > LONGEST else ""
        self._pasting, self._pasted, self._held = False, 0, ""
        self._pasted_at = self._heard
        return f"{cut}{PASTE_END}"

    # Strings

    def _swallow(self, data: str, now: float) -> tuple[str, str]:
        ends = ST_OR_BELL if self._string.endswith(("]", "\x9d")) else ST
        if end := ends.search(data):
            if end.group() == "\x1b" and end.end() < len(data):
                self._body += data[: end.start()]
                return self._give_up_string(now), data[end.start() :]
            self._learn(f"{self._string}{self._body}{data[: end.start()]}"[:_KEPT])
            self._string = self._body = ""
            return "", data[end.end() :]
        if data.endswith("\x1b"):
            data, self._held = data[:-1], "\x1b"
        self._body = (self._body + data)[: _KEPT + 1]
        return "", ""

    def _give_up_string(self, now: float) -> str:
        begin, body = self._string, self._body
        self._string = self._body = self._held = ""
        if len(body) > _KEPT or is_reply(begin, body):
            return ""
        # A key that letters follow in one go is no key that anybody pressed.
        out = "" if body else as_key(begin)
        while body:
            part, body = self._keys(body, now)
            out += part
        return out

    # Keys

    def _keys(self, data: str, now: float) -> tuple[str, str]:
        """Return what the keys at the beginning become, and what comes after them."""
        parts: list[tuple[Part, str]] = []
        at, part = 0, Part.NOTHING
        while at < len(data) and part not in (Part.PASTE, Part.STRING):
            if INCOMPLETE.match(data, at):
                self._held, at = data[at:], len(data)
                break
            match = TOKEN.match(data, at)
            if match is None:
                broken = BROKEN.match(data, at)
                if broken is None and data[at] == "\x1b":
                    parts.append((Part.KEY, "\x1b"))
                at = broken.end() if broken else at + 1
                continue
            at, part = match.end(), part_of(match)
            parts.append((part, match.group()))
        out = self._assembled(parts, now)
        if part is Part.PASTE:
            self._pasting = True
            out += PASTE_START
        elif part is Part.STRING:
            self._string, self._string_since = match.group() if match else "", now
        return out, data[at:]

    def _assembled(self, parts: list[tuple[Part, str]], now: float) -> str:
        for part, text in parts:
            if part is Part.NOTHING:
                self._learn(text)
        letters = "".join(text for part, text in parts if part is Part.TEXT)
        # A piece that begins with a key may be an answer to what was seen of the paste by now.
        begins = bool(parts) and parts[0][0] is Part.TEXT
        follows = now == self._pasted_at or (begins and now - self._pasted_at < FOLLOWS)
        if len(set(letters)) < (1 if follows else 2) or len(letters) < (1 if follows else ENOUGH):
            return "".join(
                as_key(text)
                for part, text in parts
                if part not in (Part.NOTHING, Part.PASTE, Part.STRING)
            )
        self._pasted_at = now
        reports = "".join(as_seven_bits(text) for part, text in parts if part is Part.REPORT)
        return f"{_as_paste(parts)}{reports}"

    def _learn(self, sequence: str) -> None:
        answer = understood(as_seven_bits(sequence))
        if answer is not None:
            self.answers.append(answer)


def _as_paste(parts: list[tuple[Part, str]]) -> str:
    text: list[str] = []
    left_out = False
    for part, piece in parts:
        if part is Part.TEXT or piece in ("\t", "\r", "\n"):
            text += piece
        elif piece in _ESCAPES:
            # Whoever typed ahead has corrected this already.
            del text[-1:]
        else:
            left_out |= part in (Part.CONTROL, Part.KEY)
    return f"{PASTE_START}{AT_ONCE}{''.join(text)}{KEYS_LEFT_OUT if left_out else ''}{PASTE_END}"
