"""The main things with the mouse alone: rows, tabs, drawn keys, the composer and boxes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from textual import events

from hoory_tui.app.mousing import pressed_by
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.screens.main import MainScreen
from hoory_tui.screens.picker import PickerScreen

from .console import Console, console
from .stage import DANA, ZOE


@pytest.fixture
async def desk() -> AsyncIterator[Console]:
    async with console((120, 36)) as running:
        yield running


async def click(desk: Console, text: str, *, last: bool = False) -> None:
    """Click where a text stands on the screen."""
    lines = desk.text()
    found = [(line.index(text), y) for y, line in enumerate(lines) if text in line]
    assert found, f"{text!r} is not on the screen:\n" + "\n".join(lines)
    x, y = found[-1 if last else 0]
    # Cells, not letters: nothing wide stands before what is clicked here.
    await desk.pilot.click(offset=(x + 1, y))
    await desk.turn()


async def boxed(desk: Console, kind: type[object]) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, kind), f"{kind.__name__}")
    await desk.turn()


async def test_a_reply_and_a_deed_without_a_key(desk: Console) -> None:
    await click(desk, "Zoë")
    await desk.until(lambda: desk.main.thread.shown is not None)
    shown = desk.main.thread.shown
    assert shown is not None
    assert shown.id == ZOE
    await click(desk, "p note", last=True)
    await desk.until(lambda: desk.main.composer.private, "a note")
    await desk.put("with the mouse")
    await click(desk, "ctrl+s send")
    await desk.until(lambda: not desk.written, "sent")
    await desk.shows("with the mouse", "#messages")
    before = desk.store.conversations[ZOE].status
    await click(desk, " resolve")
    await desk.until(lambda: desk.store.conversations[ZOE].status != before, "resolved")
    # Between keys nothing is a key, and a row is its conversation wherever it went.
    await click(desk, "live ·")
    assert isinstance(desk.app.screen, MainScreen)


async def test_a_key_that_came_under_a_held_mouse_is_not_pressed(desk: Console) -> None:
    await desk.turn_to(ZOE)
    before = desk.store.conversations[ZOE].status
    line = desk.text()[-1]
    other, x = line.index("note"), line.index(" resolve") + 2
    y = desk.app.size.height - 1
    for kind, at in ((events.MouseDown, other), (events.MouseUp, x)):
        held = kind(None, at, y, 0, 0, 1, shift=False, meta=False, ctrl=False)
        desk.app.post_message(held)
    await desk.turn()
    assert not desk.main.composer.private
    assert desk.store.conversations[ZOE].status == before
    await click(desk, " resolve")
    await desk.until(lambda: desk.store.conversations[ZOE].status != before, "resolved")


async def test_tabs_lists_and_boxes(desk: Console) -> None:
    await desk.turn_to(DANA)
    await click(desk, "Unassigned")
    await desk.until(lambda: desk.main.view.scope.kind == "unassigned")
    await click(desk, "Unassigned")
    await boxed(desk, PickerScreen)
    await click(desk, "Mentions", last=True)
    await desk.until(lambda: desk.main.view.scope.kind == "mentions")
    await click(desk, "All ")
    await desk.until(lambda: desk.main.view.scope.kind == "all")
    await click(desk, "all keys")
    await boxed(desk, PickerScreen)
    await click(desk, "esc leave")
    await desk.until(lambda: isinstance(desk.app.screen, MainScreen))
    await desk.press("q")
    await boxed(desk, ConfirmScreen)
    await click(desk, "n no")
    await desk.until(lambda: isinstance(desk.app.screen, MainScreen))


def test_only_keys_of_ours_are_pressed_and_after_the_agents_own_keymap() -> None:
    assert pressed_by("esc", {}) == "escape"
    assert pressed_by(".", {}) == "full_stop"
    assert pressed_by("↑ ↓", {}) == "up"
    assert pressed_by("ctrl+s", {}) == "ctrl+s"
    assert pressed_by("Zoë", {}) == ""
    assert pressed_by("", {}) == ""
    assert pressed_by("X", {"resolve": "X"}) == "X"
