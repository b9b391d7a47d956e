"""The right person: what stands under the hand stays there, and colleagues are not talked over."""

from __future__ import annotations

from hoory_tui.render.when import DAY
from hoory_tui.screens.confirm import ConfirmScreen

from .console import Console, console
from .stage import CAFE, DANA, KWAME, THEO, YUSUF, ZOE


def contents(desk: Console, conversation_id: int) -> list[str]:
    return [str(one.content) for one in desk.desk.conversation(conversation_id).messages]


def is_asking(desk: Console) -> bool:
    return isinstance(desk.app.screen, ConfirmScreen)


async def test_rows_stay_in_their_order_while_a_box_is_open() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        before = list(desk.main.conversations.keys)
        await desk.press("ctrl+q")
        await desk.until(lambda: is_asking(desk))
        desk.desk.contact_writes(CAFE, "Me first!")
        desk.desk.contact_writes(KWAME, "No, me!")
        await desk.shows("2 moved", "#footer")
        assert list(desk.main.conversations.keys) == before
        assert "No, me!" in desk.row_of(KWAME)
        await desk.press("n")
        await desk.until(lambda: desk.main.conversations.keys[0] == KWAME, "the new order")
        await desk.lacks("moved", "#footer")
        assert desk.main.conversations.keys[1] == CAFE
        assert desk.main.conversations.cursor == DANA


async def test_a_colleague_who_just_replied_is_told_of_before_another_reply_leaves() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("Pair it again, please.")
        desk.desk.agent_writes(YUSUF, DANA, "I have just paired it for you.")
        await desk.settled()
        desk.clock.pass_by(4)
        await desk.press("ctrl+s")
        await desk.asks("Yusuf Haddad replied here 4 s ago. Send your reply all the same?")
        await desk.press("n")
        await desk.settled()
        assert desk.written == "Pair it again, please."
        assert contents(desk, DANA)[-1] == "I have just paired it for you."

        await desk.press("ctrl+s")
        await desk.until(lambda: contents(desk, DANA)[-1] == "Pair it again, please.", "sent")
        assert not is_asking(desk)


async def test_a_colleague_who_just_took_over_is_told_of() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("Pair it again, please.")
        desk.desk.assign(DANA, YUSUF, by=YUSUF)
        await desk.settled()
        await desk.press("ctrl+s")
        await desk.asks("Yusuf Haddad took over here 1 s ago. Send your reply all the same?")
        await desk.press("y")
        await desk.until(lambda: "Pair it again, please." in contents(desk, DANA), "sent")


async def test_nobody_is_asked_about_notes_or_what_is_long_ago() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.agent_writes(YUSUF, DANA, "I have paired it.")
        await desk.settled()
        await desk.write("Well done", private=True)
        await desk.press("ctrl+s")
        await desk.until(lambda: "Well done" in contents(desk, DANA), "the note")
        desk.clock.pass_by(61)
        await desk.write("Is it better now?")
        await desk.press("ctrl+s")
        await desk.until(lambda: "Is it better now?" in contents(desk, DANA), "the reply")


async def test_where_no_reply_is_possible_a_note_is_written_and_said_why() -> None:
    async with console() as desk:
        await desk.turn_to(KWAME)
        desk.clock.pass_by(DAY + 1)
        desk.desk.set_priority(KWAME, "high")
        await desk.until(lambda: not desk.store.conversations[KWAME].can_reply, "the window shut")
        await desk.press("r")
        await desk.shows("This channel takes no reply now")
        assert desk.main.composer.private
        await desk.put("Ask him to write again")
        await desk.press("ctrl+n")
        assert desk.main.composer.private
        await desk.press("ctrl+s")
        await desk.until(lambda: "Ask him to write again" in contents(desk, KWAME), "the note")
        assert desk.desk.conversation(KWAME).messages[-1].private


async def test_a_reply_whose_window_shuts_while_it_is_written_stays_in_the_composer() -> None:
    async with console() as desk:
        await desk.turn_to(KWAME)
        await desk.write("The customs have it")
        desk.clock.pass_by(DAY + 1)
        desk.desk.set_priority(KWAME, "high")
        await desk.until(lambda: not desk.store.conversations[KWAME].can_reply, "the window shut")
        await desk.press("ctrl+s")
        await desk.shows("Your words are kept")
        assert desk.written == "The customs have it"
        assert "The customs have it" not in contents(desk, KWAME)


async def test_the_composer_never_changes_its_addressee_under_the_hand() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.write("For Zoe alone")
        for number in range(3):
            desk.desk.contact_writes(THEO, f"Hurry {number}")
            desk.desk.set_status(ZOE, "resolved" if number % 2 == 0 else "open")
            await desk.settled()
        await desk.press("ctrl+s")
        await desk.until(lambda: "For Zoe alone" in contents(desk, ZOE), "sent to Zoe")
        assert "For Zoe alone" not in contents(desk, THEO)
