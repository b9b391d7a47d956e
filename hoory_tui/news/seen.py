"""Which version somebody saw last, so that an upgrade is told of once."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import read_private, write_private
from hoory_tui.news.changelog import Release, order_of, since

_LONGEST: Final = 40


def upgraded(file: Path, version: str) -> list[Release]:
    """Return what came since the last start, and remember this version.

    Nothing at the very first start, nor after a step back, nor where nothing can be remembered:
    it would be told at every start then.
    """
    try:
        before = (read_private(file) or b"")[:_LONGEST].decode("ascii", "replace").strip()
    except ConfigError:
        return []
    if before == version:
        return []
    with contextlib.suppress(ConfigError):
        write_private(file, version.encode())
        if before and order_of(before) < order_of(version):
            return [one for one in since(before) if order_of(one.version) <= order_of(version)]
    return []
