"""The next conversation that needs us: mentions first, then ours, then nobody's; from any pane."""

from __future__ import annotations

import pytest

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.keepsakes import promise
from hoory_tui.screens.viewing import NO_MENTION, NO_OTHER_NEEDS_ME, NONE_NEEDS_ME

from .console import Console, console
from .doing import says
from .letters import type_in
from .stage import CAFE, DANA, INES, KWAME, NARE, PRIYA, THEO, YUSUF, ZOE

QUIET = tuple(range(7, 19))
"""The visitors whose conversations are in nobody's way in these tests."""


def calm(desk: DemoDesk) -> None:
    """Leave open: ours that wait (Dana, Priya), nobody's (Zoë, Theo), Yusuf's (Kwame)."""
    for number in (CAFE, *QUIET):
        desk.set_status(number, "resolved")


def mention(desk: DemoDesk, conversation_id: int) -> None:
    note = f"[@Nare](mention://user/{NARE}/Nare) what do you think?"
    desk.agent_writes(INES, conversation_id, note, private=True)


def at_hand(desk: Console) -> int | None:
    one = desk.main.at_hand
    return one.id if one is not None else None


async def goes_to(desk: Console, key: str, conversation_id: int) -> None:
    await desk.press(key)
    await desk.until(lambda: at_hand(desk) == conversation_id, f"{key} goes to {conversation_id}")


async def test_mentions_then_mine_then_nobodys() -> None:
    def before(desk: DemoDesk) -> None:
        calm(desk)
        mention(desk, KWAME)

    async with console(before=before) as desk:
        await desk.until(lambda: desk.store.conversations[KWAME].mention_unread, "the mention")
        await desk.turn_to(THEO)
        # Within each kind the one that waits longest comes first.
        order = [KWAME, PRIYA, DANA, THEO, ZOE]
        await desk.turn_to(ZOE)
        for number in order:
            await goes_to(desk, "n", number)
        await goes_to(desk, "n", KWAME)
        for number in reversed(order):
            await goes_to(desk, "N", number)
        # In whatever list: what is gone to is shown there, as long as the hand is on it.
        await desk.press("1")
        await desk.until(lambda: KWAME not in desk.main.conversations.keys)
        await desk.turn_to(DANA)
        await goes_to(desk, "n", THEO)
        assert desk.row_of(THEO)
        await says(desk, f"#{THEO} Theo Lindgren: nobody's, waiting ")
        await says(desk, "; not in Mine")
        await goes_to(desk, "n", ZOE)
        await desk.until(lambda: THEO not in desk.main.conversations.keys)


async def test_what_was_gone_to_leaves_with_the_hand_in_a_list_where_nothing_happens() -> None:
    async with console(before=calm) as desk:
        await desk.press("1")
        await desk.turn_to(DANA)
        await goes_to(desk, "n", THEO)
        await desk.settled()
        await desk.turn_to(DANA)
        await desk.until(lambda: THEO not in desk.main.conversations.keys)


@pytest.mark.parametrize("why", ["urgent", "overdue"])
async def test_of_mine_the_urgent_and_the_overdue_come_first(why: str) -> None:
    def before(desk: DemoDesk) -> None:
        calm(desk)
        if why == "urgent":
            desk.set_priority(DANA, "urgent")
        else:
            row = desk.conversation(DANA)
            row.applied_sla = promise(row, "Fast", 1, 1, 1)

    async with console(before=before) as desk:
        await desk.turn_to(ZOE)
        await goes_to(desk, "n", DANA)
        await goes_to(desk, "n", PRIYA)


async def test_a_mention_that_was_turned_to_needs_nobody_any_more() -> None:
    def before(desk: DemoDesk) -> None:
        calm(desk)

    async with console(before=before) as desk:
        await desk.turn_to(ZOE)
        mention(desk.desk, KWAME)
        await desk.until(lambda: desk.store.conversations[KWAME].mention_unread, "the mention")
        await goes_to(desk, "n", KWAME)
        await desk.press("enter")
        await desk.until(lambda: not desk.store.conversations[KWAME].mention_unread)
        await goes_to(desk, "n", PRIYA)
        # It is still a mention, and there to be gone to.
        await goes_to(desk, "M", KWAME)


async def test_from_the_thread_and_from_the_composer() -> None:
    async with console(before=calm) as desk:
        await desk.turn_to(PRIYA, opened=True)
        assert desk.main.messages.has_focus
        await goes_to(desk, "n", DANA)
        assert desk.main.messages.has_focus
        await desk.until(lambda: (one := desk.main.thread.shown) is not None and one.id == DANA)
        await desk.write("half a sen")
        await goes_to(desk, "alt+a", THEO)
        assert not desk.main.composer.text.has_focus
        await desk.press("r")
        assert desk.written == ""
        assert desk.main.composer.draft_of(DANA) == "half a sen"


async def test_what_the_server_knows_of_decides() -> None:
    async with console(before=calm) as desk:
        await desk.turn_to(ZOE)
        await goes_to(desk, "n", PRIYA)
        desk.desk.agent_writes(NARE, PRIYA, "It is, for two years.")
        row = desk.desk.conversation(PRIYA)
        desk.desk.engine.conversations.agent_sees(row, desk.desk.agent(NARE))
        await desk.press("ctrl+r")
        await desk.until(lambda: not desk.store.conversations[PRIYA].unread_count)
        await goes_to(desk, "n", DANA)
        await goes_to(desk, "N", ZOE)


async def test_it_says_when_there_is_none() -> None:
    def before(desk: DemoDesk) -> None:
        for number in (CAFE, DANA, ZOE, PRIYA, THEO, *QUIET):
            desk.set_status(number, "resolved")

    async with console(before=before) as desk:
        await desk.press("n")
        await desk.shows(NONE_NEEDS_ME[:18])
        await desk.press("M")
        await desk.shows(NO_MENTION[:18])
        desk.desk.assign(KWAME, NARE, by=YUSUF)
        await desk.shows("Mine 1", "#top-bar")
        await goes_to(desk, "n", KWAME)
        await desk.press("n")
        await desk.shows(NO_OTHER_NEEDS_ME[:18])


async def test_words_on_their_way_are_no_mention() -> None:
    async with console(settings=Settings(send_delay=10)) as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Hello")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.store.outbox)
        await desk.press("h")
        await desk.turn_to(ZOE)
        await desk.press("M")
        await desk.shows(NO_MENTION[:18])
        assert at_hand(desk) == ZOE


async def test_one_that_a_narrowed_list_leaves_out_is_shown_all_the_same() -> None:
    async with console(before=calm) as desk:
        await desk.turn_to(ZOE)
        await desk.press("slash")
        await type_in(desk, "dana")
        await desk.until(lambda: list(desk.main.conversations.keys) == [DANA])
        await desk.press("enter")
        await goes_to(desk, "n", THEO)
        assert desk.row_of(THEO)
        assert len(desk.main.conversations.keys) > 1
