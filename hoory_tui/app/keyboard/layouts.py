"""Letters of other scripts as the QWERTY letters in the same places, for keys that are commands.

A terminal tells which letter was typed and not which key was pressed. ASCII stays what it is, on
whatever key a layout has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual import events

_PLACES: Final = "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
_SHIFTED: Final = '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'
_BLANK: Final = "·"
"""Stands where a layout has nothing of its own."""

_LAYOUTS: Final[Mapping[str, str]] = {
    "russian": "ё············йцукенгшщзхъфывапролджэ·ячсмитьбю·",
    "ukrainian": "·············йцукенгшщзхїфівапролджєґячсмитьбю·",
    "bulgarian": "··············уеишщксдзц·ьяаожгтнвмч·юйъэфхпрлб",
    "bulgarian-phonetic": "ч············явертъуиопшщасдфгхйкл··юзьцжбнм···",
    "armenian": "՝էթփձջ·ևռչճ֊ժքոերտըւիօպխծասդֆգհյկլ·՛շզղցվբնմ·․·",
    "armenian-typewriter": "՝ֆձ֊·։՞․՛·օէղճփբսմուկըթծցջվգեանիտհպր»ժդչյզլքխշռ",
    "greek": "··············ςερτυθιοπ··ασδφγηξκλ···ζχψωβνμ···",
    "hebrew": "···············קראטוןםפ··שדגכעיחלךף··זסבהנמצתץ·",
    "arabic": "ذ············ضصثقفغعهخحجدشسيبلاتنمكط·ئءؤرﻻىةوزظ",
    "persian": "·۱۲۳۴۵۶۷۸۹۰··ضصثقفغعهخحجچشسیبلاتنمکگ·ظطزرذدپو··",
    "georgian": "·············ქწერტყუიოპ··ასდფგჰჯკლ···ზხცვბნმ···",
}
"""What each layout has in the places above."""
_SECOND: Final[Mapping[str, str]] = {
    "russian": "#№",
    "bulgarian": "Qы Aѝ",
    "bulgarian-phonetic": "Xѝ",
    "greek": "SΣ",
    "armenian": ":։ ?՞",
    "armenian-typewriter": "&և",
    "arabic": (
        "Q\u064e W\u064b E\u064f R\u064c T\ufef9 Y\u0625 I÷ O× P\u061b A\u0650 S\u064d G\ufef7 "
        "H\u0623 J\u0640 K\u060c X\u0652 B\ufef5 N\u0622 ?\u061f"
    ),
    "persian": (
        "#\u066b Q\u0652 W\u064c E\u064d R\u064b T\u064f Y\u0650 U\u064e I\u0651 A\u0624 "
        "S\u0626 D\u064a F\u0625 G\u0623 H\u0622 J\u0629 K\u00bb L\u00ab Z\u0643 X\u0653 "
        "C\u0698 V\u0670 B\u200c N\u0654 M\u0621 ?\u061f"
    ),
    "georgian": "Wჭ Rღ Tთ Sშ Jჟ Zძ Cჩ",
}
"""What is typed with shift where that is no capital: the place and what stands there."""

LAYOUTS: Final = tuple(_LAYOUTS)
"""The names that a setting may give."""
_BY_ITSELF: Final = (
    *("russian", "ukrainian", "armenian", "greek", "hebrew", "arabic", "persian", "georgian"),
)
"""Those taken when none is named; of letters that two have, the first one's place counts."""


def letters_of(layouts: Sequence[str] | None) -> dict[str, str]:
    """Return the QWERTY character for each character of these layouts, None for the usual ones.

    Of a character that several of them have, the place in the first one counts.
    """
    found: dict[str, str] = {}
    for name in _BY_ITSELF if layouts is None else layouts:
        for character, place in zip(_LAYOUTS[name], _PLACES, strict=True):
            if character != _BLANK:
                found.setdefault(character, place)
        for pair in _SECOND.get(name, "").split():
            found.setdefault(pair[1], pair[0])
        for character, place in zip(_LAYOUTS[name], _SHIFTED, strict=True):
            capital = character.upper()
            if len(capital) == 1 and capital != character:
                found.setdefault(capital, place)
    return found


def latin(event: events.Key, letters: Mapping[str, str]) -> events.Key:
    """Return the key in the same place of a Latin keyboard, or the same when there is none."""
    from textual.keys import _character_to_key

    *modifiers, name = event.key.split("+")
    found = letters.get(event.character or name)
    if found is None:
        return event
    key = "+".join([*modifiers, _character_to_key(found)])
    return events.Key(key, None if modifiers else found)
