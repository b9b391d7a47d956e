"""A session is played in its time, faster, or at once, up to where it is to go."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hoory_tui.sdk.recording.format import Entry, Heard, Part
from hoory_tui.sdk.recording.player import MAX, Player
from hoory_tui.sdk.recording.reader import read_session

from .sessions import SNAPSHOT, heard, link, message, session_file

EVENTS: list[Entry] = [
    link(0.0, "live"),
    *(heard(number / 10, "message.created", message(number)) for number in range(1, 6)),
]


async def played(player: Player) -> list[tuple[float, float]]:
    """Return when each event of a session was played, in real seconds and in the recording's."""
    began_at = time.monotonic()
    return [
        (time.monotonic() - began_at, entry.at)
        async for entry in player.play()
        if isinstance(entry, Heard)
    ]


@pytest.mark.parametrize("speed", [1.0, 4.0])
async def test_pauses_are_those_of_the_recording_divided_by_the_speed(
    tmp_path: Path, speed: float
) -> None:
    player = Player(read_session(session_file(tmp_path / "one", *EVENTS)), speed=speed)
    assert player.position == 0.0
    for real, recorded in await played(player):
        assert -0.02 <= real - recorded / speed < 0.4
    assert (player.is_over, player.position) == (True, player.length)


async def test_nothing_is_waited_for_at_full_speed(tmp_path: Path) -> None:
    far = [heard(9_000.0, "message.created", message(9))]
    player = Player(read_session(session_file(tmp_path / "one", *EVENTS, *far)), speed=MAX)
    assert len(await played(player)) == len(EVENTS) + 1
    assert player.position == 9_000.0


async def test_it_goes_no_further_than_it_is_to(tmp_path: Path) -> None:
    player = Player(read_session(session_file(tmp_path / "one", *EVENTS)), until=0.25)
    assert [at for _, at in await played(player)] == [0.0, 0.1, 0.2]
    assert (player.length, player.position) == (0.25, 0.25)


async def test_what_there_was_at_the_start_is_not_played(tmp_path: Path) -> None:
    later = Part(0.3, "labels", [])
    session = read_session(session_file(tmp_path / "one", *EVENTS, later))
    assert session.entries[: session.begins_at] == SNAPSHOT
    parts = [one async for one in Player(session, speed=MAX).play() if isinstance(one, Part)]
    assert parts == [later]
