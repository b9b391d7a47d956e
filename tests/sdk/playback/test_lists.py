"""Lists of a recorded desk: filters, tabs, orders and pages as a server has them."""

from __future__ import annotations

import pytest

from hoory_tui.sdk.playback.lists import counts, of_tab, page_of, rows_of, thread_page
from hoory_tui.sdk.playback.state import RecordedDesk
from hoory_tui.sdk.recording.format import Part
from tests.sdk.recording.sessions import ACCOUNT, conversation

ME = 2


@pytest.fixture
def desk() -> RecordedDesk:
    """Return a desk of four conversations, of which one is resolved."""
    desk = RecordedDesk(ACCOUNT)
    mine = {"assignee": {"id": ME}, "team": None}
    theirs = {"assignee": {"id": 3}, "team": {"id": 31}}
    rows = [
        conversation(id=1, last_activity_at=40, created_at=1, meta=mine, labels=["a", "b"]),
        conversation(id=2, last_activity_at=30, created_at=2, meta=theirs, priority="high"),
        conversation(id=3, last_activity_at=20, created_at=3, inbox_id=9, labels=["a"]),
        conversation(id=4, last_activity_at=10, created_at=4, status="resolved"),
    ]
    desk.take(Part(0, "profile", {"id": ME}))
    desk.take(Part(0, "conversations", rows))
    note = {"id": 8, "content": f"[@Ksj](mention://user/{ME}/Ksj) please look", "private": True}
    desk.take(Part(0, "messages", [note], 2))
    return desk


@pytest.mark.parametrize(
    ("asked", "labels", "ids"),
    [
        ({}, (), [1, 2, 3]),
        ({"status": "resolved"}, (), [4]),
        ({"status": "all"}, (), [1, 2, 3, 4]),
        ({"inbox_id": "9"}, (), [3]),
        ({"team_id": "31"}, (), [2]),
        ({}, ("a",), [1, 3]),
        ({}, ("a", "b"), [1]),
        ({"conversation_type": "mention"}, (), [2]),
        ({"conversation_type": "participating"}, (), []),
        ({"sort_by": "last_activity_at_asc"}, (), [3, 2, 1]),
        ({"sort_by": "created_at_desc"}, (), [3, 2, 1]),
        ({"sort_by": "priority_desc"}, (), [2, 1, 3]),
        ({"sort_by": "nonsense"}, (), [1, 2, 3]),
    ],
)
def test_a_list_shows_what_was_asked_for(
    desk: RecordedDesk, asked: dict[str, str], labels: tuple[str, ...], ids: list[int]
) -> None:
    assert [one["id"] for one in rows_of(desk, asked, labels)] == ids


def test_tabs_and_their_numbers_go_together(desk: RecordedDesk) -> None:
    rows = rows_of(desk, {})
    told = counts(desk, rows)
    for tab, key in (("me", "mine"), ("assigned", "assigned"), ("unassigned", "unassigned")):
        assert len(of_tab(desk, rows, tab)) == told[f"{key}_count"]
    assert (told["mine_count"], told["all_count"]) == (1, 3)


def test_pages_are_whole_and_end() -> None:
    rows = [{"id": number} for number in range(60)]
    pages = [page_of(rows, {"page": page}) for page in ("1", "2", "3", "4", "nonsense")]
    assert [len(one) for one in pages] == [25, 25, 10, 0, 25]
    thread = {number: {"id": number} for number in range(1, 200)}

    def ids(**asked: str) -> list[int]:
        return [one["id"] for one in thread_page(thread, asked)]

    assert ids() == list(range(180, 200))
    assert ids(before="180") == list(range(160, 180))
    assert ids(after="5") == list(range(6, 106))
    assert ids(after="5", before="8") == [6, 7]
