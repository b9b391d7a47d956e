"""What somebody does who never saw the console: in a terminal, with every key counted."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from hoory_tui.demo.desk import DemoDesk

from .console import Console

F5: Final = "\x1b[15~"
F12: Final = "\x1b[24~"
SEND: Final = "\x13"
DOWN: Final = "\x1b[B"
ESCAPE: Final = "\x1b"
ENTER: Final = "\r"
QUIT: Final = "\x11"


class Newcomer:
    """Hands that count their keys, eyes that wait for words."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.keys = 0
        self.words = 0
        """How many words stood there to be read, of those that were waited for."""
        self.began_at = time.monotonic()

    async def sees(self, *texts: str) -> None:
        """Wait for these texts; lines may be folded anywhere between words."""

        def is_there() -> bool:
            shown = " ".join(self.console.glass.text.split())
            return all(text in shown for text in texts)

        await self.console.until(is_there, str(texts))

    async def reads(self, *texts: str) -> None:
        """Wait for what is to be read, and count its words by what is on the screen."""
        await self.sees(*texts)
        lines = [line for line in self.console.glass.text.splitlines() if line.strip()]
        self.words += sum(len(line.split()) for line in lines[-6:])

    def press(self, keys: str, count: int = 1) -> None:
        """Press one key, or as many as it is told that these bytes are."""
        self.keys += count
        self.console.press(keys)

    async def type(self, words: str) -> None:
        """Type words, and see them; a key behind words that nobody saw yet belongs to them."""
        self.press(words, len(words))
        await self.sees(words)


async def take_tour(me: Newcomer) -> None:
    """Do the ten steps as they are told, then leave the console."""
    await me.reads("1 of 10: Move", "live")
    me.press("j")
    await me.reads("2 of 10: Open")
    me.press(ENTER)
    await me.reads("3 of 10: Reply")
    me.press("r")
    await me.reads("any words will do")
    await me.type("Thank you, I look into it.")
    me.press(SEND)
    await me.reads("It stands still")
    me.press("u")
    await me.reads("Taken back")
    me.press(SEND)
    await me.reads("4 of 10: Private note")
    me.press("p")
    await me.reads("Only colleagues see this")
    await me.type("Asked the workshop.")
    me.press(SEND)
    await me.reads("5 of 10: Resolve and undo")
    me.press("e")
    await me.reads("Every deed can be undone")
    me.press("u")
    await me.reads("6 of 10: Snooze")
    me.press("s")
    await me.sees("Three hours")
    me.press(DOWN)
    me.press(ENTER)
    await me.reads("7 of 10: Assign")
    me.press("a")
    await me.reads("8 of 10: Label")
    me.press("t")
    await me.sees("tab choose")
    me.press("\t")
    me.press(ENTER)
    await me.reads("9 of 10: Find")
    me.press("h")
    await me.sees("enter open")
    me.press("/")
    await me.sees("esc shows all")
    await me.type("an")
    await me.reads("10 of 10: Everything else")
    me.press(ENTER)
    await me.sees("q quit")
    me.press("?")
    await me.sees("enter run")
    me.press(ESCAPE)
    await me.reads("That was the tour", "hoory-tui login", "closes this")


async def leave(me: Newcomer) -> None:
    """Quit."""
    me.press(QUIT)
    await me.sees("Quit", "y yes")
    me.press("y")


async def sign_in(me: Newcomer, desk: DemoDesk, address: str) -> None:
    """Answer the questions of a sign-in: an address out of the browser, a token, and enter."""
    await me.reads("Address of your support desk:")
    # What is pasted is one deed.
    me.press(f"{address}{ENTER}", 2)
    await me.reads("Access token (stays hidden")
    me.press(f"{desk.agents[0].access_token}{ENTER}", 2)
    await me.reads("Live events arrive.", "Name of this login:")
    me.press(ENTER)
    await me.sees("Colour")
    me.press(ENTER)
    await me.reads("Start the console now?")
    me.press(ENTER)


async def reply(me: Newcomer, words: str) -> None:
    """Answer whoever stands first in the list, and wait until it is out."""
    await me.sees("live", "open")
    me.press("r")
    await me.sees("REPLY", "ctrl+s send")
    await me.type(words)
    me.press(SEND)
    await me.sees("sends in")


def without_login(desk: DemoDesk, home: Path) -> dict[str, str]:
    """Return the variables of somebody who has no login: nothing of the desk is told."""
    settings = home / "config" / "hoory-tui" / "config.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("send_delay = 1\n")
    return dict.fromkeys(("HOORY_URL", "HOORY_TOKEN", "HOORY_ACCOUNT"), "")
