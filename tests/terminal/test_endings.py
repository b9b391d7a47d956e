"""However the console ends, the terminal is as it was found and no words are lost."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.demo.desk import DemoDesk

from . import bomb
from .console import PATIENCE, Console, console, until
from .desks import ASKED, obey_in_secret, said, small_desk
from .disk import on_disk

WORDS: Final = "It hides below the saddle."
AT_ONCE: Final = 2.0
"""Seconds for which a console may outlive its terminal."""
_ON_ITS_WAY: Final = 1.5
"""Seconds for which an answer is on its way: longer than any ending takes."""


class Doing(Enum):
    """What the agent does when the end comes."""

    IDLE = "idle"
    TYPING = "typing"
    SENDING = "sending"


@dataclass(frozen=True, slots=True)
class End:
    """One way to end, and the exit code that it leads to."""

    name: str
    code: int
    comes: Callable[[Console], None]
    program: tuple[str, ...] = ()
    within: float = PATIENCE


def _by(number: signal.Signals) -> End:
    return End(number.name, 128 + number, lambda running: running.send(number))


ENDS: Final = (
    _by(signal.SIGTERM),
    _by(signal.SIGHUP),
    _by(signal.SIGINT),
    _by(signal.SIGQUIT),
    End("lost connection", 128 + signal.SIGHUP, Console.hang_up, within=AT_ONCE),
    End("quit", 0, lambda running: running.press("\x11y")),
    End(
        "fault in a widget",
        1,
        lambda running: running.send(signal.SIGUSR1),
        (str(Path(bomb.__file__)),),
    ),
)


@pytest.mark.parametrize("doing", Doing, ids=lambda doing: doing.value)
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.name)
async def test_the_terminal_is_as_found_and_the_words_are_kept(
    end: End, doing: Doing, tmp_path: Path
) -> None:
    async with small_desk("Dana Okafor") as desk:
        async with console(desk, tmp_path, *end.program) as first:
            await _busy(first, desk, doing)
            end.comes(first)
            assert await first.ended(end.within) == end.code
            if end.comes is not Console.hang_up:
                assert first.is_as_found
        match doing:
            case Doing.TYPING:
                assert on_disk(tmp_path).drafts == [WORDS]
            case Doing.SENDING:
                await _arrives_once(desk, tmp_path)


async def test_what_was_being_written_stands_in_the_composer_again(tmp_path: Path) -> None:
    async with small_desk("Dana Okafor") as desk:
        async with console(desk, tmp_path) as first:
            await _busy(first, desk, Doing.TYPING)
            first.hang_up()
            await first.ended()
        async with console(desk, tmp_path) as second:
            await second.shows(WORDS, "r reply", "live")
            second.press("r And not above.")
            await second.shows(f"{WORDS} And not above.")
        assert said(desk) == []


async def _busy(running: Console, desk: DemoDesk, doing: Doing) -> None:
    await running.shows("Dana Okafor", ASKED, "live")
    if doing is Doing.IDLE:
        return
    running.press(f"r{WORDS}")
    await running.shows(WORDS)
    if doing is Doing.SENDING:
        obey_in_secret(desk, _ON_ITS_WAY)
        running.press("\x13")
        await until(lambda: said(desk), "the message at the desk")


async def _arrives_once(desk: DemoDesk, home: Path) -> None:
    async with console(desk, home) as second:
        await second.shows(WORDS)
        await until(lambda: not on_disk(home).unsent, "a message that is settled")
        assert on_disk(home).drafts == []
        assert said(desk) == [WORDS]
