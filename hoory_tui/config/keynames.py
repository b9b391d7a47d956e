"""How a person writes a key, turned into the one name Textual gives it."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Mapping
from typing import Final

from hoory_tui.words import saying, to_say

MODIFIERS: Final = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})

NAMED_KEYS: Final = frozenset(
    ["escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end"]
    + ["pageup", "pagedown", "up", "down", "left", "right"]
    + [f"f{number}" for number in range(1, 25)]
)

SHORT_NAMES: Final[Mapping[str, str]] = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "control": "ctrl",
}

# The names Textual prefers to Unicode's.
_FRIENDLY_NAMES: Final[Mapping[str, str]] = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}

# One byte each on most terminals, so that a program cannot tell the two apart.  The last pair
# matters most: enter may send what was meant to be a new line.
INDISTINCT: Final[Mapping[str, str]] = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "alt+enter": "enter",
}

TAKEN: Final[Mapping[str, str]] = {
    "ctrl+b": to_say("tmux waits for it"),
    "ctrl+c": to_say("it copies, and habit presses it to stop a program"),
    "ctrl+backslash": to_say("terminals quit a program with it"),
    "ctrl+space": to_say("input methods are switched with it"),
    "ctrl+at": to_say("input methods are switched with it"),
    "f10": to_say("terminals open their menu with it"),
    "f11": to_say("terminals fill the screen with it"),
    **dict.fromkeys(
        ("f6", "f7", "alt+backspace", "ctrl+a", "ctrl+e"), to_say("it is for editing text")
    ),
    **dict.fromkeys(("ctrl+k", "ctrl+v", "ctrl+w", "ctrl+x"), to_say("it is for editing text")),
    **dict.fromkeys(("ctrl+y", "ctrl+z"), to_say("it is for editing text")),
    **{f"alt+{digit}": to_say("terminals change their tabs with it") for digit in range(10)},
    **{
        f"ctrl+shift+{letter}": to_say("terminals keep it for themselves")
        for letter in string.ascii_lowercase
    },
}
"""Keys that never get here, or that do something else where text is written."""


def normalise_key(written: str) -> str:
    """Textual's name of one key: ``?`` is ``question_mark``, ``shift+j`` is ``J``.

    Raises :class:`ValueError` with a sentence for the user when no key can be meant.
    """
    text = written.strip()
    # The last character may itself be the plus sign.
    head, plus, start = text[:-1].rpartition("+")
    base = start + text[-1:]
    prefixes = head.lower().split("+") if plus else []
    modifiers = {SHORT_NAMES.get(prefix, prefix) for prefix in prefixes}
    if not modifiers <= MODIFIERS:
        raise ValueError(
            saying('"{text}" is no key: before + stand only ctrl, alt, shift or super', text=text)
        )
    name = _base_name(base, text)
    if len(base) == 1 and modifiers == {"shift"} and base.isalpha():
        return base.upper()
    key = "+".join([*sorted(modifiers), name.lower() if modifiers else name])
    if key in INDISTINCT:
        raise ValueError(
            saying(
                'terminals send "{key}" as "{other}": choose another key',
                key=key,
                other=INDISTINCT[key],
            )
        )
    if key in TAKEN:
        raise ValueError(
            saying(
                '"{key}" cannot be used, {reason}: choose another key',
                key=key,
                reason=saying(TAKEN[key]),
            )
        )
    return key


def normalise_keys(written: object) -> tuple[str, ...]:
    """The keys of one binding, from a comma string or a list, without repetitions.

    Raises :class:`ValueError` with a sentence for the user.
    """
    if isinstance(written, str):
        entries: list[object] = list(written.split(","))
    elif isinstance(written, (list, tuple)):
        entries = list(written)
    else:
        raise ValueError(saying('this must be a key such as "ctrl+s", or a list of keys'))  # noqa: TRY004
    texts = [entry for entry in entries if isinstance(entry, str) and entry.strip()]
    if not texts or len(texts) < len(entries):
        raise ValueError(saying('this must name at least one key, and the comma itself is "comma"'))
    return tuple(dict.fromkeys(normalise_key(text) for text in texts))


def _base_name(base: str, text: str) -> str:
    if len(base) == 1:
        if base.isalnum():
            return base
        if base.isprintable() and not base.isspace():
            return _character_name(base)
    name = SHORT_NAMES.get(base.lower(), base.lower())
    if name in NAMED_KEYS or name in _PUNCTUATION_NAMES:
        return name
    raise ValueError(saying('"{text}" is no key that hoory-tui knows', text=text))


def _character_name(character: str) -> str:
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _FRIENDLY_NAMES.get(name, name)


_PUNCTUATION_NAMES: Final = frozenset(_character_name(mark) for mark in string.punctuation)
