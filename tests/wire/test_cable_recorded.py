from __future__ import annotations

import json

import pytest

from hoory_tui.wire.cable import Cable
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import PresenceUpdate, Unknown
from hoory_tui.wire.link import Cause, Ending, LinkState, Then
from tests.recordings import Recording, recordings, trace
from tests.wire.cables import AGENT, as_said_to, drive, message_ids, state_of

LIVE = (LinkState.LIVE, Cause.NONE)
ASKING = (LinkState.SUBSCRIBING, Cause.NONE)
UNCONFIRMED = (LinkState.DEGRADED, Cause.UNCONFIRMED)

OUTCOMES: dict[tuple[str, int, float], tuple[LinkState, Cause] | Ending] = {
    ("01-normal-aiohttp", 1, 0): LIVE,
    ("rails72/01-normal-aiohttp", 1, 0): LIVE,
    ("02-bad-token-explicit-aiohttp", 1, 0): Ending(Cause.REJECTED, Then.HALT),
    ("02-bad-token-silent-aiohttp", 1, 0): ASKING,
    ("02-bad-token-silent-reference", 1, 6): UNCONFIRMED,
    ("06-unauthorized-aiohttp", 1, 0): Ending(Cause.UNAUTHORIZED, Then.HALT, "unauthorized"),
    ("06-remote-reconnect-false-aiohttp", 1, 0): Ending(Cause.SERVER_ASKED, Then.HALT, "remote"),
    ("06-remote-reconnect-true-aiohttp", 1, 0): Ending(Cause.SERVER_ASKED, Then.RETRY, "remote"),
    ("06-server-restart-frame-aiohttp", 1, 0): Ending(
        Cause.SERVER_ASKED, Then.RETRY, "server_restart"
    ),
    ("rails72/06-native-remote-reconnect-false-aiohttp", 1, 0): Ending(
        Cause.SERVER_ASKED, Then.HALT, "remote"
    ),
    ("rails72/06-native-remote-reconnect-true-aiohttp", 1, 0): Ending(
        Cause.SERVER_ASKED, Then.RETRY, "remote"
    ),
    # A bare close and a cut are the socket's news; up to then all is well.
    ("06-rails61-bare-close-aiohttp", 1, 0): LIVE,
    ("06-tcp-fin-aiohttp", 1, 0): LIVE,
    ("08-sigstop-reference", 1, 7.4): LIVE,
    ("08-sigstop-reference", 1, 7.5): Ending(Cause.SILENT, Then.RETRY),
    ("09-pings-stalled-reference", 1, 0): LIVE,
    ("09-pings-stalled-reference", 1, 8): Ending(Cause.SILENT, Then.RETRY),
    ("11-dropped-confirm-reference", 1, 0): ASKING,
    ("11-dropped-confirm-reference", 1, 7.4): UNCONFIRMED,
    ("11-slow-subscribe-reference", 1, 0): LIVE,
    ("11-pipelined-aiohttp", 2, 0): LIVE,
    ("12-raw-frames-reference", 1, 0): LIVE,
    ("16-late-welcome-anycable", 1, 0): Ending(Cause.NO_WELCOME, Then.RETRY),
    ("16-muted-reference", 1, 0): LIVE,
    ("rails72/14-redis-loss-aiohttp", 1, 0): LIVE,
    ("rails72/18-redis-reconnect-slow-aiohttp", 2, 0): ASKING,
}
"""What becomes of us on recorded connections, so many seconds after their last frame."""


def replay(name: str, connection: int, seconds: float = 0) -> Cable:
    said = as_said_to(AGENT, trace(name), connection)
    opened_at = 0.0 if connection == 1 else said[0][0]
    cable = Cable(AGENT, now=opened_at)
    drive(cable, said, until=said[-1][0] + seconds)
    return cable


@pytest.mark.parametrize(("place", "expected"), OUTCOMES.items(), ids=str)
def test_recorded_failures_of_a_real_action_cable_come_out_as_they_should(
    place: tuple[str, int, float], expected: tuple[LinkState, Cause] | Ending
) -> None:
    cable = replay(*place)
    assert (cable.ending or state_of(cable)) == expected


def test_recorded_events_are_delivered_whatever_the_state() -> None:
    assert message_ids(replay("01-normal-aiohttp", 1)) == [1]
    assert message_ids(replay("02-bad-token-silent-aiohttp", 1)) == [1]
    assert message_ids(replay("11-dropped-confirm-reference", 1)) == [1]
    assert message_ids(replay("09-pings-stalled-reference", 1)) == [0, 1, 2, 3, 4]
    early = replay("11-pipelined-aiohttp", 2).take_events()
    assert [type(happened) for happened in early] == [Unknown, PresenceUpdate]
    assert replay("12-raw-frames-reference", 1).counts.garbled == 1


def identifier_of(recording: Recording, socket: str) -> Identifier:
    frames = recording.frames(socket)
    asked = next(line.text for line in frames if line.direction == "c>s")
    encoded: str = json.loads(asked)["identifier"]
    who = Identifier.model_validate_json(encoded)
    assert who.encode() == encoded
    return who


def days_of(recording: Recording, socket: str) -> list[Cable]:
    """Return what became of each connection of this socket."""
    who, lines = identifier_of(recording, socket), list(recording.frames(socket))
    cables: list[Cable] = []
    for connection in sorted({line.connection for line in lines}):
        ours = [line for line in lines if line.connection == connection]
        said = [(line.ms / 1000, line.text) for line in ours if line.direction == "s>c"]
        cables.append(Cable(who, now=ours[0].ms / 1000))
        drive(cables[-1], said, until=said[-1][0])
    return cables


EVERY = pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)


@EVERY
@pytest.mark.parametrize("socket", ["john", "contact1"])
def test_each_connection_of_a_recorded_day_is_live_to_its_end(
    recording: Recording, socket: str
) -> None:
    account = recording.index["account_id"]
    foreign = 0
    for cable in days_of(recording, socket):
        assert (cable.ending, state_of(cable)) == (None, LIVE)
        counts = cable.counts
        assert (counts.garbled, counts.malformed, counts.stray) == (0, 0, 0)
        assert not counts.unknown
        assert all(happened.account_id == account for happened in cable.take_events())
        foreign += counts.foreign
    # The administrator is at home in another account too, where something happened that day.
    assert (foreign > 0) == (socket == "john")


@EVERY
@pytest.mark.parametrize("socket", ["badtoken", "wrongaccount"])
def test_a_recorded_refusal_is_silence(recording: Recording, socket: str) -> None:
    (cable,) = days_of(recording, socket)
    assert cable.state in (LinkState.SUBSCRIBING, LinkState.DEGRADED)
    assert cable.take_events() == []
    # The older server tells everything to the right token of a wrong account.
    hears_all = (socket, recording.index["server_version"]) == ("wrongaccount", "2.16.0")
    assert (cable.counts.foreign > 30) == hears_all
