"""Colours of logins are checked, and have an ink that can be read on them."""

from __future__ import annotations

import pytest

from hoory_tui.config.colours import NAMED, check_colour, contrast, hex_of, ink_on


@pytest.mark.parametrize("colour", ["", "red", "#A01c1C", *NAMED])
def test_names_and_digits_are_taken(colour: str) -> None:
    assert check_colour(colour) == colour


@pytest.mark.parametrize("colour", ["Red", "#fff", "#a01c1c ", "#gggggg", 5, None, ["red"]])
def test_everything_else_is_refused(colour: object) -> None:
    with pytest.raises(ValueError, match="such as"):
        check_colour(colour)


def test_the_ink_is_the_one_that_can_be_read() -> None:
    assert ink_on(hex_of("red")) == "#ffffff"
    assert ink_on(hex_of("yellow")) == ink_on("#ffffff") == "#000000"
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
