"""What visitors and colleagues say in live scenes, chosen to fit what was just said to them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from .company import read_table
from .records import Json

_QUESTION = re.compile(r"[?？؟՞;]")
_FAREWELL = re.compile(
    r"\b(closing|close this|have a (good|nice)|good ride|bye|take care|all set|glad)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A visitor's answer; ``file`` names a sample that goes with it."""

    text: str
    file: str | None = None
    done: bool = False


class SmallTalk:
    """Draws lines from the data file, without repeating the same line twice running."""

    def __init__(self, rng: random.Random) -> None:
        self._data = read_table("live")
        self._rng = rng
        self._last: dict[tuple[str, str], str] = {}

    def _draw(self, language: str, kind: str) -> str:
        languages: Json = self._data["languages"]
        lines: list[str] = languages[language if language in languages else "en"][kind]
        last = self._last.get((language, kind))
        choice = self._rng.choice([one for one in lines if one != last] or lines)
        self._last[language, kind] = choice
        return choice

    def opener(self) -> Json:
        """Return a new visitor: name, lang, inbox and first text."""
        openers: list[Json] = self._data["openers"]
        return self._rng.choice(openers)

    def follow_up(self, language: str) -> str:
        """Return what a waiting visitor adds."""
        return self._draw(language, "follow_up")

    def answer(self, said: str, language: str, patience: int) -> Answer:
        """Return a visitor's answer to an agent's text; with no patience left it is the last."""
        if _FAREWELL.search(said) or patience <= 1:
            return Answer(self._draw(language, "thanks"), done=True)
        if language == "en":
            for rule in self._data["rules"]:
                if re.search(rule["pattern"], said, re.IGNORECASE):
                    return Answer(self._rng.choice(rule["answers"]), rule.get("file"))
        if _QUESTION.search(said):
            return Answer(self._draw(language, "to_question"))
        return Answer(self._draw(language, "to_statement"))

    def colleague(self, language: str) -> str:
        """Return a colleague's answer."""
        return self._draw(language, "colleague")

    def closing(self, language: str) -> str:
        """Return a colleague's last words."""
        return self._draw(language, "closing")

    def note(self) -> str:
        """Return a private note; ``{@key}`` marks a mention."""
        return str(self._rng.choice(self._data["notes"]))
