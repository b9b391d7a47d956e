"""Every main screen, as it is shown in the README."""

from __future__ import annotations

from typing import Final

from textual.widgets import Input

from ..flows.console import Console
from ..flows.visit import scene as visit_scene
from ..flows.visit.visiting import Visiting, quiet_desk, visiting_on
from .cells import Row, rows_of
from .scene import DRAFT, at_rest, console_at_work, find, knows_contact, play

DAY: Final = "hoory-light"
NIGHT: Final = "hoory-dark"

Taken = dict[str, list[Row]]
"""The cells of every picture by its name."""


async def takes() -> Taken:
    """Return every picture."""
    taken: Taken = {}
    async with console_at_work() as running:
        await play(running)
        await _panes(running, taken)
        await _boxes(running, taken)
        await _lists(running, taken)
    taken["contact"] = await _contact()
    return taken


async def _take(running: Console, taken: Taken, name: str, *size: int) -> None:
    if running.app.size != size:
        await running.pilot.resize_terminal(*size)
    for field in running.app.screen.query(Input):
        field.cursor_blink = False
    running.app.clear_notifications()
    await at_rest(running)
    taken[name] = _taken(running)


def _taken(running: Console | Visiting) -> list[Row]:
    return rows_of(running.app.terminal.lines)


async def _panes(running: Console, taken: Taken) -> None:
    await _take(running, taken, "three-panes", 160, 45)
    await _take(running, taken, "vast", 200, 50)
    running.app.use_theme(DAY)
    await _take(running, taken, "light", 120, 36)
    running.app.use_theme(NIGHT)
    await _take(running, taken, "thread", 120, 36)
    await _take(running, taken, "portrait", 84, 60)
    await running.write(DRAFT, private=True)
    await _take(running, taken, "note", 80, 24)
    await running.press("escape")
    await _take(running, taken, "small", 60, 16)
    await running.press("h")
    await _take(running, taken, "list", 80, 24)
    await running.pilot.resize_terminal(160, 45)
    await running.press("D")
    await running.turn_to(find(running.desk, "Zoë Brückner"), opened=True)
    await _take(running, taken, "beside", 160, 45)
    await running.press("D", "h", "g")


async def _boxes(running: Console, taken: Taken) -> None:
    await running.press("question_mark")
    await _take(running, taken, "help", 120, 36)
    await running.press("escape", "colon", *"assign")
    await _take(running, taken, "palette", 120, 36)
    await running.press("escape", "I")
    await running.until(lambda: knows_contact(running), "what is looked up")
    await _take(running, taken, "card", 120, 36)
    await running.press("escape", "ctrl+f", *"latch")
    await running.until(lambda: _counted(running), "what was found")
    await _take(running, taken, "search", 120, 36)
    await running.press("escape")


def _counted(running: Console) -> bool:
    from hoory_tui.screens.search import SearchScreen

    screen = running.app.screen
    return isinstance(screen, SearchScreen) and not screen._asking and bool(screen._finds)


async def _lists(running: Console, taken: Taken) -> None:
    await running.press("space", "space", "space", "s", *"tomorrow 9")
    await _take(running, taken, "snooze", 120, 36)
    await running.press("escape", "escape", "f", *"unread:>1 -label:praise assignee:n")
    await running.until(
        lambda: any(line.strip().startswith("2 match") for line in running.text()), "counted"
    )
    await _take(running, taken, "filter", 120, 36)


async def _contact() -> list[Row]:
    """Return the picture of the contact's side."""
    async with quiet_desk() as (desk, clock), visiting_on(desk, clock, (120, 36)) as visit:
        await visit_scene.play(visit)
        visit.app.clear_notifications()
        await visit.turn()
        return _taken(visit)
