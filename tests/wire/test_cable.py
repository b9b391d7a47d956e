from __future__ import annotations

import json
from collections import Counter

import pytest

from hoory_tui.wire.cable import Cable, Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import Malformed, MessageCreated, PresenceUpdate, Unknown
from hoory_tui.wire.link import Cause, Ending, LinkState, Then
from tests.wire.cables import (
    AGENT,
    CONTACT,
    PING,
    TOKEN,
    WELCOME,
    Timed,
    confirm,
    disconnect,
    drive,
    echo,
    event,
    kind_of,
    message,
    message_ids,
    pings,
    reject,
    state_of,
)

HELLO: list[Timed] = [(1.0, WELCOME), (2.0, confirm()), (2.1, echo())]


def opened(who: Identifier = AGENT) -> Cable:
    return Cable(who, now=0.0)


def test_welcome_confirm_live() -> None:
    cable = opened()
    assert state_of(cable) == (LinkState.GREETING, Cause.NONE)
    assert cable.take_frames() == []
    cable.receive_text(WELCOME, 1.0)
    assert state_of(cable) == (LinkState.SUBSCRIBING, Cause.NONE)
    (subscribe,) = cable.take_frames()
    assert json.loads(subscribe) == {"command": "subscribe", "identifier": AGENT.encode()}
    cable.receive_text(confirm(), 2.0)
    assert state_of(cable) == (LinkState.LIVE, Cause.NONE)
    (presence,) = cable.take_frames()
    assert json.loads(presence)["identifier"] == AGENT.encode()
    assert kind_of(presence) == "update_presence"
    assert cable.take_frames() == []


def test_presence_is_told_every_fifteen_seconds() -> None:
    said = [*HELLO, *pings(3, 70), *[(at + 0.1, echo()) for at in (17, 32, 47, 62)]]
    cable = opened()
    sent = drive(cable, said, until=70)
    presences = [at for at, kind in sent if kind == "update_presence"]
    assert presences == [2.0, 17.0, 32.0, 47.0, 62.0]
    assert [kind for _, kind in sent].count("subscribe") == 1
    assert state_of(cable) == (LinkState.LIVE, Cause.NONE)


def test_one_missed_echo_is_forgiven_and_two_are_deaf() -> None:
    cable = opened()
    drive(cable, [*HELLO, *pings(3, 80)], until=39.9)
    # Beats at 17 and 32; the echo of the first is missing since 25, that of the second at 40.
    assert state_of(cable) == (LinkState.LIVE, Cause.NONE)
    drive(cable, pings(39, 80), until=40)
    assert state_of(cable) == (LinkState.DEGRADED, Cause.DEAF)


def test_an_echo_between_two_misses_starts_the_count_anew() -> None:
    said = [*HELLO, *pings(3, 80), (32.5, echo())]
    cable = opened()
    drive(cable, said, until=60)
    # Missing are 17 and 47, but not in a row.
    assert state_of(cable) == (LinkState.LIVE, Cause.NONE)


def test_a_deaf_cable_hears_again_and_is_live() -> None:
    cable = opened()
    drive(cable, [*HELLO, *pings(3, 60)], until=45)
    assert cable.state is LinkState.DEGRADED
    cable.receive_text(message(3), 46.0)
    assert cable.state is LinkState.DEGRADED
    assert message_ids(cable) == [3]
    cable.receive_text(echo(), 47.2)
    assert state_of(cable) == (LinkState.LIVE, Cause.NONE)
    drive(cable, pings(47, 108), until=70)
    assert cable.ending is None


def test_a_deaf_cable_goes_on_beating_and_is_replaced_after_a_minute() -> None:
    cable = opened()
    sent = drive(cable, [*HELLO, *pings(3, 200)], until=200)
    assert [at for at, kind in sent if kind == "update_presence"][:4] == [2.0, 17.0, 32.0, 47.0]
    assert cable.ending == Ending(Cause.DEAF, Then.RETRY)
    assert cable.last_frame_at == 99.0  # deaf since 40, replaced at 100


def test_says_when_a_degraded_connection_will_be_replaced() -> None:
    cable = opened()
    assert cable.replaced_at is None
    drive(cable, [(0, WELCOME), *pings(1, 100)], until=30.0)
    assert state_of(cable) == (LinkState.DEGRADED, Cause.UNCONFIRMED)
    assert cable.replaced_at == 70.0
    cable.receive_text(confirm(), 31.0)
    assert cable.replaced_at is None


def test_the_echo_of_another_account_is_no_echo() -> None:
    foreign = [(at + 0.1, echo(account_id=2)) for at in (17, 32)]
    cable = opened()
    drive(cable, [*HELLO, *foreign, *pings(3, 45)], until=45)
    assert state_of(cable) == (LinkState.DEGRADED, Cause.DEAF)


def test_no_confirmation_is_asked_for_once_more_then_told_then_given_up() -> None:
    cable = opened()
    said = [(1.0, WELCOME), *pings(3, 100)]
    assert drive(cable, said, until=5.9) == [(1.0, "subscribe")]
    assert drive(cable, pings(6, 100), until=10.9) == [(6.0, "subscribe")]
    assert state_of(cable) == (LinkState.SUBSCRIBING, Cause.NONE)
    assert drive(cable, pings(12, 100), until=11) == []
    assert state_of(cable) == (LinkState.DEGRADED, Cause.UNCONFIRMED)
    assert drive(cable, pings(12, 100), until=70.9) == []
    assert cable.ending is None
    drive(cable, pings(72, 100), until=71)
    assert cable.ending == Ending(Cause.UNCONFIRMED, Then.RETRY)


@pytest.mark.parametrize("at", [1.1, 5.9, 6.1, 10.9, 30.0, 70.9])
def test_a_late_confirmation_is_as_good_as_an_early_one(at: float) -> None:
    cable = opened()
    sent = drive(cable, [(1.0, WELCOME), (at, confirm()), *pings(3, 99)], until=at + 0.01)
    assert state_of(cable) == (LinkState.LIVE, Cause.NONE)
    assert sent[-1] == (at, "update_presence")
    drive(cable, pings(at, 99), until=at + 20)
    assert cable.ending is None


@pytest.mark.parametrize("heard_at", [1.0, 2.0, 51.0])
def test_seven_and_a_half_silent_seconds_end_it(heard_at: float) -> None:
    said = [(at, text) for at, text in (*HELLO, *pings(3, heard_at)) if at <= heard_at]
    cable = opened()
    drive(cable, said, until=heard_at + 7.4)
    assert cable.ending is None
    drive(cable, [], until=heard_at + 7.5)
    assert cable.ending == Ending(Cause.SILENT, Then.RETRY)


def test_any_frame_is_a_sign_of_life() -> None:
    talk = [(2 + 5 * number, message(number)) for number in range(1, 6)]
    noise = [(27 + 6 * number, "{") for number in range(1, 4)]
    cable = opened()
    drive(cable, [*HELLO, *talk, *noise], until=45 + 7.4)
    assert cable.ending is None
    assert cable.last_frame_at == 45.0


def test_no_welcome_in_ten_seconds_ends_it() -> None:
    cable = opened()
    drive(cable, [], until=9.9)
    assert cable.ending is None
    drive(cable, [], until=10)
    assert cable.ending == Ending(Cause.NO_WELCOME, Then.RETRY)


def test_pings_are_no_welcome() -> None:
    cable = opened()
    drive(cable, pings(1, 20), until=20)
    assert cable.ending == Ending(Cause.NO_WELCOME, Then.RETRY)


def test_silence_before_the_welcome_is_silence() -> None:
    cable = opened()
    drive(cable, [(0.5, PING)], until=20)
    assert cable.ending == Ending(Cause.SILENT, Then.RETRY)


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        (reject(), Ending(Cause.REJECTED, Then.HALT)),
        (disconnect("unauthorized", False), Ending(Cause.UNAUTHORIZED, Then.HALT, "unauthorized")),
        (disconnect("remote", False), Ending(Cause.SERVER_ASKED, Then.HALT, "remote")),
        (disconnect("remote", True), Ending(Cause.SERVER_ASKED, Then.RETRY, "remote")),
        (
            disconnect("server_restart", True),
            Ending(Cause.SERVER_ASKED, Then.RETRY, "server_restart"),
        ),
        (disconnect(None, None), Ending(Cause.SERVER_ASKED, Then.RETRY, "")),
        (disconnect("\x1b[2J", True), Ending(Cause.SERVER_ASKED, Then.RETRY, "␛[2J")),
    ],
)
@pytest.mark.parametrize("heard", [1, 2, 3])
def test_the_server_may_end_it_in_any_state(text: str, ending: Ending, heard: int) -> None:
    cable = opened()
    drive(cable, HELLO[:heard], until=2.5)
    cable.receive_text(text, 3.0)
    assert cable.ending == ending


def test_unauthorized_may_come_instead_of_a_welcome() -> None:
    cable = opened()
    cable.receive_text(disconnect("unauthorized", False), 0.1)
    assert cable.ending == Ending(Cause.UNAUTHORIZED, Then.HALT, "unauthorized")


def test_nothing_moves_after_the_end() -> None:
    cable = opened()
    drive(cable, [*HELLO, (2.5, message(1)), (3.0, disconnect("remote", True))], until=3)
    cable.receive_text(message(2), 3.1)
    cable.receive_text(confirm(), 3.2)
    cable.tick(500.0)
    assert message_ids(cable) == [1]
    assert cable.take_frames() == []
    assert cable.ending == Ending(Cause.SERVER_ASKED, Then.RETRY, "remote")
    assert cable.counts.frames == 5


def test_events_are_delivered_before_the_confirmation_and_while_degraded() -> None:
    said = [(0.5, message(1)), (1.0, WELCOME), (1.5, message(2)), *pings(3, 20), (13.0, message(3))]
    cable = opened()
    drive(cable, said, until=13.5)
    assert cable.state is LinkState.DEGRADED
    assert message_ids(cable) == [1, 2, 3]


def test_an_echo_before_the_confirmation_does_not_make_it_live() -> None:
    cable = opened()
    drive(cable, [(1.0, WELCOME), (1.5, echo())], until=2)
    assert cable.state is LinkState.SUBSCRIBING
    assert cable.take_frames() == []
    assert isinstance(cable.take_events()[0], PresenceUpdate)


def test_a_confirmation_nobody_asked_for_does_not_make_it_live() -> None:
    cable = opened()
    cable.receive_text(confirm(), 0.5)
    assert state_of(cable) == (LinkState.GREETING, Cause.NONE)
    assert drive(cable, [(1.0, WELCOME)], until=1.5) == [(1.0, "subscribe")]
    assert state_of(cable) == (LinkState.SUBSCRIBING, Cause.NONE)


def test_a_second_welcome_or_confirmation_changes_nothing() -> None:
    cable = opened()
    said = [*HELLO, (3.0, WELCOME), (4.0, confirm()), (5.0, WELCOME)]
    assert drive(cable, said, until=6) == [(1.0, "subscribe"), (2.0, "update_presence")]
    assert cable.state is LinkState.LIVE


def test_words_for_other_subscriptions_are_not_ours() -> None:
    other = Identifier(pubsub_token=AGENT.pubsub_token, account_id=1, user_id=8)
    said = [
        (1.0, WELCOME),
        (1.1, confirm(other)),
        (1.2, reject(other)),
        (1.3, message(1, who=other)),
    ]
    cable = opened()
    assert drive(cable, said, until=2) == [(1.0, "subscribe")]
    assert cable.state is LinkState.SUBSCRIBING
    assert cable.ending is None
    assert cable.take_events() == []
    assert cable.counts.stray == 1


def test_events_of_other_accounts_are_dropped_and_counted() -> None:
    said = [
        *HELLO,
        (3.0, message(1, account_id=2)),
        (3.1, message(2)),
        (3.2, message(3, account_id=None)),
        (3.3, event("news.today", {"account_id": 2})),
    ]
    cable = opened()
    drive(cable, said, until=4)
    assert message_ids(cable) == [2, 3]
    assert cable.counts.foreign == 2
    assert cable.counts.unknown == Counter()


def test_a_contact_hears_whatever_account_the_events_name() -> None:
    cable = opened(CONTACT)
    said = [(1.0, WELCOME), (1.5, confirm(CONTACT)), (2.0, message(4, account_id=9, who=CONTACT))]
    assert drive(cable, said, until=3) == [(1.0, "subscribe"), (1.5, "update_presence")]
    assert cable.state is LinkState.LIVE
    assert message_ids(cable) == [4]
    assert cable.counts.foreign == 0


def test_what_cannot_be_used_is_counted_and_told() -> None:
    said = [
        *HELLO,
        (3.0, "{"),
        (3.1, '{"type":"wat"}'),
        (3.2, event("news.today", {})),
        (3.3, event("news.today", {})),
        (3.4, event("message.created", {"id": []})),
    ]
    cable = opened()
    drive(cable, said, until=4)
    assert cable.counts.frames == 8
    assert cable.counts.garbled == 2
    assert cable.counts.unknown == Counter({"news.today": 2})
    assert cable.counts.malformed == 1
    events = cable.take_events()
    kinds = [type(happened) for happened in events]
    assert kinds == [PresenceUpdate, Malformed, Malformed, Unknown, Unknown, Malformed]
    assert [one.kind for one in events if isinstance(one, Malformed)] == [
        "a frame: not JSON",
        "a frame: unknown type",
        "message.created: MessagePayload: cannot read id",
    ]


def test_what_could_be_read_but_for_some_keys_comes_and_is_told_of() -> None:
    broken = {"id": 5, "account_id": 1, "content": "hello", "sender_id": True}
    cable = opened()
    drive(cable, [*HELLO, (3.0, event("message.created", broken))], until=4)
    told, came = cable.take_events()[-2:]
    assert isinstance(came, MessageCreated)
    assert came.message.content == "hello"
    assert came.message.sender_id is None
    assert told == Malformed(1, "message.created", "MessagePayload: cannot read sender_id", False)
    assert (cable.counts.mended, cable.counts.malformed) == (1, 0)


def test_a_binary_frame_is_a_sign_of_life_and_counted() -> None:
    cable = opened()
    drive(cable, HELLO, until=3)
    cable.receive_binary(3.5)
    assert (cable.last_frame_at, cable.counts.garbled) == (3.5, 1)
    assert [one.kind for one in cable.take_events() if isinstance(one, Malformed)] == [
        "a frame: binary"
    ]


def test_a_frozen_owner_finds_the_link_silent_and_not_deaf() -> None:
    cable = opened()
    drive(cable, HELLO, until=2.5)
    cable.tick(500.0)
    assert cable.ending == Ending(Cause.SILENT, Then.RETRY)


def test_another_pace_is_kept() -> None:
    pace = Pace(welcome=1, silence=50, ask_again=2, confirm=3, presence=4, echo=1, degraded=5)
    cable = Cable(AGENT, now=0.0, pace=pace)
    sent = drive(cable, [(0.5, WELCOME)], until=20)
    assert sent == [(0.5, "subscribe"), (2.5, "subscribe")]
    assert cable.ending == Ending(Cause.UNCONFIRMED, Then.RETRY)
    late = Cable(AGENT, now=0.0, pace=pace)
    sent = drive(late, [(0.5, WELCOME), (1.0, confirm())], until=10)
    assert sent == [(0.5, "subscribe"), *[(at, "update_presence") for at in (1.0, 5.0, 9.0)]]
    assert state_of(late) == (LinkState.DEGRADED, Cause.DEAF)


def test_the_token_is_in_no_print() -> None:
    cable = opened()
    drive(cable, [*HELLO, (3.0, reject())], until=4)
    assert TOKEN not in repr(cable) + repr(cable.counts) + repr(cable.ending)
    assert TOKEN not in repr(cable.take_events())


def test_after_a_deaf_connection_only_an_echo_makes_the_next_one_live() -> None:
    cable = Cable(AGENT, now=0.0, is_doubted=True)
    cable.receive_text(WELCOME, 0.1)
    cable.take_frames()
    cable.receive_text(confirm(), 0.2)
    assert state_of(cable) == (LinkState.DEGRADED, Cause.DEAF)
    (presence,) = cable.take_frames()
    assert kind_of(presence) == "update_presence"
    cable.receive_text(echo(), 0.3)
    assert state_of(cable) == (LinkState.LIVE, Cause.NONE)


def test_an_observer_is_live_without_a_sign_of_its_presence() -> None:
    for is_doubted in (False, True):
        cable = Cable(AGENT, now=0.0, is_doubted=is_doubted, is_observer=True)
        told = [(1.0, WELCOME), (2.0, confirm()), *pings(3.0, 120.0)]
        sent = drive(cable, told, until=120.0)
        assert [kind for _, kind in sent] == ["subscribe"]
        assert cable.state is LinkState.LIVE


def test_whoever_stops_observing_is_present_with_the_next_sign() -> None:
    cable = Cable(AGENT, now=0.0, is_observer=True)
    drive(cable, [(1.0, WELCOME), (2.0, confirm())], until=2.0)
    cable.is_observer = False
    sent = drive(cable, pings(3.0, 30.0), until=20.0)
    assert [kind for _, kind in sent] == ["update_presence"]
