"""Where in a recording a console is, told as on a player."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.app.playback import where
from hoory_tui.sdk.recording.player import Player
from hoory_tui.sdk.recording.reader import read_session
from tests.sdk.recording.sessions import heard, message, session_file


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (9.0, "recording, over at 0:09"),
        (754.0, "recording, over at 12:34"),
        (8000.0, "recording, over at 2:13:20"),
    ],
)
async def test_the_end_is_told_once_it_is_there(tmp_path: Path, until: float, words: str) -> None:
    path = session_file(tmp_path / "one", heard(until, "message.created", message(1)))
    player = Player(read_session(path), speed=float("inf"))
    assert where(player) == f"recording, 0:00 of {words.removeprefix('recording, over at ')}"
    async for _ in player.play():
        pass
    assert where(player) == words


async def test_the_place_is_told_on_the_way(tmp_path: Path) -> None:
    now = 0.0
    path = session_file(tmp_path / "one", heard(0.0, "message.created", message(1)))
    session = read_session(path)
    session.entries.append(heard(100.0, "message.created", message(2)))
    player = Player(session, speed=2.0, clock=lambda: now)
    await anext(player.play())
    now = 30.5
    assert where(player) == "recording, 1:01 of 1:40"
