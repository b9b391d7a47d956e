"""What is kept of how the list was shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.keep.listchoice import USUAL, read_choice, write_choice
from hoory_tui.store.views import Sort


def test_what_was_chosen_is_there_again(tmp_path: Path) -> None:
    file = tmp_path / "list"
    assert read_choice(file) == USUAL
    write_choice(file, "pending", Sort.LONGEST_WAITING)
    assert read_choice(file) == ("pending", Sort.LONGEST_WAITING)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"nonsense",
        b'{"status": ["open"], "sort": "created_at_asc"}',
        b'{"status": "lost", "sort": "created_at_asc"}',
        b'{"status": "open", "sort": "by mood"}',
        b'{"status": "open"}',
        b"[" * 100_000,
    ],
)
def test_anything_else_is_the_usual(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "list"
    file.write_bytes(content)
    file.chmod(0o600)
    assert read_choice(file) == USUAL


def test_a_file_that_others_can_read_is_not_trusted(tmp_path: Path) -> None:
    file = tmp_path / "list"
    write_choice(file, "pending", Sort.OLDEST)
    file.chmod(0o644)
    assert read_choice(file) == USUAL
