"""Names are shown clean and found by how they are shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hoory_tui.uploads.errors import UnsendableError
from hoory_tui.uploads.finding import Completion, as_path, complete, find

EVIL = "evil\x1b[31m\u202egnp.exe"
SHOWN = "evil␛[31mgnp.exe"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("x")


@pytest.mark.parametrize("written", ["~/notes.txt", "notes.txt", "./notes.txt", "HOME/notes.txt"])
def test_a_path_may_begin_anywhere(home: Path, written: str) -> None:
    make(home, "notes.txt")
    assert Path(find(written.replace("HOME", str(home)))).samefile(home / "notes.txt")


def test_a_hostile_name_is_found_by_how_it_looks(home: Path) -> None:
    folder = home / "a\x07b"
    folder.mkdir()
    make(folder, EVIL)
    undecodable = folder / os.fsdecode(b"\xff.txt")
    undecodable.write_text("x")
    assert find(f"~/a␇b/{SHOWN}") == str(folder / EVIL)
    assert find("~/a␇b/\ufffd.txt") == str(undecodable)


def test_of_two_that_look_alike_neither_is_taken_unless_one_is_meant_to_the_letter(
    home: Path,
) -> None:
    make(home, "a\u202eb", "a\u202db")
    with pytest.raises(UnsendableError, match="several files there look like"):
        find("ab")
    make(home, "ab")
    assert find("ab") == str(home / "ab")


@pytest.mark.parametrize("text", ["gone", "gone/deeper", "~nobody-at-all/x", "a\0b", "notes.txt/x"])
def test_what_is_not_there_is_said(home: Path, text: str) -> None:
    make(home, "notes.txt")
    with pytest.raises(UnsendableError) as refused:
        find(text)
    assert refused.value.sentence


def test_tab_writes_on_as_far_as_it_is_clear(home: Path) -> None:
    make(home, "report-1.pdf", "report-2.pdf", "Other.txt", ".hidden", EVIL)
    (home / "sub").mkdir()
    make(home / "sub", "deep.txt")
    assert complete("~") == Completion("~/")
    assert complete("~/re") == Completion("~/report-", ("report-1.pdf", "report-2.pdf"))
    assert complete("~/report-1") == Completion("~/report-1.pdf")
    assert complete("s") == Completion("sub/")
    assert complete("sub/") == Completion("sub/deep.txt")
    assert complete("~/ev") == Completion(f"~/{SHOWN}")
    assert complete("~/oth") == Completion("~/Other.txt")
    assert complete("~/.h") == Completion("~/.hidden")
    assert complete("").names == ("Other.txt", SHOWN, "report-1.pdf", "report-2.pdf", "sub/")
    for nothing in ("~/zzz", "gone/", "~/report-1.pdf/"):
        assert complete(nothing) == Completion(nothing)


def test_of_many_names_some_are_offered_and_the_others_counted(home: Path) -> None:
    make(home, *(f"file {number:03}" for number in range(100)))
    offered = complete("f")
    assert offered.text == "file 0"
    assert (len(offered.names), offered.more) == (8, 92)


@pytest.mark.parametrize(
    ("pasted", "path"),
    [
        ("/tmp/a b.pdf\n", "/tmp/a b.pdf"),
        ("'/tmp/a b.pdf'", "/tmp/a b.pdf"),
        (r"/tmp/a\ b.pdf", "/tmp/a b.pdf"),
        ("file:///tmp/a%20b.pdf", "/tmp/a b.pdf"),
        ("file://localhost/tmp/a.pdf", "/tmp/a.pdf"),
        ("file://elsewhere/tmp/a.pdf", "file://elsewhere/tmp/a.pdf"),
        ("file:///tmp/a%1Bb%E2%80%AE", "/tmp/a␛b"),
        ("'/tmp/a\x1bb'", "/tmp/a␛b"),
        ("it's", "it's"),
        ("'/a' '/b'", "'/a' '/b'"),
    ],
)
def test_what_terminals_paste_is_read_as_a_path(pasted: str, path: str) -> None:
    assert as_path(pasted) == path
