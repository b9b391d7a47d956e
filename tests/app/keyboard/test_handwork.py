from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import ClassVar, Final

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from hoory_tui.app.keyboard.handwork import (
    KEYS_IGNORED,
    NOTHING_DONE,
    PASTE_CUT,
    WRITE_FIRST,
    HandKeys,
)
from hoory_tui.app.keyboard.typed import AT_ONCE, CUT, KEYS_LEFT_OUT

NAMES: Final = {"\r": "enter", "\t": "tab", "\x13": "ctrl+s", "\x7f": "backspace"}
LONG_AGO: Final = 1.0
PATIENCE: Final = 300


class Box(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "app.explode", "Yes", id="confirm.yes")]

    def compose(self) -> ComposeResult:
        yield Static("box", markup=False)


class Commands(Static, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,k", "move", "Move", id="nav.down"),
        Binding("enter", "move", "Open", id="open"),
        Binding("e", "app.explode", "Resolve", id="resolve"),
        Binding("r", "write", "Write", id="reply"),
    ]
    moved = 0

    def action_move(self) -> None:
        self.moved += 1

    def action_write(self) -> None:
        self.app.query_one(TextArea).focus()


class Words(TextArea):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "app.send", "Send", id="send")]


class Tiny(HandKeys):
    """Commands, a field for text and one for a line, as typed at on a terminal."""

    by_the_clock = True
    exploded = 0
    submitted = 0
    sent: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield Commands("commands", markup=False)
        yield Words()
        yield Input()

    def action_explode(self) -> None:
        self.exploded += 1

    def action_send(self) -> None:
        self.sent.append(self.words)

    def on_input_submitted(self) -> None:
        self.submitted += 1

    def _say_once(self, sentence: str) -> None:
        self.said.append(sentence)
        super()._say_once(sentence)

    @property
    def words(self) -> str:
        return self.query_one(Words).text

    @property
    def moved(self) -> int:
        return self.query_one(Commands).moved


class Hands:
    """Types at it; `ago` is how many seconds ago the first key was, `gap` those between two."""

    def __init__(self, app: Tiny, pilot: Pilot[None]) -> None:
        self.app = app
        self._pilot = pilot

    async def type(self, text: str, gap: float = 0.0, ago: float = LONG_AGO) -> None:
        begin = time.monotonic() - ago
        for number, letter in enumerate(text):
            key = Key(NAMES.get(letter, letter), letter)
            key.time = begin + number * gap
            self.app.post_message(key)
        await self.settled()

    async def paste(self, text: str) -> None:
        self.app.post_message(Paste(text))
        await self.settled()

    async def settled(self) -> None:
        for _ in range(4):
            await self._pilot.pause()

    async def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(PATIENCE):
            if condition():
                return
            await self._pilot.pause(0.01)
        raise AssertionError("it never came")


@asynccontextmanager
async def hands(on: type[Commands | Words | Input]) -> AsyncIterator[Hands]:
    app = Tiny()
    app.sent.clear()
    async with app.run_test() as pilot:
        app.query_one(on).focus()
        await pilot.pause()
        yield Hands(app, pilot)


async def test_keys_of_a_hand_are_commands() -> None:
    async with hands(Commands) as at:
        await at.type("jke", gap=0.1)
        assert (at.app.moved, at.app.exploded, at.app.said) == (2, 1, [])


async def test_a_deed_waits_for_what_follows_and_is_done_when_nothing_does() -> None:
    async with hands(Commands) as at:
        await at.type("e", ago=0.0)
        await at.until(lambda: at.app.exploded == 1)


async def test_a_move_waits_for_nothing() -> None:
    async with hands(Commands) as at:
        await at.type("j", ago=0.0)
        assert at.app.moved == 1


async def test_letters_faster_than_a_hand_do_nothing_and_a_sentence_says_so() -> None:
    async with hands(Commands) as at:
        await at.type("else\r", gap=0.002, ago=0.0)
        await at.until(lambda: not at.app._typed_ahead)
        assert (at.app.moved, at.app.exploded) == (0, 0)
        assert set(at.app.said) == {WRITE_FIRST}
        assert len(at.app._notifications) == 1


async def test_a_paste_does_nothing_where_letters_are_commands() -> None:
    for text in ("eee", "j", f"{AT_ONCE}else", f"{AT_ONCE}eee{KEYS_LEFT_OUT}", "r"):
        async with hands(Commands) as at:
            await at.paste(text)
            assert (at.app.moved, at.app.exploded, at.app.words) == (0, 0, "")
            assert at.app.said == [WRITE_FIRST]


async def test_a_box_takes_no_answer_out_of_a_paste() -> None:
    async with hands(Commands) as at:
        await at.app.push_screen(Box())
        await at.paste(f"{AT_ONCE}yes")
        await at.type("yes", gap=0.001, ago=0.0)
        await at.until(lambda: not at.app._typed_ahead)
        assert at.app.exploded == 0
        assert set(at.app.said) == {NOTHING_DONE}
        await at.type("y", ago=-LONG_AGO)
        await at.until(lambda: at.app.exploded == 1)


async def test_moves_that_came_at_once_are_made() -> None:
    async with hands(Commands) as at:
        await at.paste(f"{AT_ONCE}jkjk\r")
        assert (at.app.moved, at.app.said) == (5, [])


async def test_moves_are_made_and_what_was_left_out_among_them_is_told() -> None:
    async with hands(Commands) as at:
        await at.paste(AT_ONCE + "jkj" + KEYS_LEFT_OUT)
        assert (at.app.moved, at.app.said) == (3, [KEYS_IGNORED])


async def test_moves_that_came_one_right_behind_the_other_are_made() -> None:
    async with hands(Commands) as at:
        await at.type("jkjk", gap=0.001, ago=0.0)
        assert (at.app.moved, at.app.said) == (4, [])


async def test_words_typed_ahead_behind_the_key_of_a_reply_are_written() -> None:
    async with hands(Commands) as at:
        await at.paste(f"{AT_ONCE}rEleven{KEYS_LEFT_OUT}")
        assert at.app.words == "Eleven"
        assert at.app.exploded == 0


async def test_moves_and_the_key_of_a_reply_behind_them_were_typed() -> None:
    async with hands(Commands) as at:
        await at.paste(f"{AT_ONCE}jjjrEleven")
        assert (at.app.moved, at.app.words, at.app.exploded) == (3, "Eleven", 0)
        assert at.app.said == []


async def test_moves_and_the_key_of_a_reply_right_behind_the_other_act() -> None:
    async with hands(Commands) as at:
        await at.type("jjjr", gap=0.001, ago=0.0)
        await at.until(lambda: isinstance(at.app.focused, TextArea))
        assert (at.app.moved, at.app.said) == (3, [])


@pytest.mark.parametrize("text", ["r" + "x" * 80, "rich\rman"])
async def test_what_is_long_or_has_lines_was_not_typed_ahead(text: str) -> None:
    async with hands(Commands) as at:
        await at.paste(AT_ONCE + text)
        assert at.app.words == ""
        assert at.app.said == [WRITE_FIRST]


async def test_a_paste_is_text_and_no_key_in_one_go_with_it_sends() -> None:
    async with hands(Words) as at:
        at.app.post_message(Paste(f"{AT_ONCE}hello\ryou"))
        await at.type("\x13", ago=0.0)
        assert at.app.words == "hello\nyou"
        assert at.app.sent == []
        assert at.app.said == [KEYS_IGNORED]
        await at.until(lambda: not at.app._bursts._unseen)
        await at.type("\x13", ago=-LONG_AGO)
        assert at.app.sent == ["hello\nyou"]


async def test_a_key_right_behind_letters_does_not_send_and_lines_are_lines() -> None:
    async with hands(Words) as at:
        await at.type("ab\r\t\x7fc\x13", gap=0.001)
        assert at.app.words == "ab\nc"
        assert at.app.sent == []
        await at.type("d", ago=0.5)
        await at.type("\x13", ago=0.4)
        assert at.app.sent == ["ab\ncd"]


async def test_marks_of_the_filter_are_told_and_not_written() -> None:
    async with hands(Words) as at:
        await at.paste(f"{AT_ONCE}hello{KEYS_LEFT_OUT}")
        await at.paste(f" you{CUT}")
        assert at.app.words == "hello you"
        assert at.app.said == [KEYS_IGNORED, PASTE_CUT]


async def test_a_line_takes_one_line_and_is_not_submitted() -> None:
    async with hands(Input) as at:
        at.app.post_message(Paste(f"{AT_ONCE}\r\n tok\x00en\r\nnext"))
        await at.type("\r", ago=0.0)
        assert at.app.query_one(Input).value == " tok␀en"
        assert at.app.submitted == 0
        await at.until(lambda: not at.app._bursts._unseen)
        await at.type("\r", ago=-LONG_AGO)
        assert at.app.submitted == 1


async def test_a_space_that_came_by_itself_is_written() -> None:
    async with hands(Input) as at:
        for piece in ("foo", " ", "bar"):
            await at.paste(f"{AT_ONCE}{piece}")
        assert at.app.query_one(Input).value == "foo bar"
        assert at.app.said == []
