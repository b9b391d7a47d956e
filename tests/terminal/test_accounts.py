"""From one account to another in a real terminal: no shell between, no words lost or led astray."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from hoory_tui.demo.desk import DemoDesk

from .console import COLUMNS, ROWS, Console, console, until
from .desks import APP, ASKED, small_desk
from .glass import Glass

ENTER: Final = b"\x1b[?1049h"
LEAVE: Final = b"\x1b[?1049l"
HERE: Final = "Dana Okafor"
THERE: Final = "Theo Lindgren"
BOX: Final = "Go to another account"
HALF: Final = "Half a thought for Dana"
_PIECE: Final = 48
_FRESH: Final = 0.2
"""Seconds after which Enter is no longer the key that opened the box, held down."""
FLIPS: Final = 6


def save_logins(home: Path, **desks: DemoDesk) -> None:
    lines = ['default = "here"']
    for name, desk in desks.items():
        lines += [
            f"[profiles.{name}]",
            f'url = "{desk.url}"',
            f'token = "{desk.agents[0].access_token}"',
            f"account_id = {desk.account_id}",
        ]
    file = home / "config" / "hoory-tui" / "profiles.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines))
    file.chmod(0o600)


async def flip(running: Console, *texts: str) -> int:
    """Go to the other account, and return where the writing for that begins."""
    running.press("\x1bx")
    await running.shows(BOX)
    await asyncio.sleep(_FRESH)
    begun = len(running.written)
    running.press("\r")
    await running.shows(*texts, "live")
    await running.until(lambda: BOX not in running.glass.text, "no box")
    return begun


def screens(written: bytes, begun: int) -> list[str]:
    """Return what was to be seen after every few bytes from there on."""
    glass, seen = Glass(COLUMNS, ROWS), []
    glass.feed(written[:begun])
    for at in range(begun, len(written), _PIECE):
        glass.feed(written[at : at + _PIECE])
        seen.append(glass.text)
    return seen


async def test_going_there_and_back_keeps_the_terminal_and_every_word(tmp_path: Path) -> None:
    async with small_desk(HERE) as here, small_desk(THERE) as there:
        save_logins(tmp_path, here=here, there=there)
        async with console(here, tmp_path, "-m", "hoory_tui", "-P", "here") as running:
            await running.shows(HERE, ASKED, "live")
            running.press("r")
            await running.shows("ctrl+s send")
            running.press(HALF)
            await running.shows(HALF)

            begun = await flip(running, THERE)
            seen = screens(running.written, begun)
            away = next(at for at, screen in enumerate(seen) if HERE not in screen)
            assert not any(HERE in screen or HALF in screen for screen in seen[away:])
            assert all(screen.strip() for screen in seen[away + 2 :])
            assert LEAVE not in running.written

            running.press("r")
            await running.shows("ctrl+s send")
            running.press("Only for Theo")
            await running.shows("Only for Theo")
            running.press("\x13")
            talk = there.conversation(1).messages
            await running.until(lambda: talk[-1].content == "Only for Theo", "the reply")
            await running.until(lambda: "ctrl+s send" not in running.glass.text, "a rest")

            await flip(running, HERE, "draft")
            running.press("r")
            await running.shows(HALF, "ctrl+s send")
            assert running.written.count(ENTER) == 1
            assert not running.glass.is_as_found
            running.press("\x11")
            await running.shows("Quit")
            running.press("y")
            assert await running.ended() == 0
            assert running.is_as_found
            assert running.written.count(LEAVE) == 1
        assert all("Theo" not in (one.content or "") for one in here.conversation(1).messages)
        assert all(HALF not in (one.content or "") for one in there.conversation(1).messages)


def held(running: Console) -> tuple[int, int]:
    """Return how many descriptors and threads the console has."""
    process = Path(f"/proc/{running.process.pid}")
    return len(list((process / "fd").iterdir())), len(list((process / "task").iterdir()))


async def test_many_switches_leave_nothing_behind(tmp_path: Path) -> None:
    async with DemoDesk(quiet_visitors=True, conversations=0, branch=0) as desk:
        assert desk.branch is not None
        desk.new_conversation(HERE, APP, ASKED)
        desk.branch.new_conversation(THERE, APP, ASKED)
        save_logins(tmp_path, here=desk)
        names, other = (HERE, THERE), desk.branch.engine.world.account.name
        counts = []
        program = ("-m", "hoory_tui", "-P", "here", "--account", other)
        async with console(desk, tmp_path, *program) as running:
            await running.shows(THERE, "live")
            for number in range(FLIPS):
                await flip(running, names[number % 2])
                counts.append(held(running))
            assert desk.hub.open_count == 1
            await until(lambda: held(running)[0] <= counts[1][0] + 1, "closed descriptors")
            assert held(running)[1] <= max(counts[0][1], counts[1][1])
            running.press("\x11")
            await running.shows("Quit")
            running.press("y")
            assert await running.ended() == 0
            assert running.is_as_found
