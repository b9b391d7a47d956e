"""How the panes lie: by key, by name, remembered; and never a word to the wrong person."""

from __future__ import annotations

import random

import pytest

from hoory_tui.config.settings import Settings
from hoory_tui.screens.layouts import GONE_BESIDE, TURNS_ANYWAY
from hoory_tui.store.happenings import ConversationGone

from .console import Console, console
from .stage import DANA, KWAME, PRIYA, THEO, ZOE, last

WIDE = (200, 50)


def shown(desk: Console) -> tuple[int, int]:
    """Return the conversation at hand and the one beside it."""
    main = desk.main
    at, beside = main.thread.shown, main.beside
    assert at is not None
    assert beside is not None
    assert main.at_hand is not None
    assert main.at_hand.id == at.id
    addressee = main.composer.addressee
    assert addressee is not None
    assert addressee.conversation_id == at.id
    return at.id, beside.id


async def pinned(desk: Console, conversation_id: int, other: int) -> None:
    """Put one conversation beside another one."""
    await desk.turn_to(conversation_id)
    await desk.press("D")
    await desk.until(lambda: desk.main.beside is not None, "the second column")
    await desk.turn_to(other)
    await desk.until(lambda: shown(desk) == (other, conversation_id))


async def test_the_list_goes_and_comes_back() -> None:
    async with console(size=(120, 36)) as desk:
        await desk.turn_to(ZOE)
        await desk.press("b")
        await desk.until(lambda: not desk.main.conversations.display and desk.main.thread.display)
        await desk.until(lambda: desk.main.messages.has_focus)
        await desk.press("h")
        await desk.until(lambda: desk.main.conversations.region.width == 120)
        await desk.press("enter", "b")
        await desk.until(lambda: desk.main.conversations.region.width == 40)
        assert desk.main.thread.region.width == 80


@pytest.mark.parametrize("key", ["b", "w"])
async def test_the_hands_come_back_with_the_list(key: str) -> None:
    async with console(size=(120, 36)) as desk:
        await desk.turn_to(ZOE)
        await desk.press(key)
        await desk.until(lambda: desk.main.messages.has_focus)
        await desk.press(key)
        await desk.until(lambda: desk.main.conversations.has_focus)
        assert not desk.main.reading
        await desk.press("enter")
        await desk.until(lambda: desk.main.messages.has_focus)
        await desk.press(key, key)
        await desk.until(lambda: desk.main.conversations.region.width == 40)
        assert desk.main.messages.has_focus


async def test_the_list_takes_turns_anyway_where_it_is_narrow() -> None:
    async with console(size=(80, 24)) as desk:
        await desk.turn_to(ZOE)
        await desk.press("b")
        await desk.until(lambda: TURNS_ANYWAY in [one.message for one in desk.app._notifications])


async def test_the_thread_is_widened_and_all_is_as_before() -> None:
    async with console(size=(200, 50)) as desk:
        await desk.turn_to(ZOE)
        before = desk.main.thread.region
        await desk.press("w")
        await desk.until(lambda: desk.main.thread.region.width == 200)
        await desk.press("w")
        await desk.until(lambda: desk.main.thread.region == before)
        assert desk.main.sidebar.display


@pytest.mark.parametrize(
    ("number", "list_width", "details"), [(0, 56, True), (1, 200, False), (2, 56, True)]
)
async def test_a_layout_is_chosen_by_name(number: int, list_width: int, details: bool) -> None:
    async with console(size=WIDE) as desk:
        await desk.turn_to(ZOE)
        await desk.press("Z", *["down"] * number, "enter")
        await desk.until(lambda: desk.main.conversations.region.width == list_width)
        assert desk.main.sidebar.display is details


@pytest.mark.parametrize("panes", ["thread", "three", "two"])
async def test_the_settings_say_how_it_begins(panes: str) -> None:
    settings = Settings(panes=panes)  # type: ignore[arg-type]
    async with console(size=WIDE, settings=settings) as desk:
        if panes == "two":
            await desk.until(lambda: desk.main.beside is not None, "the second column")
        assert desk.main.takes_turns is (panes == "thread")
        assert desk.main.sidebar.display is (panes == "three")


async def test_two_side_by_side_and_one_again() -> None:
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        await desk.shows("Die Bremse schleift", "#pinned-messages")
        await desk.shows("Zoë", "#pinned-head")
        await desk.shows("Do I have to pair it again", "#messages")
        await desk.press("D")
        await desk.until(lambda: desk.main.pinned is None)
        await desk.settled()


async def test_it_needs_room_and_says_so() -> None:
    async with console(size=(120, 36)) as desk:
        await desk.turn_to(ZOE)
        await desk.press("D")
        await desk.shows("side by side need a terminal of 140")
        assert desk.main.pinned is None


async def test_tab_brings_the_hands_over_and_both_threads_stay_where_they_are() -> None:
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        await desk.press("enter")
        left = desk.main.thread.region
        await desk.press("tab")
        await desk.until(lambda: shown(desk) == (ZOE, DANA))
        assert desk.main.messages.has_focus
        await desk.until(lambda: desk.main.thread.region.x > left.x, "the right side")
        assert desk.main.pinned is not None
        assert desk.main.pinned.region.x == left.x
        await desk.press("tab")
        await desk.until(lambda: desk.main.conversations.has_focus)
        await desk.press("tab", "tab")
        await desk.until(lambda: shown(desk) == (DANA, ZOE))


async def test_words_and_deeds_go_to_whom_the_title_names() -> None:
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        await desk.press("enter", "tab")
        await desk.until(lambda: shown(desk) == (ZOE, DANA))
        await desk.write("For Zoë.")
        await desk.shows("Zoë", "#composer-title")
        await desk.press("ctrl+s")
        await desk.until(lambda: last(desk.desk, ZOE).content == "For Zoë.", "it arrived")
        await desk.press("e")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "resolved")
        assert desk.desk.conversation(DANA).status == "open"
        said = [one.content or "" for one in desk.desk.conversation(DANA).messages]
        assert not any("Zoë" in text for text in said)


async def test_a_draft_stays_with_its_conversation_whichever_side_it_is_on() -> None:
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        await desk.write("half for Dana")
        await desk.press("tab", "tab")
        await desk.until(lambda: shown(desk) == (ZOE, DANA))
        await desk.press("r")
        assert desk.written == ""
        await desk.put("half for Zoë")
        await desk.press("tab", "h", "tab", "tab")
        await desk.until(lambda: shown(desk) == (DANA, ZOE))
        await desk.press("r")
        await desk.until(lambda: desk.written == "half for Dana")


async def test_a_click_brings_the_hands_over() -> None:
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        await desk.pilot.click("#pinned-messages", offset=(4, 4))
        await desk.until(lambda: shown(desk) == (ZOE, DANA))
        assert desk.main.messages.has_focus


async def test_news_come_into_both_and_no_hand_is_moved() -> None:
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        await desk.write("to Dana")
        for number, one in enumerate([ZOE, THEO, KWAME, PRIYA, DANA, ZOE]):
            desk.desk.contact_writes(one, f"News {number}.")
            await desk.settled()
            assert shown(desk) == (DANA, ZOE)
        await desk.shows("News 5.", "#pinned-messages")
        await desk.shows("News 4.", "#messages")
        assert desk.main.composer.text.has_focus
        await desk.press("ctrl+s")
        await desk.until(lambda: last(desk.desk, DANA).content == "to Dana")


async def test_what_is_gone_closes_its_column_and_says_so() -> None:
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        await desk.write("to Dana")
        desk.app._tell([ConversationGone(ZOE)])
        await desk.until(lambda: desk.main.pinned is None)
        await desk.until(lambda: GONE_BESIDE in [one.message for one in desk.app._notifications])
        assert desk.written == "to Dana"
        assert desk.main.composer.addressee is not None
        assert desk.main.composer.addressee.conversation_id == DANA


async def test_it_hides_where_it_gets_narrow_and_comes_back() -> None:
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        await desk.pilot.resize_terminal(100, 30)
        await desk.until(lambda: desk.main.pinned is not None and not desk.main.pinned.display)
        await desk.press("enter", "tab")
        assert desk.main.at_hand is not None
        assert desk.main.at_hand.id == DANA
        await desk.pilot.resize_terminal(*WIDE)
        await desk.until(lambda: desk.main.pinned is not None and desk.main.pinned.display)
        assert shown(desk) == (DANA, ZOE)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_the_hands_do_meanwhile_words_reach_whom_the_title_names(seed: int) -> None:
    chance = random.Random(seed)
    wanted: list[tuple[int, str]] = []
    async with console(size=WIDE) as desk:
        await pinned(desk, ZOE, DANA)
        main = desk.main
        for step in range(40):
            key = chance.choice([*("tab", "tab", "h", "j", "k", "J", "enter", "D", "b", "w"), "r"])
            desk.desk.contact_writes(chance.choice([ZOE, THEO, DANA, PRIYA]), f"News {step}.")
            await desk.press(key)
            if key != "r" or main.at_hand is None or not main.at_hand.can_reply:
                await desk.press("escape")
                continue
            addressee = main.composer.addressee
            assert main.composer.text.has_focus
            assert main.thread.shown is not None
            assert addressee is not None
            assert addressee.conversation_id == main.at_hand.id == main.thread.shown.id
            text = f"To {addressee.conversation_id}, number {step}."
            await desk.put(text)
            wanted.append((addressee.conversation_id, text))
            await desk.press("ctrl+s")
            if main.app.screen is not main:
                await desk.press("y")
        await desk.until(lambda: not desk.store.outbox, "all is sent")
        for conversation_id, text in wanted:
            said = [one.content for one in desk.desk.conversation(conversation_id).messages]
            assert text in said
    assert wanted


async def test_a_thread_that_takes_the_list_s_place_has_its_head_at_once() -> None:
    async with console(size=(80, 24)) as desk:
        desk.main.conversations.set_cursor(ZOE)
        await desk.press("enter")
        await desk.shows("Zoë", "#thread-head")


async def test_what_is_told_in_passing_stands_over_nothing_that_is_written() -> None:
    from textual.widgets._toast import Toast

    def toast(desk: Console) -> Toast:
        return desk.main.query_one(Toast)

    async with console(size=(80, 24)) as desk:
        desk.app.notify("Not now.", markup=False)
        await desk.until(lambda: desk.main.query(Toast), "it is told")
        # Over the last rows of a list, and no larger than its words.
        await desk.until(lambda: toast(desk).region.bottom == 23)
        assert toast(desk).region.size == (11, 1)
        await desk.turn_to(ZOE, opened=True)
        await desk.press("r")
        await desk.until(lambda: toast(desk).region.bottom < desk.main.composer.region.y)
        assert toast(desk).region.y > desk.main.query_one("#thread-head").region.y


@pytest.mark.parametrize("size", [(60, 16), (80, 24)])
async def test_what_is_told_in_passing_is_told_to_its_last_word(size: tuple[int, int]) -> None:
    from textual.widgets._toast import Toast

    async with console(size=size) as desk:
        # Those around the end of a line are told by one more row, or by none.
        for cells in range(size[0] * 92 // 100 - 8, size[0] * 92 // 100 + 2):
            words = f"{'ab ' * 80}"[: cells - 4].strip() + " end"
            desk.app.clear_notifications()
            await desk.until(lambda: not desk.main.query(Toast))
            desk.app.notify(words, markup=False)
            await desk.until(lambda: desk.main.query(Toast), "it is told")
            await desk.shows("end", "Toast")
            assert desk.main.query_one(Toast).region.bottom < size[1]


async def test_what_was_told_stands_on_a_box_alone_and_comes_back_after_it() -> None:
    async with console(size=(120, 36)) as desk:
        await desk.turn_to(ZOE, opened=True)
        desk.app.notify("Not now.", markup=False)
        await desk.shows("Not now.")
        await desk.press("t")
        await desk.shows("Labels of")
        await desk.until(lambda: "Not now." in "".join(desk.text()[20:]), "it is told there")
        await desk.until(lambda: desk.seen().count("Not now.") == 1, "it is told once")
        await desk.press("escape")
        await desk.lacks("Labels of")
        await desk.until(lambda: desk.seen().count("Not now.") == 1, "it is told still")


async def test_an_idle_composer_leaves_a_low_screen_to_the_thread() -> None:
    async with console(size=(60, 16)) as desk:
        await desk.turn_to(ZOE, opened=True)
        assert desk.main.composer.region.height == 1
        await desk.press("r")
        await desk.until(lambda: desk.main.composer.region.height == 4, "room to write")
        await desk.press("escape")
        await desk.until(lambda: desk.main.composer.region.height == 1, "room to read")
