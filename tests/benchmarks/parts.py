"""The parts of the measuring, by the names that the command takes; each is imported when run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from tests.benchmarks.table import Row

Measured: TypeAlias = tuple[list[Row], list[str]]
"""Rows of the table and notes on how they were made."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a part may be told; `peers` is the folder that other programs are installed in."""

    peers: Path


@dataclass(frozen=True, slots=True)
class Part:
    """One part, and in a few words what it measures."""

    about: str
    measure: Callable[[Options], Measured]


def _keys(_: Options) -> Measured:
    from tests.benchmarks import console

    with console.running_desk() as desk:
        return console.measure_keys(desk)


def _start(_: Options) -> Measured:
    from tests.benchmarks import start

    return start.measure()


def _commands(_: Options) -> Measured:
    from tests.benchmarks import commands

    return commands.measure()


def _load(_: Options) -> Measured:
    from tests.benchmarks import load

    return load.measure()


def _loss(_: Options) -> Measured:
    from tests.benchmarks import loss

    return loss.measure()


def _size(_: Options) -> Measured:
    from tests.benchmarks import scale

    return scale.measure()


def _cable(_: Options) -> Measured:
    from tests.benchmarks import ingest

    return ingest.measure()


def _memory(_: Options) -> Measured:
    from tests.benchmarks import memory

    return memory.measure()


def _drops(_: Options) -> Measured:
    from tests.benchmarks import resync

    return resync.measure()


def _peers(options: Options) -> Measured:
    from tests.benchmarks import peers

    return peers.measure(options.peers)


PARTS: Final[dict[str, Part]] = {
    "start": Part("from the start to a picture, a live console and rows", _start),
    "commands": Part("commands that write a list, from start to end", _commands),
    "keys": Part("keys and idleness of the console, on a terminal", _keys),
    "size": Part("keys, events and threads with very much of it, beside little", _size),
    "load": Part("keys, CPU and output at 1,000 events/s, on a slow line too", _load),
    "loss": Part("whether anything of 1,000 events/s is missing afterwards", _loss),
    "cable": Part("from the socket to the store, and stalls with much held", _cable),
    "memory": Part("held messages, the program, and a day of events", _memory),
    "drops": Part("how long the screen is behind after a lost link", _drops),
    "peers": Part("beside zulip-term, posting and toot, side by side", _peers),
}
