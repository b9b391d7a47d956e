"""Where the XDG folders are, as texts: whoever is in a hurry cannot wait for paths to be loaded."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

APP_FOLDER: Final = "hoory-tui"


def config_folder(environ: Mapping[str, str]) -> str:
    """The folder of hand-edited settings and saved logins."""
    return _xdg_folder(environ, "XDG_CONFIG_HOME", ".config")


def state_folder(environ: Mapping[str, str]) -> str:
    """The folder of what must survive a restart: drafts, the outbox, the log."""
    return _xdg_folder(environ, "XDG_STATE_HOME", ".local/state")


def cache_folder(environ: Mapping[str, str]) -> str:
    """The folder of what may be thrown away at any time."""
    return _xdg_folder(environ, "XDG_CACHE_HOME", ".cache")


def frames_folder(environ: Mapping[str, str]) -> str:
    """The folder of last screens, of all logins."""
    return os.path.join(cache_folder(environ), "frames")  # noqa: PTH118


def _xdg_folder(environ: Mapping[str, str], variable: str, fallback: str) -> str:
    base = environ.get(variable, "")
    # The XDG specification says that a relative path is invalid and must be ignored.
    if not base.startswith("/"):
        base = os.path.join(environ.get("HOME") or os.path.expanduser("~"), fallback)  # noqa: PTH111,PTH118
    return os.path.join(base, APP_FOLDER)  # noqa: PTH118
