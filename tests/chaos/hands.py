"""The agent: looks at the drawn screen, presses keys, and remembers what was sent to whom."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random
from typing import Final

from textual.events import Key
from textual.keys import key_to_character

from . import eyes
from .booth import Booth

PAUSE: Final = 1.5
"""Seconds between two things that an agent does, on average."""
_SURE: Final = "Send your reply all the same?"


@dataclass(frozen=True, slots=True)
class Sent:
    """Words that were sent, to the conversation that the screen showed at the key press."""

    word: str
    conversation_id: int
    private: bool


@dataclass
class Hands:
    """Keys go into the console one after another, as from a keyboard; nothing else does."""

    booth: Booth
    rng: Random
    sent: list[Sent] = field(default_factory=list)
    kept: list[Sent] = field(default_factory=list)
    """What was not taken at the key press, and stands in its composer since then."""
    written: int = 0

    async def do_something(self) -> None:
        """Pause, then do one thing that an agent does."""
        await asyncio.sleep(self.rng.expovariate(1 / PAUSE))
        await self._close_box()
        if eyes.is_writing(self.booth):
            await self._keys("escape")
        match self.rng.choices(range(8), (30, 12, 8, 5, 5, 6, 14, 2))[0]:
            case 0:
                await self.write(private=self.rng.random() < 0.25)
            case 1:
                await self._keys("escape", self.rng.choice("123"))
            case 2:
                await self._keys(self.rng.choice(("enter", "tab", "J", "K", "h")))
            case 3:
                await self._keys("e")
            case 4:
                await self._keys("a")
            case 5:
                await self._keys("enter", self.rng.choice(("g", "G", "ctrl+u", "ctrl+d")), "h")
            case 6:
                steps = self.rng.randrange(1, 9)
                await self._keys("h", *[self.rng.choice("jjk")] * steps)
            case 7:
                await self._keys(self.rng.choice(("ctrl+r", "ctrl+l", "i", "full_stop")))

    async def write(self, *, private: bool) -> None:
        """Write a text of its own to the conversation at hand, and send it."""
        await self._keys("p" if private else "r")
        if not eyes.is_writing(self.booth) or self.booth.written:
            # Nobody is at hand, or words stand there that were not meant to be sent.
            await self._keys("escape")
            return
        word = f"n{self.written:05}"
        self.written += 1
        await self._keys(*word, "space", "o", "k")
        await self.send(word)

    async def send(self, word: str) -> None:
        """Press the key that sends; a question is answered by yes."""
        number = eyes.head_number(self.booth)
        private = "PRIVATE NOTE" in self.booth.seen("#composer-title")
        self.sent.append(Sent(word, number, private))
        await self._keys("ctrl+s")
        await self._close_box()
        if word in self.booth.seen("#composer-text"):
            # Not sure, or the channel takes nothing now: the words are still there.
            self.kept.append(self.sent.pop())

    async def leave_all(self) -> None:
        """Close what is open and take the hands back to the list."""
        await self._close_box()
        await self._keys("escape", "escape")

    async def send_what_was_kept(self) -> None:
        """Send, now that there is time, what was written and not sent."""
        kept, self.kept = self.kept, []
        for one in kept:
            await self.booth.turn_to(one.conversation_id)
            await self._keys("p" if one.private else "r")
            if one.word in self.booth.seen("#composer-text"):
                await self.send(one.word)

    async def send_what_failed(self, conversation_ids: list[int]) -> None:
        """Send again, after looking, what the console says did not go out."""
        for conversation_id in conversation_ids:
            await self.booth.turn_to(conversation_id)
            await self._keys("full_stop")
            await self._close_box()

    async def _close_box(self) -> None:
        if words := eyes.boxed(self.booth):
            await self._keys("y" if _SURE in words else "escape")

    async def _keys(self, *keys: str) -> None:
        for key in keys:
            self.booth.app.post_message(Key(key, key_to_character(key)))
        for _ in range(2 + len(keys)):
            await self.booth.turn()
            # The drawing of what a key did is as far away as for anybody's eyes.
            await asyncio.sleep(0.03)
