"""One run of the console and a stream on the same bad line, and what the lines are worth."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Final

from . import virtual
from .booth import booth
from .load import Load
from .run import QUIET_AFTER
from .stream import Stream, streaming
from .stream_verdict import StreamVerdict, rebuild
from .weather import Weather

_RUN: Final = 60.0
"""Seconds after which the stream is ended and begun again, on average."""


@dataclass
class StreamReport:
    """What happened in a run and what was found at its end."""

    seed: int
    messages: int
    runs: int
    troubles: Counter[str]
    sources: Counter[str]
    seconds: float
    verdict: StreamVerdict = field(repr=False)

    def line(self) -> str:
        """Return the summary."""
        verdict, sources = self.verdict, self.sources
        return (
            f"seed {self.seed}: {self.messages} messages, {self.troubles.total()} faults, "
            f"{sources.total()} lines ({sources['live']} live, {sources['backfill']} backfill, "
            f"{sources['snapshot']} snapshot) of {self.runs} runs; {len(verdict.missing)} missing, "
            f"{len(verdict.doubled)} doubled, {len(verdict.disordered)} out of order, "
            f"{len(verdict.untrue)} untrue; {self.seconds:.0f} s"
        )


def play_stream(
    messages: int, seed: int, kind: type[Stream] = Stream, *, restarts: bool = True
) -> StreamReport:
    """Play until there are so many new messages, ending and beginning the stream meanwhile."""
    return virtual.run(_play(messages, seed, kind, restarts=restarts))


async def _play(messages: int, seed: int, kind: type[Stream], *, restarts: bool) -> StreamReport:
    began, rng = time.monotonic(), Random(seed)
    async with (
        booth(seed=seed) as console,
        # Both ways in which a stream may listen, one after the other.
        streaming(console, seed, unseen=seed % 2 == 0, kind=kind) as stream,
    ):
        load = Load(console.desk, Random(rng.random()))
        weather = Weather(console, load, Random(rng.random()))
        before = load.messages
        jobs = [asyncio.ensure_future(job) for job in (load.run(), weather.run())]
        while load.messages < before + messages:
            await asyncio.sleep(rng.expovariate(1 / _RUN))
            for job in jobs:
                assert not job.done(), job.exception()
            if restarts:
                await stream.end()
                await stream.begin()
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        await weather.clear_up()
        verdict = StreamVerdict()
        if not await stream.calm():
            verdict.untrue.append("it never said that nothing is missing")
        await asyncio.sleep(QUIET_AFTER / 4)
        verdict.judge_lines(stream.lines)
        store = rebuild(stream.lines, console.desk.account_id)
        verdict.judge_store(store, console.desk)
        verdict.judge_beside(store, console.store)
        return StreamReport(
            seed=seed,
            messages=load.messages - before,
            runs=stream.runs,
            troubles=weather.seen,
            sources=Counter(json.loads(line)["source"] for line in stream.lines),
            seconds=time.monotonic() - began,
            verdict=verdict,
        )
