"""The sentences: what is wrong, that nothing is lost, what to do."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from pathlib import Path

import pytest

from hoory_tui.keep.errors import is_damage, refusal, trouble


def test_a_full_disk_says_what_to_do() -> None:
    assert trouble(OSError(errno.ENOSPC, "x"), Path("/f")).sentence == (
        "Drafts are not being saved: the disk is full. "
        "What you typed is still here; make room and it is saved by itself."
    )


@pytest.mark.parametrize(
    ("number", "words", "passes"),
    [
        (errno.ENOSPC, "disk is full", True),
        (errno.EDQUOT, "disk is full", True),
        (errno.EFBIG, "does not take any more (EFBIG)", True),
        (errno.EIO, "does not take any more (EIO)", True),
        (errno.EROFS, "/f can only be read", True),
        (errno.EACCES, "/f cannot be opened", False),
    ],
)
def test_errors_of_the_system(number: int, words: str, passes: bool) -> None:
    error = trouble(OSError(number, "strange words"), Path("/f"))
    assert words in error.sentence
    assert "strange" not in error.sentence
    assert error.passes is passes
    assert error.name == errno.errorcode[number]


def test_an_error_of_sqlite_gives_its_name_and_not_its_text() -> None:
    with (
        contextlib.closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.OperationalError) as caught,
    ):
        connection.execute("SELECT secret_words")
    error = trouble(caught.value, Path("/f"))
    assert "secret" not in error.sentence
    assert "SQLITE_ERROR" in error.sentence
    assert not is_damage(caught.value)


def test_a_path_cannot_act_on_the_terminal() -> None:
    error = refusal(Path("/a\x1b[2J"), "is a link", "move it")
    assert "\x1b" not in str(error)
    assert "/a\N{REPLACEMENT CHARACTER}[2J is a link" in error.sentence
