"""Keys and a restless list: what the screen showed at each key, beside what the desk then got."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web
from hypothesis import strategies as st
from textual.events import Key
from textual.keys import key_to_character

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.faults import Fault, Faults

from ..flows.console import SeenApp
from ..flows.stage import APP, YUSUF
from . import eyes
from .booth import Booth, booth

KEYS: Final = (
    *("j", "k", "J", "K", "enter", "h", "tab", "1", "2", "3", "r", "p", "ctrl+s", "e", "a"),
    *("full_stop", "x", "escape", "question_mark", "ctrl+q", "g", "G", "ctrl+n"),
)
ACTS: Final = ("e", "e", "a", "a", "full_stop", "x")
DEEDS: Final = ("write", "reply", "resolve", "reopen", "take", "free", "open", "delete")
LINES: Final = ("drop", "hold", "release", "late messages", "late posts", "late list", "refuse")
_DEED: Final = re.compile(r"/conversations/(\d+)/(\w+)$")
_WORD: Final = re.compile(r"w\d\d")
_KEY_OF: Final = {"toggle_status": "e", "assignments": "a"}
_SETTLED: Final = 20.0

Step = tuple[str, str, int]
"""A kind, what exactly, and a number: which row it is about, or how many milliseconds."""


def steps() -> st.SearchStrategy[list[Step]]:
    """Return what may happen, one thing after another."""
    near = st.sampled_from((0, 0, 0, 1, -1, 2, 5, 11))
    key = st.tuples(st.just("key"), st.sampled_from(KEYS), st.just(0))
    words = st.tuples(st.sampled_from(("type", "burst")), st.sampled_from(("r", "p")), st.just(0))
    act = st.tuples(st.just("act"), st.sampled_from(ACTS), st.just(0))
    deed = st.tuples(st.just("desk"), st.sampled_from(DEEDS), near)
    line = st.tuples(st.just("line"), st.sampled_from(LINES), near)
    pause = st.tuples(
        st.just("pause"), st.just(""), st.sampled_from((1, 20, 50, 90, 400, 1500, 6000))
    )
    some = st.one_of(key, key, act, act, words, deed, deed, pause, line)
    return st.lists(some, min_size=20, max_size=30)


class NotedRequests(Faults):
    """Knows every request that came in, and which conversations are not there any more."""

    def __init__(self) -> None:
        super().__init__()
        self.deeds: Counter[tuple[str, int]] = Counter()
        self.gone: set[int] = set()

    def meet(self, request: web.Request) -> Fault | None:
        found = _DEED.search(request.path)
        if found and request.method == "POST":
            self.deeds[found[2], int(found[1])] += 1
        number = re.search(r"/conversations/(\d+)", request.path)
        if number and int(number[1]) in self.gone:
            return Fault("*", "", 1, status=404)
        return super().meet(request)


@dataclass
class Player:
    """Plays steps and notes at every key what the screen showed as the conversation at hand."""

    booth: Booth
    noted: NotedRequests
    pressed: Counter[tuple[str, int]] = field(default_factory=Counter)
    shown: set[int] = field(default_factory=set)
    words: dict[str, int] = field(default_factory=dict)
    """By word, the conversation that was shown when it was typed."""
    trace: list[str] = field(default_factory=list)

    @property
    def desk(self) -> DemoDesk:
        return self.booth.desk

    async def play(self, steps: Sequence[Step]) -> None:
        """Play the steps without waiting for anything but the drawing of each key's effect."""
        for kind, what, number in steps:
            self.trace.append(f"{kind} {what} {number} (#{self._at_hand()})")
            match kind:
                case "key":
                    await self._key(what)
                case "act":
                    if eyes.boxed(self.booth) or eyes.is_writing(self.booth):
                        await self._key("escape")
                    await self._key(what)
                case "type":
                    await self._type()
                case "burst":
                    await self._burst(what)
                case "desk":
                    self._deed(what, self._row(number))
                case "line":
                    self._line(what, self._row(number))
                case "pause":
                    await asyncio.sleep(number / 1000)
        self.desk.release_events("shuffled")
        await asyncio.sleep(_SETTLED)

    # The hands

    def _at_hand(self) -> int:
        """Return the conversation that a key would be meant for, by the screen as it is drawn."""
        console = self.booth
        if eyes.boxed(console):
            return 0
        head = eyes.head_number(console)
        if head:
            self.shown.add(head)
        if eyes.is_writing(console):
            # A toast may cover the end of the line above the composer, never the thread's head.
            name, head_name = eyes.addressee(console).partition("▌")[0], eyes.head_name(console)
            assert head_name.startswith(name), f"to {name!r} under the head of {head_name!r}"
            return head
        if "h back" in console.seen("#footer"):
            return head
        return self._named(eyes.row_under_cursor(console)) or head

    def _named(self, name: str) -> int:
        for talk in self.desk.engine.world.conversations.values():
            if name in (
                self.desk.contact_of(talk.display_id).name,
                f"(no name) #{talk.contact_id}",
            ):
                return talk.display_id
        return 0

    async def _key(self, key: str) -> int:
        at_hand = self._at_hand()
        self.shown.add(at_hand)
        self.pressed[key, at_hand] += 1
        self._post(key)
        await self._drawn()
        return at_hand

    async def _type(self) -> None:
        """Type a word letter by letter; nothing may turn the composer away from under it."""
        word = f"w{len(self.words):02}"
        addressees = {await self._key(letter) for letter in word} - {0}
        if eyes.is_writing(self.booth):
            assert len(addressees) <= 1, f"{word} was typed to {addressees}"
        self.words[word] = addressees.pop() if addressees else 0

    async def _burst(self, key: str) -> None:
        """Write and send in one piece, as after a stall of the network."""
        word, at_hand = f"w{len(self.words):02}", self._at_hand()
        self.words[word] = at_hand
        self.shown.add(at_hand)
        self.pressed["ctrl+s", at_hand] += 1
        for one in (key, *word, "ctrl+s"):
            self._post(one)
        self._deed("write", self._row(1))
        await self._drawn()

    def _post(self, key: str) -> None:
        self.booth.app.post_message(Key(key, key_to_character(key)))

    async def _drawn(self) -> None:
        app = self.booth.app
        for _ in range(50):
            await self.booth.turn()
            if app._key_since is None and not app._typed_ahead:
                break
        await self.booth.turn()

    # The desk

    def _row(self, distance: int) -> int:
        """Return the conversation so many rows from the one at hand, at the desk's own choice."""
        ids = list(self.desk.engine.world.conversations)
        numbers = [self.desk.engine.world.conversations[one].display_id for one in ids]
        rows = [one for one in self.booth.main.conversations.keys if one in numbers] or numbers
        at_hand = self._at_hand()
        place = rows.index(at_hand) if at_hand in rows else 0
        return rows[(place + distance) % len(rows)]

    def _deed(self, what: str, number: int) -> None:
        desk = self.desk
        match what:
            case "write":
                desk.contact_writes(number, f"said {len(self.trace)}")
            case "reply":
                desk.agent_writes(YUSUF, number, f"answered {len(self.trace)}")
            case "resolve":
                desk.set_status(number, "resolved")
            case "reopen":
                for talk in list(desk.engine.world.conversations.values()):
                    desk.set_status(talk.display_id, "open")
            case "take":
                desk.assign(number, YUSUF, by=YUSUF)
            case "free":
                desk.assign(number, None)
            case "open":
                desk.new_conversation(f"Newcomer {len(self.trace)}", APP, "Hello?")
            case "delete":
                self.noted.gone.add(number)
                contact_id = desk.conversation(number).contact_id
                gone = {"id": contact_id, "account_id": desk.account_id}
                desk.broadcast(self.booth.me, "contact.deleted", gone)

    def _line(self, what: str, number: int) -> None:
        desk = self.desk
        match what:
            case "drop":
                desk.drop_sockets()
            case "hold":
                desk.hold_events()
            case "release":
                desk.release_events("shuffled")
            case "late messages":
                desk.delay_next("GET", f"/{number}/messages", 1.0)
            case "late posts":
                desk.delay_next("POST", "/conversations", 0.7, times=2)
            case "late list":
                desk.stall_next_answer("GET", "/conversations", 0.9, times=2)
            case "refuse":
                desk.fail_next("POST", "/conversations", 422, seconds=0.2)

    # The verdict

    def check(self) -> None:
        """Make sure that everything landed where the screen said it would, and nowhere else."""
        story = "\n".join(self.trace)
        for (deed, number), count in self.noted.deeds.items():
            if (key := _KEY_OF.get(deed)) is not None:
                told = self.pressed[key, number]
                assert count <= told, f"{count} {deed} of #{number}, {told} keys\n{story}"
            else:
                assert number in self.shown, f"{deed} of #{number}, never shown\n{story}"
        landed: Counter[str] = Counter()
        for talk in self.desk.engine.world.conversations.values():
            for message in talk.messages:
                if message.sender_id == self.booth.me and message.sender_type == "User":
                    for word in _WORD.findall(str(message.content)):
                        landed[word] += 1
                        meant = self.words[word]
                        at = talk.display_id
                        assert meant == at, f"{word} for #{meant} went to #{at}\n{story}"
        assert max(landed.values(), default=0) <= 1, f"{landed}\n{story}"


@dataclass
class Reach:
    """How much the runs did; a search that gets nowhere finds nothing."""

    replies: int = 0
    deeds: int = 0


async def play(app_class: type[SeenApp], steps: Sequence[Step], reach: Reach) -> None:
    """Play steps on a console of their own and check what came of them."""
    async with booth(app_class) as console:
        noted = NotedRequests()
        console.desk.manners.faults = noted
        player = Player(console, noted)
        await player.play(steps)
        player.check()
        reach.replies += sum(noted.deeds[one] for one in noted.deeds if one[0] == "messages")
        reach.deeds += sum(noted.deeds[one] for one in noted.deeds if one[0] in _KEY_OF)
