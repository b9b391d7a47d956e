"""Who belongs to a list, who needs us, and that odd values stand at the end."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.records import Conversation
from hoory_tui.store.sieves import RANKS, Sieve, is_unattended, need_of, rank_of
from hoory_tui.store.views import ScopeKind, Sort


@pytest.mark.parametrize(
    ("sieve", "fields", "taken"),
    [
        (Sieve(), {}, True),
        (Sieve("resolved"), {}, False),
        (Sieve("all"), {"status": "snoozed"}, True),
        (Sieve("all"), {"status": "gone"}, False),
        (Sieve(inbox_id=2), {"inbox_id": 2}, True),
        (Sieve(inbox_id=2), {"inbox_id": 3}, False),
        (Sieve(team_id=2), {"team_id": None}, False),
        (Sieve(label="vip"), {"labels": ("late", "vip")}, True),
        (Sieve(label="vip"), {"labels": ("vips",)}, False),
        (Sieve(kind=ScopeKind.MENTIONS), {"mentions_me": True}, True),
        (Sieve(kind=ScopeKind.MENTIONS), {"participating": True}, False),
        (Sieve(kind=ScopeKind.PARTICIPATING), {"participating": True}, True),
        (Sieve(anybody=False), {"assignee_id": 3}, False),
    ],
)
def test_who_belongs(sieve: Sieve, fields: dict[str, Any], taken: bool) -> None:
    assert sieve.takes(Conversation(1, **fields)) is taken


def test_nobody_attends_to_who_was_never_answered_or_waits_again() -> None:
    assert is_unattended(Conversation(1))
    assert is_unattended(Conversation(1, first_reply_at=1.0, waiting_since=2.0))
    assert not is_unattended(Conversation(1, first_reply_at=1.0))


@pytest.mark.parametrize(
    ("fields", "need"),
    [
        ({"mention_unread": True, "assignee_id": 9}, 0),
        ({"assignee_id": 1, "unread_count": 1}, 2),
        ({"assignee_id": 1, "waiting_since": 5.0}, 2),
        ({"assignee_id": 1, "waiting_since": 5.0, "priority": "urgent"}, 1),
        ({"assignee_id": 1, "priority": "urgent"}, None),
        ({"assignee_id": 1}, None),
        ({"unread_count": 1}, 3),
        ({"waiting_since": 5.0}, None),
        ({"assignee_id": 9, "unread_count": 4}, None),
        ({"mentions_me": True, "assignee_id": 9}, None),
    ],
)
def test_who_needs_us(fields: dict[str, Any], need: int | None) -> None:
    assert need_of(Conversation(1, **fields), 1) == need


def test_every_order_has_its_rank_and_ties_go_by_the_number() -> None:
    assert set(RANKS) == set(Sort)
    for sort in Sort:
        assert rank_of(Conversation(2), sort) < rank_of(Conversation(1), sort)


def test_who_does_not_wait_comes_after_all_who_do() -> None:
    waits, rests = Conversation(1, waiting_since=5.0), Conversation(2)
    odd = Conversation(3, waiting_since=float("nan"))
    for sort in (Sort.LONGEST_WAITING, Sort.SHORTEST_WAITING):
        assert rank_of(waits, sort) < rank_of(rests, sort)
        assert rank_of(waits, sort) < rank_of(odd, sort)
