"""Languages for tests: one that shows at a glance which words are ours, and how to speak one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from hoory_tui.words import KEY, use
from hoory_tui.words.dates import Dates

if TYPE_CHECKING:
    from hoory_tui.words import Tongue

_PLACE: Final = re.compile(r"(\{[^{}]*\})")
_STRANGE: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "аьсԁеfɡһіјкӏмпорԛгѕтцѵшхуzАВСДЕҒԌНІЈКЛМПОРԚГЅТЦѴШХУЗ".replace("f", "ƒ").replace("z", "ʐ"),
)


class Stretched:
    """Every sentence in letters that are not English ones, 40 % longer and in brackets."""

    def __init__(self) -> None:
        self.dates = Dates("hy")

    def one(self, text: str) -> str:
        return stretched(text.removeprefix(KEY))

    def of_many(self, one: str, many: str, count: int) -> str:
        return stretched(one if count == 1 else many)


def stretched(text: str) -> str:
    """Return a sentence stretched, what is put in by name as it was."""
    if not text.strip():
        return text
    core = text.strip()
    parts = [
        part if _PLACE.fullmatch(part) else part.translate(_STRANGE) for part in _PLACE.split(core)
    ]
    longer = "·" * round(0.4 * len(_PLACE.sub("", core)))
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}⟦{''.join(parts)}{longer}⟧{end}"


@contextmanager
def speaking(tongue: Tongue | None) -> Iterator[None]:
    """Speak a language until the block ends."""
    use(tongue)
    try:
        yield
    finally:
        use(None)
