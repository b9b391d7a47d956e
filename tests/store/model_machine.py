"""One console, one server and a wire that does what it likes: rules, invariants and the end.

At the end of every run the link is up, what was held back is delivered, before the catch-up
or after it, and what is in doubt is read again. Then the store holds what the server holds.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import Happening
from hoory_tui.store.records import Message
from hoory_tui.store.reduce import apply
from hoory_tui.store.select import View
from hoory_tui.store.select import rows as in_order
from hoory_tui.store.state import Store
from hoory_tui.wire.events import Event
from tests.store.build import ME, OUTGOING, START, Json, agent
from tests.store.model_console import Console
from tests.store.model_server import ALEX, NEXT, SKEW, ZOE, Server, Talk

PICK = st.integers(0, 9)
STATUSES = ("open", "resolved", "pending", "snoozed")
RANK = {"progress": 0, "sent": 1, "delivered": 2, "read": 3}
WORDS = ("yes", "yes", "no")
OUTCOMES = ("ok", "ok", "lost", "lost", "broken", "vanished", "refused")
ROW = ("status", "priority", "labels", "snoozed_until", "unread_count", "contact_id", "team_id")


class Machine(RuleBasedStateMachine):
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
        self.wanted: dict[str, str] = {}
        self.seen: dict[int, str] = {}

    @initialize(talks=st.integers(1, 3))
    def begin(self, talks: int) -> None:
        for number in range(talks):
            talk = self.server.begin(70 + number)
            self.server.write(talk, content="hello")
        self.server.said.clear()
        self.console.come_back()
        self.answer_all()

    def talk(self, pick: int) -> Talk | None:
        talks = list(self.server.talks.values())
        return talks[pick % len(talks)] if talks else None

    def carry(self) -> None:
        """Put on the wire what the server said, or lose it while there is none."""
        said, self.server.said = self.server.said, []
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
        text=st.sampled_from(WORDS),
        outcome=st.sampled_from(OUTCOMES),
        private=st.booleans(),
    )
    def send(self, pick: int, text: str, outcome: str, private: bool) -> None:
        known = sorted(self.console.store.conversations)
        if known:
            self.console.send(known[pick % len(known)], text, outcome, private=private)
            self.carry()

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

    # What must hold

    @invariant()
    def threads_are_in_order_and_without_doubles(self) -> None:
        for number, timeline in self.console.store.timelines.items():
            held = timeline.messages()
            places = [one.place for one in held]
            assert places == sorted(places)
            assert len({one.id for one in held}) == len(held)
            talk = self.server.talks.get(number)
            if talk is not None:
                assert {one.id for one in held} <= {one["id"] for one in talk.messages}
            for one in held:
                assert one.conversation_id == number
                self.follow(one)

    def follow(self, message: Message) -> None:
        before = self.seen.get(message.id, message.status)
        is_back = RANK.get(message.status, 9) < RANK.get(before, 0)
        assert not is_back or message.id in self.server.was_failed, (before, message)
        self.seen[message.id] = message.status

    @invariant()
    def every_send_is_in_one_place(self) -> None:
        store = self.console.store
        shown = Counter(match.pending.echo_id for match in store.matches.values())
        places = shown + Counter(list(store.outbox))
        assert places == Counter(f"e{one + 1}" for one in range(self.console.sent))

    @invariant()
    def every_send_is_on_the_server_once_at_most(self) -> None:
        echoes = Counter(
            one["echo_id"]
            for talk in self.server.talks.values()
            for one in talk.messages
            if "echo_id" in one
        )
        assert not echoes or max(echoes.values()) == 1, echoes

    # The end

    def teardown(self) -> None:
        held = len(self.back) % 2 == 0
        if not self.is_up:
            self.link(1)
        self.settle()
        if held:
            self.deliver_late()
        self.console.lose_link()
        self.console.come_back()
        self.settle()
        if not held:
            self.deliver_late()
        self.settle()
        self.check()

    def deliver_late(self) -> None:
        back, self.back = self.back, []
        for event in reversed(back):
            self.console.hear(*event)

    def settle(self) -> None:
        for _ in range(30):
            self.answer_all()
            self.carry()
            if self.wire:
                self.deliver_all()
            elif self.console.is_restless:
                self.console.rest()
            else:
                return
        raise AssertionError("the doubts never end")

    def check(self) -> None:
        self.threads_are_in_order_and_without_doubles()
        self.every_send_is_in_one_place()
        store = self.console.store
        rows = {key: one for key, one in store.conversations.items() if one.status != "gone"}
        unknown = self.server.talks.keys() - rows.keys()
        assert not [key for key in unknown if self.server.talks[key].status == "open"]
        assert rows.keys() <= self.server.talks.keys()
        truth = Console(self.server)
        for key in rows:
            truth.open(key)
            truth.begin(truth._load_conversation(key))
        while truth.jobs:
            truth.answer(0, is_late=False)
        for key, row in rows.items():
            true = truth.store.conversations[key]
            for name in (*ROW, "assignee_id"):
                assert getattr(row, name) == getattr(true, name), (key, name, row, true)
            assert (row.last_message and row.last_message.id) == (
                true.last_message and true.last_message.id
            )
        unsent = {one.conversation_id for one in store.outbox.values()}
        shown = [key for key in in_order(store, View.ALL) if key in rows]
        assert shown == in_order(truth.store, View.ALL, also=unsent)
        for key in self.console.opened & rows.keys():
            self.check_thread(key)
        self.check_outbox()
        page = {one["id"] for one in self.server.notifications()["payload"]}
        # What is older than the page is not told of by it.
        assert {one for one in store.notifications if one >= min(page, default=0)} == page
        assert store.unread_notifications == self.server.bell()

    def check_thread(self, key: int) -> None:
        timeline = self.console.store.timelines[key]
        assert timeline.loaded
        assert not timeline.stale
        held, talk = timeline.messages(), self.server.talks[key]
        first = timeline.oldest_id() or 0
        true = self.server.page(talk, limit=1000)
        if timeline.has_older:
            true = [one for one in true if one["id"] >= first]
        assert [one.id for one in held] == [one["id"] for one in true]
        for mine, theirs in zip(held, true, strict=True):
            attributes: dict[str, Any] = theirs["content_attributes"]
            assert (mine.content, mine.status, mine.private, mine.deleted, mine.error) == (
                theirs["content"],
                theirs["status"],
                theirs["private"],
                bool(attributes.get("deleted")),
                attributes.get("external_error", ""),
            ), theirs

    def check_outbox(self) -> None:
        store = self.console.store
        for key in self.server.talks:
            left = Counter(
                one.content for one in store.outbox.values() if one.conversation_id == key
            )
            made = {one.get("echo_id") for one in self.server.talks[key].messages}
            pendings = [*store.outbox.values(), *(one.pending for one in store.matches.values())]
            absent = Counter(
                one.content
                for one in pendings
                if one.conversation_id == key and one.echo_id not in made
            )
            assert left == absent, (key, left, absent)
