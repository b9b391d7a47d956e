"""Words that servers send as values."""

from __future__ import annotations

from hoory_tui.words.catalogue import open_catalogue
from hoory_tui.words.terms import term

from .tongues import speaking


def test_only_words_of_the_field_are_translated() -> None:
    assert term("snoozed") == "snoozed"
    with speaking(open_catalogue("hy")):
        assert (term("snoozed"), term("urgent"), term("online")) == (
            "հետաձգված",
            "հրատապ",
            "առցանց",
        )
        assert term("Quit hoory-tui?") == "Quit hoory-tui?", "a stranger's text is no term"
