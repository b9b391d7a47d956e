"""The accounts that each login was last seen to have, so that they can be named without asking."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from hoory_tui.config import paths
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import read_private, write_private
from hoory_tui.lazily import dataclass
from hoory_tui.wire.clean import clean_line

_log: Final = logging.getLogger(__name__)

_FILE: Final = "accounts.json"
_MOST: Final = 200
"""Accounts of one login that are kept; nobody works in more."""
_LONGEST: Final = 200
_LARGEST: Final = 2**53


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """One account of a login; a name may be empty."""

    id: int
    name: str = ""

    @property
    def label(self) -> str:
        """How to call it."""
        return self.name or f"#{self.id}"


def known_accounts(
    login: str, url: str, environ: Mapping[str, str] = os.environ
) -> tuple[KnownAccount, ...]:
    """Return the accounts that a login had when it was last used on this server, if ever."""
    entry = _read(_file(environ)).get(login)
    if not isinstance(entry, dict) or entry.get("url") != url:
        return ()
    listed = entry.get("accounts")
    found = [_account(one) for one in listed[:_MOST]] if isinstance(listed, list) else []
    return tuple({one.id: one for one in found if one is not None}.values())


def remember_accounts(
    login: str,
    url: str,
    accounts: Iterable[KnownAccount],
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Keep which accounts a login has; what cannot be written is only asked for again."""
    path = _file(environ)
    kept = _read(path)
    pairs = [[one.id, clean_line(one.name)[:_LONGEST]] for one in accounts][:_MOST]
    entry = {"url": url, "accounts": pairs}
    if kept.get(login) == entry:
        return
    kept[login] = entry
    try:
        write_private(path, f"{json.dumps(kept, indent=1, sort_keys=True)}\n".encode())
    except ConfigError as error:
        _log.warning("the accounts of a login are not kept: %s", error.problem)


def _file(environ: Mapping[str, str]) -> Path:
    return paths.state_dir(environ) / _FILE


def _read(path: Path) -> dict[str, object]:
    try:
        found = json.loads(read_private(path) or b"{}")
    except (ConfigError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _account(value: object) -> KnownAccount | None:
    match value:
        case [int() as number, str() as name] if 0 < number <= _LARGEST:
            return KnownAccount(number, clean_line(name[:_LONGEST]))
    return None
