"""Doing things to conversations in the tests: with the key of a verb and the keys of its box."""

from __future__ import annotations

from hoory_tui.demo.records import Conversation
from hoory_tui.screens.main import MainScreen
from hoory_tui.screens.picker import PickerScreen

from .console import Console


def row(desk: Console, conversation_id: int) -> Conversation:
    return desk.desk.conversation(conversation_id)


async def choose(desk: Console, key: str, *keys: str, title: str = "") -> None:
    """Press the key of a verb, then the keys in its box, until that has closed."""
    await desk.press(key)
    await desk.until(lambda: isinstance(desk.app.screen, PickerScreen), "the box")
    await desk.shows(title)
    await desk.press(*keys)
    await desk.until(lambda: not isinstance(desk.app.screen, PickerScreen), "the box to close")


async def mark(desk: Console, *conversation_ids: int) -> None:
    for one in conversation_ids:
        await desk.turn_to(one)
        await desk.press("space")
    assert set(desk.main.targets) == set(conversation_ids)


async def back(desk: Console) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, MainScreen), "the box to close")
