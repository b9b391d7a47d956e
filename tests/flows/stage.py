"""Who writes to the desk in these tests: a small cast, so that every count is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation, Message

NARE, TOMAS, INES, YUSUF, HANNA, KENJI = 11, 12, 13, 14, 15, 16
"""The agents; the console is Nare's, and Kenji and Hanna are away."""
WEB, WHATSAPP, APP = 21, 23, 25

CAFE, KWAME, DANA, ZOE, PRIYA, THEO = 1, 2, 3, 4, 5, 6
"""Conversations, the latest last: 150 messages, WhatsApp, ours, nobody's, ours, nobody's."""
MINE, UNASSIGNED, ALL, BELL = 5, 5, 18, 5
"""What the tabs and the bell say at first."""

_PAGES: Final = 75
_FILLERS: Final = (NARE, NARE, None, None, None, *[YUSUF, INES, TOMAS, KENJI, KENJI, KENJI, KENJI])


class Stage:
    """Plays the past on a desk whose clock is ours to turn."""

    def __init__(self, desk: DemoDesk, turn_clock: Callable[[float], None]) -> None:
        self._desk = desk
        self._turn_clock = turn_clock
        """Takes the seconds before the present."""

    def play(self) -> None:
        """Let everybody write once or more, each at their time."""
        self._fill()
        self._cafe()
        self._dana()
        self._begin(KWAME, "Kwame Asante", WHATSAPP, 19 * 60, "Sir, the customs ask again.")
        self._desk.assign(KWAME, YUSUF)
        self._begin(ZOE, "Zoë Brückner", WEB, 5 * 60, "Hallo! Die Bremse schleift.")
        self._begin(PRIYA, "Priya Ramanathan", WEB, 3 * 60, "Is it under warranty?")
        self._desk.assign(PRIYA, NARE)
        self._begin(THEO, "Theo Lindgren", WEB, 72, "Does it fit into the train?")
        self._turn_clock(0)

    def _fill(self) -> None:
        # The six that have names are opened first, so that their numbers are the lowest.
        self._turn_clock(90 * 60)
        for name, inbox in (
            ("Café de la Gare", APP),
            ("Kwame Asante", WHATSAPP),
            ("Dana Okafor", APP),
            ("Zoë Brückner", WEB),
            ("Priya Ramanathan", WEB),
            ("Theo Lindgren", WEB),
        ):
            address = f"{name.split()[0].lower()}@mail.example"
            contact = self._desk.new_contact(name, email=address)
            self._desk.new_conversation(contact, inbox, None)
        for number, agent_id in enumerate(_FILLERS, 1):
            self._turn_clock(80 * 60 - number)
            row = self._desk.new_conversation(f"Visitor {number:02}", APP, "A question.")
            self._desk.assign(row.display_id, agent_id)

    def _begin(self, conversation_id: int, name: str, inbox: int, ago: float, text: str) -> None:
        row = self._desk.conversation(conversation_id)
        assert self._desk.contact_of(conversation_id).name == name
        assert row.inbox_id == inbox
        self._turn_clock(ago)
        self._desk.contact_writes(conversation_id, text)

    def _cafe(self) -> None:
        for number in range(_PAGES):
            self._turn_clock(75 * 60 - number)
            self._desk.contact_writes(CAFE, f"Order {number}, please: ten chain links.")
            self._desk.agent_writes(NARE, CAFE, f"Order {number} is on the Monday truck.")
        self._desk.assign(CAFE, NARE)
        self._read(self._desk.conversation(CAFE), YUSUF)

    def _dana(self) -> None:
        self._turn_clock(60 * 60)
        self._desk.assign(DANA, NARE)
        self._desk.contact_writes(DANA, "My battery says 0 percent.")
        self._turn_clock(50 * 60)
        self._desk.agent_writes(NARE, DANA, "Did you reset it?")
        self._read(self._desk.conversation(DANA), NARE)
        self._turn_clock(7 * 60)
        self._desk.contact_writes(DANA, "Yes, twice.")
        self._turn_clock(6 * 60)
        self._desk.contact_writes(DANA, "But the app still says 0. Do I have to pair it again?")

    def _read(self, row: Conversation, agent_id: int) -> None:
        self._desk.engine.conversations.agent_sees(row, self._desk.agent(agent_id))


def last(desk: DemoDesk, conversation_id: int) -> Message:
    """Return the newest message of a conversation."""
    return desk.conversation(conversation_id).messages[-1]
