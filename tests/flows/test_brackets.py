"""Brackets in a stranger's text are brackets: they draw nothing, they run nothing.

All 2,000 texts as names, previews, authors, quotes and messages, and a share of them in the bars,
on the card and in the slower places: toasts, the palette and questions. With
``HOORY_BRACKETS=all`` every place gets all of them, which takes many minutes.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from rich.cells import cell_len
from textual.markup import MarkupError
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from hoory_tui.screens.confirm import ConfirmScreen

from .brackets import BATCH, SIZE, Drawing, Planted, texts

TEXTS: Final = texts(2000)
_ALL: Final = os.environ.get("HOORY_BRACKETS") == "all"
_TURNS: Final = 400
"""So many turns of the app are more than anything here takes."""


def share(count: int) -> list[str]:
    """Return so many of the texts, or all of them where that was asked for."""
    return list(TEXTS if _ALL else TEXTS[:count])


@asynccontextmanager
async def drawing(app: Drawing) -> AsyncIterator[Pilot[None]]:
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settle(app, pilot)
        yield pilot
        await settle(app, pilot)
        assert app.ran == []
        assert app.guard.hits == 0
        assert app.is_running


async def settle(app: Drawing, pilot: Pilot[None]) -> None:
    await pilot._wait_for_screen()
    app.screen._on_timer_update()


async def until_drawn(app: Drawing, pilot: Pilot[None], text: str) -> None:
    for _ in range(_TURNS):
        if any(text in line.text for line in app.terminal.lines):
            return
        await pilot.pause(0.005)
        app.screen._on_timer_update()
    shown = "\n".join(line.text.rstrip() for line in app.terminal.lines)
    raise AssertionError(f"never drawn: {text}\n{shown}")


def places(app: Drawing, widget: Widget, text: str) -> Iterator[tuple[int, int]]:
    """Yield the column and line of every time that a text stands in a widget."""
    area = widget.region
    for y in range(area.y, min(area.bottom, SIZE[1])):
        # In a line of the list any kind of space may become a plain one.
        line = app.terminal.lines[y].crop(area.x, area.right).text.replace("\xa0", " ")
        text = text.replace("\xa0", " ")
        start = line.find(text)
        while start >= 0:
            yield area.x + cell_len(line[:start]), y
            start = line.find(text, start + len(text))


async def touch_all(app: Drawing, widget: Widget, text: str, times: int) -> None:
    """Check that a text stands there so often, and touch each of its cells."""
    found = list(places(app, widget, text))
    assert len(found) >= times, f"{text!r} in {widget!r}: {len(found)} times"
    for x, y in found:
        for column in range(x, x + cell_len(text)):
            await app.touch(widget, column, y)


def no_style_acts(app: Drawing) -> None:
    """Check every cell of the screen."""
    for line in app.terminal.lines:
        for segment in line:
            style = segment.style
            assert style is None or style.link is None, line.text
            assert style is None or not any(key.startswith("@") for key in style.meta), line.text


async def test_2000_texts_in_the_list_and_in_threads_are_text() -> None:
    app = Drawing()
    async with drawing(app) as pilot:
        assert len(set(TEXTS)) == len(TEXTS) == 2000
        for first in range(0, len(TEXTS), BATCH):
            batch = TEXTS[first : first + BATCH]
            app.draw(batch)
            await settle(app, pilot)
            no_style_acts(app)
            for text in batch:
                # The name and the preview; the author and the message.
                await touch_all(app, app.list, text, 2)
                await touch_all(app, app.thread, text, 2)
                for pane in (app.list, app.thread):
                    for x, y in places(app, pane, text):
                        app.click(pane, x + cell_len(text) // 2, y)
            await settle(app, pilot)
            await _touch_bars_and_card(app, batch[0])


async def _touch_bars_and_card(app: Drawing, text: str) -> None:
    for name, times in {"top": 2, "head": 2, "typing": 1, "title": 1}.items():
        await touch_all(app, app.bars[name], text, times)
    # The name of the card, mail, number, id and the list of those online.
    await touch_all(app, app.card, text, 5)


async def test_bars_and_card_are_text() -> None:
    app = Drawing()
    async with drawing(app) as pilot:
        for text in share(20):
            app.draw([text])
            await settle(app, pilot)
            no_style_acts(app)
            await _touch_bars_and_card(app, text)


async def test_toasts_are_text() -> None:
    app = Drawing()
    async with drawing(app) as pilot:
        # The library halves a wide letter of a toast that lies over the edge of a pane.
        narrow = [text for text in share(100) if cell_len(text) == len(text)]
        for first in range(0, len(narrow) - 3, 4):
            batch = narrow[first : first + 4]
            for text in batch:
                app.notify(f"so: {text}", title=f"title {text}")
            for text in batch:
                await until_drawn(app, pilot, f"so: {text}")
                await until_drawn(app, pilot, f"title {text}")
            no_style_acts(app)
            for toast in app.screen.query("Toast"):
                for x, y in _cells(toast):
                    await app.touch(toast, x, y)
            app.clear_notifications()
            await settle(app, pilot)


def _cells(widget: Widget) -> Iterator[tuple[int, int]]:
    area = widget.region
    return ((x, y) for y in range(area.y, area.bottom) for x in range(area.x, area.right))


async def test_the_palette_is_text() -> None:
    app = Drawing()
    async with drawing(app) as pilot:
        chosen = share(96)
        for first in range(0, len(chosen), 8):
            named = sorted(chosen[first : first + 8])
            app.open_palette(named)
            for text in named:
                await until_drawn(app, pilot, text)
            no_style_acts(app)
            for text in named:
                await touch_all(app, app.screen, text, 2)
            app.pop_screen()
            await settle(app, pilot)


async def test_questions_are_text() -> None:
    app = Drawing()
    async with drawing(app) as pilot:
        for text in share(40):
            await app.push_screen(ConfirmScreen(f"Really: {text}"))
            await until_drawn(app, pilot, f"Really: {text}")
            no_style_acts(app)
            static = app.screen.query(Static).first()
            await touch_all(app, static, text, 1)
            for x, y in places(app, static, text):
                for column in range(x, x + cell_len(text)):
                    app.click(static, column, y)
            await settle(app, pilot)
            app.pop_screen()


async def test_a_place_that_reads_markup_would_be_seen() -> None:
    app = Planted()
    async with app.run_test(size=SIZE) as pilot:
        app.draw(["[@click=app.quit]go[/]"])
        await settle(app, pilot)
        planted = app.query_one("#planted", Static)
        with pytest.raises(AssertionError):
            await touch_all(app, planted, "[@click=app.quit]go[/]", 1)
        # The guard takes the action out of what is drawn.
        assert app.guard.hits == 1
        assert app.ran == []
        with pytest.raises(MarkupError):
            app.draw(["[/]"])
