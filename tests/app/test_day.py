"""A busy day on one store: whatever comes, what is held stops growing, and what is held is true.

The suite lives through 20,000 events at small caps. For a day of an event a second at a tenth of
the caps of the console: ``HOORY_DAY=all pytest tests/app/test_day.py``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from hoory_tui.app.trimming import AtHand, Trimmer
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    ConversationGone,
    Opened,
    SendMoved,
    SendSettled,
    SendStarted,
    Tick,
)
from hoory_tui.store.records import SendState
from hoory_tui.store.state import Store
from hoory_tui.store.surplus import Caps
from hoory_tui.store.views import ALL
from hoory_tui.wire.message import MessagePayload
from tests.store.build import (
    ME,
    OUTGOING,
    START,
    Desk,
    Json,
    agent,
    contact,
    conversation_event,
    conversation_row,
    from_me,
    iso,
    message_event,
    message_row,
    payload,
    pending,
)

IS_WHOLE: Final = os.environ.get("HOORY_DAY") == "all"
EVENTS: Final = 86_400 if IS_WHOLE else 20_000
CAPS: Final = (
    Caps(messages=2000, threads=100, conversations=2000)
    if IS_WHOLE
    else Caps(messages=300, threads=15, conversations=300, recent=3, near=20)
)
COLLEAGUE: Final = 2
PAGE: Final = 20

MOST: Final = {
    "conversations": CAPS.conversations + 50,
    "ages": CAPS.conversations + 500,
    "message_ages": CAPS.conversations + 500,
    "timelines": CAPS.threads + 20,
    "messages": CAPS.messages + 1500,
    "message_ages_of_all": CAPS.messages + CAPS.conversations + 2500,
    "contacts": CAPS.conversations + 1600,
    "senders": 5600,
    "matches": 1100,
    "foreign_sends": 5600,
    "gone": 5600,
    "dossiers": 200,
    "participants": 200,
    "shared_files": 200,
    "notifications": 600,
    "notified": 600,
    "unknown_events": 1001,
    "malformed_events": 1001,
    "typing": 100,
    "outbox": 1,
    "fetching": 1,
    "taken_over": CAPS.conversations + 500,
    "handed_over": CAPS.conversations + 500,
    "wishes": 0,
    "traces": 0,
    "cache_keys": 3,
    "contacts_present": 50,
    "users_present": 3,
    "complete_views": 51,
    "counts": 203,
    "agents": 3,
    "inboxes": 0,
    "teams": 0,
    "labels": 0,
    "unconfirmed": 0,
    "unconfirmed_contacts": 0,
}
"""What each table may hold at any time; every table of the store is here."""
LARGE: Final = ("conversations", "messages", "timelines", "contacts", "message_ages_of_all")
"""What makes nearly all of it, and is full long before the day is over."""


@dataclass
class Talk:
    """A conversation as the server has it."""

    number: int
    contact_id: int
    status: str = "open"
    assignee: int | None = None
    at: float = START
    changed_at: float = START
    last: Json | None = None

    def fields(self) -> Json:
        people = {
            "sender": contact(self.contact_id, name=f"Contact {self.contact_id}"),
            "assignee": agent(self.assignee) if self.assignee is not None else None,
        }
        told = {"status": self.status, "last_activity_at": self.at, "updated_at": self.changed_at}
        messages = [self.last] if self.last is not None else []
        made = {"created_at": START + self.number, "messages": messages}
        return told | made | {"meta": people}

    @property
    def last_id(self) -> int:
        return self.last["id"] if self.last is not None else 0


class Day:
    """A server and a console whose time is ours; one step is a second with an event."""

    def __init__(self) -> None:
        self.rng = Random(5)
        self.desk = Desk()
        self.trimmer = Trimmer(self.desk.store, caps=CAPS)
        self.talks: dict[int, Talk] = {}
        self.shown = 0
        self.ids = 0
        self.looked_up = 0

    @property
    def now(self) -> float:
        return self.desk.now

    def live(self, seconds: int) -> None:
        deeds = (
            (30, self.contact_writes),
            (12, self.colleague_writes),
            (12, self.new_talk),
            (10, self.change),
            (8, self.types),
            (6, self.comes_and_goes),
            (6, self.notify),
            (5, self.look_at_another),
            (4, self.write),
            (3, self.hear_of_a_contact),
            (2, self.anything),
            (2, self.lose),
        )
        weights, kinds = zip(*deeds, strict=True)
        for _ in range(seconds):
            self.desk.now += 1.0
            self.rng.choices(kinds, weights)[0]()
            self.react(self.desk.do(Tick()))
            step = self.trimmer.plan(self.at_hand, self.now)
            if step is not None:
                self.desk.do(step)

    def at_hand(self) -> AtHand:
        return AtHand({self.shown}, select.rows(self.desk.store, ALL, keep=self.shown))

    def hear(self, name: str, data: Json) -> None:
        self.react(self.desk.hear(name, data))

    def react(self, changes: Changes) -> None:
        for number in changes.missing | changes.doubtful:
            self.looked_up += 1
            talk, asked = self.talks.get(number), self.desk.ask(self.now, self.now)
            if talk is None:
                self.desk.do(ConversationGone(number))
            else:
                self.desk.load(conversation_row(number, **talk.fields()), asked)

    def talk(self) -> Talk | None:
        # Most of what happens happens where something has just happened.
        numbers = list(self.talks)
        if not numbers:
            return None
        back = min(int(self.rng.expovariate(1 / 60)), len(numbers) - 1)
        return self.talks[numbers[-1 - back]]

    def next_id(self) -> int:
        self.ids += 1
        return self.ids

    def change_talk(self, talk: Talk, name: str, **fields: Any) -> None:
        for key, value in fields.items():
            setattr(talk, key, value)
        talk.changed_at = self.now
        self.hear(name, conversation_event(talk.number, **talk.fields()))

    def say(self, talk: Talk, **fields: Any) -> Json:
        talk.at = self.now
        talk.last = message_event(self.next_id(), talk.number, at=self.now, **fields)
        self.hear("message.created", talk.last)
        return talk.last

    # What happens

    def new_talk(self) -> None:
        number = self.next_id()
        self.talks[number] = talk = Talk(number, 1000 + number)
        self.change_talk(talk, "conversation.created", at=self.now)

    def contact_writes(self) -> None:
        if (talk := self.talk()) is not None:
            name = f"Contact {talk.contact_id}"
            self.say(talk, sender=contact(talk.contact_id, name=name))

    def colleague_writes(self) -> None:
        if (talk := self.talk()) is not None:
            sender = agent(self.rng.choice([ME, COLLEAGUE]))
            self.say(talk, sender=sender, message_type=OUTGOING, echo_id=f"web-{self.ids}")

    def change(self) -> None:
        if (talk := self.talk()) is not None:
            status = self.rng.choice(["open", "resolved", "resolved", "pending"])
            self.change_talk(talk, "conversation.status_changed", status=status)
            who = self.rng.choice([None, ME, COLLEAGUE])
            self.change_talk(talk, "assignee.changed", assignee=who)

    def types(self) -> None:
        if (talk := self.talk()) is not None:
            about = {"conversation": conversation_event(talk.number, **talk.fields())}
            self.hear("conversation.typing_on", about | {"user": contact(talk.contact_id)})

    def comes_and_goes(self) -> None:
        here = {str(self.rng.randrange(10**6)): "online" for _ in range(40)}
        self.hear("presence.update", {"users": {str(ME): "online"}, "contacts": here})

    def notify(self) -> None:
        if (talk := self.talk()) is not None:
            told = {
                "id": self.next_id(),
                "notification_type": "conversation_assignment",
                "primary_actor": {"id": talk.number},
                "created_at": self.now,
            }
            self.hear("notification.created", {"notification": told, "unread_count": 1})

    def look_at_another(self) -> None:
        talk = self.talk()
        if talk is None or talk.last is None:
            return
        if talk.number not in self.desk.store.conversations:
            return
        self.shown = talk.number
        self.trimmer.look_at(talk.number)
        self.desk.do(Opened(talk.number))
        asked = self.desk.ask(self.now, self.now)
        older = [10**9 + talk.number * 1000 + one for one in range(PAGE - 1)]
        rows = [message_row(one, talk.number, at=START - 10**6 + one % 1000) for one in older]
        rows.append(message_row(talk.last_id, talk.number, at=talk.at))
        self.desk.page(*rows, of=talk.number, asked=asked, exhausted=False)

    def write(self) -> None:
        talk = self.talks.get(self.shown)
        if talk is None:
            return
        echo_id = f"mine-{self.ids}"
        fields = {"conversation_id": talk.number, "created_at": self.now}
        self.desk.do(SendStarted(pending(echo_id, "Hello", **fields)))
        self.desk.do(SendMoved(echo_id, SendState.SENDING, left_at=self.now))
        told = self.say(talk, **from_me(echo_id=echo_id))
        told = {key: value for key, value in told.items() if key != "updated_at"}
        self.desk.do(SendSettled(echo_id, payload(MessagePayload, told)))

    def hear_of_a_contact(self) -> None:
        self.hear("contact.updated", contact(self.next_id(), name="A stranger"))

    def anything(self) -> None:
        self.hear(f"new.{self.ids}", {})
        self.hear("message.created", {"id": "what", "changed": iso(self.now)})

    def lose(self) -> None:
        if self.rng.random() < 0.5 and (talk := self.talk()) is not None:
            del self.talks[talk.number]
            self.desk.do(ConversationGone(talk.number))


def sizes(store: Store) -> dict[str, int]:
    """Return how much every table holds."""
    tables = {name: getattr(store, name) for name in Store.__slots__}
    found = {
        name: len(table)
        for name, table in tables.items()
        if isinstance(table, dict | set | frozenset)
    }
    found["messages"] = sum(map(len, store.timelines.values()))
    found["message_ages_of_all"] = sum(map(len, store.message_ages.values()))
    return found


def test_a_day_makes_nothing_grow_for_ever_and_nothing_false() -> None:
    day, store = Day(), None
    peaks: list[dict[str, int]] = []
    for _ in range(20):
        day.live(EVENTS // 20)
        store = day.desk.store
        peaks.append(sizes(store))

    assert store is not None
    assert peaks[-1].keys() == MOST.keys()
    for name, most in MOST.items():
        sizes_of_day = [peak[name] for peak in peaks]
        assert max(sizes_of_day) <= most, (name, sizes_of_day)
    # It was more than is held: rows, threads and people were let go of.
    assert len(day.talks) > len(store.conversations)
    held = [sum(peak[name] for name in LARGE) for peak in peaks]
    assert max(held[14:]) <= 1.1 * max(held[8:14]), held
    for number, row in store.conversations.items():
        talk = day.talks[number]
        assert (row.status, row.assignee_id) == (talk.status, talk.assignee)
        assert talk.last_id == (row.last_message.id if row.last_message is not None else 0)
