"""Where a stream begins, and how far it has come: now, everything, a moment, or a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hoory_tui.sdk.following.cursor import read_cursor
from hoory_tui.sdk.following.floors import Floors
from hoory_tui.sdk.following.items import Source
from hoory_tui.sdk.following.ledger import Ledger
from hoory_tui.sdk.following.reading import Gap

NOW: Final = "now"
ALL: Final = "all"


@dataclass(slots=True)
class Start:
    """What is to be read before the first live event is told."""

    floors: Floors
    gap: Gap
    recent: tuple[int, ...] = ()
    """Messages that an earlier run told last."""
    is_over: bool = False
    """Whether it was read."""

    def prepare(self, ledger: Ledger) -> None:
        """Have a ledger know what needs not be told again."""
        ledger.told_before = ledger.began = self.floors.created
        ledger.recent_ids = frozenset(self.recent)
        self.floors.remember(self.recent)

    def source_of(self, gap: Gap) -> Source:
        """Return as what it is told that was read of a gap."""
        return Source.SNAPSHOT if gap.everything else Source.BACKFILL

    def rise(self, ledger: Ledger, heard_at: float) -> None:
        """Take it that all is told that was sent up to this moment of the server's clock."""
        self.floors.rise(heard_at)
        ledger.told_before = self.floors.created


def start_of(since: str | float | None, account_id: int, now: float, server: int = 0) -> Start:
    """Return where to begin, `now` by the server's clock; raises CursorError."""
    if since is None or since == NOW:
        return Start(Floors(account_id, now, server=server), Gap(now, is_first=True))
    if since == ALL:
        return Start(
            Floors(account_id, 0.0, recent_from=now, server=server), Gap(0.0, everything=True)
        )
    if isinstance(since, str):
        cursor = read_cursor(since, account_id, server)
        if cursor.changed <= 0.0:
            return start_of(ALL, account_id, now, server)
        floors = Floors(account_id, cursor.changed, cursor.created, server=server)
        return Start(floors, Gap(cursor.changed), cursor.recent)
    return Start(Floors(account_id, since, server=server), Gap(since))
