"""What the console says, in the language of the agent: English sentences are the keys."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Protocol

    from hoory_tui.words.dates import Dates

    class Tongue(Protocol):
        """A language other than English."""

        @property
        def dates(self) -> Dates | None:
            """Times in this language, None to tell them in English."""

        def one(self, text: str) -> str:
            """Return an English sentence in this language, itself when it is not known."""

        def of_many(self, one: str, many: str, count: int) -> str:
            """Return the sentence that goes with a number."""


ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "hy")
"""What the console can speak; English needs no catalogue."""

KEY: Final = "key\4"
"""Stands before the words for keys in a catalogue, as gettext has it for contexts."""

_tongue: Tongue | None = None


class Saying(str):
    """An English sentence that knows how it came about, so that it can be told in another language.

    To logs, and to all who know nothing of languages, it is the English sentence.
    """

    __slots__ = ("_template", "_values")

    _template: str
    _values: dict[str, object]

    def in_the_agents_language(self) -> str:
        """Return it as the console says it."""
        return said(self._template, **self._values)


def saying(text: str, /, **values: object) -> str:
    """Return an English sentence that `told` puts into the agent's language where it is shown.

    It is for errors: whoever raises one knows neither who reads it nor where.
    """
    made = Saying(text.format(**values) if values else text)
    made._template, made._values = text, values
    return made


def told(text: str) -> str:
    """Return a `saying` in the agent's language, any other text as it is."""
    if _tongue is None or not isinstance(text, Saying):
        return text
    return text.in_the_agents_language()


def said(text: str, /, **values: object) -> str:
    """Return a sentence in the agent's language, with its ``{names}`` filled in.

    `text` is ours, never a stranger's; what strangers wrote is put in by name.
    """
    if _tongue is None:
        return text.format(**values) if values else text
    return _filled(_tongue.one(text), text, values)


def counted(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the sentence that goes with a number, which is ``{count}`` in it."""
    english = one if count == 1 else many
    if _tongue is None:
        return english.format(count=count, **values)
    return _filled(_tongue.of_many(one, many, count), english, {"count": count, **values})


def for_key(word: str) -> str:
    """Return the short word for what a key does, which may be another than the same word alone."""
    if _tongue is None or not word:
        return word
    known = _tongue.one(f"{KEY}{word}")
    return _tongue.one(word) if known.startswith(KEY) else known


def to_say(text: str) -> str:
    """Mark a sentence that stands in a table, and that `said` gets where it is drawn."""
    return text


def to_count(one: str, many: str) -> tuple[str, str]:
    """Mark two sentences that stand in a table, and that `counted` gets where they are drawn."""
    return one, many


def times() -> Dates | None:
    """Return how times are told in the agent's language, None for as in English."""
    return None if _tongue is None else _tongue.dates


def use(tongue: Tongue | None) -> None:
    """Speak another language from now on, None for English."""
    global _tongue
    _tongue = tongue


def speak(language: str) -> None:
    """Speak the language of this code from now on; English for one that is not in LANGUAGES."""
    if language == ENGLISH or language not in LANGUAGES:
        use(None)
        return
    from hoory_tui.words.catalogue import open_catalogue

    use(open_catalogue(language))


def _filled(text: str, english: str, values: dict[str, object]) -> str:
    if not values:
        return text
    values = {
        name: value.in_the_agents_language() if isinstance(value, Saying) else value
        for name, value in values.items()
    }
    try:
        return text.format(**values)
    except (LookupError, ValueError, AttributeError, TypeError):
        # A translator's slip must not take the sentence away.
        return english.format(**values)
