"""The catalogues as files: kept in step with the sentences of the code, and compiled."""

from __future__ import annotations

import io
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from hoory_tui.words import ENGLISH, KEY, LANGUAGES
from hoory_tui.words.catalogue import DOMAIN, catalogue_file
from tests.words.gathering import Sentence, gathered

TRANSLATED: Final = tuple(one for one in LANGUAGES if one != ENGLISH)
_PLURALS: Final = {"hy": "nplurals=2; plural=(n > 1);"}
_WIDTH: Final = 100


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it is written."""
    with catalogue_file(language, ".po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def sentence_of(entry: Message) -> Sentence:
    """Return the English of an entry, one text or two."""
    if entry.context:
        return (f"{KEY}{entry.id}",)
    return (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)


def translation_of(entry: Message) -> tuple[str, ...]:
    """Return the texts of a translation, one for each plural form."""
    string = entry.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def in_step(catalogue: Catalog) -> Catalog:
    """Return a catalogue with every sentence of the code and none besides, words kept."""
    known = {sentence_of(one): one.string for one in catalogue if one.id}
    fresh = Catalog(
        locale=catalogue.locale,
        domain=DOMAIN,
        header_comment=catalogue.header_comment,
        project="hoory-tui",
        version="1",
        copyright_holder="hoory-tui",
        msgid_bugs_address="",
        creation_date=catalogue.creation_date,
        revision_date=catalogue.revision_date,
        last_translator="hoory-tui",
        language_team="hoory-tui",
        fuzzy=False,
    )
    # Babel's own rule for this language is another one.
    fresh.mime_headers = [("Plural-Forms", _PLURALS[str(catalogue.locale)])]
    for sentence, places in gathered().items():
        several = len(sentence) > 1
        fresh.add(
            sentence if several else sentence[0].removeprefix(KEY),
            known.get(sentence, ("", "") if several else ""),
            locations=[(place, 0) for place in places],
            context=KEY[:-1] if sentence[0].startswith(KEY) else None,
        )
    return fresh


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as text, as it stands in its file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def compiled(language: str) -> bytes:
    """Return the catalogue of a language as the console reads it."""
    out = io.BytesIO()
    catalogue = read(language)
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[Sentence]:
    """Return the sentences that have no words in this language yet."""
    return [sentence_of(one) for one in catalogue if one.id and not all(translation_of(one))]


def bring_up_to_date(language: str) -> list[Sentence]:
    """Write both files of a language anew; return what is still to be translated."""
    catalogue = in_step(read(language))
    catalogue_file(language, ".po").write_bytes(written(catalogue))
    catalogue_file(language).write_bytes(compiled(language))
    return untranslated(catalogue)
