"""No frame, however wrong, is anything but an event or a count to the cable and the store."""

from __future__ import annotations

import sqlite3
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from hoory_tui.store import reduce
from hoory_tui.store.state import Store
from hoory_tui.wire.cable import Cable
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.limits import LARGEST_ID

from ..wire.garbage import by_hand, for_us, mutated, wrong_values

NOW = 1_790_000_000.0
US = Identifier(pubsub_token=SecretStr("t" * 24), account_id=1, user_id=1)


def take(cable: Cable, store: Store, text: str) -> int:
    """Give a frame to cable and store and return how much of it could not be read."""
    before = cable.counts.garbled + cable.counts.malformed + cable.counts.mended
    cable.receive_text(for_us(text, US.encode(), 1).encode("utf-8", "surrogatepass"), 1.0)
    reduce.apply_all(store, cable.take_events(), NOW)
    return cable.counts.garbled + cable.counts.malformed + cable.counts.mended - before


def begin() -> tuple[Cable, Store]:
    cable = Cable(US, now=0.0)
    cable.receive_text('{"type":"welcome"}', 0.1)
    cable.take_frames()
    return cable, Store(1, 1)


def check(store: Store) -> None:
    """Look whether a database and a calendar could take all that the store holds."""
    with sqlite3.connect(":memory:") as database:
        for number in [*store.conversations, *store.timelines]:
            database.execute("select ?", (number,))
            assert 0 <= number <= LARGEST_ID
    for timeline in store.timelines.values():
        assert all(0 <= one.id <= LARGEST_ID for one in timeline.messages())


def test_frames_made_by_hand_cost_a_count_and_nothing_else() -> None:
    cable, store = begin()
    bad = sum(take(cable, store, text) > 0 for text in by_hand())
    for name in ("message.created", "conversation.updated", "conversation.typing_on"):
        for text in wrong_values(name):
            take(cable, store, text)
    assert bad > 100
    assert cable.ending is None
    check(store)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_recorded_frames_with_exchanged_parts_cost_a_count_and_nothing_else(rng: Random) -> None:
    cable, store = begin()
    for _ in range(10):
        take(cable, store, mutated(rng))
    assert cable.ending is None
    check(store)


@settings(max_examples=300, deadline=None)
@given(st.text() | st.binary())
def test_whatever_it_is(frame: str | bytes) -> None:
    cable, _ = begin()
    cable.receive_text(frame, 1.0)
    assert cable.ending is None
