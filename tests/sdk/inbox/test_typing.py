from __future__ import annotations

import asyncio

from hoory_tui.client.errors import HooryError
from hoory_tui.sdk.inbox import typing as inbox_typing
from hoory_tui.sdk.inbox.typing import REPEAT, TypingSign


class Agents:
    def __init__(self) -> None:
        self.told: list[tuple[int, bool]] = []
        self.now = 0.0
        self.is_deaf = False
        self.is_over = asyncio.Event()

    async def hear(self, conversation_id: int, on: bool) -> None:
        if self.is_deaf:
            raise HooryError("lost")
        self.told.append((conversation_id, on))
        if not on:
            self.is_over.set()

    def clock(self) -> float:
        return self.now


async def test_a_sign_is_said_once_and_again_before_it_is_forgotten() -> None:
    agents = Agents()
    sign = TypingSign(agents.hear, agents.clock)
    await sign.start(5)
    await sign.start(5)
    agents.now = REPEAT
    await sign.start(5)
    await sign.start(6)
    await sign.close()
    await sign.stop()
    assert agents.told == [(5, True), (5, True), (5, False), (6, True), (6, False)]


async def test_a_message_ends_it_without_a_word_and_what_gets_lost_is_no_error() -> None:
    agents = Agents()
    sign = TypingSign(agents.hear, agents.clock)
    await sign.start(5)
    sign.sent()
    await sign.close()
    agents.is_deaf = True
    await sign.start(5)
    await sign.close()
    assert agents.told == [(5, True)]


async def test_it_ends_by_itself() -> None:
    agents = Agents()
    sign = TypingSign(agents.hear, agents.clock, pause=0.01)
    await sign.start(5)
    await asyncio.wait_for(agents.is_over.wait(), 2)
    assert agents.told == [(5, True), (5, False)]
    assert inbox_typing.PAUSE < REPEAT
    await sign.close()
