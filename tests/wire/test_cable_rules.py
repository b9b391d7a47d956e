from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.wire.cable import Cable
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import Cause, LinkState
from tests.wire.cables import (
    AGENT,
    CONTACT,
    PING,
    WELCOME,
    confirm,
    disconnect,
    drive,
    echo,
    event,
    kind_of,
    message,
    pings,
    reject,
)
from tests.wire.text import ANY_TEXT

SAYINGS = st.one_of(
    st.sampled_from(
        [
            *[WELCOME, PING, confirm(), echo(), message(1)] * 3,
            echo(account_id=2),
            confirm(CONTACT),
            reject(CONTACT),
            message(2, account_id=2),
            event("presence.update", []),
            event("news", {}),
            reject(),
            disconnect("unauthorized", False),
            disconnect("server_restart", True),
        ]
    ),
    ANY_TEXT,
)
STEPS = st.tuples(
    st.one_of(
        st.sampled_from([0.0, 0.1, 1 / 3, 1.0, 2.9, 5.0, 7.4, 7.5, 10.0, 15.0, 60.0]),
        st.floats(0, 8),
        st.just("deadline"),
    ),
    st.one_of(st.just("tick"), SAYINGS),
)


@settings(max_examples=300, deadline=None)
@given(
    start=st.floats(0, 1e7),
    who=st.sampled_from([AGENT, CONTACT]),
    steps=st.lists(STEPS, max_size=60),
)
def test_whatever_happens_the_rules_hold(
    start: float, who: Identifier, steps: list[tuple[float | str, str]]
) -> None:
    cable, now = Cable(who, now=start), start
    sent: Counter[str] = Counter()
    welcomed = confirmed = False
    for wait, step in steps:
        now = now + wait if isinstance(wait, float) else max(now, cable.deadline())
        over = cable.ending
        if step == "tick":
            cable.tick(now)
            assert cable.ending is not None or cable.deadline() > now
        else:
            cable.receive_text(step, now)
            welcomed = welcomed or step == WELCOME
            confirmed = confirmed or (welcomed and step == confirm(who))
        sent.update(kind_of(frame) for frame in cable.take_frames())
        assert sent["subscribe"] <= 2
        assert welcomed or not sent
        assert confirmed or (not sent["update_presence"] and cable.state is not LinkState.LIVE)
        assert (cable.cause is Cause.NONE) == (cable.state is not LinkState.DEGRADED)
        assert over is None or cable.ending is over
        for happened in cable.take_events():
            assert over is None
            assert who is CONTACT or happened.account_id in (None, 1)


@settings(max_examples=200, deadline=None)
@given(start=st.floats(0, 1e9), confirm_at=st.floats(0, 12))
def test_an_owner_who_ticks_at_each_deadline_never_spins(start: float, confirm_at: float) -> None:
    cable = Cable(AGENT, now=start)
    said = [(start, WELCOME), (start + confirm_at, confirm()), *pings(start, start + 90)]
    drive(cable, said, until=start + 150)  # asserts that each deadline lies ahead
    assert cable.ending is not None


def test_no_rounding_makes_a_deadline_stay_where_it_was() -> None:
    rng = Random(7)
    for _ in range(500):
        start = rng.uniform(0, 1e6)
        cable = Cable(AGENT, now=start)
        drive(cable, [(start, WELCOME), *pings(start, start + 90)], until=start + 150)
        assert cable.ending is not None


def test_ticking_far_more_often_than_needed_does_nothing_more() -> None:
    cable = Cable(AGENT, now=0.0)
    cable.receive_text(WELCOME, 0.0)
    sent: list[str] = []
    for tenth in range(600):
        now = tenth / 10
        if tenth % 30 == 0:
            cable.receive_text(PING, now)
        if tenth == 200:
            cable.receive_text(confirm(), now)
        cable.tick(now)
        sent += [kind_of(frame) for frame in cable.take_frames()]
    assert sent == ["subscribe"] * 2 + ["update_presence"] * 3
