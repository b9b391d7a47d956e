"""The console in a language that is 40 % longer: nothing is unsaid, and nothing falls off."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import hoory_tui.demo
from hoory_tui.keys import KEYS, shown_keys
from hoory_tui.screens.main import MainScreen
from hoory_tui.words import for_key

from ..flows.console import Console
from ..screenshots.scene import console_at_work, fail_to_send
from .tongues import Stretched, speaking, stretched

_WORD: Final = re.compile(r"[A-Za-z]{3,}")
_EXAMPLES: Final = frozenset({"billing", "Hoory"})
"""What is the same in every language: a value in a filter, a name."""
_BOXES: Final = (
    *("s", "A", "t", "S", "question_mark", "I", "B", "L", "colon", "exclamation_mark"),
    *("f", "slash", "ctrl+f", "0", "o", "O", "l", "m", "f3", "w", "g", "T"),
)
"""Keys that open what has words of its own."""


@cache
def strangers() -> frozenset[str]:
    """Return the words that are not ours: those of the demo company, and the names of keys."""
    folder = Path(hoory_tui.demo.__file__).parent
    texts = [path.read_text("utf-8") for path in (folder / "data").iterdir()]
    texts += [f"{key.id} {' '.join(shown_keys(key))}" for key in KEYS]
    return frozenset(word for text in texts for word in _WORD.findall(text)) | _EXAMPLES


def english_on(running: Console) -> list[str]:
    """Return the English words on the screen that nobody of the desk has written."""
    known = strangers() | set(_WORD.findall(repr(running.store)))
    shown = {word for line in running.text() for word in _WORD.findall(line)}
    # A name that is cut at an edge of a box is still a name.
    return sorted(one for one in shown if not any(one in word for word in known))


async def at_home(running: Console) -> None:
    await running.press("escape")
    await running.until(lambda: isinstance(running.app.screen, MainScreen), "the main screen")


async def walk(running: Console) -> dict[str, list[str]]:
    """Open everything, and return the English words found by what they were seen in."""
    found = {"thread": english_on(running)}
    for private in (False, True):
        await running.press("p" if private else "r")
        found[f"composer {private}"] = english_on(running)
        await running.press("escape")
    await running.press("h")
    found["list"] = english_on(running)
    for key in _BOXES:
        await running.press(key)
        found[key] = english_on(running)
        await at_home(running)
    return {where: words for where, words in found.items() if words}


async def test_no_word_on_the_main_screens_is_left_in_english_and_all_fits_80_columns() -> None:
    with speaking(Stretched()):
        async with console_at_work((80, 24)) as running:
            await fail_to_send(running)
            await running.press("escape")
            assert await walk(running) == {}
            last, first = running.text()[-1], running.text()[0]
            assert for_key("all keys") in last, "the way to all keys is the last to go"
            assert last.count("⟦") == last.count("⟧"), "no key's word is cut"
            assert stretched("live") in first, "how the link is stays"
            assert stretched("Mine")[:8] in first or stretched("All") in first


async def test_wide_screens_have_the_side_panel_in_the_language_as_well() -> None:
    with speaking(Stretched()):
        async with console_at_work((200, 50)) as running:
            assert stretched("Agents") in running.seen()
            assert english_on(running) == []
            assert stretched("Unassigned") in running.text()[0]
