"""The little markup of chat: marks go, words stay, links show where they lead."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.inline import plain, read_inline


@pytest.mark.parametrize(
    ("written", "shown", "role"),
    [
        ("**bold**", "bold", "bold"),
        ("*soft*", "soft", "italic"),
        ("_soft_", "soft", "italic"),
        ("`x = 1`", "x = 1", "code"),
        ("[@Ana Lee](mention://user/4/Ana%20Lee)", "@Ana Lee", "mention"),
        ("[@night](mention://team/2/night)", "@night", "mention"),
        ("https://example.com/a", "https://example.com/a", "link"),
        ("[guide](https://example.com/a)", "guide (example.com)", "link"),
        ("[bank.com](https://evil.example/x)", "bank.com (evil.example)", "link"),
        ("[run](javascript:alert)", "run (javascript:alert)", "link"),
        ("[x](http://[bad)", "x (http://[bad)", "link"),
    ],
)
def test_marks(written: str, shown: str, role: str) -> None:
    styled = read_inline(written)
    assert styled.text == shown
    roles = [role_ for _, role_ in styled.line(0, len(styled.text), "")]
    assert role in roles


@pytest.mark.parametrize(
    "text",
    ["2 * 3 * 4", "snake_case_name", "array[0](x y)", "[/]", "[@click=app.quit]x", "**", "``"],
)
def test_what_is_no_markup_stays_as_typed(text: str) -> None:
    assert plain(text) == text
    assert read_inline(text).ranges == ()


def test_ranges_follow_the_text_through_a_line_break() -> None:
    styled = read_inline("see **the blue book** now")
    assert styled.text == "see the blue book now"
    assert styled.line(0, 8, "text") == [("see ", "text"), ("the ", "bold")]
    assert styled.line(8, 21, "text") == [("blue book", "bold"), (" now", "text")]


@given(st.text(alphabet="*_`[]()ab :/.@\n", max_size=200))
def test_the_spans_of_a_line_are_its_text(text: str) -> None:
    styled = read_inline(text)
    spans = styled.line(0, len(styled.text), "text")
    assert "".join(part for part, _ in spans) == styled.text


@pytest.mark.parametrize("flood", ["*", "_", "`", "[", "](", "[a](", "**a", "*a ", "_a", "http://"])
def test_floods_cost_no_more_than_their_length(flood: str) -> None:
    """Four times the text may take about four times as long; backtracking would take sixteen."""

    def cost(size: int) -> float:
        text = flood * (size // len(flood))
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            read_inline(text)
            best = min(best, time.process_time() - start)
        return best

    small, large = cost(16_384), cost(65_536)
    assert large < max(10 * small, 0.05)
