"""Going to one conversation by its number or by a name, held or not."""

from __future__ import annotations

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.screens.main import MainScreen
from hoory_tui.screens.search import SearchScreen
from hoory_tui.screens.search_intents import GoTo, ShowContact

from .console import Console, console
from .letters import type_in
from .stage import DANA, KWAME, ZOE


def at_hand(desk: Console) -> int | None:
    return desk.main.at_hand.id if desk.main.at_hand is not None else None


async def test_by_name() -> None:
    async with console() as desk:
        await desk.press("o")
        await type_in(desk, "zoe")
        await desk.press("enter")
        await desk.until(lambda: at_hand(desk) == ZOE)
        assert desk.main.messages.has_focus
        assert "Zoë Brückner" in desk.seen("#thread-head")


async def test_a_number_is_that_one_and_no_longer_one() -> None:
    async with console() as desk:
        assert 1 in desk.store.conversations
        assert 10 in desk.store.conversations
        await desk.press("ctrl+g")
        await type_in(desk, "#1")
        await desk.press("enter")
        await desk.until(lambda: at_hand(desk) == 1)


async def test_from_another_list_it_is_shown_all_the_same() -> None:
    async with console() as desk:
        await desk.press("1")
        await desk.until(lambda: KWAME not in desk.main.conversations.keys)
        await desk.press("o")
        await type_in(desk, "kwame")
        await desk.press("enter")
        await desk.until(lambda: at_hand(desk) == KWAME)
        assert KWAME in desk.main.conversations.keys


async def test_one_that_is_not_held_is_fetched() -> None:
    def before(desk: DemoDesk) -> None:
        number = desk.new_conversation("Otto Old", 25, "Thanks!").display_id
        desk.set_status(number, "resolved")

    async with console(before=before) as desk:
        number = max(one.display_id for one in desk.desk.engine.world.all_conversations())
        assert number not in desk.store.conversations
        await desk.press("o")
        await type_in(desk, str(number))
        await desk.shows(f"Open #{number}")
        await desk.press("enter")
        await desk.until(lambda: at_hand(desk) == number)
        assert "Otto Old" in desk.seen("#thread-head")
        await desk.shows("Thanks!", "#messages")


async def test_one_that_does_not_exist_is_told() -> None:
    async with console() as desk:
        before = at_hand(desk)
        await desk.press("o")
        await type_in(desk, "4711")
        await desk.press("enter")
        await desk.shows("There is no conversation #4711, or you may not see it.")
        assert at_hand(desk) == before


async def test_out_of_the_composer_the_draft_stays() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("Half a sent")
        await desk.press("ctrl+g")
        await type_in(desk, "zoe")
        await desk.press("enter")
        await desk.until(lambda: at_hand(desk) == ZOE)
        assert desk.written == ""
        assert not desk.main.composer.text.has_focus
        await desk.turn_to(DANA)
        await desk.until(lambda: desk.written == "Half a sent")


async def test_a_name_that_is_not_known_can_be_searched_for() -> None:
    async with console() as desk:
        await desk.press("o")
        await type_in(desk, "bremse")
        await desk.shows("Search everything for “bremse”")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, SearchScreen))
        await desk.until(lambda: "Die Bremse schleift" in "\n".join(desk.text()))
        await desk.press("escape")
        assert isinstance(desk.app.screen, MainScreen)


async def test_an_answer_that_comes_late_takes_no_letters_from_the_composer() -> None:
    def before(desk: DemoDesk) -> None:
        number = desk.new_conversation("Otto Old", 25, "Thanks!").display_id
        desk.set_status(number, "resolved")

    async with console(before=before) as desk:
        number = max(one.display_id for one in desk.desk.engine.world.all_conversations())
        await desk.turn_to(DANA, opened=True)
        desk.desk.delay_next("GET", f"/conversations/{number}", 1.0)
        desk.app.post_message(GoTo(number))
        await desk.press("r")
        assert number not in desk.store.conversations
        await type_in(desk, "som")
        await desk.shows(f"#{number} is here; go there again.")
        assert desk.main.composer.text.has_focus
        await type_in(desk, "e")
        assert desk.written == "some"
        assert at_hand(desk) == DANA


async def test_the_conversations_of_a_contact_come_late_and_take_no_letters() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        contact = desk.store.conversations[ZOE].contact_id
        desk.desk.delay_next("GET", f"/contacts/{contact}/conversations", 0.5)
        desk.app.post_message(ShowContact(contact, "Zoë"))
        await desk.press("r")
        await desk.shows("The conversations of Zoë are here; go there again.")
        assert desk.main.composer.text.has_focus
        assert at_hand(desk) == DANA
