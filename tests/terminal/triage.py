"""``python -m tests.terminal.triage``: clear a queue by keys alone, and count what it took.

One agent, one terminal, two hundred conversations that nobody has: each is read and dealt with,
by one of ten ways that come again and again. Then the same number is dealt with in bulk. What
counts is what the desk has in the end, which is compared with what was meant, row by row.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation

from .console import Console, console, until

SIZES: Final = ((80, 24), (120, 36))
MANY: Final = 200
_HEAD: Final = re.compile(r"#(\d+)\b")
_TOMAS, _SHIPPING, _APP = 12, 31 + 1, 25
_ENTER, _TAB, _SEND = "\r", "\t", "\x13"
_PACE: Final = 0.06
"""Seconds between two keys of a quick hand."""
_LOOK: Final = 0.2
"""Seconds for which it is looked at what a box offers first before it is taken."""
_NAMES: Final = ("Ada", "Bo", "Cem", "Dora", "Emil", "Fay", "Gor", "Hai", "Ilse", "Jun")


@dataclass
class Tally:
    """What a session took: `spans` are seconds for each conversation."""

    keys: int = 0
    requests: Counter[str] = field(default_factory=Counter)
    spans: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def told(self, what: str, count: int) -> str:
        """Return the figures as one line."""
        calls = sum(self.requests.values())
        line = (
            f"{what}: {count} conversations, {self.keys} keys ({self.keys / count:.2f} each), "
            f"{calls} requests ({calls / count:.2f} each)"
        )
        if len(self.spans) > 1:
            slow = quantiles(self.spans, n=20)[-1]
            line += f", {median(self.spans):.2f} s each (p95 {slow:.2f} s)"
        most = ", ".join(f"{number} {kind}" for kind, number in self.requests.most_common(8))
        return f"{line}, {len(self.wrong)} not as meant\n    {most}"


@dataclass(frozen=True)
class Way:
    """One way to deal with a conversation: what is typed, and how the desk tells that it is done.

    Each step is what the screen must show first ("" for nothing) and the keys that follow.
    """

    name: str
    steps: tuple[tuple[str, str], ...]
    is_done: Callable[[Conversation], bool]


def _said(row: Conversation, text: str, *, private: bool) -> bool:
    return any((one.content or "") == text and one.private is private for one in row.messages)


WAYS: Final = (
    *[Way("resolve", (("", "E"),), lambda row: row.status == "resolved")] * 4,
    Way(
        "snooze for two hours",
        (("", "s"), ("Snooze", "2h"), ("2h", _ENTER), ("", "J")),
        lambda row: row.status == "snoozed" and row.snoozed_until is not None,
    ),
    Way(
        "hand to a colleague",
        (("", "A"), ("Assign", "tomas"), ("tomas", _ENTER), ("", "J")),
        lambda row: row.assignee_id == _TOMAS and row.status == "open",
    ),
    Way(
        "label and resolve",
        (("", "t"), ("Labels", "refund"), ("refund", _TAB + _ENTER), ("", "E")),
        lambda row: row.labels == ["refund"] and row.status == "resolved",
    ),
    Way(
        "answer and resolve",
        (("", "r"), ("REPLY", "On its way."), ("On its way.", _SEND), ("", "E")),
        lambda row: row.status == "resolved" and _said(row, "On its way.", private=False),
    ),
    Way(
        "note and take over",
        (("", "p"), ("PRIVATE NOTE", "Mine now."), ("Mine now.", _SEND), ("", "a"), ("", "J")),
        lambda row: row.assignee_id is not None and _said(row, "Mine now.", private=True),
    ),
    Way(
        "make urgent",
        (("", "!"), ("Priority", "urgent"), ("urgent", _ENTER), ("", "J")),
        lambda row: row.priority == "urgent" and row.status == "open",
    ),
)


def _kinds(desk: DemoDesk, before: int) -> Counter[str]:
    """Return how often what was asked of the desk, of the last thousand at most."""
    number = desk.manners.requests_seen - before
    asked = list(desk.manners.asked)[-number:] if number else []
    kinds = (re.sub(r"^(\w+) .*?/accounts/\d+/|\?.*", r"\1 ", one) for one in asked)
    return Counter(re.sub(r"\d+", "N", kind).strip() for kind in kinds)


def queue(count: int) -> DemoDesk:
    """Return a quiet desk on which so many people have asked once, and nobody has answered."""
    desk = DemoDesk(seed=6, quiet_visitors=True, conversations=0)
    for number in range(count):
        desk.new_conversation(f"{_NAMES[number % 10]} {number}", _APP, f"Question {number}?")
    return desk


class Hands:
    """Types into a console and looks at its screen, as somebody does who waits for no more."""

    def __init__(self, running: Console, tally: Tally) -> None:
        self._running = running
        self._tally = tally

    async def type(self, keys: str, after: str = "") -> None:
        """Type keys once the screen shows what they are for."""
        if after:
            await self._running.shows(after)
        if keys == _ENTER:
            await asyncio.sleep(_LOOK)
        for key in keys:
            self._tally.keys += 1
            self._running.press(key)
            # A hand, and no paste: keys that come all at once are taken for text.
            await asyncio.sleep(_PACE)

    @property
    def at_hand(self) -> int | None:
        """The number of the conversation whose thread is shown."""
        # The head of the thread is beside the list, or alone where the thread takes its place.
        found = _HEAD.search(self._running.glass.text.split("\n")[1])
        return int(found.group(1)) if found else None


async def one_by_one(running: Console, desk: DemoDesk, count: int) -> Tally:
    """Deal with every conversation, the next one as soon as its thread is there."""
    tally, done = Tally(), set[int]()
    hands = Hands(running, tally)
    await running.shows("r reply")
    before = desk.manners.requests_seen
    await hands.type(_ENTER)
    for number in range(count):
        way = WAYS[number % len(WAYS)]
        await running.until(
            lambda: hands.at_hand not in (None, *done), f"another conversation than {done}"
        )
        conversation_id = hands.at_hand
        assert conversation_id is not None
        began = time.monotonic()
        done.add(conversation_id)
        for after, keys in way.steps:
            await hands.type(keys, after)
        row = desk.conversation(conversation_id)
        try:
            await until(lambda: way.is_done(row), f"{way.name} of #{conversation_id}")  # noqa: B023
        except AssertionError as error:
            tally.wrong.append(str(error))
        tally.spans.append(time.monotonic() - began)
    tally.requests = _kinds(desk, before)
    return tally


async def in_bulk(running: Console, desk: DemoDesk, rows: Sequence[Conversation]) -> Tally:
    """Mark all that are in view, label them and resolve them."""
    tally = Tally()
    hands = Hands(running, tally)
    await running.shows("r reply")
    before, began = desk.manners.requests_seen, time.monotonic()
    await hands.type("*")
    await hands.type(_ENTER, "Mark")
    await hands.type("t", f"{len(rows)} marked")
    await hands.type("praise", "Labels")
    await hands.type(_TAB + _ENTER, "praise")
    await hands.type("y", "yes")
    await until(lambda: all("praise" in row.labels for row in rows), "the labels of all", 120.0)
    await hands.type("*")
    await hands.type(_ENTER, "Mark")
    await hands.type("e", f"{len(rows)} marked")
    await hands.type("y", "yes")
    await until(lambda: all(row.status == "resolved" for row in rows), "the end of all", 120.0)
    tally.spans.append(time.monotonic() - began)
    tally.requests = _kinds(desk, before)
    return tally


async def session(size: tuple[int, int], count: int) -> list[str]:
    """Clear two queues in a terminal of this size; return the figures, and what went wrong."""
    said: list[str] = []
    name = f"{size[0]}x{size[1]}"
    for what in ("one by one", "in bulk"):
        desk = queue(count)
        with tempfile.TemporaryDirectory() as home:
            async with desk, console(desk, Path(home), size=size) as running:
                if what == "one by one":
                    tally = await one_by_one(running, desk, count)
                else:
                    rows = list(desk.engine.world.conversations.values())
                    tally = await in_bulk(running, desk, rows)
        said += [tally.told(f"{name}, {what}", count), *tally.wrong]
    return said


def main() -> int:
    """Run both sessions at both sizes and say what they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=MANY)
    wanted = parser.parse_args()
    for size in SIZES:
        for line in asyncio.run(session(size, wanted.count)):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
