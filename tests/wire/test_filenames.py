from __future__ import annotations

import os
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.filenames import (
    LONGEST_NAME,
    clean_file_name,
    is_risky,
    numbered,
    proposed_name,
)
from tests.recordings import hostile

FALLBACK = "attachment-7"
EXAMPLES = 2000
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0¹²³19")}

NAMES = {
    "report.pdf": "report.pdf",
    "Café – Bericht (2).pdf": "Café – Bericht (2).pdf",
    "Cafe\u0301.txt": "Café.txt",
    "счёт №5.xlsx": "счёт №5.xlsx",
    "فاتورة.pdf": "فاتورة.pdf",
    "写真.jpg": "写真.jpg",
    "caf%C3%A9%20au%20lait.txt": "café au lait.txt",
    "100%25.txt": "100%.txt",
    "%2541.txt": "%41.txt",
    "../../.ssh/authorized_keys": "authorized_keys",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd": "passwd",
    "C:\\Users\\x\\evil.txt": "evil.txt",
    "a/..": FALLBACK,
    "folder/": FALLBACK,
    "": FALLBACK,
    ". . .": FALLBACK,
    "\u200b\u2060\ufeff": FALLBACK,
    "\u3164": FALLBACK,
    "-rf": "rf",
    "--output=x": "output=x",
    "~/.profile": "profile",
    "~root": "root",
    ".bashrc": "bashrc",
    "trailing. . ": "trailing",
    "a:b|c?.txt": "a_b_c_.txt",
    "inv\u202efdp.exe": "invfdp.exe",
    "a.txt\x00.exe": "a.txt.exe",
    "a\x1b]0;T\x07b.txt": "a]0;Tb.txt",
    "a%1b]52;c;eA==%07.txt": "a]52;c;eA==.txt",
    "two\r\nlines\u2028.txt": "twolines.txt",
    "wide\u3000and\u00a0hard.txt": "wide and hard.txt",
    "CON": "_CON",
    "con.tar.gz": "_con.tar.gz",
    "Lpt1 .txt": "_Lpt1 .txt",
    "console.txt": "console.txt",
    "\u0301\u0301x.txt": "x.txt",
    "blank\u2800braille\ufffd.txt": "blankbraille.txt",
    "lone \ud83d.txt": "lone .txt",
}


@pytest.mark.parametrize(("raw", "expected"), NAMES.items())
def test_names_as_they_come_and_as_they_are_kept(raw: str, expected: str) -> None:
    assert clean_file_name(raw, FALLBACK) == expected


def check(name: str) -> None:
    """Say everything that is true of a name that may be made in a folder."""
    assert PurePosixPath("/folder", name).parent == PurePosixPath("/folder")
    assert PurePosixPath("/folder", name).parts[2:] == (name,)
    assert PureWindowsPath("C:/folder", name).parts[2:] == (name,)
    assert os.path.normpath(os.path.join("/folder", name)) == f"/folder/{name}"  # noqa: PTH118
    assert 1 <= len(name.encode()) <= LONGEST_NAME
    assert name[0] not in ".-~ "
    assert name[-1] not in ". "
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|')
    assert not [one for one in name if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Cn")]
    assert name.split(".")[0].strip().lower() not in DEVICES
    assert clean_line(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert clean_file_name(quote(name), FALLBACK) == name


PIECES = st.sampled_from(
    ["/", "\\", "..", ".", "-", "~", " ", "%2f", "%2e", "%00", "%5c", "%25", "CON", "nul", "COM¹",
     ".jpg", ".sh", ".part", "\u202e", "\x1b", "\u0301", "\u200d", "\ufe0f", "\U000e0041", "é",
     "好", "e\u0301", "😀", "$(id)", "`id`", "\n", "\ud800", "\u3164", "x" * 70, ":", "\x85"]
)  # fmt: skip
RAW = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=12).map("".join))


@settings(max_examples=EXAMPLES, deadline=None)
@given(RAW)
@example(".\u0301" * 100)
@example("a" * 118 + ". . .")
@example("\u1100" * 60 + ".\u1161")
def test_any_name_is_one_harmless_component(raw: str) -> None:
    check(clean_file_name(raw, FALLBACK))


@settings(max_examples=EXAMPLES, deadline=None)
@given(RAW, st.integers(1, 10_000))
def test_a_number_keeps_it_one_and_keeps_the_extension(raw: str, number: int) -> None:
    name = clean_file_name(raw, FALLBACK)
    twin = numbered(name, number)
    check(twin)
    assert twin != name
    assert f"-{number}" in twin


@pytest.mark.parametrize("item", hostile(), ids=lambda item: item["name"])
def test_every_hostile_string_makes_a_harmless_name(item: dict[str, str]) -> None:
    string = item["string"]
    check(clean_file_name(string, FALLBACK))
    check(clean_file_name(proposed_name(string, string), FALLBACK))
    check(clean_file_name(proposed_name(f"attachment; filename*=UTF-8''{string}", ""), FALLBACK))


def test_a_long_name_is_cut_between_characters_and_keeps_its_extension() -> None:
    for letter in ("a", "é", "好", "😀"):
        name = clean_file_name(letter * 300 + ".pdf", FALLBACK)
        assert name == letter * ((LONGEST_NAME - 4) // len(letter.encode())) + ".pdf"
        assert numbered(name, 12).endswith(letter + "-12.pdf")
    # What has no end is no extension.
    assert clean_file_name("a." + "b" * 300, FALLBACK) == "a." + "b" * 118
    assert clean_file_name("x" * 100_000 + ".tar.gz", FALLBACK).endswith("xx.gz")


DISPOSITIONS = {
    'attachment; filename="plain.txt"': "plain.txt",
    "attachment; filename=token.txt": "token.txt",
    "attachment; filename*=UTF-8''caf%C3%A9.txt": "café.txt",
    "attachment; filename=\"caf%3F.txt\"; filename*=UTF-8''caf%C3%A9.txt": "café.txt",
    "inline; FILENAME*=iso-8859-1'de'M%FCnchen.txt": "München.txt",
    'attachment; filename="say \\"hi\\".txt"': "say _hi_.txt",
    'attachment; filename="a; b.txt"; size=5': "a; b.txt",
    'attachment; filename="../../x.sh"': "x.sh",
    "attachment; filename*=UTF-8''%2e%2e%2f.bashrc": "bashrc",
    "attachment; filename*=no-such-charset''x%41.txt": "xA.txt",
    "attachment; filename*=broken; filename=whole.txt": "whole.txt",
    "attachment": "from url.bin",
    'attachment; filename=""': "from url.bin",
    "": "from url.bin",
    'attachment; filename="unclosed': "from url.bin",
}


@pytest.mark.parametrize(("header", "expected"), DISPOSITIONS.items())
def test_the_name_comes_from_the_header_or_else_from_the_address(
    header: str, expected: str
) -> None:
    url = "https://store.example/a/b/from%20url.bin?name=query.txt#fragment"
    assert clean_file_name(proposed_name(header, url), FALLBACK) == expected


def test_an_address_that_is_none_proposes_nothing() -> None:
    assert proposed_name("", "https://[broken/x") == ""
    assert proposed_name("", "https://host") == ""


RISKY = ("run.sh", "photo.jpg.sh", "x.desktop", "Invoice.PDF.EXE", "a.pdf.unknown", "macro.xlsm",
         "page.html", "photo.jpg   .scr", "evil.lnk")  # fmt: skip
QUIET = ("photo.jpg", "report.pdf", "backup.tar.gz", "data.csv.gz", "README", "v1.2.txt",
         "clip.mp4", "archive.zip", "scan.pdf.jpg", "v1.20250101")  # fmt: skip


@pytest.mark.parametrize("name", RISKY)
def test_programs_and_what_poses_as_a_document_are_told(name: str) -> None:
    assert is_risky(name)


@pytest.mark.parametrize("name", QUIET)
def test_ordinary_files_are_not_warned_about(name: str) -> None:
    assert not is_risky(name)
