from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.highlight import FOUND, highlighted


def test_every_place_is_marked_across_parts_and_case() -> None:
    line = [("a Re", "text"), ("fund, REFUND", "dim"), (" x", "text")]
    assert highlighted(line, "refund") == [
        ("a ", "text"),
        ("Re", FOUND),
        ("fund", FOUND),
        (", ", "dim"),
        ("REFUND", FOUND),
        (" x", "text"),
    ]


def test_what_is_not_there_and_what_changes_its_length_stay_as_they_are() -> None:
    line = [("Straße", "text")]
    assert highlighted(line, "refund") is line
    assert highlighted(line, "straße") is line
    assert highlighted(line, "") is line


@given(
    st.lists(st.tuples(st.text(alphabet="abAB ", max_size=5), st.just("text")), max_size=5),
    st.text(alphabet="ab ", max_size=3),
)
def test_the_text_stays_the_same(line: list[tuple[str, str]], words: str) -> None:
    marked = highlighted(line, words)
    assert "".join(text for text, _ in marked) == "".join(text for text, _ in line)
    assert all(
        words in text.casefold() or role != FOUND or len(text) < len(words) for text, role in marked
    )
