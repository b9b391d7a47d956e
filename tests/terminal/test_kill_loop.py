"""Killed at any moment, the console loses nothing older than a second and sends nothing twice."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Final

from .kills import kill_again_and_again

KILLS: Final = int(os.environ.get("HOORY_KILLS", "12"))


async def test_words_survive_and_leave_once(tmp_path: Path) -> None:
    rounds = KILLS // 2
    newer, older = tmp_path / "newer server", tmp_path / "older server"
    ledgers = await asyncio.gather(
        kill_again_and_again(rounds, 1, newer),
        kill_again_and_again(rounds, 2, older, keep_markers=False),
    )
    assert [ledger.faults for ledger in ledgers] == [[], []]
    assert sum(len(ledger.echoed) for ledger in ledgers) >= KILLS, "hardly anything was written"
