"""HTML cut into tags and texts, however it is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.markup import Tag, decode, read_tags
from hoory_tui.wire.clean import clean


def test_tags_and_texts_in_order() -> None:
    assert list(read_tags("a<B>b</b >c<br/>")) == [
        "a",
        Tag("b"),
        "b",
        Tag("b", closes=True),
        "c",
        Tag("br"),
    ]


def test_attributes() -> None:
    html = """<a HREF="x&amp;y" title='1 > 0' width=3 hidden href=second>"""
    (tag,) = read_tags(html)
    assert isinstance(tag, Tag)
    assert tag.attributes == {"href": "x&y", "title": "1 > 0", "width": "3", "hidden": ""}


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a<!-- <b>no</b> -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("a<!doctype html>b<?xml?>c</>d", "abcd"),
        ("a<script>if (1<2) '</p>'</SCRIPT>b", "ab"),
        ("a<style>never closed", "a"),
        ("a<title>t</title>b", "ab"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("a<b never='closed>c", "a"),
        ("don<p don't>x", "donx"),
    ],
)
def test_what_is_text(html: str, words: str) -> None:
    assert "".join(one for one in read_tags(html) if isinstance(one, str)) == words


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("&lt;b&gt; &eacute; &#x263A;", "<b> é ☺"),
        ("&#27;]0;T", "]0;T"),
        ("&#x9d;x", "\ufffdx"),
        ("a&#8238;b&#x200b;c", "abc"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#x" + "f" * 5000 + ";", "\ufffd"),
        ("&#xd800;", "\ufffd"),
        ("&nosuch; & &", "&nosuch; & &"),
    ],
)
def test_what_is_decoded_is_clean_afterwards(written: str, shown: str) -> None:
    assert decode(written) == shown


@given(st.text(alphabet="<>/!-'\"= &#x1b;ab\n", max_size=80))
def test_any_soup_is_read_and_clean(html: str) -> None:
    for token in read_tags(html):
        if isinstance(token, str):
            assert clean(token) == token
