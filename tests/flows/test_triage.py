"""Acting on conversations: shown at once, taken back when the server refuses; tabs and counts."""

from __future__ import annotations

import time
from functools import partial

import pytest

from .console import Console, console
from .stage import ALL, MINE, UNASSIGNED, ZOE


async def test_resolving_shows_at_once_and_stays_at_hand() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        row = desk.desk.conversation(ZOE)
        desk.desk.delay_next("POST", f"/{ZOE}/toggle_status", LATE)
        await desk.press("e")
        await desk.until(
            lambda: f"All {ALL - 1}" in desk.seen("#top-bar") and row.status == "open",
            "the change before the server has made it",
        )
        assert "resolved" in desk.seen("#thread-head")
        assert "resolved · " in desk.row_of(ZOE)
        assert "e reopen" in desk.seen("#footer")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "resolved")
        await desk.settled()
        assert "resolved" in desk.seen("#thread-head")

        await desk.press("e")
        await desk.shows(f"All {ALL}", "#top-bar")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "open")
        assert "e resolve" in desk.seen("#footer")


async def test_a_resolved_conversation_leaves_when_the_hand_does() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("e")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "resolved")
        await desk.settled()
        assert desk.row_of(ZOE)
        await desk.press("j")
        # For a moment it may still be seen, so that nothing just vanishes.
        await desk.until(lambda: desk.row_of(ZOE) == "", "the row gone")


async def test_a_row_that_would_leave_waits_for_the_box_and_nothing_turns_meanwhile() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("e")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "resolved")
        await desk.press("j")
        listing = desk.main._listing
        await desk.until(lambda: listing.leaves_in(time.monotonic()), "a row about to leave")
        await desk.press("exclamation_mark")
        await desk.shows("Priority")
        await desk.until(lambda: listing.leaves_in(time.monotonic()) == 0, "its time over")
        await desk.until(lambda: desk.main._settling is None, "nothing that looks again and again")
        await desk.press("escape")
        await desk.until(lambda: desk.row_of(ZOE) == "", "the row gone")


@pytest.mark.parametrize("key", ["e", "a"])
async def test_a_refused_change_is_taken_back_with_a_reason(key: str) -> None:
    path = "toggle_status" if key == "e" else "assignments"
    async with console() as desk:
        await desk.turn_to(ZOE)
        before = desk.seen("#thread-head"), desk.row_of(ZOE), desk.seen("#top-bar")
        desk.desk.fail_next("POST", f"/{ZOE}/{path}", 422)
        await desk.press(key)
        await desk.shows("#4 is still open:" if key == "e" else "The assignee of #4 is unchanged:")
        await desk.settled()
        assert (desk.seen("#thread-head"), desk.row_of(ZOE), desk.seen("#top-bar")) == before


async def test_taking_over_and_letting_go() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        assert "unassigned" in desk.seen("#thread-head")
        row = desk.desk.conversation(ZOE)
        desk.desk.delay_next("POST", f"/{ZOE}/assignments", LATE)
        await desk.press("a")
        await desk.until(
            lambda: "Nare Petrosyan" in desk.seen("#thread-head") and row.assignee_id is None,
            "the change before the server has made it",
        )
        assert f"Mine {MINE + 1}" in desk.seen("#top-bar")
        assert f"Unassigned {UNASSIGNED - 1}" in desk.seen("#top-bar")
        await desk.until(lambda: desk.desk.conversation(ZOE).assignee_id == desk.me)
        await desk.settled()
        assert "Nare" in desk.row_of(ZOE)
        await desk.press("a")
        await desk.shows("unassigned", "#thread-head")
        await desk.until(lambda: desk.desk.conversation(ZOE).assignee_id is None)


async def test_a_change_whose_answer_is_lost_is_looked_up_and_not_taken_back() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        desk.desk.lose_next_answer("POST", f"/{ZOE}/assignments", lose_events=True)
        await desk.press("a")
        await desk.shows("Assigned to Nare Petrosyan #4")
        await desk.settled()
        assert desk.desk.conversation(ZOE).assignee_id == desk.me
        await desk.until(lambda: "Nare Petrosyan" in desk.seen("#thread-head"))


LATE = 1.0
"""Seconds by which the server is held up; the console must have drawn long before."""


def shown(desk: Console, count: int) -> bool:
    return len(desk.main.conversations.keys) == count


async def test_the_tabs_show_their_conversations_and_counts() -> None:
    async with console() as desk:
        for key, count, title in (
            ("1", MINE, "Mine"),
            ("2", UNASSIGNED, "Unassigned"),
            ("3", ALL, "All"),
        ):
            await desk.press(key)
            await desk.until(partial(shown, desk, count))
            await desk.settled()
            assert f"{title} {count}" in desk.seen("#top-bar")
            assert desk.main.at_hand is not None
            assert desk.main.conversations.keys[0] == desk.main.at_hand.id
            assert desk.main.conversations.has_focus
        assert {desk.desk.conversation(one).assignee_id for one in desk.main.conversations.keys} > {
            None,
            desk.me,
        }


async def test_an_empty_tab_says_so() -> None:
    async with console(agent=4) as desk:
        await desk.press("1")
        await desk.shows(f"Nothing waits for you. {UNASSIGNED} unassigned:", "#conversations")
        await desk.settled()
        assert desk.seen("#thread-head").strip() == ""
        assert desk.seen("#messages").strip() == ""
        assert "Contact  " not in desk.seen("#sidebar")
        await desk.press("e", "a", "r", "p", "full_stop", "x", "enter")
        assert desk.main.at_hand is None
        assert not desk.main.composer.text.has_focus
