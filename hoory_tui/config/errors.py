"""One exception for everything a person set up wrongly, which reads as one plain sentence."""

from __future__ import annotations

from pathlib import Path


class ConfigError(Exception):
    """A setting cannot be used; ``str()`` says where, what is wrong, what was kept, what to do.

    ``line`` counts from 1.  Values out of files never enter the text unless the caller puts them
    there: the value next to a mistake may be a token.
    """

    def __init__(
        self,
        problem: str,
        *,
        remedy: str,
        kept: str = "nothing was changed",
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
        parts = [
            str(self.path) if self.path is not None else "",
            f"line {self.line}" if self.line is not None else "",
            f"key {self.key}" if self.key is not None else "",
        ]
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        sentence = f"{place}{self.problem}; {self.kept}; {self.remedy}."
        # A quoted TOML key or a file name may hold escape sequences, and this goes to a terminal.
        return "".join(
            letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in sentence
        )


class NothingSetUpError(ConfigError):
    """There is no login at all yet, which is no mistake but a beginning."""
