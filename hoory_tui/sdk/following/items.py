"""What a follower tells: one typed event with where it came from, which makes one line of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.events import Event
from hoory_tui.wire.link import LinkStatus

VERSION: Final = 1
"""The first number of every line; another one means that its keys mean something else."""
LINK: Final = "link"
"""The name under which the state of the link is told, which no event has."""
DELETED: Final = "conversation.deleted"
"""Told when the server no longer has a conversation; no event of the wire says so."""


Note = tuple[Any, ...]
"""Facts of a ledger as JSON: the kind of thing, its id, and what was told of it."""


class Source(StrEnum):
    """How something came to be known."""

    LIVE = "live"
    """An event said it."""
    BACKFILL = "backfill"
    """It was missed and read afterwards."""
    SNAPSHOT = "snapshot"
    """It was there before the stream began."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event of an account.

    `data` is JSON in the event's own shape: cleaned, without secrets, and read again by
    ``wire.events.read_event(name, data)``. `cursor` is where to go on after this one.
    """

    name: str
    """As in ``message.created``."""
    source: Source
    event: Event | LinkStatus
    """The same as `data`, typed; how the link is doing where `name` is ``link``."""
    data: dict[str, Any]
    at: float
    """Unix seconds at which we took it."""
    cursor: str
    account_id: int
    conversation_id: int | None
    note: Note | None = None
    """What a later run has to know so as not to tell it again; see `CursorFile`."""

    def line(self) -> str:
        """Return the line of JSON, without its end."""
        told = {
            "v": VERSION,
            "at": _iso(self.at),
            "cursor": self.cursor,
            "source": self.source.value,
            "event": self.name,
            "account_id": self.account_id,
            "conversation_id": self.conversation_id,
            "data": self.data,
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        # Whatever a stranger wrote into a message: a secret of ours leaves in no line.
        return SECRETS.hide_known(text) if SECRETS.holds(text) else text


def _iso(moment: float) -> str:
    stamp = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
    return stamp.replace("+00:00", "Z")
