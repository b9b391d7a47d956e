"""Two consoles against plain dicts: any order of calls, deaths, starts and failing disks."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import tempfile
from collections.abc import Coroutine
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hoory_tui.keep.keeper import Keeper, Kept
from hoory_tui.store.records import Pending, SendState
from tests.keep.consoles import SCOPE, die, message, run_on_disk

Key = tuple[int, bool]
TIMES = itertools.count()
CONSOLES = st.integers(0, 1)
KEYS = st.tuples(st.sampled_from([1, 2, 2**64]), st.booleans())
TEXTS = st.sampled_from(["", "a", "b", "a\nb", "\ud800", "long " * 2000])
DOUBT = (SendState.SENDING, SendState.CHECKING)


def plain(text: str) -> str:
    return text.replace("\ud800", "\ufffd")


@dataclass
class Content:
    """What one console holds: drafts with the time of their last change, messages in order."""

    drafts: dict[Key, tuple[int, str]] = field(default_factory=dict)
    pending: dict[str, tuple[int, Pending]] = field(default_factory=dict)

    def put(self, key: Key, text: str) -> None:
        if text != self.drafts.get(key, (0, ""))[1]:
            self.drafts[key] = (next(TIMES), text)
        if not text:
            self.drafts.pop(key, None)

    def inherit(self, left: list[Content]) -> Content:
        """Take over what the dead left and return what is new."""
        new = Content()
        for key in {key for content in left for key in content.drafts}:
            all_of = sorted(
                content.drafts[key] for content in [self, *left] if key in content.drafts
            )
            joined = "\n".join(dict.fromkeys(text for _, text in all_of))
            new.drafts[key] = (all_of[-1][0], joined)
        for place, pending in sorted(
            (one for content in left for one in content.pending.values()), key=lambda one: one[0]
        ):
            state = SendState.CHECKING if pending.state in DOUBT else pending.state
            new.pending[pending.echo_id] = (place, replace(pending, state=state))
        self.drafts.update(new.drafts)
        self.pending.update(new.pending)
        return new

    def shown(self) -> tuple[dict[Key, str], list[Pending]]:
        drafts = {key: text for key, (_, text) in self.drafts.items()}
        return drafts, [pending for _, pending in self.pending.values()]


class Consoles(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "keep.sqlite"
        self.loop = asyncio.new_event_loop()
        self.names = itertools.count()
        self.keepers: list[Keeper | None] = [None, None]
        self.memory = [Content(), Content()]
        self.disk = [Content(), Content()]
        self.left: list[Content] = []
        self.somebody: sqlite3.Connection | None = None

    def teardown(self) -> None:
        self.lets_go()
        for keeper in self.keepers:
            if keeper is not None:
                keeper.close()
        self.loop.close()
        self.folder.cleanup()

    def do(self, which: int, step: Coroutine[Any, Any, None]) -> None:
        self.loop.run_until_complete(step)
        self.note(which)

    def note(self, which: int) -> None:
        keeper = self.keepers[which]
        assert keeper is not None
        if keeper.problem is None:
            self.disk[which] = deepcopy(self.memory[which])

    def console(self, which: int) -> Keeper:
        keeper = self.keepers[which]
        if keeper is None:
            self.lets_go()
            keeper = self.keepers[which] = Keeper.open(self.path, SCOPE)
            run_on_disk(keeper, "PRAGMA busy_timeout = 0")
            self.memory[which] = Content()
            self.check(keeper.load(), self.memory[which].inherit(self.left), which)
        return keeper

    def check(self, kept: Kept, expected: Content, which: int) -> None:
        assert (kept.drafts, kept.pending) == expected.shown()
        assert kept.others == int(self.keepers[1 - which] is not None)
        self.left = []
        self.note(which)

    @rule(which=CONSOLES, drafts=st.dictionaries(KEYS, TEXTS, max_size=3))
    def saves_drafts(self, which: int, drafts: dict[Key, str]) -> None:
        keeper = self.console(which)
        for key, text in drafts.items():
            self.memory[which].put(key, plain(text))
        self.do(which, keeper.save_drafts(drafts))

    @rule(which=CONSOLES, key=KEYS, rest=TEXTS, text=TEXTS, state=st.sampled_from(SendState))
    def enqueues(self, which: int, key: Key, rest: str, text: str, state: SendState) -> None:
        keeper = self.console(which)
        sent = message(str(next(self.names)), plain(text), conversation_id=key[0], private=key[1])
        sent = replace(sent, state=state)
        self.memory[which].pending[sent.echo_id] = (next(TIMES), sent)
        self.memory[which].put(key, plain(rest))
        self.do(which, keeper.enqueue(replace(sent, content=text), rest))

    @rule(which=CONSOLES, data=st.data(), state=st.sampled_from(SendState), text=TEXTS)
    def updates(self, which: int, data: st.DataObject, state: SendState, text: str) -> None:
        keeper = self.console(which)
        held = self.memory[which].pending
        if held:
            place, old = held[data.draw(st.sampled_from(sorted(held)))]
            new = replace(old, state=state, problem=plain(text), left_at=1.5, after_id=2**65)
            held[old.echo_id] = (place, new)
            self.do(which, keeper.update(new))

    @rule(which=CONSOLES, data=st.data())
    def forgets(self, which: int, data: st.DataObject) -> None:
        keeper = self.console(which)
        held = self.memory[which].pending
        if held:
            _, old = held.pop(data.draw(st.sampled_from(sorted(held))))
            self.do(which, keeper.forget(old.echo_id))
            self.do(which, keeper.update(old))

    @rule(which=CONSOLES, key=KEYS, text=TEXTS, data=st.data())
    def takes_back(self, which: int, key: Key, text: str, data: st.DataObject) -> None:
        keeper = self.console(which)
        held = self.memory[which].pending
        taken = data.draw(st.sets(st.sampled_from(sorted(held)))) if held else set()
        for echo_id in taken:
            del held[echo_id]
        self.memory[which].put(key, plain(text))
        self.do(which, keeper.take_back([*taken, "never"], key, text))

    @rule(which=CONSOLES)
    def retries(self, which: int) -> None:
        self.do(which, self.console(which).retry())

    @rule(which=CONSOLES)
    def adopts(self, which: int) -> None:
        keeper = self.console(which)
        if self.somebody is None:
            # Whether a full disk has room for this much is SQLite's affair.
            run_on_disk(keeper, "PRAGMA max_page_count = 100000")
            kept = self.loop.run_until_complete(keeper.adopt())
            self.check(kept, self.memory[which].inherit(self.left), which)

    @rule(which=CONSOLES, kindly=st.booleans())
    def ends(self, which: int, kindly: bool) -> None:
        keeper = self.keepers[which]
        if keeper is not None:
            kindly = kindly and self.somebody is None
            if kindly:
                run_on_disk(keeper, "PRAGMA max_page_count = 100000")
            (Keeper.close if kindly else die)(keeper)
            self.left.append(deepcopy((self.memory if kindly else self.disk)[which]))
            self.keepers[which] = None

    @precondition(lambda self: self.somebody is None and self.path.exists())
    @rule()
    def is_held_by_somebody(self) -> None:
        self.somebody = sqlite3.connect(self.path, isolation_level=None)
        self.somebody.execute("BEGIN IMMEDIATE")

    @rule()
    def lets_go(self) -> None:
        if self.somebody is not None:
            self.somebody.close()
            self.somebody = None

    @precondition(lambda self: self.somebody is None)
    @rule(which=CONSOLES, pages=st.sampled_from([1, 100_000]))
    def is_full_or_not(self, which: int, pages: int) -> None:
        run_on_disk(self.console(which), f"PRAGMA max_page_count = {pages}")
        self.note(which)

    @invariant()
    def nothing_is_unsaved_without_a_word(self) -> None:
        for which, keeper in enumerate(self.keepers):
            if keeper is not None and keeper.problem is None:
                assert self.disk[which].shown() == self.memory[which].shown()


Consoles.TestCase.settings = settings(
    max_examples=50,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestConsoles = Consoles.TestCase
