"""The screens that are stored: one console for each size, themes switched while it runs."""

from __future__ import annotations

import asyncio
from typing import Final

from textual.widgets import Input

from hoory_tui.screens.main import MainScreen
from hoory_tui.screens.search import SearchScreen

from ..flows.console import Console
from ..flows.visit import scene as visit_scene
from ..flows.visit.visiting import Visiting, quiet_desk, visiting_on
from ..screen import stale_lines
from ..screenshots.scene import ANSWER, DRAFT, at_rest, console_at_work, find, knows_contact, play
from .cells import Looks, Snapshot, look_rows, text_rows
from .stored import Named

SIZES: Final = ((60, 16), (80, 24), (120, 36), (200, 50), (84, 60))
"""The last one is portrait."""
SCREENS: Final = (
    *("list", "thread", "reply", "note", "assign", "snooze"),
    *("help", "palette", "search", "card", "bell", "contact"),
)
THEMES: Final = ("hoory-dark", "hoory-light", "contrast-dark", "monochrome", "terminal")
_LARGE: Final = 5000
"""Cells from which on a screen is stored in two themes only: to draw them all takes a minute."""
_ALWAYS: Final = 2


def themes_at(size: tuple[int, int]) -> list[str]:
    """Return the themes that a screen is stored in."""
    width, height = size
    return list(THEMES[:_ALWAYS] if width * height >= _LARGE else THEMES)


async def screens_at(size: tuple[int, int]) -> Named:
    """Return every screen at a size, by ``SIZE/NAME``."""
    shots: Named = {}
    async with console_at_work(size) as running:
        await play(running)
        await _panes(running, shots)
        await _boxes(running, shots)
    shots["contact"] = await _contact(size)
    width, height = size
    return {f"{width}x{height}/{name}": shots[name] for name in SCREENS}


async def _panes(running: Console, shots: Named) -> None:
    priya = find(running.desk, "Priya Ramanathan")
    await running.press("h")
    await _home(running)
    shots["list"] = await _shot(running)
    await running.turn_to(priya, opened=True)
    shots["thread"] = await _shot(running)
    await running.write(ANSWER)
    shots["reply"] = await _shot(running)
    await running.press("escape")
    await running.write(DRAFT, private=True)
    shots["note"] = await _shot(running)
    await running.press("escape", "h")


async def _boxes(running: Console, shots: Named) -> None:
    for name, key in (
        ("assign", "A"),
        ("snooze", "s"),
        ("help", "question_mark"),
        ("palette", "colon"),
        ("bell", "B"),
    ):
        await running.press(key)
        shots[name] = await _shot(running)
        await running.press("escape")
        await _home(running)
    await running.press("I")
    await running.until(lambda: knows_contact(running), "what is looked up")
    shots["card"] = await _shot(running)
    await running.press("escape")
    await _home(running)
    await running.press("ctrl+f", *"latch")
    await running.until(lambda: _is_found(running), "what was found")
    shots["search"] = await _shot(running)


def _is_found(running: Console) -> bool:
    screen = running.app.screen
    return isinstance(screen, SearchScreen) and bool(screen._finds) and not screen._asking


async def _home(running: Console) -> None:
    await running.until(lambda: isinstance(running.app.screen, MainScreen), "the main screen")
    await at_rest(running)


async def _contact(size: tuple[int, int]) -> Snapshot:
    async with quiet_desk() as (desk, clock), visiting_on(desk, clock, size) as visit:
        await visit_scene.play(visit)
        return await _shot(visit)


async def _shot(running: Console | Visiting) -> Snapshot:
    """Return what is shown, in every theme."""
    app = running.app
    looks: dict[str, Looks] = {}
    texts: dict[str, list[str]] = {}
    app.clear_notifications()
    for field in app.screen.query(Input):
        field.cursor_blink = False
    if isinstance(running, Console):
        await at_rest(running)
    for name in themes_at(app.size):
        app.use_theme(name)
        await _taken(running)
        await running.until(lambda: not stale_lines(app), f"{name} on the whole screen")
        looks[name] = look_rows(app.terminal.lines)
        texts[name] = text_rows(app.terminal.lines)
    return Snapshot(texts, looks)


async def _taken(running: Console | Visiting) -> None:
    """Wait until every widget has taken the theme."""
    heard = asyncio.Event()
    running.app.call_later(heard.set)
    await heard.wait()
    await running.turn()
