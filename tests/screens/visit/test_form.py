"""Lines of a form: what is taken as an answer, and what is said of the rest."""

from __future__ import annotations

import pytest

from hoory_tui.screens.visit.form import read_field
from hoory_tui.store.attributes import UnfitError
from hoory_tui.store.visit.questions import Field, Option

COLOR = Field("c", "Colour", options=(Option("Red", "r"), Option("Rose", "o"), Option("Blue", "b")))


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (Field("n", "Name"), "  Robin ", "Robin"),
        (Field("n", "Name"), "", ""),
        (Field("m", "Mail", "email"), "a@example.com", "a@example.com"),
        (COLOR, "blue", "b"),
        (COLOR, "bl", "b"),
        (COLOR, "red", "r"),
        (COLOR, "ro", "o"),
    ],
)
def test_what_fits_is_taken(field: Field, typed: str, value: str) -> None:
    assert read_field(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        (Field("x", "Two", options=(Option("One", "1"), Option("Once", "2"))), "on", "Several"),
        (Field("n", "Name", required=True), " ", "has to be filled in"),
        (Field("m", "Mail", "email"), "nobody", "no e-mail address"),
        (COLOR, "R o", "none of the choices"),
        (COLOR, "green", "none of the choices"),
    ],
)
def test_what_does_not_fit_is_said(field: Field, typed: str, problem: str) -> None:
    with pytest.raises(UnfitError, match=problem):
        read_field(field, typed)
