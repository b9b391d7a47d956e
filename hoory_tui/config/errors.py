"""One exception for everything a person set up wrongly, which reads as one plain sentence."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.words import said, saying, told

_KEPT = saying("nothing was changed")


class ConfigError(Exception):
    """A setting cannot be used; ``str()`` says where, what is wrong, what was kept, what to do.

    `sentence` is the same in the agent's language, ``str()`` always English.

    ``line`` counts from 1.  Values out of files never enter the text unless the caller puts them
    there: the value next to a mistake may be a token.
    """

    def __init__(
        self,
        problem: str,
        *,
        remedy: str,
        kept: str = _KEPT,
        path: Path | None = None,
        line: int | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.kept = kept
        self.path = path
        self.line = line
        self.key = key

    @property
    def place(self) -> str:
        """Where it is wrong, as ``FILE, line N, key K``, with the unknown parts left out."""
        return ", ".join(self._parts())

    @property
    def sentence(self) -> str:
        """All of it in the agent's language."""
        words = {"problem": self.problem, "kept": self.kept, "remedy": self.remedy}
        place = ", ".join(map(told, self._parts()))
        if not place:
            return harmless(said("{problem}; {kept}; {remedy}.", **words))
        return harmless(said("{place}: {problem}; {kept}; {remedy}.", place=place, **words))

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return harmless(f"{place}{self.problem}; {self.kept}; {self.remedy}.")

    def _parts(self) -> list[str]:
        parts = [str(self.path)] if self.path is not None else []
        if self.line is not None:
            parts.append(saying("line {line}", line=self.line))
        if self.key is not None:
            parts.append(saying("key {key}", key=self.key))
        return parts


def harmless(text: str) -> str:
    """Return a text without what a terminal would obey: a key or a file's name may hold that."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


class NothingSetUpError(ConfigError):
    """There is no login at all yet, which is no mistake but a beginning."""
