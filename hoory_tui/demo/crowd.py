"""The talks of the past: those written by hand first, then as many varied ones as are wanted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, islice

from .company import read_rows, read_table
from .records import Json

_HOUR = 60.0
_DAY = 24 * _HOUR
WRITTEN_FILES = ("talks_english", "talks_europe", "talks_east")
LONG_LINES = 64


def talk_specs(count: int, rng: random.Random) -> list[Json]:
    """Return ``count`` talks: two very long ones, the hand-written ones, then variations."""
    written = [talk for name in WRITTEN_FILES for talk in read_rows(name)]
    written.sort(key=lambda talk: float(talk["ago"]))
    specs = [*_long_talks(rng), *written][:count]
    return specs + list(islice(Variations(rng, count).endless(), max(0, count - len(specs))))


def _long_talks(rng: random.Random) -> list[Json]:
    """Return the two talks that fill several pages, made of many short days."""
    talks = []
    for pattern in read_rows("long_talks"):
        lines: list[list[object]] = []
        for number, day in enumerate(islice(cycle(pattern["days"]), LONG_LINES)):
            values = {key: rng.choice(choices) for key, choices in pattern["fills"].items()}
            values["n"] = str(number + 1)
            values["km"] = str(12 + (number * 37) % 61)
            for place, (speaker, text) in enumerate(day):
                gap = {"gap": rng.uniform(900, 1500)} if place == 0 else {}
                lines.append([speaker, text.format(**values), gap])
        talks.append({**pattern["talk"], "lines": lines + pattern["end"]})
    return talks


class Variations:
    """Endless talks made from patterns, each with another person, order and moment."""

    def __init__(self, rng: random.Random, wanted: int) -> None:
        data = read_table("patterns")
        self._rng = rng
        self._patterns: list[Json] = data["patterns"]
        self._people: Json = data["people"]
        self._fills: Json = data["fills"]
        # More talks reach further back, so that a big company has a long past.
        self._span = _DAY * (6 if wanted <= 400 else 60)
        self._taken: set[str] = set()
        self._number = 0

    def endless(self) -> Iterator[Json]:
        """Yield talks for ever, every pattern used once before any comes again."""
        while True:
            for pattern in self._rng.sample(self._patterns, len(self._patterns)):
                yield self._fill(pattern)

    def _fill(self, pattern: Json) -> Json:
        """Return one talk made from a pattern."""
        rng, language = self._rng, pattern["lang"]
        self._number += 1
        name, mail = self._person(language)
        values: Json = {key: rng.choice(choices) for key, choices in self._fills.items()}
        values |= {
            "order": f"SB-{rng.randrange(40_000, 49_999)}",
            "first": name.split()[0],
            "ref": f"{rng.randrange(100, 999)}-{rng.randrange(1000, 9999)}",
        }
        lines = [
            [line[0], line[1].format(**values), *line[2:]] if line[1] else line
            for line in pattern["lines"]
        ]
        inbox = rng.choice(pattern["inbox"])
        talk: Json = {
            "name": name,
            "lang": language,
            "email": mail,
            "city": rng.choice(self._people[language]["cities"]),
            "inbox": inbox,
            "labels": pattern["labels"],
            "subject": pattern.get("subject", "Question").format(**values),
            "ago": rng.uniform(0.05, 1.0) ** 2 * self._span + 20,
            "lines": lines,
        }
        return talk | self._state(pattern, inbox, lines)

    def _person(self, language: str) -> tuple[str, str]:
        """Return a name not used before and an address made from a number."""
        people, rng = self._people[language], self._rng
        for _attempt in range(3):
            name = people["form"].format(
                first=rng.choice(people["first"]), last=rng.choice(people["last"])
            )
            if name not in self._taken:
                break
        self._taken.add(name)
        return name, f"rider{self._number:04d}@mail.example"

    def _state(self, pattern: Json, inbox: str, lines: list[list[object]]) -> Json:
        """Return status, assignee, priority and team that fit how the talk ended."""
        rng = self._rng
        speakers = [str(line[0]) for line in lines]
        answered = [one for one in speakers if one not in ("<", "*", "bot") and one[-1] != "!"]
        state: Json = {}
        if pattern.get("closed"):
            state["status"] = "resolved"
            state["fresh"] = False
        elif answered:
            state["status"] = rng.choices(
                ["open", "pending", "snoozed"], [7, 2, 1 if speakers[-1] != "<" else 0]
            )[0]
            if state["status"] == "snoozed":
                state["snooze_hours"] = rng.choice([3, 20, 44])
        if answered and (pattern.get("closed") or rng.random() < 0.8):
            state["to"] = answered[-1]
        if rng.random() < 0.25:
            state["priority"] = rng.choices(["low", "medium", "high", "urgent"], [3, 4, 2, 1])[0]
        if pattern.get("team") and rng.random() < 0.6:
            state["team"] = pattern["team"]
        return state
