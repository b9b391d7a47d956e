"""One run: load, weather and hands for a while, then calm, then the screens beside the server."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from random import Random
from typing import Final

from hoory_tui.screens.listing import STAY
from hoory_tui.store.records import SendState

from ..flows.console import SeenApp
from . import eyes, virtual
from .booth import Booth, booth
from .hands import Hands
from .load import Load
from .verdict import Verdict, open_talks
from .weather import Weather

QUIET_AFTER: Final = 400.0
"""Seconds after the last trouble by which everything has to be true again."""
CALM: Final = 45
"""Seconds for which the console has to say so; within them it reads what it said it would."""
TABS: Final = ("Mine", "Unassigned", "All")


@dataclass
class Report:
    """What happened in a run and what was found at its end."""

    seed: int
    messages: int
    sent: int
    minutes: float
    """Simulated ones in which the console was awake."""
    asleep: float
    """Simulated minutes that the machine slept besides."""
    reconnects: int
    troubles: Counter[str]
    seconds: float
    """Real ones."""
    verdict: Verdict = field(repr=False)

    def line(self) -> str:
        """Return the summary."""
        verdict = self.verdict
        kinds = ", ".join(f"{name} {count}" for name, count in sorted(self.troubles.items()))
        return (
            f"seed {self.seed}: {self.messages} messages ({self.sent} by the agent's keys) in "
            f"{self.minutes:.0f} simulated minutes and {self.asleep:.0f} asleep; "
            f"{self.troubles.total()} faults ({kinds}); "
            f"{self.reconnects} reconnects; {verdict.lost} lost, {verdict.doubled} doubled, "
            f"{verdict.disordered} out of order, {len(verdict.untrue)} untrue; "
            f"{self.seconds:.0f} s"
        )


def play(
    messages: int,
    seed: int,
    app_class: type[SeenApp] = SeenApp,
    only: Collection[str] = (),
) -> Report:
    """Play a run until there are so many new messages, and judge it.

    `only` are the kinds of faults to draw from, empty for all.
    """
    return virtual.run(_play(messages, seed, app_class, only))


async def _play(
    messages: int, seed: int, app_class: type[SeenApp], only: Collection[str]
) -> Report:
    started = time.monotonic()
    rng = Random(seed)
    async with booth(app_class, seed=seed) as console:
        started_at = asyncio.get_running_loop().time()
        began, opened = console.clock.now(), console.desk.counters.opened
        load = Load(console.desk, Random(rng.random()))
        weather = Weather(console, load, Random(rng.random()), only)
        hands = Hands(console, Random(rng.random()))
        before = load.messages
        # The first answer tells that the server keeps our marker.
        await hands.write(private=True)
        assert hands.sent
        await _live_through(load, weather, hands, before + messages)
        await weather.clear_up()
        verdict = Verdict()
        await judge(console, hands, verdict)
        awake = asyncio.get_running_loop().time() - started_at
        return Report(
            seed=seed,
            messages=load.messages - before,
            sent=len(hands.sent),
            minutes=awake / 60,
            asleep=(console.clock.now() - began - awake) / 60,
            reconnects=console.desk.counters.opened - opened,
            troubles=weather.seen,
            seconds=time.monotonic() - started,
            verdict=verdict,
        )


async def _live_through(load: Load, weather: Weather, hands: Hands, messages: int) -> None:
    jobs = [asyncio.ensure_future(job) for job in (load.run(), weather.run())]
    while load.messages < messages:
        await hands.do_something()
        for job in jobs:
            assert not job.done(), job.exception()
    for job in jobs:
        job.cancel()
    await asyncio.gather(*jobs, return_exceptions=True)


async def judge(console: Booth, hands: Hands, verdict: Verdict) -> None:
    """Wait until the console says that all is well, and compare all that it shows."""
    await hands.leave_all()
    await _calm(console, hands, verdict)
    await hands.send_what_was_kept()
    await hands.leave_all()
    await _calm(console, hands, verdict)
    await _judge_lists(console, verdict)
    judge_sends(console, hands, verdict)
    # What is resolved is in no list; as soon as it is open again, it has to be whole as well.
    for talk in list(console.desk.engine.world.conversations.values()):
        if talk.status != "open":
            console.desk.set_status(talk.display_id, "open")
    await _calm(console, hands, verdict)
    await _judge_lists(console, verdict)
    await _judge_threads(console, verdict)


async def _calm(console: Booth, hands: Hands, verdict: Verdict) -> None:
    deadline = console.clock.now() + QUIET_AFTER
    calm = 0
    while calm < CALM:
        await asyncio.sleep(1)
        calm = calm + 1 if _says_all_is_well(console) else 0
        if stuck := _to_be_decided(console):
            await hands.send_what_failed(stuck)
        if console.clock.now() > deadline:
            verdict.untrue.append(f"never says that all is well: {console.text()[0]}")
            return
    await console.settled()


def _says_all_is_well(console: Booth) -> bool:
    top, bottom = console.seen("#top-bar"), console.seen("#footer")
    is_live = "● live" in top
    return is_live and "unsent" not in bottom and not console.store.outbox


def is_read(console: Booth) -> bool:
    """Tell whether the screen says that the thread it shows is whole."""
    is_loading = "Loading the messages" in console.seen("#messages")
    return "● live" in console.seen("#top-bar") and not is_loading


def _to_be_decided(console: Booth) -> list[int]:
    states = (SendState.FAILED, SendState.UNKNOWN)
    return [one.conversation_id for one in console.store.outbox.values() if one.state in states]


async def _judge_lists(console: Booth, verdict: Verdict) -> None:
    real = {tab: len(open_talks(console.desk, tab)) for tab in TABS}
    if (drawn := eyes.tabs(console)) != real:
        verdict.untrue.append(f"tabs say {drawn}, should be {real}")
    for key, tab in zip("123", TABS, strict=True):
        await console.press("escape", key, "g")
        # A row at hand that does not belong stays, and for a while after the hand has left it.
        await asyncio.sleep(STAY + 1)
        verdict.judge_rows(console.desk, tab, await eyes.read_rows(console))


async def _judge_threads(console: Booth, verdict: Verdict) -> None:
    """Open every conversation of the list by keys and read its thread from end to end."""
    await console.press("escape", "3", "g")
    found: set[int] = set()
    for _ in range(len(console.main.conversations.keys)):
        await console.press("enter")
        await console.until(lambda: is_read(console), "the thread")
        # What the bar knows already is drawn with the next frame.
        await asyncio.sleep(0.1)
        await console.turn()
        number = eyes.head_number(console)
        found.add(number)
        stream = eyes.parse_thread(await eyes.read_thread(console))
        verdict.judge_thread(console.desk, number, stream)
        await console.press("h", "j")
    for talk in open_talks(console.desk, "All"):
        if talk.display_id not in found:
            verdict.judge_thread(console.desk, talk.display_id, ())


def judge_sends(console: Booth, hands: Hands, verdict: Verdict) -> None:
    """Compare what was sent by keys with what the server has: there, once, and in order."""
    real: dict[int, list[str]] = {}
    for message in sorted(console.desk.engine.world.messages.values(), key=lambda one: one.id):
        word = str(message.content).split(" ")[0]
        if word[:1] == "n" and word[1:].isdigit():
            talk = console.desk.engine.world.conversations[message.conversation_id]
            real.setdefault(talk.display_id, []).append(f"{word} {message.private}")
    wanted: dict[int, list[str]] = {}
    for one in hands.sent:
        wanted.setdefault(one.conversation_id, []).append(f"{one.word} {one.private}")
    for number in sorted(real | wanted):
        words = wanted.get(number, [])
        verdict.judge_sequence(f"sent to #{number}", words, real.get(number, []))
