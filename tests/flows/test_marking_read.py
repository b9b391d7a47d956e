"""When a conversation counts as read: by hand, by opening it, or by looking at it for a while."""

from __future__ import annotations

import pytest

from hoory_tui.config.settings import Settings

from .console import Console, console
from .stage import THEO, ZOE


def is_read(desk: Console, conversation_id: int) -> bool:
    row = desk.desk.conversation(conversation_id)
    return row.agent_seen_message_id == row.messages[-1].id


async def test_looking_and_typing_leave_a_conversation_unread() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE, opened=True)
        await desk.press("j", "k", "r", "H", "i", "escape", "escape")
        await desk.settled()
        assert desk.store.conversations[ZOE].unread_count == 1
        assert not is_read(desk, ZOE)


async def test_who_answers_has_read_and_who_notes_has_not() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE, opened=True)
        await desk.press("p", "H", "i", "ctrl+s")
        await desk.until(lambda: desk.desk.conversation(ZOE).messages[-1].private, "the note")
        await desk.settled()
        assert desk.store.conversations[ZOE].unread_count == 1
        await desk.press("r", "H", "o", "ctrl+s")
        await desk.until(lambda: desk.store.conversations[ZOE].unread_count == 0, "no unread")
        assert desk.desk.conversation(ZOE).agent_last_seen_at is not None


async def test_opening_marks_as_read_where_that_is_wanted() -> None:
    async with console(settings=Settings(mark_read="open")) as desk:
        await desk.turn_to(ZOE)
        assert not is_read(desk, ZOE)
        await desk.press("enter")
        await desk.until(lambda: is_read(desk, ZOE), "a conversation that counts as read")


async def test_only_a_conversation_that_stays_open_for_a_while_counts_as_read() -> None:
    async with console(settings=Settings(mark_read=1)) as desk:
        await desk.turn_to(ZOE, opened=True)
        await desk.press("escape")
        await desk.turn_to(THEO, opened=True)
        await desk.until(lambda: is_read(desk, THEO), "a conversation that counts as read")
        assert not is_read(desk, ZOE)


@pytest.mark.parametrize("wrong", ["always", 0, -1, 3601, 1.5, True])
def test_other_wishes_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="must be"):
        Settings(mark_read=wrong)  # type: ignore[arg-type]
