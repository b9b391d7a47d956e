"""The registry of keys: what is bound, what must never be, and that the README says the same."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.keys import (
    KEYS,
    Context,
    bindings,
    default_keys,
    known_ids,
    readme_table,
    shown_keys,
)

README = Path(__file__).parent.parent / "README.md"

NEVER = {
    *("ctrl+a", "ctrl+b", "ctrl+c", "ctrl+e", "ctrl+h", "ctrl+i", "ctrl+k", "ctrl+m", "ctrl+v"),
    *("ctrl+w", "ctrl+x", "ctrl+y", "ctrl+z", "ctrl+left_square_bracket", "ctrl+backslash"),
    *("ctrl+space", "ctrl+at", "alt+backspace", "alt+enter", "f6", "f7", "f10", "f11"),
    *(f"alt+{digit}" for digit in range(10)),
}
"""Prefixes of multiplexers, keys that are others on the wire, keys of editing and of terminals."""
HARD_TO_TYPE = {
    *("left_square_bracket", "right_square_bracket", "left_curly_bracket"),
    *("right_curly_bracket", "tilde", "at", "backslash", "vertical_line"),
}
"""Behind AltGr on many keyboards, so never the only key."""


def keys_of(key_id: str) -> set[str]:
    return set(next(key.keys for key in KEYS if key.id == key_id).split(","))


def test_every_id_is_unique() -> None:
    assert len({key.id for key in KEYS}) == len(KEYS) == len(known_ids())


def test_no_key_does_two_things_at_once() -> None:
    for active in default_keys():
        for one, other in combinations(active, 2):
            assert not set(active[one]) & set(active[other]), (one, other)


def test_deeds_keep_their_other_keys_while_writing() -> None:
    writing = default_keys()[1]
    assert writing["resolve"] == ["alt+e"]
    assert writing["note"] == ["alt+p"]
    assert "assign.me" not in writing
    for key_id, key in (("compose.send", "alt+e"), ("resolve", "ctrl+s")):
        with pytest.raises(Exception, match="is already the key of"):
            check_key_clashes(Settings(keys={key_id: (key,)}), writing)
    # A letter that is text in the composer is no clash with anything there.
    check_key_clashes(Settings(keys={"resolve": ("D",)}), writing)


def test_no_key_that_is_taken_elsewhere_is_bound() -> None:
    for key in KEYS:
        bound = set(key.keys.split(","))
        assert not bound & NEVER, key.id
        assert not any(name.startswith("ctrl+shift+") for name in bound), key.id
        assert bound - HARD_TO_TYPE, key.id


def test_no_letter_works_where_text_is_typed() -> None:
    for key in KEYS:
        if key.context in (Context.COMPOSER, Context.CONSOLE):
            assert all(len(name) > 1 for name in key.keys.split(",")), key.id


def test_what_would_be_hard_to_undo_has_no_key_beside_a_harmless_one() -> None:
    assert keys_of("compose.send").isdisjoint({"enter", "shift+enter"})
    assert keys_of("quit") == {"ctrl+q"}


def test_bindings_carry_the_ids_that_a_keymap_names() -> None:
    made = [binding for context in Context for binding in bindings(context)]
    assert {binding.id for binding in made} == known_ids()
    everywhere = {binding.id for binding in made if binding.priority}
    assert everywhere == {"palette", "quit", "said", "mouse", "tour.skip", "tour.leave"}


def test_the_default_keys_clash_with_nothing() -> None:
    for defaults in default_keys():
        check_key_clashes(Settings(), defaults)


def test_a_remapped_key_may_not_clash_and_must_exist() -> None:
    check_key_ids(Settings(keys={"resolve": ("D",)}), known_ids())
    with pytest.raises(Exception, match="no binding of this name"):
        check_key_ids(Settings(keys={"resolv": ("D",)}), known_ids())
    clash = Settings(keys={"resolve": ("a",)})
    with pytest.raises(Exception, match=r"already the key of assign\.me"):
        check_key_clashes(clash, default_keys()[0])


def test_keys_are_shown_as_people_read_them() -> None:
    shown = {key.id: shown_keys(key) for key in KEYS}
    assert shown["retry"] == ["."]
    assert shown["conv.next"] == ["J", "ctrl+↓", "alt+j"]
    assert shown["back"] == ["h", "←", "esc"]
    resolve = next(key for key in KEYS if key.id == "resolve")
    assert shown_keys(resolve, {"resolve": "D,alt+full_stop"}) == ["D", "alt+."]


def test_the_readme_shows_every_key() -> None:
    text = README.read_text("utf-8")
    found = re.search(r"<!-- keys -->\n(.*?)\n<!-- /keys -->", text, re.DOTALL)
    assert found is not None
    assert found.group(1) == readme_table()
