"""Merging what several steps changed into one flush."""

from __future__ import annotations

from dataclasses import fields

import pytest

from hoory_tui.store.changes import Changes

KEYS = [item.name for item in fields(Changes)]


def _of(name: str, member: object) -> Changes:
    is_set = isinstance(getattr(Changes(), name), set)
    return Changes(**{name: {member} if is_set else 1 if name == "news" else True})  # type: ignore[arg-type]


def test_nothing_changed_is_false() -> None:
    assert not Changes()


@pytest.mark.parametrize("name", KEYS)
def test_every_single_key_counts_as_a_change(name: str) -> None:
    assert _of(name, 1)


@pytest.mark.parametrize("name", KEYS)
def test_merging_takes_every_key_in(name: str) -> None:
    merged = Changes()
    merged.merge(_of(name, 1))
    assert merged == _of(name, 1)


@pytest.mark.parametrize("name", KEYS)
def test_merging_keeps_what_was_there(name: str) -> None:
    merged = _of(name, 1)
    merged.merge(Changes())
    assert merged == _of(name, 1)


def test_sets_are_united_and_not_shared() -> None:
    first, second = Changes(conversations={1}), Changes(conversations={2})
    first.merge(second)
    first.conversations.add(3)
    assert first.conversations == {1, 2, 3}
    assert second.conversations == {2}


def test_of_settled_and_returned_the_later_word_counts() -> None:
    changes = Changes(settled={"a", "b"})
    changes.merge(Changes(returned={"a"}))
    assert (changes.settled, changes.returned) == ({"b"}, {"a"})
    changes.merge(Changes(settled={"a"}))
    assert (changes.settled, changes.returned) == ({"a", "b"}, set())
