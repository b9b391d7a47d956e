"""A last screen comes back whole or not at all, and never makes a terminal do anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.keep.frames import (
    LARGEST,
    Frame,
    frame_bytes,
    frame_name,
    is_harmless,
    read_frame,
)

BODY = "\x1b[1;1H\x1b[1;38;2;1;2;3mTheo\x1b[0m \x1b[12G田中 👩‍💻\x1b[2;1H\x1b[mend"


def kept(body: str = BODY, columns: int = 80, rows: int = 24) -> bytes:
    content = frame_bytes(Frame(1_700_000_000, 31, "2;38;5;250", body), columns, rows)
    assert content is not None
    return content


def written(folder: Path, content: bytes, mode: int = 0o600) -> str:
    path = folder / frame_name("ab" * 16, 80, 24)
    path.write_bytes(content)
    path.chmod(mode)
    return str(path)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    frame = read_frame(written(tmp_path, kept()), 80, 24)
    assert frame is not None
    assert (frame.saved_at, frame.free, frame.bar) == (1_700_000_000, 31, "2;38;5;250")
    assert frame.body == BODY


def test_another_size_or_login_has_another_file() -> None:
    names = {frame_name("a", 80, 24), frame_name("a", 24, 80), frame_name("b", 80, 24)}
    assert len(names) == 3


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b]0;title\x07",
        "\x1b]52;c;cm0gLXJm\x07",
        "\x1b]8;;https://evil.example\x1b\\here",
        "\x1bPq\x1b\\",
        "\x1b_G\x1b\\",
        "\x1bc",
        "\x1b[2J",
        "\x1b[?1049l",
        "\x1b[?1000h",
        "\x1b[>4;1m",
        "\x1b[1;2",
        "\x1b[",
        "\x1b",
        "\x1b[6n",
        "\x1b[0 q",
        "\x1b[1$m",
        f"\x1b[{'1' * 81}m",
        "\x9b31m",
        "\x07",
        "\r",
        "\n",
        "\x7f",
        "\u202etxt.exe",
        "\u2066",
        "\ufeff",
        "\ud83d",
    ],
)
def test_what_a_terminal_could_obey_is_not_shown(hostile: str) -> None:
    assert not is_harmless(f"Theo{hostile}Ann")
    assert not is_harmless(hostile)
    assert frame_bytes(Frame(0, 0, "", hostile), 80, 24) is None or hostile == "\ud83d"


@given(st.text(alphabet=st.sampled_from("\x1b[]mHGJ0123;?>\x9b\x07\n\x00 a田\u202e\u200d")))
def test_of_all_that_passes_nothing_but_looks_and_places_is_left(body: str) -> None:
    if is_harmless(body):
        for sequence in body.split("\x1b[")[1:]:
            assert sequence.lstrip("0123456789;")[0] in "mHG"
        assert body.count("\x1b") == body.count("\x1b[")
        assert not {"\x9b", "\x07", "\n", "\x00", "\u202e"} & set(body)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[:-3],
        lambda content: content.replace(b"frame 1 ", b"frame 2 "),
        lambda content: content.replace(b" 80 24 ", b" 81 24 "),
        lambda content: content.replace(b" 31 ", b" -1 "),
        lambda content: content.replace(b" 1700000000 ", b" 17000000000000 "),
        lambda content: content.replace(b"2;38;5;250", b"0m\x1b[2J\x1b["),
        lambda content: content.replace("田".encode(), b"\xff\x9b"),
        lambda content: content + b"\x1b]0;x\x07",
        lambda content: content + b" " * LARGEST,
        lambda _content: b"",
        lambda _content: b"\x00" * 100,
    ],
)
def test_a_file_somebody_changed_is_no_screen(change: object, tmp_path: Path) -> None:
    assert callable(change)
    changed = change(kept(BODY + "\x1b[m"))
    assert read_frame(written(tmp_path, changed), 80, 24) is None


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o604])
def test_a_file_that_others_can_touch_is_no_screen(mode: int, tmp_path: Path) -> None:
    assert read_frame(written(tmp_path, kept(), mode), 80, 24) is None


def test_what_is_no_file_is_no_screen(tmp_path: Path) -> None:
    real = Path(written(tmp_path, kept()))
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(real)
    os.mkfifo(pipe, 0o600)
    for path in (link, pipe, tmp_path, tmp_path / "nothing"):
        assert read_frame(str(path), 80, 24) is None
