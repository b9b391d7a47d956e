"""One console, one server and a wire that does what it likes: what may happen."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import Happening
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.events import Event
from tests.store.build import ME, OUTGOING, START, Json, agent
from tests.store.model_console import Console
from tests.store.model_server import ALEX, NEXT, SKEW, ZOE, Server, Talk

PICK = st.integers(0, 9)
ONE = st.integers(0, 1)
STATUSES = ("open", "resolved", "pending", "snoozed")
WORDS = ("yes", "yes", "no")
DEEDS = ("status", "assign", "read", "write", "answer", "edit", "receipt", "delete", "gone")
OUTCOMES = ("ok", "ok", "lost", "lost", "broken", "vanished", "refused")


class Rules(RuleBasedStateMachine):
    """The rules; `take` is the reducer and `reposts` how the sender behaves, for mutants."""

    modern: ClassVar[bool] = True
    reposts: ClassVar[bool] = False

    @staticmethod
    def take(store: Store, step: Event | Happening, now: float) -> Changes:
        return apply(store, step, now)

    def __init__(self) -> None:
        super().__init__()
        self.server = Server(modern=self.modern, clock=START + SKEW)
        self.console = Console(self.server, self.take, reposts=self.reposts)
        self.is_up = True
        self.wire: list[tuple[str, Json]] = []
        self.back: list[tuple[str, Json]] = []
        self.all_said: list[tuple[str, Json]] = []
        self.ending: list[tuple[int, int, str]] = []
        self.is_silent = False
        self.pause = 5.0
        self.wanted: dict[str, str] = {}
        self.seen: dict[int, str] = {}

    @initialize(
        talks=st.integers(1, 3),
        ending=st.lists(st.tuples(ONE, ONE, st.sampled_from(DEEDS)), min_size=2, max_size=9),
        is_silent=st.booleans(),
        pause=st.sampled_from([0.0, 5.0]),
    )
    def begin(
        self, talks: int, ending: list[tuple[int, int, str]], is_silent: bool, pause: float
    ) -> None:
        self.ending, self.is_silent, self.pause = ending, is_silent, pause
        for number in range(talks):
            talk = self.server.begin(70 + number)
            for _ in range(4):
                self.server.write(talk, content="hello")
                self.server.write(talk, content="yes", message_type=OUTGOING, sender=agent(ZOE))
        self.server.said.clear()
        self.console.come_back()
        self.answer_all()

    def talk(self, pick: int) -> Talk | None:
        talks = list(self.server.talks.values())
        return talks[pick % len(talks)] if talks else None

    def carry(self) -> None:
        """Put on the wire what the server said, or lose it while there is none."""
        said, self.server.said = self.server.said, []
        self.all_said += said
        if self.is_up:
            self.wire += said

    # What happens on the server

    @rule(pick=PICK, kind=st.sampled_from(["contact", "contact", "zoe", "note", "line", "survey"]))
    def write(self, pick: int, kind: str) -> None:
        if (talk := self.talk(pick)) is None:
            return
        match kind:
            case "contact":
                self.server.write(talk, content="help")
            case "survey":
                self.server.survey(talk)
            case "line":
                self.server.write(talk, content="resolved", message_type=2, sender=None)
            case _:
                fields: Json = {"message_type": OUTGOING, "sender": agent(ZOE)}
                self.server.write(talk, content="yes", private=kind == "note", **fields)
        self.carry()

    @rule(pick=PICK, recent=PICK, deed=st.sampled_from(["edit", "delete", "receipt", "receipt"]))
    def change_message(self, pick: int, recent: int, deed: str) -> None:
        talk = self.talk(pick)
        if talk is None or not talk.messages:
            return
        message = talk.messages[-1 - recent % len(talk.messages)]
        is_ours = "echo_id" in message and (
            not self.modern or message["echo_id"] in self.console.store.outbox
        )
        gone = bool(message["content_attributes"].get("deleted"))
        if deed == "receipt" and message["message_type"] == OUTGOING:
            ahead = NEXT[message["status"]]
            if ahead:
                self.receive(talk, message, ahead[recent % len(ahead)])
        elif deed == "delete" and not is_ours:
            # Words that vanish before any answer leave nothing to know them by.
            attributes = {"deleted": True}
            self.server.change_message(talk, message, content="gone", content_attributes=attributes)
        elif deed == "edit" and not is_ours and not gone:
            self.server.change_message(talk, message, content=f"edited {self.server.clock}")
        self.carry()

    def receive(self, talk: Talk, message: Json, status: str) -> None:
        attributes = {
            key: value
            for key, value in message["content_attributes"].items()
            if key != "external_error"
        }
        if status == "failed":
            attributes["external_error"] = "no such number"
        self.server.change_message(talk, message, status=status, content_attributes=attributes)

    @rule(pick=PICK, status=st.sampled_from(STATUSES))
    def change_status(self, pick: int, status: str) -> None:
        if (talk := self.talk(pick)) is not None:
            until = self.server.clock + 3600 if status == "snoozed" else None
            self.server.change(
                talk, "conversation.status_changed", status=status, snoozed_until=until
            )
            self.carry()

    @rule(pick=PICK, who=st.sampled_from([None, ME, ZOE, ALEX]))
    def assign(self, pick: int, who: int | None) -> None:
        talk = self.talk(pick)
        if talk is not None and (who is None or who in self.server.agents):
            self.server.change(talk, "assignee.changed", assignee=who)
            self.carry()

    @rule(pick=PICK, team=st.sampled_from([None, 1, 2]))
    def team(self, pick: int, team: int | None) -> None:
        if (talk := self.talk(pick)) is not None:
            told = None if team is None else {"id": team, "name": f"Team {team}"}
            self.server.change(talk, "team.changed", team=told)
            self.carry()

    @rule(pick=PICK, labels=st.sets(st.sampled_from(["vip", "bug"])), high=st.booleans())
    def mark(self, pick: int, labels: set[str], high: bool) -> None:
        if (talk := self.talk(pick)) is not None:
            fields: Json = {"labels": sorted(labels), "priority": "high" if high else None}
            self.server.change(talk, "conversation.updated", **fields)
            self.carry()

    @rule(pick=PICK)
    def others_read(self, pick: int) -> None:
        if (talk := self.talk(pick)) is not None:
            self.server.read(talk)

    @rule(pick=PICK)
    def notify(self, pick: int) -> None:
        if (talk := self.talk(pick)) is not None:
            self.server.notify(talk)
            self.carry()

    @rule(contact_id=st.sampled_from([70, 80]))
    def new_talk(self, contact_id: int) -> None:
        if len(self.server.talks) < 5:
            self.server.write(self.server.begin(contact_id), content="a new one")
            self.carry()

    @rule(pick=PICK, deed=st.sampled_from(["talk", "contact", "agent"]), sure=PICK)
    def remove(self, pick: int, deed: str, sure: int) -> None:
        talk = self.talk(pick)
        if talk is None or sure:
            return
        match deed:
            case "talk":
                self.server.lose_talk(talk)
            case "contact":
                self.server.lose_contact(talk.contact_id)
            case _:
                self.server.lose_agent(ALEX)
        self.carry()

    # What we do

    @rule(pick=PICK)
    def open(self, pick: int) -> None:
        known = sorted(self.console.store.conversations)
        if known:
            self.console.open(known[pick % len(known)])

    @rule(pick=PICK)
    def look_back(self, pick: int) -> None:
        known = sorted(self.console.opened)
        if known:
            self.console.load_older(known[pick % len(known)])

    @rule(
        pick=PICK,
        status=st.sampled_from(STATUSES[:3]),
        outcome=st.sampled_from(["ok", "lost", "refused"]),
    )
    def decide(self, pick: int, status: str, outcome: str) -> None:
        known = [
            key for key, one in self.console.store.conversations.items() if one.status != "gone"
        ]
        if known:
            self.console.decide(known[pick % len(known)], status, outcome)
            self.carry()

    @rule(
        pick=PICK,
        text=st.sampled_from(WORDS),
        outcome=st.sampled_from(OUTCOMES),
        private=st.booleans(),
    )
    def send(self, pick: int, text: str, outcome: str, private: bool) -> None:
        known = sorted(self.console.store.conversations)
        if known:
            self.console.send(known[pick % len(known)], text, outcome, private=private)
            self.carry()

    @precondition(lambda self: self.console.store.timelines)
    @rule(pick=PICK, with_row=st.sampled_from([False, False, True]))
    def trim(self, pick: int, with_row: bool) -> None:
        known = sorted(self.console.store.timelines)
        if known:
            number = known[pick % len(known)]
            self.console.trim(number, with_row=with_row)
            if (talk := self.server.talks.get(number)) is not None:
                # A copy may be older than what was seen last.
                for message in talk.messages:
                    self.seen.pop(message["id"], None)

    @precondition(lambda self: self.console.recallable)
    @rule(pick=PICK)
    def open_again(self, pick: int) -> None:
        known = self.console.recallable
        self.console.open(known[pick % len(known)])

    # What the wire does

    @precondition(lambda self: self.wire)
    @rule(pick=PICK, fate=st.sampled_from(["next", "next", "any", "double", "hold", "late"]))
    def deliver(self, pick: int, fate: str) -> None:
        at = 0 if fate == "next" else pick % len(self.wire)
        event = self.wire[at]
        if fate != "double":
            del self.wire[at]
        # The counter of a notification that is long past cannot be told from one that is not.
        if fate in ("hold", "late") and not event[0].startswith("notification."):
            self.back.append(event)
        else:
            self.console.hear(*event)

    @precondition(lambda self: self.wire)
    @rule()
    def deliver_all(self) -> None:
        wire, self.wire = self.wire, []
        for event in wire:
            self.console.hear(*event)

    @precondition(lambda self: self.back)
    @rule(pick=PICK)
    def deliver_held(self, pick: int) -> None:
        self.console.hear(*self.back.pop(pick % len(self.back)))

    @precondition(lambda self: self.console.jobs)
    @rule(pick=PICK, is_late=st.booleans())
    def answer(self, pick: int, is_late: bool) -> None:
        self.console.answer(pick, is_late=is_late)
        self.carry()

    @precondition(lambda self: self.console.jobs)
    @rule()
    def answer_all(self) -> None:
        for _ in range(5000):
            if not self.console.jobs:
                return
            self.console.answer(0, is_late=False)
            self.carry()
        raise AssertionError("the questions never end")

    @rule()
    def rest(self) -> None:
        self.server.pass_time(1.0)
        self.console.rest()
        self.carry()

    @rule(seconds=st.sampled_from([15.0, 3600.0]))
    def wait(self, seconds: float) -> None:
        self.server.pass_time(seconds)

    @rule(pick=PICK)
    def link(self, pick: int) -> None:
        if self.is_up:
            # What was on the wire is lost with it, but for what is held back for much later.
            self.wire.clear()
            self.console.lose_link()
        else:
            self.console.come_back(afresh=pick == 0)
        self.is_up = not self.is_up
        self.carry()
