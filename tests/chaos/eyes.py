"""What an agent can read off the drawn screen, and nothing else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.widget import Widget

from ..flows.console import Console
from ..screen import text_of, widget_text

_NUMBER: Final = re.compile(r" · #(\d+) · ")
_TITLE: Final = re.compile(r" (?:REPLY  to (.+) on .+|PRIVATE NOTE .* never shown to (.+))$")
_HINT: Final = re.compile(r" +(ctrl\+s send  ctrl\+n \w+|r reply  p note) *$")
_TAB: Final = re.compile(r" (Mine|Unassigned|All) (\d+) ")
_BODY: Final = re.compile(r"^[ ▌][▏▎▒](?: (?P<said>.*))?$")
_FOLD: Final = re.compile(r"^[ ▌]· (?P<count>\d+) earlier changes +enter shows them$")
_ACTIVITY: Final = re.compile(r"^[ ▌]· (?P<told>.+?) +\d\d:\d\d$")
_TOLD_ON: Final = re.compile(r"^[ ▌] {2}(?P<told>\S.*)$")
_TICK: Final = re.compile(r"(?P<words>.*?) +(?P<tick>✓ sent|✓✓ read|✓✓|✗ failed|sending…)$")
_REASON: Final = "✗ not delivered: "
_LOOK: Final = 0.5
"""Seconds for which an agent looks at a page of a thread."""
_ROW_RIGHT: Final = 8
_FACT_RIGHT: Final = 12
BEGINNING: Final = "the conversation began here"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list as it is drawn."""

    name: str
    unread: str
    fact: str
    assignee: str


def row_under_cursor(console: Console) -> str:
    """Return the name in the row under the cursor, empty when none is to be seen."""
    for line in _lines(console, console.main.conversations):
        if line.startswith("▌"):
            return row_name(line)
    return ""


def row_name(line: str) -> str:
    """Return the name in the first line of a row."""
    return re.sub(r"( ●)?( !)?$", "", line[1:-_ROW_RIGHT].rstrip()).strip()


def head_number(console: Console) -> int:
    """Return the conversation that the line above the thread names, 0 for none."""
    found = _NUMBER.search(console.seen("#thread-head"))
    return int(found[1]) if found else 0


def head_name(console: Console) -> str:
    """Return the contact that the line above the thread names."""
    return console.seen("#thread-head").partition(" · #")[0].strip().removesuffix(" ●")


def addressee(console: Console) -> str:
    """Return the contact that the line above the composer names."""
    found = _TITLE.match(_HINT.sub("", console.seen("#composer-title")).rstrip())
    return found[1] or found[2] if found else ""


def is_writing(console: Console) -> bool:
    """Tell whether the screen says that letters go into the composer."""
    return "ctrl+s send" in console.seen("#footer")


def boxed(console: Console) -> str:
    """Return the words in the box that stands over the screen, empty for no box."""
    boxes = console.app.screen.query(".modal-box")
    text = widget_text(console.app, boxes.first()) if boxes else ""
    return " ".join(text.replace("│", " ").split())


def tabs(console: Console) -> dict[str, int]:
    """Return the numbers beside the tabs."""
    return {name: int(count) for name, count in _TAB.findall(console.seen("#top-bar"))}


def _lines(console: Console, pane: Widget) -> list[str]:
    """Return the drawn lines of a pane, also while a box stands over it, without scrollbar."""
    region = pane.region
    lines = text_of([line.crop(region.x, region.right - 1) for line in console.app.terminal.lines])
    return lines[region.y : region.bottom]


async def read_rows(console: Console) -> list[Row]:
    """Go through the whole list by its keys and return its rows as they were drawn."""
    await console.press("g")
    pane = console.main.conversations
    drawn: dict[int, str] = {}
    while True:
        top = round(pane.scroll_y)
        drawn |= dict(enumerate(_lines(console, pane), top))
        if top + pane.size.height >= 2 * len(pane.keys):
            break
        await console.press("ctrl+d")
    rows = []
    for number in range(0, 2 * len(pane.keys), 2):
        first, second = drawn[number], drawn[number + 1]
        rows.append(
            Row(
                row_name(first),
                first[-3:].strip(),
                second[1:-_FACT_RIGHT].strip(),
                second[-5:].strip(),
            )
        )
    await console.press("g")
    return rows


async def read_thread(console: Console) -> list[str]:
    """Go through the thread that is shown by its keys, from its beginning to its end.

    Return all its lines as they were drawn; older pages are waited for on the way up.
    """
    pane = console.main.messages
    await console.press("g")
    # Each page that comes keeps the view where it is, below what came.
    while not _begins(console):
        await _older_page(console)
        await console.press("g")
    drawn: dict[int, str] = {}
    while True:
        # What comes into view is read again where it may have changed.
        await asyncio.sleep(_LOOK)
        await console.turn()
        top = round(pane.scroll_y)
        drawn |= dict(enumerate(_lines(console, pane), top))
        if top >= pane.max_scroll_y:
            break
        await console.press("ctrl+d")
    return [drawn[number] for number in sorted(drawn) if number < pane.virtual_size.height]


def _begins(console: Console) -> bool:
    return _lines(console, console.main.messages)[0].strip().startswith(BEGINNING)


async def _older_page(console: Console) -> None:
    pane = console.main.messages
    height = pane.virtual_size.height

    def is_there() -> bool:
        return _begins(console) or pane.virtual_size.height != height

    await console.until(is_there, "an older page")


def parse_thread(lines: Sequence[str]) -> list[str]:
    """Return what a thread says as a stream of words and ticks.

    Words come as they are; a tick as ``<tick>``, activities as ``· words``, folded ones as
    ``+N``: where a message ends is not drawn, but that every word is there once is.
    """
    stream: list[str] = []
    for line in lines:
        text = line.rstrip()
        if fold := _FOLD.match(text):
            stream.append(f"+{fold['count']}")
        elif told := _ACTIVITY.match(text):
            stream += ["·", *told["told"].split()]
        elif body := _BODY.match(text):
            stream += _words_of(body["said"] or "")
        elif more := _TOLD_ON.match(text):
            stream += more["told"].split()
    return stream


def _words_of(said: str) -> list[str]:
    if said.startswith(_REASON):
        return []
    if tick := _TICK.match(said):
        return [*tick["words"].split(), f"<{tick['tick']}>"]
    return said.split()
