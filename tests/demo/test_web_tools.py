from __future__ import annotations

import pytest

from hoory_tui.demo.web_tools import ApiError, Params, int_or_none, ints, number, strings


@pytest.mark.parametrize(
    ("value", "expected"),
    [(5, 5), ("5", 5), (" -3 ", -3), ("5.5", None), (None, None), (True, None), ([], None)],
)
def test_numbers_come_as_numbers_or_text(value: object, expected: int | None) -> None:
    assert int_or_none(value) == expected


def test_lists() -> None:
    assert ints([1, "2", "x", None]) == [1, 2]
    assert ints("1") == []
    assert strings("a, b,,c") == ["a", "b", "c"]
    assert strings(["a", 1]) == ["a", "1"]
    assert strings(None) == []


@pytest.mark.parametrize("text", ["abc", "-1", "", "1.5", "9" * 30, "²"])
def test_a_path_segment_that_is_no_number_names_no_row(text: str) -> None:
    with pytest.raises(ApiError) as refused:
        number(text)
    assert refused.value.status == 404


def test_hashes_may_come_as_json_text() -> None:
    params = Params({"a": '{"b": 1}', "c": {"d": 2}, "e": "broken{", "f": "[1]"})
    assert [params.hash(key) for key in "acef"] == [{"b": 1}, {"d": 2}, {}, {}]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), ("true", True), ("1", True), ("false", False), (None, False), (False, False)],
)
def test_flags(value: object, expected: bool) -> None:
    assert Params({"private": value}).flag("private") is expected
