"""One law: whatever the wire drops, doubles, swaps or holds back, reading again makes it right."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hoory_tui.store.happenings import (
    Opened,
)
from hoory_tui.store.select import View, rows
from tests.store.build import (
    ACCOUNT,
    ME,
    OUTGOING,
    START,
    Desk,
    Json,
    agent,
    conversation_event,
    conversation_row,
    from_me,
    message_event,
    message_row,
)

CONVERSATIONS = (1, 2, 3)
STATUSES = ("open", "resolved", "pending", "snoozed")
NEXT = {"sent": ("delivered", "read", "failed"), "delivered": ("read",)}


def unechoed(message: Json) -> Json:
    """Return the message as all but its first announcement show it: without our echo id."""
    return {key: copy.deepcopy(value) for key, value in message.items() if key != "echo_id"}


@dataclass
class Talk:
    """A conversation as the model server keeps it."""

    id: int
    fields: Json = field(default_factory=lambda: {"status": "open", "labels": [], "priority": None})
    assignee: Json | None = None
    unread: int = 0
    seen_at: float = 0.0
    active_at: float = START
    updated_at: float = START
    messages: list[Json] = field(default_factory=list)

    def told(self) -> Json:
        """Return the keys that both shapes share."""
        spoken = [one for one in self.messages if one["message_type"] != 2]
        return self.fields | {
            "unread_count": self.unread,
            "agent_last_seen_at": int(self.seen_at),
            "last_activity_at": int(self.active_at),
            "updated_at": self.updated_at,
            "messages": [unechoed(one) for one in spoken if not one["private"]][-1:],
        }

    def event(self) -> Json:
        """Return the conversation as an event made now shows it."""
        return conversation_event(self.id, meta={"assignee": self.assignee}, **self.told())

    def row(self) -> Json:
        """Return the conversation as REST shows it now."""
        people: Json = {"assignee": self.assignee} if self.assignee else {}
        spoken = [one for one in self.messages if one["message_type"] != 2]
        last = unechoed(spoken[-1]) if spoken else None
        told = self.told() | {"last_non_activity_message": last}
        return conversation_row(self.id, meta=people, **told)

    def rows(self) -> list[Json]:
        """Return the thread as REST shows it now."""
        hidden = ("updated_at", "account_id", "echo_id", "conversation")
        return [
            {key: copy.deepcopy(value) for key, value in one.items() if key not in hidden}
            for one in self.messages
        ]


class Desks(RuleBasedStateMachine):
    """One desk, one server, and a wire between them that does what it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.talks = {number: Talk(number) for number in CONVERSATIONS}
        self.clock = START
        self.flight: list[tuple[str, Json]] = []
        self.unanswered: dict[str, Json] = {}
        self.sent = 0
        self.refused: list[str] = []
        self.message_id = 100
        for number in CONVERSATIONS:
            self.desk.do(Opened(number))
        self.refetch()

    # What happens on the server.

    def pass_time(self) -> float:
        self.clock += 0.4
        self.desk.now = self.clock
        return self.clock

    def emit(self, name: str, data: Json) -> None:
        self.flight.append((name, copy.deepcopy({"account_id": ACCOUNT} | data)))

    def write(self, talk: Talk, **fields: Any) -> Json:
        now = self.pass_time()
        self.message_id += 1
        message = message_event(self.message_id, talk.id, at=now, **fields)
        talk.messages.append(message)
        talk.unread += message["message_type"] == 0
        talk.active_at = talk.updated_at = now
        message["conversation"] = {
            "unread_count": talk.unread,
            "last_activity_at": int(now),
        }
        self.emit("message.created", message)
        return message

    def change(self, talk: Talk, name: str) -> None:
        talk.updated_at = self.pass_time()
        self.emit(name, talk.event())
        self.emit("conversation.updated", talk.event())

    @rule(number=st.sampled_from(CONVERSATIONS), text=st.sampled_from(["hi", "help", ""]))
    def contact_writes(self, number: int, text: str) -> None:
        self.write(self.talks[number], content=text)

    @rule(number=st.sampled_from(CONVERSATIONS), private=st.booleans())
    def colleague_writes(self, number: int, private: bool) -> None:
        fields = {"message_type": OUTGOING, "sender": agent(4), "private": private}
        self.write(self.talks[number], content="from Zoe", **fields)

    @rule(number=st.sampled_from(CONVERSATIONS))
    def activity(self, number: int) -> None:
        self.write(self.talks[number], content="resolved by Zoe", message_type=2, sender=None)

    @rule(number=st.sampled_from(CONVERSATIONS), status=st.sampled_from(STATUSES))
    def status(self, number: int, status: str) -> None:
        self.talks[number].fields["status"] = status
        self.change(self.talks[number], "conversation.status_changed")

    @rule(number=st.sampled_from(CONVERSATIONS), who=st.sampled_from([None, ME, 4]))
    def assign(self, number: int, who: int | None) -> None:
        self.talks[number].assignee = agent(who) if who else None
        self.change(self.talks[number], "assignee.changed")

    @rule(
        number=st.sampled_from(CONVERSATIONS),
        labels=st.sets(st.sampled_from(["vip", "bug", "new"])),
    )
    def label(self, number: int, labels: set[str]) -> None:
        self.talks[number].fields["labels"] = sorted(labels)
        self.change(self.talks[number], "conversation.updated")

    @rule(number=st.sampled_from(CONVERSATIONS))
    def agent_reads(self, number: int) -> None:
        talk = self.talks[number]
        # Two seconds, since the server tells of it in whole ones; it says no word of it.
        self.clock += 2
        talk.unread, talk.seen_at = 0, self.pass_time()

    # Not of deleted ones: after REST, an event from between two changes looks like a retry.
    @rule(data=st.data())
    def receipt(self, data: st.DataObject) -> None:
        able = [
            (talk, one)
            for talk in self.talks.values()
            for one in talk.messages
            if one["message_type"] == OUTGOING
            and one["status"] in NEXT
            and not one["content_attributes"]
        ]
        if able:
            talk, one = data.draw(st.sampled_from(able))
            one["status"] = data.draw(st.sampled_from(NEXT[one["status"]]))
            if one["status"] == "failed":
                one["content_attributes"] = {**one["content_attributes"], "external_error": "no"}
            self.update(talk, one)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        # Ours are left alone: words that vanish before any answer leave nothing to know them by.
        able = [
            (talk, one)
            for talk in self.talks.values()
            for one in talk.messages
            if "echo_id" not in one
        ]
        if able:
            talk, one = data.draw(st.sampled_from(able))
            one.update(content="gone", content_attributes={"deleted": True})
            self.update(talk, one)

    def update(self, talk: Talk, message: Json) -> None:
        now = self.pass_time()
        facts = {"unread_count": talk.unread, "last_activity_at": int(talk.active_at)}
        again = message_event(message["id"], talk.id, changed_at=now)["updated_at"]
        message.update(updated_at=again, conversation=facts)
        self.emit("message.updated", unechoed(message))

    # What we send.

    @rule(text=st.sampled_from(["yes", "yes", "no"]), arrives=st.sampled_from([True, True, False]))
    def send(self, text: str, arrives: bool) -> None:
        self.sent += 1
        echo_id = f"e{self.sent}"
        self.desk.send(echo_id, text, created_at=self.clock)
        if arrives:
            self.unanswered[echo_id] = self.write(self.talks[1], echo_id=echo_id, **from_me(text))
        else:
            self.refused.append(text)
            self.desk.failed(echo_id)

    @precondition(lambda self: self.unanswered)
    @rule(data=st.data(), answered=st.booleans())
    def outcome(self, data: st.DataObject, answered: bool) -> None:
        echo_id = data.draw(st.sampled_from(sorted(self.unanswered)))
        message = self.unanswered.pop(echo_id)
        if answered:
            self.desk.answered(
                message_row(
                    message["id"],
                    message["conversation_id"],
                    at=message["created_at"],
                    echo_id=echo_id,
                    **from_me(message["content"]),
                ),
                echo_id,
            )
        else:
            self.desk.failed(echo_id, may_have_arrived=True)

    # What the wire does.

    @precondition(lambda self: self.flight)
    @rule(data=st.data(), fate=st.sampled_from(["arrive", "arrive", "double", "drop"]))
    def wire(self, data: st.DataObject, fate: str) -> None:
        at = data.draw(st.integers(0, len(self.flight) - 1))
        if fate != "drop":
            self.hear(*self.flight[at])
        if fate != "double":
            del self.flight[at]

    @precondition(lambda self: self.flight)
    @rule()
    def all_in_order(self) -> None:
        for name, data in self.flight:
            self.hear(name, data)
        self.flight.clear()

    def hear(self, name: str, data: Json) -> None:
        self.desk.hear(name, copy.deepcopy(data))

    @rule(number=st.sampled_from(CONVERSATIONS))
    def reload(self, number: int) -> None:
        self.desk.load(self.talks[number].row())
        self.desk.page(*self.talks[number].rows(), of=number)

    def refetch(self) -> None:
        self.desk.load_list(*(talk.row() for talk in self.talks.values()))
        for talk in self.talks.values():
            self.desk.page(*talk.rows(), of=talk.id)

    # What must hold.

    @invariant()
    def threads_are_in_order_and_without_doubles(self) -> None:
        for number in CONVERSATIONS:
            places = [one.place for one in self.desk.messages(number)]
            assert places == sorted(set(places))

    @invariant()
    def what_is_deleted_on_the_desk_is_deleted_on_the_server(self) -> None:
        for talk in self.talks.values():
            gone = {one["id"] for one in talk.messages if one["content_attributes"].get("deleted")}
            assert {one.id for one in self.desk.messages(talk.id) if one.deleted} <= gone

    def teardown(self) -> None:
        self.refetch()
        truth = Desk()
        for talk in self.talks.values():
            truth.load(talk.row())
            truth.page(*talk.rows(), of=talk.id)
        self.check(truth)
        for name, data in [*self.flight, *reversed(self.flight)]:
            self.hear(name, data)
            self.check(truth)

    def check(self, truth: Desk) -> None:
        for talk in self.talks.values():
            held, true = self.desk.conversation(talk.id), truth.conversation(talk.id)
            for key in ("status", "labels", "priority", "assignee_id", "assignee_name"):
                assert getattr(held, key) == getattr(true, key), (talk.id, key)
            for key in ("unread_count", "last_activity_at", "agent_last_seen_at"):
                assert getattr(held, key) == getattr(true, key), (talk.id, key)
            self.check_thread(talk, truth)
        # Where words of ours did not arrive, the row stays within reach.
        unsent = {one.conversation_id for one in self.desk.store.outbox.values()}
        assert rows(self.desk.store, View.ALL) == rows(truth.store, View.ALL, also=unsent)
        # Every message that arrived was seen by now, so exactly what was refused is left.
        left = [one.content for one in self.desk.store.outbox.values()]
        assert sorted(left) == sorted(self.refused)

    def check_thread(self, talk: Talk, truth: Desk) -> None:
        held, true = self.desk.messages(talk.id), truth.messages(talk.id)
        assert [one.id for one in held] == [one.id for one in true]
        for mine, theirs in zip(held, true, strict=True):
            for key in ("content", "status", "deleted", "private", "direction", "sender", "error"):
                assert getattr(mine, key) == getattr(theirs, key), (mine.id, key)
        last = self.desk.conversation(talk.id).last_message
        said = [one for one in true if one.direction.value != "activity"]
        assert (last and (last.id, last.content, last.status)) == (
            (said[-1].id, said[-1].content, said[-1].status) if said else None
        )


Desks.TestCase.settings = settings(
    max_examples=150,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestDesks = Desks.TestCase
