"""The HTML of mails as words, lists, quotes and links."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.mail import read_html
from hoory_tui.render.richtext import text_lines
from hoory_tui.wire.clean import clean


def texts(html: str, width: int = 60) -> list[str]:
    lines = text_lines(read_html(html), width, "text")
    return ["".join(part for part, _ in line).rstrip() for line in lines]


def roles(html: str, word: str) -> set[str]:
    lines = text_lines(read_html(html), 60, "text")
    return {role for line in lines for part, role in line if word in part}


def test_paragraphs_and_line_breaks() -> None:
    html = "<p>one\n two</p><p>three<br>four</p><div>five</div><div>six<br><br>seven</div>"
    assert texts(html) == ["one two", "", "three", "four", "", "five", "six", "", "seven"]


def test_weights() -> None:
    html = "<b>a</b><i>b</i><s>c</s><code>d</code><strong><em>e</em></strong><h2>f</h2>"
    expected = ("bold", "italic", "strike", "code", "bold-italic", "bold")
    for word, role in zip("abcdef", expected, strict=True):
        assert roles(html, word) == {role}


def test_lists_are_tight_and_numbered() -> None:
    html = "<ol><li>one<ul><li>deep</li></ul></li><li><p>two</p></li></ol><ol><li>again</ol>x"
    assert texts(html) == ["1. one", "  • deep", "2. two", "", "1. again", "", "x"]


def test_tables_are_flattened() -> None:
    html = "<table><tr><td>Order</td><td>42</td></tr><tr><th>Sum<td>9</tr></table>"
    assert texts(html) == ["Order  42", "Sum  9"]


def test_quotes_and_what_is_folded() -> None:
    html = (
        "<p>New</p><blockquote>said</blockquote>"
        '<div class="x gmail_quote">On Monday:<blockquote>old</blockquote></div>'
    )
    blocks = [one for one in read_html(html) if one.styled.text]
    assert [(one.styled.text, one.quotes, one.folded) for one in blocks] == [
        ("New", 0, False),
        ("said", 1, False),
        ("On Monday:", 0, True),
        ("old", 1, True),
    ]
    assert [one.folded for one in read_html('<blockquote type="cite">x</blockquote>')] == [True]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="https://a.example/x">guide</a>', "guide (a.example)"),
        ('<a href="https://a.example/">https://a.example</a>', "https://a.example"),
        ('<a href="https://evil.example/"><b>hoory.com</b></a>', "hoory.com (! evil.example)"),
        ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example"),
        ('<a href="javascript:x()">go</a>', "go (javascript:x())"),
        ('<a href="java&#115;cript:x">go</a>', "go (javascript:x)"),
        ('<a href="#top">up</a>', "up"),
        ('<a href="https://a.example"></a>end', "end"),
        ('<a href="https://a.example"><img alt="Shop"></a>', "[image: Shop] (a.example)"),
        ('<a href="https://a.example">x<a href="https://b.example">y</a>',
         "x (a.example)y (b.example)"),
    ],
)  # fmt: skip
def test_links_show_their_host(html: str, shown: str) -> None:
    assert texts(html) == [shown]


def test_links_are_remembered() -> None:
    (block,) = read_html('<a href="https://a.example/?x=1&amp;y=2">the <b>guide</b></a>')
    assert [(one.label, one.target) for one in block.styled.links] == [
        ("the guide", "https://a.example/?x=1&y=2")
    ]


def test_pictures_are_words_and_spies_are_nothing() -> None:
    html = 'a<img src="https://spy.example/1.gif" width=1><img alt="Our  map"><img src="cid:1">b'
    assert texts(html) == ["a[image: Our map][image]b"]


@pytest.mark.parametrize(
    "hidden",
    [
        *('style="display: none"', 'style="DISPLAY:NONE !important"', "hidden", 'hidden=""'),
        *('style="color:red;visibility : hidden"', "style='font-size:0px'", "style='opacity:0'"),
        *("style='mso-hide:all'", "style='max-height:0;overflow:hidden'"),
    ],
)
def test_hidden_text_is_left_out(hidden: str) -> None:
    assert texts(f"<div {hidden}>secret <b>too</b></div>seen") == ["seen"]


def test_a_template_is_no_text_and_small_print_is() -> None:
    assert texts("<template>no</template>yes") == ["yes"]
    assert texts("<p style='font-size:0.9em;opacity:0.5'>small</p>") == ["small"]


def test_spaces_collapse_but_not_where_they_are_meant() -> None:
    assert texts("a  \n\t b&nbsp; c<pre>x\n  y</pre>") == ["a b c", "", "x", "  y"]


def test_the_corpus_of_markdown_in_html_stays_text() -> None:
    assert texts("**a** [x](javascript:y) # z") == ["**a** [x](javascript:y) # z"]


def test_depth_costs_no_stack() -> None:
    depth = 20 * sys.getrecursionlimit()
    assert texts("<div><b><blockquote>" * depth + "x")[-1].endswith("x")
    assert texts("<ul><li>" * depth + "x")[-1].endswith("• x")


@given(
    st.lists(
        st.sampled_from(
            [
                *("<b>", "</b>", "<a href='https://x.example'>", "</a>", "<ul>", "<li>", "</ul>"),
                *("<p>", "</p>", "<pre>", "</pre>", "<div class=gmail_quote>", "</div>", "<td>"),
                *(
                    "<blockquote>",
                    "</blockquote>",
                    "<br>",
                    "text ",
                    "&#27;",
                    "&#8205;",
                    "é",
                    "\u0301",
                ),
            ]
        ),
        max_size=40,
    )
)
def test_any_soup_of_tags_gives_clean_lines(pieces: list[str]) -> None:
    for line in texts("".join(pieces)):
        assert clean(line) == line
