"""The session that is recorded: read, reply and think better of it, note, resolve, undo."""

from __future__ import annotations

import asyncio
from typing import Final

from hoory_tui.demo.desk import DemoDesk

from ..terminal.console import Console
from .scene import THANKS, find

CUSTOMER: Final = "Priya Ramanathan"
REPLY: Final = "Saturday it is: 10 to 14, ring the bell at the blue door. The swap takes 20 hours"
SLIP: Final = "hours"
MENDED: Final = "minutes."
NOTE: Final = "Last latch of batch 2034 is in drawer 4, please keep it for Saturday."
_LETTER: Final = 0.05
_LOOK: Final = 1.2
_KEY: Final = 0.35
_HELD: Final = 3.4
"""What is sent can be taken back for three seconds."""


async def act(running: Console, desk: DemoDesk) -> None:
    """Do at a person's pace what the recording shows."""
    priya = find(desk, CUSTOMER)
    await running.shows(CUSTOMER, "live")
    await asyncio.sleep(_LOOK)
    while not any(f"{CUSTOMER}{mark} · #" in running.glass.text for mark in ("", " ●")):
        running.press("j")
        await asyncio.sleep(_KEY)
    running.press("\r")
    await asyncio.sleep(_LOOK)
    await _reply(running)
    await _answered(running, desk, priya)
    running.press("p")
    await asyncio.sleep(_KEY)
    await _type(running, NOTE)
    running.press("\x13")
    await running.shows("takes it back")
    await asyncio.sleep(_HELD)
    running.press("e")
    await asyncio.sleep(2 * _LOOK)
    running.press("u")
    await asyncio.sleep(2 * _LOOK)


async def _reply(running: Console) -> None:
    """Send, take it back within the seconds that it is held, mend it and send again."""
    running.press("r")
    await asyncio.sleep(_KEY)
    await _type(running, REPLY)
    running.press("\x13")
    await running.shows("takes it back")
    await asyncio.sleep(_LOOK)
    running.press("u")
    await asyncio.sleep(_LOOK)
    await _type(running, "\x7f" * len(SLIP))
    await _type(running, MENDED)
    running.press("\x13")
    await running.shows("takes it back")
    await asyncio.sleep(_HELD)


async def _answered(running: Console, desk: DemoDesk, conversation_id: int) -> None:
    """Let the customer read it, write and answer."""
    sent = desk.conversation(conversation_id).messages[-1]
    desk.set_message_status(sent.id, "delivered")
    await asyncio.sleep(_KEY)
    desk.set_message_status(sent.id, "read")
    await running.shows("read")
    desk.contact_types(conversation_id)
    await running.shows("is typing")
    await asyncio.sleep(_LOOK)
    desk.contact_writes(conversation_id, THANKS)
    await running.shows("Shall I bring the receipt")
    await asyncio.sleep(_LOOK)


async def _type(running: Console, words: str) -> None:
    for letter in words:
        running.press(letter)
        await asyncio.sleep(_LETTER)
