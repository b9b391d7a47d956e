"""A commented config.toml: it says every key, sets none, and every line of it can be taken."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from hoory_tui.config.document import Document
from hoory_tui.config.sentences import EXAMPLES, SENTENCES
from hoory_tui.config.settings import Settings, check_key_ids
from hoory_tui.config.tables import Checked, keys_of
from hoory_tui.config.template import commented, shown_value
from hoory_tui.keys import known_ids

FILE = Path("config.toml")


def all_keys() -> set[str]:
    names = set(keys_of(Settings))
    for name in keys_of(Settings):
        inner = getattr(Settings(), name)
        if isinstance(inner, Checked):
            names |= {f"{name}.{key}" for key in keys_of(inner)}  # type: ignore[arg-type]
    return names


def uncommented(text: str) -> str:
    """Take the # away in front of every key, as somebody would who wants them all."""
    lines = [line for line in text.splitlines() if not line.startswith("##")]
    return "\n".join(line.removeprefix("#") for line in lines)


def test_every_key_has_one_sentence_and_no_other_has() -> None:
    assert set(SENTENCES) == all_keys()
    assert set(EXAMPLES) <= all_keys()
    for key, sentence in SENTENCES.items():
        assert sentence.endswith("."), key
        assert sentence[0].isupper(), key


def test_the_file_sets_nothing() -> None:
    document = Document.parse(FILE, commented().encode())
    assert document.values == {}
    assert document.build(Settings) == Settings()
    assert max(map(len, commented().splitlines())) <= 100


def test_every_line_can_be_taken_and_the_defaults_are_true() -> None:
    text = uncommented(commented())
    settings = replace(Document.parse(FILE, text.encode()).build(Settings))
    check_key_ids(settings, known_ids())
    values = tomllib.loads(text)
    assert set(values) == set(keys_of(Settings))
    for name in keys_of(Settings):
        if not isinstance(getattr(Settings(), name), (Checked, dict, tuple)):
            _, is_default = shown_value(Settings(), name, name)
            is_same = getattr(settings, name) == getattr(Settings(), name)
            assert is_same == is_default, name
