"""Resolving, setting pending and snoozing, one and many, looked at on the server's side."""

from __future__ import annotations

from .console import NOW, Console, console
from .stage import DANA, PRIYA, ZOE
from .verbs import back, choose, mark, row

NINE = 1_790_067_600.0
"""Tuesday, 22 September 2026, 9:00 UTC: tomorrow."""


async def test_resolving_and_going_to_the_next_open_one() -> None:
    async with console() as desk:
        rows = list(desk.main.conversations.keys)
        await desk.turn_to(rows[1])
        await desk.press("E")
        await desk.until(lambda: row(desk, rows[1]).status == "resolved")
        assert desk.main.at_hand is not None
        assert desk.main.at_hand.id == rows[2]
        await desk.until(lambda: rows[1] not in desk.main.conversations.keys, "the row gone")
        await desk.press("E")
        await desk.until(lambda: row(desk, rows[2]).status == "resolved")
        assert desk.main.at_hand.id == rows[3]
        assert row(desk, rows[3]).status == "open"


async def test_resolving_in_the_thread_goes_on_in_the_thread() -> None:
    async with console() as desk:
        rows = list(desk.main.conversations.keys)
        await desk.turn_to(rows[0], opened=True)
        await desk.press("E")
        # At once, not when the hand has come to rest: a reply may be the next thing.
        assert desk.main.thread.shown is not None
        assert desk.main.thread.shown.id == rows[1]
        assert desk.main.messages.has_focus
        await desk.until(lambda: row(desk, rows[0]).status == "resolved")


async def test_resolving_the_last_row_goes_up_and_of_none_left_is_told() -> None:
    async with console() as desk:
        rows = list(desk.main.conversations.keys)
        await desk.turn_to(rows[-1])
        await desk.press("E")
        await desk.until(lambda: row(desk, rows[-1]).status == "resolved")
        assert desk.main.at_hand is not None
        assert desk.main.at_hand.id == rows[-2]
        await desk.press("asterisk", "enter")
        await back(desk)
        await desk.press("E")
        await desk.shows("No other open conversation is left in this list.")
        await desk.until(lambda: {row(desk, one).status for one in rows} == {"resolved"})


async def test_several_are_resolved_and_reopened_by_the_one_at_hand() -> None:
    async with console() as desk:
        await mark(desk, DANA, ZOE, PRIYA)
        await desk.turn_to(ZOE)
        await desk.press("e")
        some = (DANA, ZOE, PRIYA)
        await desk.until(lambda: {row(desk, one).status for one in some} == {"resolved"})
        assert len(desk.main.marked) == 0
        assert desk.main.at_hand is not None
        assert desk.main.at_hand.id == ZOE


async def test_a_mixed_selection_is_asked_about() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("W")
        await desk.until(lambda: row(desk, ZOE).status == "pending")
        await desk.press("space")
        await mark_also(desk, DANA)
        await desk.press("e")
        await desk.asks("Resolve 2 conversations? 1 of them is not open.")
        await desk.press("n")
        await back(desk)
        assert row(desk, DANA).status == "open"
        await desk.press("e")
        await desk.asks("Resolve 2 conversations?")
        await desk.press("y")
        await desk.until(lambda: row(desk, DANA).status == row(desk, ZOE).status == "resolved")


async def mark_also(desk: Console, conversation_id: int) -> None:
    await desk.turn_to(conversation_id)
    await desk.press("space")
    await desk.turn_to(conversation_id)


async def test_pending_and_why_not_again() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("W")
        await desk.until(lambda: row(desk, ZOE).status == "pending")
        await desk.settled()
        await desk.press("W")
        await desk.shows("#4 Zoë Brückner is pending already; e reopens.")


async def test_pending_for_several() -> None:
    async with console() as desk:
        await mark(desk, DANA, ZOE)
        await desk.press("W")
        await desk.until(lambda: row(desk, DANA).status == row(desk, ZOE).status == "pending")


async def test_snoozing_until_the_next_reply_a_preset_and_what_is_typed() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await choose(desk, "s", "enter", title="Snooze #4 Zoë Brückner until")
        await desk.until(lambda: row(desk, ZOE).status == "snoozed")
        assert row(desk, ZOE).snoozed_until is None
        await desk.turn_to(DANA)
        await choose(desk, "s", *"tomo", "enter")
        await desk.until(lambda: row(desk, DANA).snoozed_until == NINE)
        await desk.turn_to(PRIYA)
        await desk.press("s", *"90m")
        await desk.shows("Until Mon 21 Sep 15:43")
        await desk.press("enter")
        await desk.until(lambda: row(desk, PRIYA).snoozed_until == NOW + 5400)
        assert row(desk, PRIYA).status == "snoozed"


async def test_snoozing_several() -> None:
    async with console() as desk:
        await mark(desk, DANA, ZOE)
        await choose(desk, "s", *"9:00", "enter", title="Snooze 2 conversations until")
        await desk.until(
            lambda: row(desk, DANA).snoozed_until == row(desk, ZOE).snoozed_until == NINE
        )


async def test_what_is_no_moment_is_not_taken() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("alt+m", *"yesterday")
        await desk.shows("No moment to come; try 2h, mon 9 or 24 dec.")
        await desk.press("enter", "escape")
        await back(desk)
        assert row(desk, ZOE).status == "open"
