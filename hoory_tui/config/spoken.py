"""The language that messages are translated into: the chosen one, else that of this login."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from hoory_tui.lazily import pattern
from hoory_tui.words import ENGLISH, LANGUAGES, saying

USUAL: Final = "en"
_CODE: Final = pattern(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2}))?(?:[.@].*)?")
_WITH_COUNTRY: Final = frozenset({"pt_BR", "zh_CN", "zh_TW"})
"""The only ones in which servers of this family tell countries apart."""


def language_code(value: object) -> str:
    """A language as servers name it, such as ``de``; raises ValueError with a sentence."""
    found = _CODE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(saying('this must be the code of a language, such as "en"'))
    code = found[1].lower()
    whole = f"{code}_{found[2].upper()}" if found[2] else code
    return whole if whole in _WITH_COUNTRY else code


def spoken_language(chosen: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the chosen code, or that of the environment's locale, or English."""
    if chosen:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if told := environ.get(name, ""):
            try:
                return language_code(told)
            except ValueError:
                # "C" and "POSIX" are nobody's language.
                return USUAL
    return USUAL


def interface_language(chosen: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the language that the console itself speaks: the chosen one, else the locale's.

    English where the locale's is none of those that the console knows.
    """
    code = spoken_language("" if chosen == "auto" else chosen, environ)
    return code if code in LANGUAGES else ENGLISH
