"""Where a stream is to be gone on with: a short text that means something to us alone."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from yarl import URL

from hoory_tui.client.session import Server
from hoory_tui.wire.hostnames import is_loopback

_VERSION: Final = 1
_MOST_IDS: Final = 100_000
"""In a row; more of them nobody wrote in the time that they stand for."""


class CursorError(ValueError):
    """A text is no cursor, or one of another account; it is a whole sentence."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Up to where everything was told, by the server's clock in unix seconds."""

    account_id: int
    changed: float
    """What changed before this moment is told."""
    created: float
    """Messages that were written before this moment are told; never before `changed`."""
    recent: tuple[int, ...] = ()
    """Those that were written since then and are told all the same."""
    server: int = 0
    """Which server it is of, see `mark_of`."""

    def encode(self) -> str:
        """Return the text, made of letters, digits, hyphens and underscores."""
        changed = int(self.changed * 1000)
        later = max(0, int(self.created * 1000) - changed)
        raw = json.dumps(
            [_VERSION, self.account_id, self.server, changed, later, *_runs(self.recent)],
            separators=(",", ":"),
        )
        return base64.urlsafe_b64encode(raw[1:-1].encode()).decode().rstrip("=")


def mark_of(server: Server) -> int:
    """Return a number that tells one server from another; 0 for any on this machine.

    Accounts are counted from 1 on every server, and a desk for trying has a new port every day.
    """
    url = URL(server.origin)
    return 0 if is_loopback(url.host or "") else crc32(server.origin.encode())


def read_cursor(text: str, account_id: int, server: int = 0) -> Cursor:
    """Return what a text says; raises CursorError."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        version, account, made_at, changed, later, *steps = map(
            _number, json.loads(b"[" + raw + b"]")
        )
    except (ValueError, binascii.Error, RecursionError):
        raise CursorError(
            "This is no cursor of this program; take one from a line, or now, all or 2h."
        ) from None
    if version != _VERSION:
        raise CursorError("This cursor is of another version of this program; begin with now.")
    if account != account_id:
        raise CursorError(
            f"This cursor is of account {account}, and this is account {account_id}; "
            "use the login that it was made with."
        )
    if made_at != server:
        raise CursorError("This cursor is of another server; use the login that it was made with.")
    return Cursor(account, changed / 1000, (changed + later) / 1000, _ids(steps), server)


def _runs(ids: Iterable[int]) -> list[int]:
    """Return ids as so many left out, so many in a row, and on: they are close together."""
    runs: list[int] = []
    following = 0
    for number in sorted(ids):
        if runs and number == following:
            runs[-1] += 1
        else:
            runs += [number - following, 1]
        following = number + 1
    return runs


def _ids(runs: list[int]) -> tuple[int, ...]:
    ids: list[int] = []
    following = 0
    for left_out, length in zip(runs[::2], runs[1::2], strict=False):
        start = following + left_out
        following = start + min(length, _MOST_IDS)
        ids += range(start, following)
    return tuple(ids)


def _number(one: object) -> int:
    if type(one) is not int or one < 0:
        raise ValueError("no number")
    return one
