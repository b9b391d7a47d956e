"""What a file is called when it leaves, whatever it is called on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.uploads.naming import LONGEST_NAME, sent_name

CORPUS = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/me/report.pdf", "report.pdf"),
        ("/home/me/Rechnung März.pdf", "Rechnung März.pdf"),
        ("/tmp/.env", ".env"),
        ('/tmp/a"; filename="b.exe', "a_; filename=_b.exe"),
        ("/tmp/back\\slash.txt", "back_slash.txt"),
        ("/tmp/a\x1b[31mb.txt", "a␛[31mb.txt"),
        ("/tmp/a\u202egnp.exe", "agnp.exe"),
        ("/tmp/a\udcffb.txt", "a\ufffdb.txt"),
        ("/tmp/ \u200b", "file"),
        ("/tmp/..", "file"),
        ("/", "file"),
    ],
)
def test_a_name_is_one_plain_line_without_a_path(path: str, name: str) -> None:
    assert sent_name(path) == name


def test_line_breaks_are_shown_and_begin_no_header() -> None:
    assert sent_name("/tmp/a\r\nX-Evil: 1\r\n\r\nb.pdf") == "a ⏎ X-Evil: 1 ⏎ b.pdf"


@pytest.mark.parametrize("ending", [".pdf", "." + "e" * 300, ""])
def test_a_long_name_keeps_its_beginning_and_its_ending(ending: str) -> None:
    name = sent_name("/tmp/" + "ü" * 150 + ending)
    assert LONGEST_NAME - 4 <= len(name.encode()) <= LONGEST_NAME
    assert name.startswith("üüü")
    assert ending[:5] in name


@given(st.text(st.characters(exclude_characters="/\0", codec=None)))
def test_no_name_on_disk_becomes_more_than_a_name(name: str) -> None:
    check(name)


def test_no_name_of_the_corpus_does() -> None:
    for case in CORPUS:
        check(str(case["string"]) * int(case.get("repeat", 1)))


def check(name: str) -> None:
    sent = sent_name("/folder/" + name.replace("/", "\u2215").replace("\0", ""))
    assert 0 < len(sent.encode()) <= LONGEST_NAME
    assert not set(sent) & set('/\\"\r\n\0\x1b')
    assert sent_name("/folder/" + sent) == sent
