"""A language's sentences from its gettext catalogue, which comes with the package."""

from __future__ import annotations

import struct
from gettext import GNUTranslations, NullTranslations
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from hoory_tui.words.dates import Dates

DOMAIN: Final = "hoory"
FOLDER: Final = Path(__file__).parent / "catalogues"


class Catalogue:
    """The sentences of one language; what it does not know stays English."""

    def __init__(self, language: str, sentences: NullTranslations) -> None:
        # Without its library times stay English, and all else is spoken.
        self.dates = Dates(language) if find_spec("babel") is not None else None
        self._sentences = sentences

    def one(self, text: str) -> str:
        """Return an English sentence in this language."""
        # gettext keeps the catalogue's own head under the empty sentence.
        return self._sentences.gettext(text) if text else text

    def of_many(self, one: str, many: str, count: int) -> str:
        """Return the sentence that goes with a number."""
        return self._sentences.ngettext(one, many, count)


def catalogue_file(language: str, suffix: str = ".mo", folder: Path = FOLDER) -> Path:
    """Return where the catalogue of a language is, compiled or (".po") as it is written."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}{suffix}"


def open_catalogue(language: str, folder: Path = FOLDER) -> Catalogue:
    """Return the catalogue of a language, an empty one when its file is gone or broken."""
    try:
        with catalogue_file(language, folder=folder).open("rb") as file:
            return Catalogue(language, GNUTranslations(file))
    except (OSError, ValueError, struct.error):
        return Catalogue(language, NullTranslations())
