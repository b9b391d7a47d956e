from __future__ import annotations

import time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hoory_tui.app.keyboard.keyorder import KeyDone, OrderedKeys


class Box(ModalScreen[None]):
    """A box that any of its keys closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        yield Static("box", markup=False)


class Commands(Static, can_focus=True):
    """Commands as letters, one of which leads to a place where letters are text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", "Write"),
        Binding("x", "app.explode", "Explode"),
    ]

    def action_write(self) -> None:
        self.app.query_one(Input).focus()


class Tiny(OrderedKeys):
    """A field for commands, one for text, and a box."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("o", "open", "Open")]
    exploded = 0

    def compose(self) -> ComposeResult:
        yield Commands("commands", markup=False)
        yield Input()

    def action_explode(self) -> None:
        self.exploded += 1

    def action_open(self) -> None:
        self.push_screen(Box())

    def strike(self, keys: str) -> None:
        """Press keys faster than any of them can act."""
        for key in keys:
            self.post_message(Key(key, key))


_FEW = 3
"""Turns in which keys act where no box comes between."""
_PATIENCE = 20.0
"""Seconds after which a letter that was not written is taken to be lost."""


async def settled(pilot: Pilot[None], *, written: bool = False) -> None:
    """Wait until all keys have acted; where the last one is `written`, until it is."""
    fields = pilot.app.screen_stack[0].query(Input)
    for _ in range(_FEW):
        await pilot.pause()
    deadline = time.monotonic() + _PATIENCE
    while written and not fields.first().value and time.monotonic() < deadline:
        await pilot.pause()


async def test_letters_behind_a_command_are_written_where_it_leads() -> None:
    app = Tiny()
    async with app.run_test() as pilot:
        app.query_one(Commands).focus()
        await pilot.pause()
        app.strike("xwxox")
        await settled(pilot)
        assert app.exploded == 1
        assert app.query_one(Input).value == "xox"


async def test_a_paste_behind_a_command_goes_where_it_leads() -> None:
    app = Tiny()
    async with app.run_test() as pilot:
        app.query_one(Commands).focus()
        await pilot.pause()
        app.strike("w")
        app.post_message(Paste("pasted"))
        app.strike("!")
        await settled(pilot)
        assert app.query_one(Input).value == "pasted!"


async def test_keys_go_on_when_a_box_opens_and_closes_under_them() -> None:
    app = Tiny()
    async with app.run_test() as pilot:
        app.query_one(Commands).focus()
        await pilot.pause()
        app.strike("ococxwx")
        await settled(pilot, written=True)
        assert len(app.screen_stack) == 1
        assert app.exploded == 1
        assert app.query_one(Input).value == "x"


async def test_what_is_said_twice_of_one_key_lets_no_other_pass() -> None:
    app = Tiny()
    async with app.run_test() as pilot:
        app.query_one(Commands).focus()
        await pilot.pause()
        app.strike("xwxox")
        for _ in range(4):
            # As by a box that is gone with its key, and says later that the key has acted.
            app.post_message(KeyDone(1))
        await settled(pilot, written=True)
        await settled(pilot)
        assert app.exploded == 1
        assert app.query_one(Input).value == "xox"


async def test_keys_go_on_when_the_widget_of_the_last_one_vanished() -> None:
    app = Tiny()
    async with app.run_test() as pilot:
        app.query_one(Input).focus()
        await pilot.pause()
        app.strike("a")
        await app.query_one(Input).remove()
        app.query_one(Commands).focus()
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert app.exploded == 1
