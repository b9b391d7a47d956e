"""The first hour of a newcomer, measured: `python -m tests.terminal.first_hour`.

A person who never saw the console does what it tells them, in a real terminal of 80x24: the demo
desk, the tour's ten steps, a login to a desk of their own, the first reply. It tells for each part
how many keys were pressed, how long the machine took, how many words stood there to be read, and
what that makes for a person.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hoory_tui.demo.desk import DemoDesk

from .console import console
from .desks import small_desk
from .newcomer import QUIT, Newcomer, leave, reply, sign_in, take_tour, without_login

_READING: Final = 200
"""Words a minute that people read when the words are new to them."""
_KEY: Final = 0.6
"""Seconds for a key whose place is looked for."""
_SIZE: Final = (80, 24)


@dataclass(frozen=True)
class Part:
    """What one part of the hour took."""

    name: str
    keys: int
    seconds: float
    words: int

    @property
    def minutes(self) -> float:
        """What it takes a person, by the keys and the words."""
        return self.words / _READING + (self.keys * _KEY + self.seconds) / 60


@asynccontextmanager
async def newcomer(desk: DemoDesk, home: Path, *program: str) -> AsyncIterator[Newcomer]:
    """Start the program as somebody without a login would."""
    variables = without_login(desk, home)
    async with console(desk, home, *program, size=_SIZE, variables=variables) as running:
        yield Newcomer(running)


async def measured(name: str, me: Newcomer, doing: Callable[[], Awaitable[None]]) -> Part:
    """Do a part and tell what it took."""
    keys, words, began_at = me.keys, me.words, time.monotonic()
    await doing()
    return Part(name, me.keys - keys, time.monotonic() - began_at, me.words - words)


async def demo(home: Path, desk: DemoDesk) -> list[Part]:
    """From the greeting to the demo desk, and out again."""
    async with newcomer(desk, home) as me:

        async def look() -> None:
            await me.reads("Press d, t, l or q:")
            me.press("d")
            await me.reads("live", "enter open")

        part = await measured("demo desk, from the greeting", me, look)
        me.press(QUIT)
        await me.sees("y yes")
        me.press("y")
        await me.console.ended()
    return [part]


async def tour(home: Path, desk: DemoDesk) -> list[Part]:
    """The ten steps."""
    async with newcomer(desk, home, "-m", "hoory_tui", "tour") as me:
        part = await measured("the tour, ten steps", me, lambda: take_tour(me))
        await leave(me)
        await me.console.ended()
    return [part]


async def login(home: Path, desk: DemoDesk) -> list[Part]:
    """A login by an address out of the browser and a token, then the first reply."""
    async with desk, newcomer(desk, home, "-m", "hoory_tui", "login") as me:
        page = f"{desk.url}/app/accounts/{desk.account_id}/inbox-view"

        async def log_in() -> None:
            await sign_in(me, desk, page)
            await me.sees("Ada Byron", "live")

        parts = [await measured("login, up to the live list", me, log_in)]
        parts.append(await measured("first reply", me, lambda: reply(me, "Hello Ada, one moment.")))
        await leave(me)
        await me.console.ended()
    return parts


async def main() -> None:
    """Do all of it and write a table."""
    parts: list[Part] = []
    for doing in (demo, tour, login):
        with tempfile.TemporaryDirectory() as folder:
            parts += await doing(Path(folder), small_desk("Ada Byron"))
    total = Part(
        "in all",
        sum(one.keys for one in parts),
        sum(one.seconds for one in parts),
        sum(one.words for one in parts),
    )
    sys.stdout.write(f"{'part':<30}{'keys':>6}{'machine':>10}{'words':>7}{'person':>10}\n")
    for one in (*parts, total):
        sys.stdout.write(
            f"{one.name:<30}{one.keys:>6}{one.seconds:>8.1f} s{one.words:>7}"
            f"{one.minutes:>6.1f} min\n"
        )


if __name__ == "__main__":
    asyncio.run(main())
