"""The plain console: one column, words for signs, and a cursor where the hand is."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator

import pytest
from textual.geometry import Offset

from hoory_tui.app.hearing import place_of_hand
from hoory_tui.config.settings import Settings
from hoory_tui.screens.textbox import TextScreen

from .console import Console, console
from .stage import DANA, PRIYA, ZOE

PLAIN = Settings(plain=True, send_delay=0)
_MATH = "+=<>|~^`$"
_WRITTEN = "🐦"
"""What somebody wrote is theirs."""


@pytest.fixture
async def desk() -> AsyncIterator[Console]:
    async with console((80, 24), settings=PLAIN) as running:
        yield running


def odd_letters(lines: list[str]) -> set[str]:
    """Return what a screen reader would read as the name of a sign."""
    letters = set("".join(lines)) - set(_MATH + _WRITTEN)
    return {one for one in letters if unicodedata.category(one)[0] not in "LMNPZ"}


def line_at_hand(desk: Console) -> str:
    """Return the line of the screen on which the terminal's cursor stands."""
    place = place_of_hand(desk.app.screen)
    assert 0 <= place.x < 80
    return desk.text()[place.y]


async def test_list_thread_and_composer_have_the_whole_width_in_turns(desk: Console) -> None:
    main = desk.main
    assert odd_letters(desk.text()) == set()
    await desk.turn_to(ZOE)
    assert main.conversations.region.width == 80
    assert not main.thread.display
    assert line_at_hand(desk).startswith(">Zoë")
    assert sum(line.startswith(">") for line in desk.text()) == 1
    await desk.press("enter")
    await desk.until(lambda: main.messages.has_focus)
    assert (main.thread.region.width, main.conversations.display) == (80, False)
    assert odd_letters(desk.text()) == set()
    assert line_at_hand(desk).startswith(">")
    assert line_at_hand(desk)[1:].strip()
    await desk.press("p")
    await desk.put("see above")
    place = place_of_hand(desk.app.screen)
    assert desk.text()[place.y][: place.x].strip() == "see above"
    assert "PRIVATE NOTE" in desk.seen("#composer-title")
    await desk.press("ctrl+s")
    await desk.shows("private note by", "#messages")
    assert odd_letters(desk.text()) == set()


async def test_a_second_column_is_never_there(desk: Console) -> None:
    await desk.turn_to(DANA)
    for key in ("D", "b", "Z"):
        await desk.press(key)
        assert desk.main.conversations.region.width == 80
        assert desk.main.pinned is None
    await desk.shows("one column")
    await desk.press("i")
    await desk.until(lambda: isinstance(desk.app.screen, TextScreen), "the details by themselves")
    await desk.shows("Agents")
    assert odd_letters(desk.text()) == set()
    await desk.press("escape")
    assert not desk.main.sidebar.display


async def test_however_wide_it_is_there_is_one_column() -> None:
    async with console((200, 50), settings=PLAIN) as desk:
        await desk.turn_to(DANA)
        assert desk.main.conversations.region.width == 200
        assert not desk.main.sidebar.display
        await desk.press("D")
        await desk.until(lambda: len(desk.app._notifications), "why not")
        assert desk.main.pinned is None
        assert desk.main.conversations.region.width == 200


BOXES = {
    ":": ("Commands", ">"),
    "?": ("Keys", ">"),
    "s": ("Snooze", ">"),
    "A": ("Assign", ">"),
    "t": ("Labels", ">"),
    "!": ("Priority", ">"),
    "0": ("conversations?", ">"),
    "S": ("", ">"),
    "O": ("", ">"),
    "B": ("", ""),
    "L": ("", ""),
    "I": ("Priya", ">"),
    "H": ("", ">"),
    "o": ("", ">"),
    "ctrl+f": ("Search everything", ""),
    "asterisk": ("", ">"),
    "q": ("", "Quit"),
}


async def test_every_box_is_a_whole_screen_of_words_with_the_cursor_on_what_is_chosen(
    desk: Console,
) -> None:
    await desk.turn_to(PRIYA)
    behind = desk.main
    for key, (title, begins) in BOXES.items():
        name = {":": "colon", "?": "question_mark", "!": "exclamation_mark"}.get(key, key)
        await desk.press(name)
        await desk.until(lambda: desk.app.screen is not behind, f"the box of {key}")
        await desk.turn()
        shown = desk.text()
        assert title in shown[0], key
        assert odd_letters(shown) == set(), key
        for box in desk.app.screen.query(".modal-box"):
            assert box.region.size == (80, 24), key
        line = line_at_hand(desk)
        assert line.startswith(begins), (key, line)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is behind, f"no box of {key}")


async def test_boxes_about_a_message_too(desk: Console) -> None:
    await desk.turn_to(ZOE, opened=True)
    behind = desk.main
    for key, begins in (("d", "> r"), ("f3", "")):
        await desk.press(key)
        await desk.until(lambda: desk.app.screen is not behind, f"the box of {key}")
        await desk.turn()
        assert odd_letters(desk.text()) == set(), key
        assert line_at_hand(desk).startswith(begins)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is behind)


async def test_what_is_said_stays_until_the_next_key_and_can_be_read_again(desk: Console) -> None:
    app = desk.app
    app.notify("The first thing · with a dot.")
    await desk.shows("The first thing, with a dot.")
    # No time that passes takes it away.
    assert all(one.timeout > 86_400 for one in app._notifications)
    await desk.press("j")
    await desk.lacks("The first thing")
    app.notify("The second thing.")
    await desk.shows("The second thing.")
    await desk.press("alt+n")
    await desk.until(lambda: isinstance(app.screen, TextScreen))
    shown = "\n".join(desk.text())
    assert shown.index("The first thing") < shown.index("The second thing")
    assert place_of_hand(app.screen) == Offset(0, 1)
    await desk.press("q")


async def test_the_same_at_sixty_by_sixteen() -> None:
    async with console((60, 16), settings=PLAIN) as desk:
        assert odd_letters(desk.text()) == set()
        await desk.turn_to(ZOE, opened=True)
        assert odd_letters(desk.text()) == set()
        await desk.press("r")
        await desk.put("ok")
        place = place_of_hand(desk.app.screen)
        assert desk.text()[place.y][: place.x].strip() == "ok"
        await desk.press("escape")
        await desk.press("t")
        await desk.turn()
        assert line_at_hand(desk).startswith(">")
