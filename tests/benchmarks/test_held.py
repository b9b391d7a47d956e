"""Messages to hold: every one is different, and all of them come through to the store."""

from __future__ import annotations

from hoory_tui.store.state import Store
from tests.benchmarks import held, traffic


def test_no_two_messages_have_an_id_or_a_text_in_common() -> None:
    data = [frame["message"]["data"] for frame in held.frames(600)]
    assert len({one["id"] for one in data}) == 600
    assert len({one["content"] for one in data}) == 600
    assert len({one["conversation_id"] for one in data}) == 600 // held.A_CONVERSATION


def test_all_of_them_are_held() -> None:
    store = Store(traffic.ACCOUNT_ID, 1)
    held.fill(store, 130)
    assert sum(map(len, store.timelines.values())) == 130
    assert len(held.payloads(130)) == 130
