"""What is kept between two starts is few, not old, and gone when nobody wants it."""

from __future__ import annotations

import os
from pathlib import Path

from hoory_tui.keep.cachefolder import MOST_FRAMES, OLDEST, forget, forget_screens, tidy
from hoory_tui.keep.frames import frame_name

NOW = 1_700_000_000.0


def touched(path: Path, ago: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (NOW - ago, NOW - ago))
    os.utime(path.parent, (NOW - ago, NOW - ago))
    return path


def test_a_login_is_forgotten_whole(tmp_path: Path) -> None:
    folder = touched(tmp_path / "login" / "list.json", 0).parent
    touched(folder / "attic.sqlite", 0)
    forget(folder)
    assert not folder.exists()
    forget(folder)


def test_screens_of_one_start_are_forgotten(tmp_path: Path) -> None:
    mine = [touched(tmp_path / frame_name("a" * 32, n, 24), 0) for n in (80, 120)]
    other = touched(tmp_path / frame_name("b" * 32, 80, 24), 0)
    forget_screens(tmp_path, "a" * 32)
    assert [path.exists() for path in (*mine, other)] == [False, False, True]


def test_only_the_latest_screens_stay(tmp_path: Path) -> None:
    paths = [
        touched(tmp_path / "frames" / frame_name(f"{n:032x}", 80, 24), n)
        for n in range(MOST_FRAMES + 3)
    ]
    old = touched(tmp_path / "frames" / frame_name("f" * 32, 80, 24), OLDEST + 1)
    tidy(tmp_path / "frames", tmp_path, NOW)
    assert [path.exists() for path in paths] == [True] * MOST_FRAMES + [False] * 3
    assert not old.exists()


def test_logins_of_long_ago_go_and_nothing_else_does(tmp_path: Path) -> None:
    old = touched(tmp_path / ("a" * 32) / "list.json", OLDEST + 1)
    used = touched(tmp_path / ("b" * 32) / "list.json", OLDEST - 1)
    stranger = touched(tmp_path / "somebody-elses" / "list.json", OLDEST + 1)
    tidy(tmp_path / "frames", tmp_path, NOW)
    assert not old.parent.exists()
    assert used.exists()
    assert stranger.exists()
