"""Dataclasses whose keys are checked, whoever makes them and out of what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from hoory_tui.config.tables import (
    Check,
    Checked,
    WrongKeysError,
    differing,
    each,
    key,
    keys_of,
    maybe,
    one_of,
    read_table,
    table_of,
    text,
    texts,
    truth,
    whole,
)


@dataclass(frozen=True, kw_only=True)
class Inner(Checked):
    """A table in a table."""

    url: str = key(text)
    count: int = key(whole(1, 9), default=1)


@dataclass(frozen=True, kw_only=True)
class Outer(Checked):
    """A whole file."""

    flag: bool = key(truth, default=False)
    words: tuple[str, ...] = key(texts, default=())
    inner: dict[str, Inner] = key(each(table_of(Inner)), default_factory=dict)  # noqa: RUF009
    place: str = field(default="", compare=False)


def test_what_is_right_is_read_and_the_rest_has_its_default() -> None:
    read = read_table({"words": ["a"], "inner": {"x": {"url": "u"}}}, Outer)
    assert read == Outer(words=("a",), inner={"x": Inner(url="u")})
    assert list(keys_of(Outer)) == ["flag", "words", "inner"]
    assert differing(read) == {"words": ("a",), "inner": {"x": Inner(url="u")}}
    assert replace(read, place="here").place == "here"


@pytest.mark.parametrize(
    ("values", "path", "words"),
    [
        ({"flag": 1}, ("flag",), "true or false"),
        ({"place": "x"}, ("place",), "unknown"),
        ({"flags": True}, ("flags",), "unknown"),
        ({"inner": {"x": {}}}, ("inner", "x", "url"), "missing"),
        ({"inner": {"x": {"url": "u", "count": 10}}}, ("inner", "x", "count"), "too large"),
        ({"inner": {"x": {"ulr": "u"}}, "flag": 1}, ("inner", "x", "ulr"), "unknown"),
        ({"inner": {"x": 1}}, ("inner", "x"), "a table"),
        ({"inner": 1}, ("inner",), "a table"),
    ],
)
def test_the_worst_mistake_is_named_by_its_path(
    values: dict[str, Any], path: tuple[str, ...], words: str
) -> None:
    with pytest.raises(WrongKeysError) as caught:
        read_table(values, Outer)
    assert caught.value.worst.key == path
    assert words in caught.value.worst.problem


def test_a_misspelt_key_says_what_is_meant() -> None:
    with pytest.raises(WrongKeysError) as caught:
        read_table({"ulr": "x"}, Inner, also_known=["flag"])
    assert caught.value.worst.remedy == "perhaps url is meant"


def test_made_by_hand_it_is_checked_too_and_no_value_is_told() -> None:
    with pytest.raises(ValueError, match="count") as caught:
        Inner(url="u", count=77777)
    assert "77777" not in str(caught.value)


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (text, "a", 1),
        (truth, True, 1),
        (whole(0), 0, True),
        (whole(1), 1, 0),
        (one_of("a", "b"), "b", "c"),
        (texts, ("a",), ["a", 1]),
        (maybe(text), None, 1),
    ],
)
def test_checks(check: Check, right: object, wrong: object) -> None:
    assert check(right) == right
    with pytest.raises(ValueError, match="this"):
        check(wrong)
