"""`python -m tests.screenshots.tour [FOLDER]`: record a session in a real terminal, and film it.

The one session is written twice: tour.cast for a terminal (asciicast, version 2), tour.svg for
a page.
"""

from __future__ import annotations

import asyncio
import codecs
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from hoory_tui.demo.desk import DemoDesk

from ..terminal.console import console
from ..terminal.strict import Watch
from . import FOLDER
from .film import Frame, film_of
from .pane import Pane
from .scene import CONVERSATIONS, prepare
from .screenplay import act

SIZE: Final = (100, 28)
_TOGETHER: Final = 0.04
"""Seconds within which what is painted belongs to one picture."""
_AT_LAST: Final = 2.5
_IN_COLOURS: Final = (
    "import os, runpy, sys; os.environ['COLORTERM'] = 'truecolor'; os.environ['TZ'] = 'UTC'; "
    "sys.argv = ['hoory-tui']; runpy.run_module('hoory_tui', run_name='__main__')"
)
_SETTINGS: Final = 'theme = "hoory-dark"\nsend_delay = 3\ncache = false\ntitle = false\n'


class Recorder(Watch):
    """Takes down what a console writes, with the moments."""

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self.events: list[tuple[float, str]] = []
        self._pane = pane
        self._began = time.monotonic()
        self._letters = codecs.getincrementaldecoder("utf-8")()

    def feed(self, data: bytes) -> None:
        """Take what was written."""
        self._pane.feed(data)
        words = self._letters.decode(data)
        now = time.monotonic() - self._began
        if self.events and now - self.events[-1][0] < _TOGETHER:
            now, before = self.events.pop()
            words = before + words
        self.events.append((now, words))


async def record() -> list[tuple[float, str]]:
    """Return what the console wrote during the session, in pieces of one picture each."""
    desk = DemoDesk(seed=1, quiet_visitors=True, conversations=CONVERSATIONS)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = home / "config" / "hoory-tui" / "config.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS)
        pane = Pane(*SIZE)
        recorder = Recorder(pane)
        async with desk:
            prepare(desk)
            async with console(desk, home, "-c", _IN_COLOURS, size=SIZE, watch=recorder) as running:
                running.glass = pane
                await act(running, desk)
        return recorder.events


def cast_of(events: list[tuple[float, str]]) -> str:
    """Return the session as a file that asciinema plays."""
    header = {
        "version": 2,
        "width": SIZE[0],
        "height": SIZE[1],
        "title": "hoory-tui: read, reply, note, resolve, undo",
        "env": {"TERM": "xterm-256color"},
    }
    began = events[0][0]
    lines = [header, *([round(at - began, 3), "o", words] for at, words in events)]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def frames_of(events: list[tuple[float, str]]) -> list[Frame]:
    """Return the pictures of the session, from the first that shows a conversation."""
    pane = Pane(*SIZE)
    frames: list[Frame] = []
    for at, words in events:
        pane.feed(words.encode())
        if frames or "● live" in pane.text:
            frames.append(Frame(at, pane.rows))
    return [Frame(frame.at - frames[0].at, frame.rows) for frame in frames]


def events_of(cast: str) -> list[tuple[float, str]]:
    """Return what a file of asciinema holds."""
    return [(at, words) for at, _, words in map(json.loads, cast.splitlines()[1:])]


def film(cast: str) -> str:
    """Return the drawing that plays a file of asciinema."""
    frames = frames_of(events_of(cast))
    return film_of(frames, frames[-1].at + _AT_LAST)


def main(folder: Path = FOLDER) -> None:
    """Write both files into a folder."""
    cast = cast_of(asyncio.run(record()))
    (folder / "tour.cast").write_text(cast, encoding="utf-8")
    (folder / "tour.svg").write_text(film(cast), encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
