"""``python -m tests.terminal.kills``: kill the console again and again while somebody writes."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import logging
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.faults import Fault, Spoiling

from . import hurried
from .console import Console, console, until
from .desks import said, small_desk
from .disk import on_disk

PEOPLE: Final = 12
"""So many that few have to wait for what is in doubt with them."""
SAFE_AFTER: Final = 1.0
"""Seconds after which what stands on the screen survives anything."""
_LONGEST: Final = 1.6
"""Seconds of writing before the latest kill."""
_STARTING: Final = 1.0
_SOON: Final = 0.3
"""Seconds after a send within which a console dies that is to die of it."""
_WHILE_STARTING, _AFTER_SENDING = 0.1, 0.5
"""How many out of one die so; the others die at any moment."""
_LATE: Final = 1.2
"""Seconds that a late message or answer takes at most."""
_SENDS, _TURNS, _NOTES = 0.6, 0.5, 0.2
"""How often out of one a thing is sent, followed by one for somebody else, or written as a note."""
_QUIETLY: Final = 0.75
"""How often out of one no event tells of what the troubled message became."""
_READING, _WRITING = "r reply", "ctrl+s send"
"""What the last line offers."""
_ASKS: Final = {"failed", "unknown"}


@dataclass
class Ledger:
    """Every word that was written, and what must never be said of any."""

    echoed: dict[str, float] = field(default_factory=dict)
    """When each word stood on the screen; those that may be gone are taken out."""
    forgiven: int = 0
    faults: list[str] = field(default_factory=list)

    def check(self, home: Path, desk: DemoDesk, killed_at: float, when: str) -> None:
        """Look for every word after a kill, on the disk and at the desk."""
        kept, sent = on_disk(home), said(desk)
        unsent = [text for text, _ in kept.unsent]
        for word, echoed_at in list(self.echoed.items()):
            at_desk, in_outbox, in_drafts = (
                sum(text.count(word) for text in texts) for texts in (sent, unsent, kept.drafts)
            )
            where = f"{word}: {at_desk} at the desk, {in_outbox} unsent, {in_drafts} drafts, {when}"
            if at_desk > 1 or in_outbox > 1 or in_drafts + max(at_desk, in_outbox) > 1:
                self.faults.append(f"doubled: {where}")
            elif at_desk or in_outbox or in_drafts:
                continue
            elif killed_at - echoed_at > SAFE_AFTER:
                self.faults.append(f"lost after {killed_at - echoed_at:.2f} s: {where}")
            else:
                self.forgiven += 1
            del self.echoed[word]


class Writer:
    """Somebody who writes here and there and sends now and then."""

    def __init__(self, desk: DemoDesk, rng: random.Random, ledger: Ledger) -> None:
        self._desk = desk
        self._rng = rng
        self._ledger = ledger
        self._numbers = itertools.count(1)

    async def write(self, running: Console, after_send: Callable[[], None]) -> None:
        """Write until somebody puts an end to it, as may be done after a send."""
        while True:
            running.press("p" if self._rng.random() < _NOTES else "r")
            await running.shows(_WRITING)
            for _ in range(self._rng.randint(1, 4)):
                # A line for each, so that no toast can lie over it.
                word = f"k{next(self._numbers):05}m"
                running.press(f"\n{word}")
                await running.shows(word)
                self._ledger.echoed[word] = time.monotonic()
                await asyncio.sleep(self._rng.uniform(0.0, 0.15))
            if self._rng.random() < _SENDS:
                self._make_trouble()
                running.press("\x13")
                after_send()
            else:
                running.press("\x1b")
            await running.until(lambda: _WRITING not in running.glass.text, "a composer left")
            if self._rng.random() < _TURNS:
                running.press(self._rng.choice("JK") * self._rng.randrange(1, PEOPLE))

    def _make_trouble(self) -> None:
        late = self._rng.uniform(0.0, _LATE)
        quiet = self._rng.random() < _QUIETLY
        fault = Fault("POST", "/messages", 1, lose_events=quiet)
        match self._rng.randrange(6):
            case 0:
                fault.seconds = late
            case 1:
                fault.stall = late
            case 2:
                fault.spoiling = Spoiling.LOST
            case 3:
                fault.status, fault.after_deed = 500, True
            case 4:
                fault.status, fault.seconds = 503, late
            case _:
                return
        self._desk.manners.faults.add(fault)


async def kill_again_and_again(
    times: int, seed: int, home: Path, *, keep_markers: bool = True
) -> Ledger:
    """Do so many rounds and one that is left in peace; return what was found.

    `keep_markers` tells whether the desk does, as servers from 3.x on.
    """
    rng, ledger = random.Random(seed), Ledger()
    async with small_desk(*(f"Visitor {number:02}" for number in range(PEOPLE))) as desk:
        desk.keep_markers = keep_markers
        writer = Writer(desk, rng, ledger)
        for number in range(times):
            async with console(desk, home) as running:
                await _until_its_time(running, writer, rng)
                killed_at = time.monotonic()
                running.process.kill()
                await running.ended()
            desk.clear_faults()
            ledger.check(home, desk, killed_at, f"round {number}")
        await _settle(desk, home)
        ledger.check(home, desk, time.monotonic(), "at the end")
    return ledger


async def _until_its_time(running: Console, writer: Writer, rng: random.Random) -> None:
    """Let somebody write until this console is to die."""
    loop, kind = asyncio.get_running_loop(), rng.random()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(None) as limit:

            def die_within(seconds: float) -> None:
                limit.reschedule(loop.time() + rng.uniform(0.0, seconds))

            if kind < _WHILE_STARTING:
                die_within(_STARTING)
            await running.shows(_READING)
            if kind >= _WHILE_STARTING + _AFTER_SENDING:
                die_within(_LONGEST)
            dies_of_it = _WHILE_STARTING <= kind < _WHILE_STARTING + _AFTER_SENDING
            await writer.write(running, lambda: die_within(_SOON) if dies_of_it else None)


async def _settle(desk: DemoDesk, home: Path) -> None:
    """Let a console find out about everything, and send again what it then asks about."""
    await asyncio.sleep(_LATE)
    async with console(desk, home, str(Path(hurried.__file__))) as last:
        await last.shows(_READING)
        await until(lambda: _is_settled(home), "an outbox that is empty or asks", 30.0)
        if on_disk(home).unsent:
            # Those that wait behind one that asks are counted with it.
            await last.until(
                lambda: f" {len(on_disk(home).unsent)} unsent" in last.glass.text,
                "the number of all that wait for somebody",
            )


def _is_settled(home: Path) -> bool:
    states = {state for _, state in on_disk(home).unsent}
    # What is queued then waits behind something that asks.
    return states <= {*_ASKS, "queued"} and (not states or bool(states & _ASKS))


def main() -> int:
    """Run from the command line; the exit code tells whether anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--no-markers", action="store_true", help="an older server")
    options = parser.parse_args()
    # Being hung up on is what this desk is here for.
    logging.disable()
    with tempfile.TemporaryDirectory() as home:
        job = kill_again_and_again(
            options.times, options.seed, Path(home), keep_markers=not options.no_markers
        )
        ledger = asyncio.run(job)
    sys.stdout.write(
        f"{options.times} kills (seed {options.seed}): {len(ledger.echoed)} words safe, "
        f"{ledger.forgiven} younger than {SAFE_AFTER:g} s gone, {len(ledger.faults)} faults\n"
    )
    sys.stdout.writelines(f"{fault}\n" for fault in ledger.faults)
    return 1 if ledger.faults else 0


if __name__ == "__main__":
    sys.exit(main())
