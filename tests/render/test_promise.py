"""Which limit of a promise is due next, and how it is told."""

from __future__ import annotations

import pytest

from hoory_tui.render.promise import due_chip, due_next, due_text
from hoory_tui.store.records import Conversation, Sla, amended

BEGUN = 1_000_000.0
SLA = Sla("Gold", "active", 600, 900, 86_400)
TALK = Conversation(4, created_at=BEGUN, waiting_since=BEGUN, sla=SLA)


@pytest.mark.parametrize(
    ("fields", "limit", "at"),
    [
        ({}, "first answer", BEGUN + 600),
        ({"first_reply_at": BEGUN + 60, "waiting_since": BEGUN + 90}, "answer", BEGUN + 990),
        ({"first_reply_at": BEGUN + 60, "waiting_since": None}, "resolution", BEGUN + 86_400),
    ],
)
def test_the_limit_that_runs_out_first(
    fields: dict[str, float | None], limit: str, at: float
) -> None:
    due = due_next(amended(TALK, **fields))
    assert due is not None
    assert (due.limit, due.at) == (limit, at)


def test_what_is_resolved_or_promised_nothing_has_none() -> None:
    assert due_next(amended(TALK, status="resolved")) is None
    assert due_next(amended(TALK, sla=None)) is None
    assert due_next(amended(TALK, sla=Sla("Empty"))) is None


def test_it_is_told_in_words_and_in_a_few_cells() -> None:
    due = due_next(TALK)
    assert due is not None
    assert due_text(due, BEGUN) == ("first answer due in 10 min", "warn")
    assert due_text(due, BEGUN + 660) == ("first answer missed 60 s ago", "failed")
    assert due_chip(due, BEGUN) == ("sla 10m", "warn")
    assert due_chip(due, BEGUN + 660) == ("sla -1m", "failed")
    later = due_next(amended(TALK, first_reply_at=BEGUN, waiting_since=None))
    assert later is not None
    assert due_text(later, BEGUN) == ("resolution due in 24 h", "dim")
    assert due_chip(later, BEGUN) == ("sla 1d", "row-dim")
