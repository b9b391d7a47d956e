"""The line above the composer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.addressing import composer_title
from hoory_tui.render.lines import Line, line_width


def text(line: Line) -> str:
    return "".join(words for words, _ in line)


def test_the_composer_says_beyond_doubt_to_whom_the_words_go() -> None:
    def title(*, private: bool, active: bool = True, can_reply: bool = True) -> str:
        line = composer_title(
            "Zoë", "Website", 100, private=private, active=active, can_reply=can_reply
        )
        return text(line)

    assert title(private=False).startswith(" REPLY  to Zoë on Website")
    assert "never shown to Zoë" in title(private=True)
    assert title(private=True).startswith(" PRIVATE NOTE ")
    assert "takes no reply now" in title(private=False, can_reply=False)
    assert "takes no reply now" not in title(private=True, can_reply=False)
    assert title(private=False).rstrip().endswith("ctrl+s send  ctrl+n note")
    assert title(private=False, active=False).rstrip().endswith("r reply  p note")


@given(st.integers(1, 120), st.text(max_size=40), st.booleans(), st.booleans())
def test_it_has_exactly_the_width(width: int, name: str, private: bool, on: bool) -> None:
    line = composer_title(name, name, width, private=private, active=on, can_reply=not on)
    assert line_width(line) == width
