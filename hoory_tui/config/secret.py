"""A text that shows as stars wherever it is printed, until somebody asks for it by name."""

from __future__ import annotations

from typing import Final, Protocol

_STARS: Final = "**********"


class Hidden(Protocol):
    """Anything that keeps a text from being printed by chance."""

    def get_secret_value(self) -> str:
        """Return the text itself."""


class Secret:
    """A token or a password; it compares by its text and never prints it.

    Pydantic's own such type would do, but a console that loads it is late with its first picture.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def get_secret_value(self) -> str:
        """Return the text itself."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return _STARS if self._text else ""

    def __repr__(self) -> str:
        return f"Secret('{self}')"

    def __deepcopy__(self, memo: dict[int, object]) -> Secret:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is not written down")


def text_of(given: object) -> object:
    """Return the text of anything hidden, and anything else as it is."""
    reveal = getattr(given, "get_secret_value", None)
    return reveal() if callable(reveal) else given
