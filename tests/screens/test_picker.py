"""The box to choose in: typing narrows it, the best comes first, and keys do what they say."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, ClassVar

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from hoory_tui.app.base import SettledApp
from hoory_tui.config.settings import Settings
from hoory_tui.keys import default_keys
from hoory_tui.render.glyphs import ASCII, UNICODE, Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.screens.picker import Choice, Picked, PickerScreen

from ..screen import Seen, text_of

PEOPLE = (
    Choice("agent:1", "Nare Petrosyan", "online", words="me"),
    Choice("agent:2", "Tomás Álvarez", "busy", current=True),
    Choice("agent:3", "Inés", "offline"),
)


class Opening(Seen, SettledApp):
    """An app with nothing but one box, and what came out of it."""

    def __init__(self) -> None:
        super().__init__(Settings())
        self.answers: list[Picked | None] = []


class Clocked(Opening):
    """The same, with keys that come from a terminal, which repeats those held down."""

    by_the_clock: ClassVar[bool] = True


@asynccontextmanager
async def picking(
    choices: Sequence[Choice] = PEOPLE,
    *,
    size: tuple[int, int] = (100, 30),
    glyphs: Glyphs = UNICODE,
    held: bool = False,
    **options: Any,
) -> AsyncIterator[tuple[Opening, Pilot[None], PickerScreen]]:
    app = Clocked() if held else Opening()
    async with app.run_test(size=size) as pilot:
        screen = PickerScreen("Assign #4", choices, glyphs=glyphs, keymap={}, **options)
        app.push_screen(screen, app.answers.append)
        await pilot.pause()
        yield app, pilot, screen


def shown(app: Opening) -> str:
    return "\n".join(text_of(app.terminal.lines))


async def test_the_box_names_what_it_will_do_and_its_keys() -> None:
    async with picking() as (app, _, screen):
        text = shown(app)
        for part in ("Assign #4", "Nare Petrosyan", "online", "enter take", "esc leave"):
            assert part in text
        assert "✓ Tomás" in text
        assert screen.rows.cursor == "agent:1"


async def test_typing_narrows_and_enter_takes_the_best() -> None:
    async with picking() as (app, pilot, screen):
        await pilot.press("a", "l", "v")
        assert list(screen.rows.keys) == ["agent:2"]
        await pilot.press("enter")
        assert app.answers == [Picked(("agent:2",), "alv")]


async def test_letters_never_run_keys_and_escape_leaves() -> None:
    async with picking() as (app, pilot, screen):
        for key in "jqgkx?":
            app.post_message(Key(key, key))
        app.post_message(Paste("\x1b[2J pasted"))
        await pilot.pause()
        assert screen.field.value.startswith("jqgkx?")
        assert "Nothing matches." in shown(app)
        await pilot.press("enter")
        assert app.answers == []
        await pilot.press("escape")
        assert app.answers == [None]


async def test_arrows_and_pages_move_the_cursor() -> None:
    many = [Choice(f"label:{number}", f"label {number}") for number in range(100)]
    async with picking(many) as (_, pilot, screen):
        await pilot.press("down", "down", "up", "down")
        assert screen.rows.cursor == "label:2"
        await pilot.press("pagedown")
        assert screen.rows.cursor is not None
        assert int(screen.rows.cursor.split(":")[1]) > 10
        await pilot.press("pageup", "pageup")
        assert screen.rows.cursor == "label:0"


async def test_a_click_takes() -> None:
    async with picking() as (app, pilot, screen):
        await pilot.click(screen.rows, offset=(5, 2))
        assert app.answers == [Picked(("agent:3",), "")]
        assert screen.rows.cursor == "agent:3"


async def test_several_are_toggled_and_all_of_them_taken() -> None:
    async with picking(many=True, chosen=["agent:2"]) as (app, pilot, screen):
        assert "1 chosen" in shown(app)
        await pilot.press("space", "down", "tab")
        await pilot.click(screen.rows, offset=(5, 2))
        assert screen.field.has_focus
        await pilot.press("n", "a", "space", "r", "enter")
        assert app.answers == [Picked(("agent:1", "agent:3"), "na r")]


async def test_what_some_have_stays_so_unless_it_is_changed() -> None:
    options: dict[str, Any] = {"many": True, "partly": ["agent:1", "agent:2", "agent:3"]}
    async with picking(**options) as (app, pilot, _):
        assert shown(app).count("[-]") == 3
        await pilot.press("tab", "down", "tab", "tab", "enter")
        assert app.answers == [Picked(("agent:1",), "", ("agent:3",))]
    async with picking(**options) as (app, pilot, _):
        await pilot.press("tab", "tab", "tab", "enter")
        assert app.answers == [Picked((), "", ("agent:1", "agent:2", "agent:3"))]


async def test_what_is_typed_may_be_a_choice_of_its_own() -> None:
    def free(text: str) -> Choice | None:
        return Choice(f"typed:{text}", f"until {text}") if text.isdigit() else None

    async with picking(free=free) as (app, pilot, screen):
        await pilot.press("x")
        assert list(screen.rows.keys) == []
        await pilot.press("backspace", "4", "2")
        assert "until 42" in shown(app)
        await pilot.press("enter")
        assert app.answers == [Picked(("typed:42",), "42")]


async def test_a_quick_key_takes_at_once() -> None:
    async with picking(quick={"2": "agent:3"}) as (app, pilot, _):
        await pilot.press("2")
        assert app.answers == [Picked(("agent:3",), "2")]


async def test_the_preview_is_that_of_the_cursor() -> None:
    def preview(key: str, width: int) -> list[Line]:
        assert width
        return [[(f"about {key}", "text")]]

    for size in ((60, 16), (200, 50)):
        async with picking(preview=preview, size=size) as (app, pilot, _):
            assert "about agent:1" in shown(app)
            await pilot.press("down")
            assert "about agent:2" in shown(app)
            await pilot.press("q")
            assert "about" not in shown(app)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 50), (20, 6), (3, 2)])
async def test_every_size_shows_the_box_wholly(size: tuple[int, int]) -> None:
    many = [Choice(f"label:{number}", f"label {number}") for number in range(60)]
    async with picking(many, size=size, near=(size[0] - 3, size[1] - 2)) as (app, pilot, screen):
        region = screen.query_one("#picker-box").region
        if size[0] > 20:
            assert region.right <= size[0]
            assert region.bottom <= size[1]
            assert "label 3" in shown(app)
            assert "enter take" in shown(app)
        await pilot.press("5", "9", "enter")
        assert app.answers == [Picked(("label:59",), "59")]


async def test_hostile_texts_are_drawn_as_text() -> None:
    choices = [Choice("a", "[b]x[/b]\x1b[31m\n\u202e", "[red]\x07" * 40), Choice("b", "漢字" * 80)]
    for glyphs in (UNICODE, ASCII):
        async with picking(choices, glyphs=glyphs, size=(60, 16)) as (app, _, _):
            text = shown(app)
            assert "[b]x[/b]" in text
            assert "\x1b" not in text
            assert "漢字" in text


async def test_an_enter_that_is_held_down_takes_nothing() -> None:
    async with picking(held=True) as (app, pilot, screen):
        screen._opened_at += 3600
        await pilot.press("enter", "enter")
        assert app.answers == []
        await pilot.press("down", "enter")
        assert app.answers == [Picked(("agent:2",), "")]


async def test_other_choices_may_come_while_the_box_is_open() -> None:
    async with picking(many=True, chosen=["agent:2"]) as (app, pilot, screen):
        await pilot.press("down")
        screen.offer([Choice("agent:9", "Hanna"), *PEOPLE])
        await pilot.pause()
        assert screen.rows.cursor == "agent:2"
        assert "Hanna" in shown(app)
        await pilot.press("enter")
        assert app.answers == [Picked(("agent:2",), "")]


async def test_what_is_not_shown_is_not_drawn() -> None:
    many = [Choice(f"label:{number}", f"label {number}") for number in range(5000)]
    async with picking(many) as (_, pilot, screen):
        await pilot.press("9", "9", "down")
        assert len(screen.rows._drawn) < 120


def test_the_keys_of_the_box_are_no_letters() -> None:
    boxes = [one for one in default_keys() if "picker.take" in one and "open" not in one]
    assert boxes
    assert all(len(name) > 1 for box in boxes for names in box.values() for name in names)
