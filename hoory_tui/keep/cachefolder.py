"""The folders of what is kept between two starts: of one login each, thrown away without regret."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from hoory_tui.keep.frames import SUFFIX

MOST_FRAMES: Final = 16
"""Last screens: of each login, as many as its terminals have had sizes."""
OLDEST: Final = 30 * 24 * 3600.0
"""Seconds after which a login is not thought to come back, as after a change of its token."""
_NAME_LENGTH: Final = 32


def forget(folder: Path) -> None:
    """Remove all that was kept of a login, as far as the disk lets us."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            with contextlib.suppress(OSError):
                path.unlink()
        folder.rmdir()


def forget_screens(frames: Path, mark: str) -> None:
    """Remove the last screens of starts with this mark, as far as the disk lets us."""
    with contextlib.suppress(OSError):
        for path in frames.glob(f"{mark}-*{SUFFIX}"):
            path.unlink(missing_ok=True)


def tidy(frames: Path, logins: Path, now: float) -> None:
    """Keep the latest screens only, and nothing of logins of long ago."""
    with contextlib.suppress(OSError):
        screens = sorted(frames.glob(f"*{SUFFIX}"), key=_written_at, reverse=True)
        for at, path in enumerate(screens):
            if at >= MOST_FRAMES or now - _written_at(path) > OLDEST:
                path.unlink(missing_ok=True)
        for folder in logins.iterdir():
            is_a_login = len(folder.name) == _NAME_LENGTH and folder.is_dir()
            if is_a_login and now - _last_used(folder) > OLDEST:
                forget(folder)


def _last_used(folder: Path) -> float:
    return max(map(_written_at, [folder, *folder.iterdir()]))


def _written_at(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0
