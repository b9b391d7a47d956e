"""The little markup of chat: marks go, words stay, links show where they lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.inline import plain, read_inline
from hoory_tui.render.styled import Anchor
from hoory_tui.wire.clean import clean


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
        ("[bank.com](https://evil.example/x)", "bank.com (! evil.example)", "link-warn"),
        ("[run](javascript:alert)", "run (javascript:alert)", "link-refused"),
        ("[x](http://[bad)", "x (http://[bad)", "link-refused"),
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


def test_marks_within_marks() -> None:
    styled = read_inline("**all *of* it** ~~gone~~ ***both***")
    assert styled.text == "all of it gone both"
    assert styled.line(0, len(styled.text), "text") == [
        ("all ", "bold"),
        ("of", "bold-italic"),
        (" it", "bold"),
        (" ", "text"),
        ("gone", "strike"),
        (" ", "text"),
        ("both", "bold-italic"),
    ]


def test_marks_end_with_their_line() -> None:
    assert plain("**a\nb**") == "**a\nb**"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("see https://a.example/x.", "see https://a.example/x."),
        ("(https://a.example/x_(y))", "(https://a.example/x_(y))"),
        ("**https://a.example/**", "https://a.example/"),
        ("<https://a.example>", "https://a.example"),
        ("www.a.example, www", "www.a.example, www"),
        ("http://", "http://"),
        ("![plan](https://a.example/p.gif?u=1)", "[image: plan] (a.example)"),
        ('[x](https://a.example "title")', "x (a.example)"),
        ("[**x**](https://a.example)", "x (a.example)"),
        ("[a@b.example](mailto:a@b.example)", "a@b.example"),
        ("[x](https://hoory.com@evil.example/)", "x (! https://hoory.com@evil.example/)"),
        ("https://hoory.com@evil.example/", "https://hoory.com@evil.example/ (!)"),
        ("https://hооry.com/", "https://hооry.com/ (! hооry.com = xn--hry-seda.com)"),
        ("http://2130706433/", "http://2130706433/ (! 127.0.0.1)"),
        ("[SYSTEM](mention://user/1/x)", "SYSTEM (mention://user/1/x)"),
        ("Q&amp;A &lt;b&gt; &#39;x&#39;", "Q&A <b> 'x'"),
        ("&#27;]0;T &#x9d; &#8238; &copy;", "&#27;]0;T &#x9d; &#8238; &copy;"),
        (r"1\. \*not soft\* C:\dir", r"1. *not soft* C:\dir"),
        (r"\[b]x\[/b]", r"\[b]x\[/b]"),
    ],
)
def test_what_is_shown(written: str, shown: str) -> None:
    assert plain(written) == shown


def test_only_what_opens_looks_like_a_link() -> None:
    roles = {role for _, _, role in read_inline("[x](javascript:y) [z](file:///q)").ranges}
    assert roles == {"link-refused"}
    warned = read_inline("[hoory.com](https://evil.example)")
    assert warned.line(9, len(warned.text), "") == [(" (! evil.example)", "link-warn")]


def test_links_are_remembered_as_they_were_written() -> None:
    styled = read_inline("[a](https://x.example) and https://y.example/z.")
    assert styled.links == (
        Anchor("a", "https://x.example"),
        Anchor("https://y.example/z", "https://y.example/z"),
    )


def test_pieces_that_would_act_together_are_cleaned() -> None:
    # Between its marks there are two flags' halves too many for one letter.
    tower = "e" + "\u0301" * 8
    written = f"*{tower}*" + "\u0301" * 8
    shown = plain(written)
    assert shown == clean(shown)
