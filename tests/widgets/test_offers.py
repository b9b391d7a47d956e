"""How offers are drawn: whole keys, a reason where one is, and never wider than the row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import line_width
from hoory_tui.widgets.choices import Choice
from hoory_tui.widgets.offers import Offer, OfferRows


def drawn(offer: Choice, width: int, *, keys_first: bool = True) -> str:
    rows = OfferRows(id="rows", glyphs=UNICODE, many=False)
    rows.keys_first = keys_first
    rows._choices = {offer.key: offer}
    (line,) = rows.draw(offer.key, width)
    assert line_width(line.line) == width
    return "".join(text for text, _ in line.line)


def test_keys_stand_first_in_help_and_last_in_the_palette() -> None:
    offer = Offer("resolve", "Resolve", hint="resolve", keys=("e", "alt+e"))
    assert drawn(offer, 60).split() == ["e", "alt+e", "Resolve", "resolve"]
    assert drawn(offer, 60, keys_first=False).split() == ["Resolve", "resolve", "e", "alt+e"]


def test_a_reason_takes_the_place_of_a_hint_where_there_is_room() -> None:
    offer = Offer("x", "Resolve", hint="resolve", reason="Nothing is at hand.")
    assert "Nothing is at hand" in drawn(offer, 80)
    assert "Nothing" not in drawn(offer, 50)


def test_a_heading_runs_nothing() -> None:
    rows = OfferRows(id="rows", glyphs=UNICODE, many=False)
    assert not rows.selectable("#Move")
    assert rows.selectable("resolve")
    assert drawn(Choice("#Move", "Move"), 20).strip() == "Move"


@given(
    st.text(max_size=90),
    st.text(max_size=90),
    st.lists(st.sampled_from(["e", "alt+e", "ctrl+shift+down", "f1"]), max_size=5),
    st.integers(min_value=20, max_value=200),
    st.booleans(),
)
def test_no_row_is_wider_than_it_may_be(
    text: str, aside: str, keys: list[str], width: int, keys_first: bool
) -> None:
    offer = Offer("x", text, hint=aside, reason=aside, keys=tuple(keys))
    drawn(offer, width, keys_first=keys_first)
