"""Where hoory-tui keeps its files: the XDG folders, on every operating system."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import hoory_tui
from hoory_tui.config import folders
from hoory_tui.config.errors import ConfigError
from hoory_tui.words import saying

PRIVATE_DIR_MODE: Final = 0o700


def config_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of hand-edited settings and saved logins."""
    return Path(folders.config_folder(environ))


def state_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of what must survive a restart: drafts, the outbox, the log."""
    return Path(folders.state_folder(environ))


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of what may be thrown away at any time."""
    return Path(folders.cache_folder(environ))


def login_cache_dir(
    url: str, account_id: int | None, token: str, environ: Mapping[str, str] = os.environ
) -> Path:
    """The folder of what is kept of one login between two starts; no other login finds it."""
    from hashlib import blake2b

    # The name gives nothing away: a token has far more possibilities than could be tried.
    login = "\0".join((url, str(account_id or 0), token))
    return cache_dir(environ) / blake2b(login.encode(), digest_size=16).hexdigest()


def frames_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of last screens, of all logins."""
    return Path(folders.frames_folder(environ))


def settings_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The hand-edited ``config.toml``."""
    return config_dir(environ) / "config.toml"


def profiles_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The saved logins, ``profiles.toml``."""
    return config_dir(environ) / "profiles.toml"


def user_themes_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the user's own themes, one TOML file a theme."""
    return config_dir(environ) / "themes"


def theme_folders(environ: Mapping[str, str] = os.environ) -> list[Path]:
    """Where themes are looked for, best first: the user's folder, then the one that came along."""
    package = Path(hoory_tui.__file__).parent
    packaged = package / "themes"
    # An editable install runs from the source tree, where the themes stand beside the package.
    return [user_themes_dir(environ), packaged if packaged.is_dir() else package.parent / "themes"]


def ensure_private_dir(path: Path) -> Path:
    """Make a folder that only its owner can enter (0700), with its parents, and return it.

    A folder of ours that is looser is tightened.  Raises :class:`ConfigError` if it cannot be
    made, is not a folder, or belongs to somebody else.
    """
    try:
        for missing in reversed([path, *path.parents]):
            if not missing.exists():
                missing.mkdir(mode=PRIVATE_DIR_MODE, exist_ok=True)
        status = path.stat()
    except OSError as error:
        raise _folder_error(
            path,
            saying("this folder cannot be made ({strerror})", strerror=error.strerror),
        ) from None
    if not stat.S_ISDIR(status.st_mode):
        raise _folder_error(path, saying("this is not a folder"))
    if status.st_uid != os.geteuid():
        raise _folder_error(path, saying("this folder belongs to another user"))
    if stat.S_IMODE(status.st_mode) != PRIVATE_DIR_MODE:
        try:
            path.chmod(PRIVATE_DIR_MODE)
        except OSError as error:
            problem = saying(
                "this folder cannot be made private ({strerror})", strerror=error.strerror
            )
            raise _folder_error(path, problem) from None
    return path


def _folder_error(path: Path, problem: str) -> ConfigError:
    return ConfigError(
        problem, path=path, remedy=saying("move it away or make it yours, and start again")
    )
