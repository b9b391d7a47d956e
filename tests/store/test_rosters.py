"""Orders and counts that are kept: always what sorting and counting everything would give."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.store import rosters
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.rosters import Order, Roster, Rosters
from hoory_tui.store.sieves import Sieve, need_of, rank_by_need, rank_of
from hoory_tui.store.views import ScopeKind, Sort

SIEVES = (
    Sieve(),
    Sieve(anybody=False, assignee_id=None),
    Sieve(anybody=False, assignee_id=1),
    Sieve("resolved"),
    Sieve("all", inbox_id=2),
    Sieve(team_id=1),
    Sieve(label="vip"),
    Sieve(kind=ScopeKind.MENTIONS),
    Sieve("all", kind=ScopeKind.UNATTENDED),
    Sieve(kind=ScopeKind.PARTICIPATING),
)
MOMENTS = (None, 0.0, 1.0, 2.5, float("nan"), float("inf"))

talks = st.builds(
    Conversation,
    id=st.integers(1, 40),
    status=st.sampled_from(("open", "resolved", "gone")),
    inbox_id=st.integers(1, 2),
    team_id=st.sampled_from((None, 1)),
    labels=st.sampled_from(((), ("vip",), ("vip", "late"))),
    priority=st.sampled_from(("", "low", "urgent", "new kind")),
    unread_count=st.integers(0, 2),
    created_at=st.sampled_from(MOMENTS),
    waiting_since=st.sampled_from(MOMENTS),
    first_reply_at=st.sampled_from((None, 1.0)),
    mentions_me=st.booleans(),
    mention_unread=st.booleans(),
    participating=st.booleans(),
    assignee_id=st.sampled_from((None, 1, 2)),
    contact_id=st.integers(1, 3),
    last_activity_at=st.sampled_from((0.0, 1.0, 2.0, 2.5, float("nan"), float("inf"))),
)
deeds = st.lists(st.one_of(talks, st.integers(1, 40)), max_size=120)


def sorted_anew(held: dict[int, Conversation], sieve: Sieve, sort: Sort = Sort.LATEST) -> list[int]:
    taken = filter(sieve.takes, held.values())
    return [one.id for one in sorted(taken, key=lambda one: rank_of(one, sort))]


@settings(deadline=None)
@given(deeds, st.integers(0, 60), st.sampled_from(Sort))
def test_what_is_kept_is_what_sorting_everything_gives(
    steps: list[Conversation | int], asked_at: int, sort: Sort
) -> None:
    held: dict[int, Conversation] = {}
    kept = Rosters()
    seen: list[tuple[Order, list[int]]] = []
    for number, step in enumerate(steps):
        before = held.pop(step, None) if isinstance(step, int) else held.get(step.id)
        if isinstance(step, Conversation):
            held[step.id] = step
        kept.change(before, None if isinstance(step, int) else step)
        if number < asked_at:
            continue
        for sieve in SIEVES:
            order = kept.order(sieve, held, sort)
            assert list(order) == sorted_anew(held, sieve, sort)
            assert kept.count(sieve, held) == len(order)
            seen.append((order, list(order)))
        needy = Sieve(needs_me=True, assignee_id=1)
        wanted = sorted(filter(needy.takes, held.values()), key=rank_by_need(1))
        assert list(kept.order(needy, held, None)) == [one.id for one in wanted]
        assert [need_of(one, 1) for one in wanted] == sorted(
            need for one in wanted if (need := need_of(one, 1)) is not None
        )
        mine = [one for one in held.values() if one.status == "open" and one.assignee_id == 1]
        assert kept.loads(held).get(1, 0) == len(mine)
        for contact in (1, 2, 3):
            whose = sum(one.contact_id == contact for one in held.values())
            assert kept.threads(held).get(contact, 0) == whose
    for order, ids in seen[-8:]:
        # What was handed out is what it was, and still knows where everything stood.
        assert list(order) == ids
        assert [order.position(one) for one in ids] == list(range(len(ids)))
        assert [order[at] for at in range(len(ids))] == ids


def many(number: int) -> dict[int, Conversation]:
    return {one: Conversation(one, last_activity_at=float(one * 7 % 1009)) for one in range(number)}


def test_large_orders_are_kept_in_chunks() -> None:
    held = many(3000)
    kept = Rosters()
    order = kept.order(Sieve(), held)
    for number in (*range(0, 3000, 3), *range(900)):
        after = amended(held[number], last_activity_at=5000.0 + number)
        kept.change(held[number], after)
        held[number] = after
    for number in range(1000, 2200):
        kept.change(held.pop(number), None)
    assert list(kept.order(Sieve(), held)) == sorted_anew(held, Sieve())
    assert list(order) == sorted_anew(many(3000), Sieve())
    assert order.position(1500) == list(order).index(1500)


def test_an_order_is_read_like_a_list() -> None:
    held = many(1200)
    order = Rosters().order(Sieve(), held)
    ids = sorted_anew(held, Sieve())
    assert order == ids
    assert order != ids[:-1]
    assert order[-1] == ids[-1]
    assert order[700:710] == ids[700:710]
    assert 5 in order
    assert 5000 not in order
    assert order.index(ids[600]) == 600
    with pytest.raises(IndexError):
        order[1200]


def test_others_are_put_in_their_places_and_taken_out() -> None:
    held = many(1200)
    closed = {one: amended(held[one], status="resolved") for one in (3, 500, 1100)}
    order = Rosters().order(Sieve(), held | closed)
    ranks = [rank_of(one) for one in closed.values()]
    whole = order.with_also(ranks)
    assert list(whole) == sorted_anew(held, Sieve())
    assert list(order) == sorted_anew(held | closed, Sieve())
    assert list(whole.without(closed)) == list(order)
    assert list(order.without(order)) == []


def test_what_is_not_in_is_not_taken_out() -> None:
    roster = Roster.of([(1.0, 0.0, -1), (2.0, 0.0, -2)])
    for stranger in ((1.5, 0.0, -3), (9.0, 0.0, -9), (0.0, 0.0, 0)):
        roster.remove(stranger)
    assert roster.count == 2


def test_only_so_many_orders_are_kept() -> None:
    held = many(5)
    kept = Rosters()
    for number in range(40):
        assert kept.count(Sieve(anybody=False, assignee_id=number), held) == 0
        assert kept.count(Sieve(), held) == 5
    assert len(kept._kept) == rosters._MOST_KEPT
