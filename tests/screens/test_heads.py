"""Heads as people type them."""

from __future__ import annotations

import pytest

from hoory_tui.screens.heads import read_heads


@pytest.mark.parametrize(
    ("typed", "found", "wrong"),
    [
        ("", (), ""),
        ("a@x.y", ("a@x.y",), ""),
        ("a@x.y; b@x.y , a@x.y,", ("a@x.y", "b@x.y"), ""),
        ("a@x.y b@x.y", ("a@x.y", "b@x.y"), ""),
        ("Ana López <ana@x.example>", ("ana@x.example",), ""),
        ("a@x.y, ana", (), "ana"),
        ("Ana <ana>", (), "Ana <ana>"),
        ("ana a@x.y", (), "ana a@x.y"),
    ],
)
def test_addresses_are_told_from_what_is_none(
    typed: str, found: tuple[str, ...], wrong: str
) -> None:
    assert read_heads(typed) == (found, wrong)
