"""A walk through the console on the hostile desk, so that every string is drawn in every place."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hoory_tui.demo.desk import DemoDesk

from .console import Console, until
from .hostile_desk import FIRST, GROUP, tagged
from .hostile_main import HITS
from .strict import Watch

TALL: Final = (220, 300)
HIGH: Final = (220, 70)
_LIST, _SIDE, _BELOW = 80, 54, 8
"""Cells of the list and of the sidebar, and rows below the thread, on so wide a screen."""
_QUIET: Final = 0.03
"""Seconds without a byte after which a drawing is taken to be whole."""
_TOLD: Final = 4
"""Strings that stand together in one complaint of the server."""
_OTHERS: Final = 3
"""Rows of a thread that are no messages."""
_TRIES: Final = 20
_PATIENCE: Final = 10.0
"""Seconds to wait for what must come, for others may use the machine at the same time."""
_WALKS: Final = 4
"""How often a place is gone to for what was not seen there, drawn over too fast to be read."""
_WRITE, _ATTACH, _LEAVE, _GO_TO = "r", "\x1bOS", "\t", "\x07"
_GROUPED: Final = 30
"""Characters of a string that are shown where several stand in one sentence."""
_START, _END = "\x1b[200~", "\x1b[201~"

EXPECTED: Final = {
    "list": "npi",
    "colleagues": "a",
    "head": "nlia",
    "thread": "qbevcsufa",
    "below": "nix",
    "sidebar": "nmodkwyt",
    "pager": "gr",
    "links": "fr",
    "toast": "h",
    "palette": "x",
    "dialog": "n",
}
"""The places, and the fields that every string is to be seen with there."""


class Tour:
    """Leads a console from place to place; the watch knows by that where it is."""

    def __init__(
        self,
        desk: DemoDesk,
        running: Console,
        watch: Watch,
        texts: list[str],
        *,
        dialogs_every: int = 1,
    ) -> None:
        self._desk = desk
        self._dialogs_every = dialogs_every
        self._running = running
        self._watch = watch
        self._texts = texts
        self._size = TALL
        self._box = ""
        """The box that lies over the screen, if any."""
        watch.place_of = self._place

    def _place(self, x: int, y: int) -> str:
        columns, rows = self._size
        if self._box:
            return self._box
        if y in (0, rows - 1):
            return "bars"
        if x < _LIST:
            return "list"
        if x >= columns - _SIDE:
            return "colleagues" if self._size is TALL else "sidebar"
        if y == 1:
            return "head"
        return "below" if y >= rows - _BELOW else "thread"

    async def walk(self) -> None:
        """Go everywhere once."""
        await self._running.until(lambda: self._watch.seen_in("list", "n"), "the list")
        await self._see_list()
        self._size = HIGH
        self._running.resize(HIGH)
        await self._see_threads()
        await self._see_what_was_passed_by()
        await self._see_groups()
        await self._see_toasts()
        await self._see_fields()

    async def hits(self, home: Path) -> int:
        """Return how often the guard had to act, as the console says."""
        self._running.send(signal.SIGUSR1)
        await until((home / HITS).exists, "the count of the guard")
        return int((home / HITS).read_text())

    def missing(self) -> dict[str, list[int]]:
        """Return the strings that were not seen at all, by the places where they should be.

        A long name leaves no room for what stands beside it, so not every field is seen.
        """
        everything = range(len(self._texts))
        wanted = {place: set(everything) for place in EXPECTED}
        wanted["dialog"] = set(everything[:: self._dialogs_every])
        gaps = {
            place: sorted(
                wanted[place].difference(*(self._watch.seen_in(place, one) for one in fields))
            )
            for place, fields in EXPECTED.items()
        }
        return {name: numbers for name, numbers in gaps.items() if numbers}

    # Places

    async def _see_list(self) -> None:
        for number in range(_TRIES):
            if all(self._is_all_seen("list", field) for field in EXPECTED["list"]):
                break
            await self._press("Gg"[number % 2])
        await self._press("g")

    async def _see_threads(self) -> None:
        await self._press("\r")
        everything = range(len(self._texts))
        for _ in range(len(self._texts) + _TRIES):
            before = self._watch.seen_in("thread", "u")
            if len(before) == len(self._texts):
                return
            self._running.press("J")
            await self._comes("thread", "u", set(everything) - before)
            fresh = self._watch.seen_in("thread", "u") - before
            if not fresh:
                continue
            await self._look_around(fresh.pop())

    async def _see_what_was_passed_by(self) -> None:
        """Go by their numbers to conversations that were at hand when nobody looked."""
        for _ in range(_WALKS):
            missing = self.missing()
            passed_by = {*missing.get("sidebar", ()), *missing.get("dialog", ())}
            for number in sorted(passed_by):
                await self._press(_GO_TO)
                self._running.press(str(FIRST + number))
                await self._pause()
                await self._press("\r")
                await self._look_around(number)

    async def _look_around(self, number: int) -> None:
        """See the conversation at hand."""
        self._desk.agent_types(FIRST + number, number + 1)
        await self._see_dialog(number)

    async def _see_dialog(self, number: int) -> None:
        """Open the box whose title says to whom a reply goes, for every so many-th contact."""
        if number % self._dialogs_every:
            return
        await self._press(_WRITE)
        self._box = "dialog"
        await self._press(_ATTACH)
        await self._comes("dialog", "n", {number})
        await self._press(_ATTACH)
        self._box = ""
        await self._press(_LEAVE)

    async def _see_groups(self) -> None:
        for key in "hg\rG":
            await self._press(key)
        for _ in range(_WALKS):
            await self._press("G")
            for _ in range(len(self._texts) // GROUP + _OTHERS):
                await self._look_at("pager", "\x1bOR", "g", " ", "G")
                await self._look_at("links", "v", "\x04", "\x04", "G")
                await self._press("k")
            if not {"pager", "links"} & self.missing().keys():
                break

    async def _look_at(self, box: str, *keys: str) -> None:
        self._box = box
        for key in keys:
            await self._press(key)
        await self._press("q")
        self._box = ""

    async def _see_toasts(self) -> None:
        self._box = "toast"
        for numbers in self._groups(_TOLD):
            for turn in range(_OTHERS * _WALKS):
                # In another order, for a tag that the end of a line has cut in two.
                first = turn % len(numbers)
                words = " ".join(
                    tagged(number, "h", self._texts[number].partition("\n")[0][:_GROUPED])
                    for number in (*numbers[first:], *numbers[:first])
                )
                if self._watch.seen_in("toast", "h") >= set(numbers):
                    break
                self._desk.fail_next("POST", "/toggle_status", 422, body={"error": words})
                await self._press("e")
        self._box = ""

    async def _see_fields(self) -> None:
        await self._press("r")
        await self._paste_all("below")
        await self._press("\x1b")
        self._box = "palette"
        await self._press(":")
        await self._paste_all("palette")
        await self._press("\x1b")
        self._box = ""

    async def _paste_all(self, place: str) -> None:
        for number, text in enumerate(self._texts):
            line = text.partition("\n")[0][:_GROUPED]
            self._running.press(f"{_START}{tagged(number, 'x', line)}{_END}")
            await self._comes(place, "x", {number})
            await self._press("\x15")

    # Hands and eyes

    def _groups(self, size: int = GROUP) -> Iterator[range]:
        for begin in range(0, len(self._texts), size):
            yield range(begin, min(begin + size, len(self._texts)))

    def _is_all_seen(self, place: str, field: str) -> bool:
        return len(self._watch.seen_in(place, field)) == len(self._texts)

    async def _comes(self, place: str, field: str, wanted: set[int]) -> None:
        """Wait for one of these strings to be drawn, though not for ever."""
        until_then = time.monotonic() + _PATIENCE
        while time.monotonic() < until_then:
            if wanted & self._watch.seen_in(place, field):
                break
            await asyncio.sleep(_QUIET)

    async def _press(self, keys: str) -> None:
        """Press a key and wait until all that it leads to is drawn."""
        before = self._watch.counted
        self._running.press(keys)
        for _ in range(_TRIES):
            await asyncio.sleep(_QUIET)
            if self._watch.counted != before:
                break
        await self._pause()

    async def _pause(self) -> None:
        """Wait until nothing more is drawn for now."""
        before = -1
        while before != self._watch.counted:
            before = self._watch.counted
            await asyncio.sleep(_QUIET)
