"""How often the others hear that we type."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from hoory_tui.app.outgoing import TYPING_PAUSE, TYPING_REPEAT, TypingSign
from hoory_tui.demo.desk import DemoDesk

from ..client.desks import desk_client


class Clock:
    """A clock that a test turns."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Typist:
    """A typing sign whose calls are counted by the desk that gets them."""

    def __init__(self, desk: DemoDesk, sign: TypingSign, clock: Clock) -> None:
        self._desk = desk
        self.sign = sign
        self.clock = clock

    async def type(self, conversation_id: int = 1, *, private: bool = False) -> int:
        """Press a key; return how many calls that took."""
        before = self._desk.requests_seen
        if self.sign.note(conversation_id, private=private):
            await self.sign.start(conversation_id, private=private)
        return self._desk.requests_seen - before

    async def stop(self) -> int:
        before = self._desk.requests_seen
        await self.sign.stop()
        return self._desk.requests_seen - before


@pytest.fixture
async def typist() -> AsyncIterator[Typist]:
    async with desk_client() as client:
        clock = Clock()
        yield Typist(client.desk, TypingSign(client.agent(), clock), clock)


async def test_many_keys_are_one_sign(typist: Typist) -> None:
    assert [await typist.type() for _ in range(5)] == [1, 0, 0, 0, 0]
    assert [await typist.stop(), await typist.stop()] == [1, 0]
    assert await typist.type() == 1


async def test_the_sign_is_repeated_before_the_others_forget_it(typist: Typist) -> None:
    await typist.type()
    typist.clock.now += TYPING_REPEAT - 1
    assert await typist.type() == 0
    typist.clock.now += 1
    assert await typist.type() == 1


async def test_another_place_ends_the_sign_at_the_first(typist: Typist) -> None:
    await typist.type(1)
    assert await typist.type(2) == 2
    assert await typist.type(2, private=True) == 2


async def test_a_pause_ends_it(typist: Typist) -> None:
    assert not typist.sign.is_over()
    await typist.type()
    typist.clock.now += TYPING_PAUSE - 1
    assert not typist.sign.is_over()
    await typist.type()
    typist.clock.now += TYPING_PAUSE
    assert typist.sign.is_over()
    await typist.stop()
    assert not typist.sign.is_over()


async def test_a_sign_that_fails_is_no_trouble(typist: Typist) -> None:
    typist._desk.fail_next("POST", "/toggle_typing_status", 500)
    assert await typist.type() == 1
    assert await typist.type() == 0
