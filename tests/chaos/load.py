"""What contacts and colleagues do all the time, each message with a number of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random
from typing import Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation, Message, MessageType

from ..flows.stage import APP, HANNA, INES, NARE, TOMAS, WEB, YUSUF

PER_SECOND: Final = 3.0
"""Deeds; somewhat fewer are messages."""
MOST_TALKS: Final = 40
_COLLEAGUES: Final = (INES, TOMAS, YUSUF, HANNA)
_LABELS: Final = ("billing", "delivery", "battery", "vip", "returns")
_WORDS: Final = ("the brake squeaks", "thank you", "still waiting", "which size?", "it is blue")


class Load:
    """Deeds at random moments on a desk; every one takes the way of the real request."""

    def __init__(self, desk: DemoDesk, rng: Random) -> None:
        self._desk = desk
        self._rng = rng
        self._number = 0
        deeds: dict[Callable[[Conversation], object], int] = {
            self._contact_writes: 52,
            self._colleague_replies: 22,
            self._colleague_notes: 6,
            self._receipt: 12,
            self._contact_looks: 2,
            self._assign: 5,
            self._resolve: 3,
            self._reopen: 3,
            self._label: 2,
            self._prioritise: 1,
            self._delete: 2,
            self._edit: 2,
            self._rename: 1,
            self._type: 3,
            self._new_talk: 1,
        }
        self._deeds, self._weights = list(deeds), list(deeds.values())

    @property
    def messages(self) -> int:
        """How many messages there are, lines about changes left out."""
        return sum(
            one.message_type is not MessageType.ACTIVITY
            for one in self._desk.engine.world.messages.values()
        )

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            await asyncio.sleep(self._rng.expovariate(PER_SECOND))
            self.do_something()

    def do_something(self) -> None:
        """Let somebody do one thing in one conversation."""
        talks = list(self._desk.engine.world.conversations.values())
        # Some are busy and most are quiet, as on any day.
        at = min(int(self._rng.paretovariate(0.6)) - 1, self._rng.randrange(len(talks)))
        self._rng.choices(self._deeds, self._weights)[0](talks[at])

    def text(self) -> str:
        """Return words that were never said before."""
        self._number += 1
        return f"m{self._number:05} {self._rng.choice(_WORDS)}"

    def _contact_writes(self, talk: Conversation) -> None:
        self._desk.contact_writes(talk.display_id, self.text())

    def _colleague_replies(self, talk: Conversation) -> None:
        self._desk.agent_writes(self._rng.choice(_COLLEAGUES), talk.display_id, self.text())

    def _colleague_notes(self, talk: Conversation) -> None:
        agent_id = self._rng.choice(_COLLEAGUES)
        self._desk.agent_writes(agent_id, talk.display_id, self.text(), private=True)

    def _receipt(self, talk: Conversation) -> None:
        for message in self._ours(talk)[-4:]:
            if self._rng.random() < 0.5:
                status = self._rng.choices(["delivered", "read", "failed"], [6, 4, 1])[0]
                reason = "the number is not in use" if status == "failed" else None
                self._desk.set_message_status(message.id, status, reason)

    def _contact_looks(self, talk: Conversation) -> None:
        self._desk.contact_reads(talk.display_id)

    def _assign(self, talk: Conversation) -> None:
        agent_id = self._rng.choice((NARE, INES, TOMAS, YUSUF, None))
        self._desk.assign(talk.display_id, agent_id, by=self._rng.choice(_COLLEAGUES))

    def _resolve(self, talk: Conversation) -> None:
        self._desk.set_status(talk.display_id, "resolved")

    def _reopen(self, talk: Conversation) -> None:
        closed = [
            one for one in self._desk.engine.world.conversations.values() if one.status != "open"
        ]
        self._desk.set_status((closed or [talk])[0].display_id, "open")

    def _label(self, talk: Conversation) -> None:
        count = self._rng.randrange(3)
        self._desk.set_labels(talk.display_id, self._rng.sample(_LABELS, count))

    def _prioritise(self, talk: Conversation) -> None:
        self._desk.set_priority(talk.display_id, self._rng.choice(("low", "urgent", None)))

    def _delete(self, talk: Conversation) -> None:
        if spoken := self._spoken(talk)[-8:]:
            self._desk.delete_message(self._rng.choice(spoken).id)

    def _edit(self, talk: Conversation) -> None:
        if spoken := self._spoken(talk)[-8:]:
            message = self._rng.choice(spoken)
            words = f"{str(message.content).split()[0]} edited {self._rng.randrange(1000)}"
            # No route changes words, but channels do, and the event is the ordinary one.
            self._desk.engine.messages._change(message, None, content=words)

    def _rename(self, talk: Conversation) -> None:
        name = self._desk.contact_of(talk.display_id).name.split(" ~")[0]
        self._desk.rename_contact(talk.contact_id, f"{name} ~{self._rng.randrange(100)}")

    def _type(self, talk: Conversation) -> None:
        self._desk.contact_types(talk.display_id, self._rng.random() < 0.5)

    def _new_talk(self, _talk: Conversation) -> None:
        talks = self._desk.engine.world.conversations
        if len(talks) < MOST_TALKS:
            name = f"Newcomer {len(talks):02}"
            self._desk.new_conversation(name, self._rng.choice((WEB, APP)), self.text())

    def _ours(self, talk: Conversation) -> list[Message]:
        outgoing = MessageType.OUTGOING
        return [
            one
            for one in talk.messages
            if one.message_type is outgoing and not one.private and not _is_deleted(one)
        ]

    def _spoken(self, talk: Conversation) -> list[Message]:
        # Of the numbered ones, so that what the agent sent can be told to the end.
        return [
            one
            for one in talk.messages
            if str(one.content).startswith("m") and str(one.content)[1:6].isdigit()
        ]


def _is_deleted(message: Message) -> bool:
    return bool(message.content_attributes.get("deleted"))
