"""Searching everything and jumping there; finding in the thread at hand."""

from __future__ import annotations

from functools import partial

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.screens.main import MainScreen
from hoory_tui.screens.search import SearchScreen
from hoory_tui.store.found import Found, Kind
from hoory_tui.widgets.findline import FindLine

from .console import Console, console
from .letters import type_in
from .stage import ALL, CAFE, DANA, KWAME, THEO, ZOE


def screen_of(desk: Console) -> SearchScreen:
    screen = desk.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


def finds(desk: Console, kind: Kind) -> list[int]:
    return [number for of, number in screen_of(desk)._finds if of is kind]


def kind_at_cursor(desk: Console) -> Kind | None:
    one = screen_of(desk).rows.chosen_now
    return one.kind if one is not None else None


def cursor_message(desk: Console) -> str:
    item = desk.main.messages.item_at_cursor()
    return item.message.content if item is not None and item.message is not None else ""


async def asked(desk: Console) -> None:
    """Wait until the server has answered."""
    await desk.until(lambda: not screen_of(desk)._asking, "the answer of the server")


# Everything


async def test_what_is_held_is_found_at_once_and_opened() -> None:
    async with console() as desk:
        desk.desk.delay_next("GET", "/search", 5.0)
        await desk.press("ctrl+f")
        await type_in(desk, "zoë")
        assert "Conversations  1 held, asking the server…" in "\n".join(desk.text())
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen))
        assert desk.main.at_hand is not None
        assert desk.main.at_hand.id == ZOE
        assert desk.main.messages.has_focus
        assert "Zoë Brückner" in desk.seen("#thread-head")


async def test_a_message_far_back_is_jumped_to_without_a_gap() -> None:
    async with console() as desk:
        await desk.press("ctrl+f")
        await type_in(desk, "order 3 is on")
        await asked(desk)
        assert finds(desk, Kind.MESSAGE)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen))
        await desk.until(lambda: cursor_message(desk) == "Order 3 is on the Monday truck.")
        assert desk.main.messages.conversation_id == CAFE
        timeline = desk.store.timelines[CAFE]
        there = [one.id for one in desk.desk.conversation(CAFE).messages]
        held = [one.id for one in timeline.messages()]
        assert held == there[-len(held) :]
        assert timeline.has_older == (len(held) < len(there))
        await desk.shows("Order 3 is on the Monday truck.", "#messages")


async def test_a_message_of_a_conversation_that_is_not_held() -> None:
    def before(desk: DemoDesk) -> None:
        number = desk.new_conversation("Otto Old", 25, "A zeppelin with pedals.").display_id
        desk.set_status(number, "resolved")

    async with console(before=before) as desk:
        assert all(one.status == "open" for one in desk.store.conversations.values())
        await desk.press("ctrl+f")
        await type_in(desk, "zeppelin")
        await asked(desk)
        (number,) = finds(desk, Kind.MESSAGE)
        assert number not in desk.store.conversations
        await desk.press("enter")
        await desk.until(lambda: cursor_message(desk) == "A zeppelin with pedals.")
        await desk.shows("resolved", "#thread-head")
        assert len(desk.main.conversations.keys) == ALL + 1
        await desk.press("h", "k")
        await desk.settled()
        assert desk.main.at_hand is not None


async def test_a_contact_leads_to_all_conversations() -> None:
    def before(desk: DemoDesk) -> None:
        contact = desk.contact_of(DANA)
        old = desk.new_conversation(contact, 21, "An old matter.")
        desk.set_status(old.display_id, "resolved")

    async with console(before=before) as desk:
        await desk.press("ctrl+f")
        await type_in(desk, "dana@")
        await asked(desk)
        assert len(finds(desk, Kind.CONTACT)) == 1
        while kind_at_cursor(desk) is not Kind.CONTACT:
            await desk.press("tab")
        await desk.press("enter")
        await desk.until(lambda: len(desk.main.conversations.keys) == 2)
        assert "Dana Okafor" in desk.seen("#top-bar")
        rows = [desk.desk.conversation(one) for one in desk.main.conversations.keys]
        assert {row.status for row in rows} == {"open", "resolved"}
        await desk.press("F")
        await desk.until(lambda: len(desk.main.conversations.keys) == ALL)


async def test_an_answer_to_words_of_before_is_ignored() -> None:
    async with console() as desk:
        await desk.press("ctrl+f")
        await type_in(desk, "theo")
        await asked(desk)
        desk.desk.delay_next("GET", "/search", 0.6)
        await type_in(desk, " lind")
        await desk.until(lambda: any("lind" in one for one in asked_for(desk)))
        await desk.press(*["backspace"] * 9)
        await type_in(desk, "kwame")
        await asked(desk)
        assert finds(desk, Kind.CONVERSATION) == [KWAME]
        late = Found(Kind.CONVERSATION, THEO, "Theo", "", THEO)
        screen_of(desk).take("theo lind", "", 1, [late], [])
        assert finds(desk, Kind.CONVERSATION) == [KWAME]


def asked_for(desk: Console) -> list[str]:
    return [str(one) for one in desk.desk.manners.asked]


async def test_pages_are_read_on_where_the_cursor_comes_to_the_last() -> None:
    async with console() as desk:
        await desk.press("ctrl+f")
        await type_in(desk, "truck")
        await asked(desk)
        first = len(finds(desk, Kind.MESSAGE))
        assert first >= 15
        assert "+" in "\n".join(desk.text())
        for _ in range(3):
            await desk.press("pagedown")
            await asked(desk)
        assert len(finds(desk, Kind.MESSAGE)) > first


async def test_an_older_server_is_asked_for_messages() -> None:
    async with console() as desk:
        desk.desk.fail_next("GET", "/search", 404, body={"error": "none"})
        await desk.press("ctrl+f")
        await type_in(desk, "schleift")
        await asked(desk)
        assert len(finds(desk, Kind.MESSAGE)) == 1
        assert "Die Bremse schleift" in "\n".join(desk.text())


async def test_a_failed_search_is_told_and_what_is_held_stays() -> None:
    async with console() as desk:
        desk.desk.fail_next("GET", "/search", 500)
        await desk.press("ctrl+f")
        await type_in(desk, "theo")
        await desk.until(lambda: screen_of(desk)._trouble)
        assert finds(desk, Kind.CONVERSATION) == [THEO]
        await desk.press("escape")
        assert isinstance(desk.app.screen, MainScreen)


# In the thread


async def test_finding_in_the_thread_goes_from_the_newest_back() -> None:
    async with console() as desk:
        await desk.turn_to(CAFE, opened=True)
        await desk.press("slash")
        await type_in(desk, "truck")
        await desk.until(lambda: cursor_message(desk) == "Order 74 is on the Monday truck.")
        assert any(style.bold and style.bgcolor is not None for style in desk.styles_of("truck"))
        await desk.shows("1 of ", "FindLine")
        await desk.press("enter")
        assert desk.main.messages.has_focus
        await desk.press("n")
        assert cursor_message(desk) == "Order 73 is on the Monday truck."
        await desk.press("n", "N")
        assert cursor_message(desk) == "Order 73 is on the Monday truck."
        assert "n the one before    N the one behind    esc ends it" in desk.seen("FindLine")
        await desk.press("escape")
        assert not desk.main.query(FindLine)
        assert desk.main.messages.has_focus
        assert cursor_message(desk) == "Order 73 is on the Monday truck."


async def test_what_is_not_held_is_loaded_when_it_is_looked_for_further() -> None:
    async with console() as desk:
        await desk.turn_to(CAFE, opened=True)
        held = len(desk.store.timelines[CAFE])
        await desk.press("slash")
        await type_in(desk, "order 60 ")
        await desk.shows("0 found", "FindLine")
        await desk.press("up")
        await desk.shows("older ones are being loaded")
        await desk.until(lambda: len(desk.store.timelines[CAFE]) > held)


async def test_esc_while_finding_goes_back_to_where_it_began() -> None:
    async with console() as desk:
        await desk.turn_to(CAFE, opened=True)
        await desk.press("k", "k")
        before = cursor_message(desk)
        await desk.press("slash")
        await type_in(desk, "order 70")
        await desk.until(lambda: "Order 70" in cursor_message(desk))
        await desk.press("escape")
        assert cursor_message(desk) == before
        await desk.until(partial(lacks_marks, desk))


def lacks_marks(desk: Console) -> bool:
    return not desk.main.messages._sought
