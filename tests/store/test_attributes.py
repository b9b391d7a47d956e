"""Typed values by kind: what is taken, and the sentence for what is not."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.attributes import (
    UnfitError,
    read_email,
    read_name,
    read_phone,
    read_text,
    read_value,
)
from hoory_tui.store.library import AttributeDefinition


def of(kind: str) -> AttributeDefinition:
    return AttributeDefinition(1, "key", "Key", kind, ("Wren", "Heron"))


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", " some words ", "some words"),
        ("text", "  ", None),
        ("number", "12", 12),
        ("currency", "12,5", 12.5),
        ("percent", "-3", -3),
        ("link", "https://x.example/a?b", "https://x.example/a?b"),
        ("date", "2026-11-30", "2026-11-30"),
        ("list", "Wren", "Wren"),
        ("checkbox", "yes", True),
        ("checkbox", "No", False),
        ("kind of tomorrow", "as it is", "as it is"),
    ],
)
def test_what_is_taken(kind: str, typed: str, value: Any) -> None:
    read = read_value(of(kind), typed)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *(("number", "twelve"), ("number", "1e9"), ("number", "١٢"), ("link", "x.example")),
        *(("link", "javascript:alert(1)"), ("date", "30.11.2026"), ("date", "2026-02-30")),
        *(("list", "Duck"), ("checkbox", "perhaps"), ("text", "x" * 5001)),
    ],
)
def test_what_is_not(kind: str, typed: str) -> None:
    with pytest.raises(UnfitError, match=r"\.$"):
        read_value(of(kind), typed)


def test_fields_of_a_contact() -> None:
    assert read_email(" a@b.example ") == "a@b.example"
    assert read_email("") is None
    assert read_phone("+374 (10) 12-34-56") == "+37410123456"
    assert read_phone(" ") is None
    assert read_name(" Zoë ") == "Zoë"
    assert read_text(" x ") == "x"
    for read, typed in ((read_email, "a@b"), (read_phone, "010 123"), (read_name, " ")):
        with pytest.raises(UnfitError):
            read(typed)
