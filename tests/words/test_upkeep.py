"""The catalogues say all that the code says, and nothing besides."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog

from hoory_tui.words import KEY
from hoory_tui.words.catalogue import catalogue_file, open_catalogue

from .gathering import gathered
from .upkeep import (
    TRANSLATED,
    compiled,
    read,
    sentence_of,
    translation_of,
    untranslated,
)

_PLACE = re.compile(r"\{([^{}]*)\}")
_HINT = "run python -m tests.words, and translate what it prints"


@cache
def catalogue(language: str) -> Catalog:
    return read(language)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_every_sentence_and_no_other(language: str) -> None:
    held = {sentence_of(one) for one in catalogue(language) if one.id}
    assert held == set(gathered()), _HINT
    assert untranslated(catalogue(language)) == [], _HINT
    assert not [one.id for one in catalogue(language) if one.fuzzy and one.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_puts_in_what_the_sentence_does(language: str) -> None:
    for one in catalogue(language):
        if not one.id:
            continue
        wanted = set(_PLACE.findall(sentence_of(one)[-1]))
        for text in translation_of(one):
            assert set(_PLACE.findall(text)) == wanted, f"{one.id!r}: {text!r}"
            english = sentence_of(one)[-1].removeprefix(KEY)
            for end in (0, -1):
                assert text[end].isspace() or not english[end].isspace(), f"blank at {one.id!r}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_the_console_reads_is_what_is_written(language: str) -> None:
    assert catalogue_file(language).read_bytes() == compiled(language), _HINT


def test_what_follows_a_number_in_armenian() -> None:
    held = catalogue("hy")
    assert (held.num_plurals, held.plural_expr) == (2, "(n > 1)")
    assert all(len(translation_of(one)) == 2 for one in held if isinstance(one.id, tuple))
    assert open_catalogue("hy").of_many("{count} file", "{count} files", 0) == "{count} ֆայլ"


def test_armenian_is_written_with_its_own_marks() -> None:
    texts = [text for one in catalogue("hy") if one.id for text in translation_of(one)]
    assert [text for text in texts if re.search(r"[?]|[Ա-ֆ]:(\s|$)", text)] == []
