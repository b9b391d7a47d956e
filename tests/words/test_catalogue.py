"""The catalogues that come with the package."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.words import catalogue


def test_a_sentence_nobody_translated_stays_english() -> None:
    held = catalogue.open_catalogue("hy")
    assert held.one("Nobody says this.") == "Nobody says this."
    assert held.of_many("one x", "many xs", 2) == "many xs"
    assert held.one("") == "", "and not the head of the catalogue"


def test_a_catalogue_that_is_gone_or_broken_leaves_english(tmp_path: Path) -> None:
    assert catalogue.open_catalogue("hy", tmp_path).one("Quit hoory-tui?") == "Quit hoory-tui?"
    broken = catalogue.catalogue_file("hy", folder=tmp_path)
    broken.parent.mkdir(parents=True)
    for content in (b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40):
        broken.write_bytes(content)
        assert catalogue.open_catalogue("hy", tmp_path).one("Quit?") == "Quit?"
