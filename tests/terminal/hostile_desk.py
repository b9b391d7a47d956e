"""A desk on which everything has a hostile name: one conversation for each string.

Before each string stands a tag, its number and the letter of the field, by which it is found.
"""

from __future__ import annotations

import re
from typing import Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import (
    Agent,
    Attachment,
    Conversation,
    Inbox,
    Message,
    MessageType,
    Team,
)

from ..recordings import hostile

FIRST: Final = 1000
"""The lowest id of an agent, inbox and team that is named after a string."""
GROUP: Final = 16
"""Strings that stand together in one message of the last conversation."""
_SHARING, _SHORT = "nila", 24
_CHARACTERS, _LINES = 160, 3
"""What is kept of a string here; how long ones are cut is proven elsewhere."""


def strings(*kinds: str) -> list[str]:
    """Return what strangers could send, or only these kinds; none is much longer than a screen."""
    # Half a character cannot come in an answer, only escaped in a frame, which is another test.
    texts = [
        re.sub("[\ud800-\udfff]", "\ufffd", one["string"])
        for one in hostile()
        if not kinds or one["kind"] in kinds
    ]
    return ["\n".join(text[:_CHARACTERS].split("\n")[:_LINES]) for text in dict.fromkeys(texts)]


def tagged(number: int, field: str, text: str) -> str:
    """Return the text with its tag before it, short where it shares a line with others."""
    short = _SHORT if field in _SHARING else None
    return f"«{number}{field}»{text[:short]}"


def hostile_desk(texts: list[str]) -> DemoDesk:
    """Return a quiet desk with a conversation for each text, and one with all of them."""
    desk = DemoDesk(seed=3, quiet_visitors=True, conversations=0)
    desk.engine.world.account.name = tagged(0, "z", texts[0])
    for number, text in enumerate(texts):
        _add_company(desk, number, text)
        _fill(desk, _begin(desk, number, text), number, text)
    _add_all(desk, texts)
    return desk


def _add_company(desk: DemoDesk, number: int, text: str) -> None:
    world, some_id = desk.engine.world, FIRST + number
    mail = f"agent{number}@desk.example"
    name = tagged(number, "a", text)
    world.add_agent(Agent(some_id, name, mail, "agent", "-", f"a{number}", f"p{number}"))
    inbox = Inbox(some_id, tagged(number, "i", text), "Channel::Api", some_id, {some_id})
    world.inboxes[some_id] = inbox
    world.teams[some_id] = Team(some_id, tagged(number, "t", text), text, [some_id])


def _begin(desk: DemoDesk, number: int, text: str) -> Conversation:
    contact = desk.new_contact(f"Contact {number}")
    row = desk.new_conversation(contact, FIRST + number, "first")
    contact.name = tagged(number, "n", text)
    contact.email = tagged(number, "m", text)
    contact.phone_number = tagged(number, "o", text)
    contact.identifier = tagged(number, "d", text)
    contact.custom_attributes = {tagged(number, "k", text): tagged(number, "w", text)}
    contact.additional_attributes = {"company": tagged(number, "y", text)}
    row.labels = [tagged(number, "l", text)]
    row.assignee_id = row.team_id = FIRST + number
    return row


def _fill(desk: DemoDesk, row: Conversation, number: int, text: str) -> None:
    asked = row.messages[0]
    asked.content = tagged(number, "q", text)
    answer = desk.agent_writes(
        FIRST + number, row.display_id, "-", content_attributes={"in_reply_to": asked.id}
    )
    answer.content = tagged(number, "b", text)
    answer.status = "failed"
    answer.content_attributes["external_error"] = tagged(number, "e", text)
    _add(desk, row, MessageType.ACTIVITY, tagged(number, "v", text))
    items = [{"title": tagged(number, "c", text), "value": text}]
    chosen = [{"title": tagged(number, "s", text), "value": text}]
    form = _add(desk, row, MessageType.TEMPLATE, "Choose.")
    form.content_type = "input_select"
    form.content_attributes = {"items": items, "submitted_values": chosen}
    last = desk.contact_writes(row.display_id, "-")
    last.content = tagged(number, "p", text)
    last.content_attributes = {"email": {"subject": tagged(number, "u", text)}}
    _attach(desk, last, tagged(number, "f", text))


def _add(desk: DemoDesk, row: Conversation, kind: MessageType, text: str) -> Message:
    world = desk.engine.world
    now = world.now()
    message = Message(world.ids.take("message"), row.id, kind, text, now, now)
    world.add_message(row, message)
    return message


def _attach(desk: DemoDesk, message: Message, name: str) -> None:
    world = desk.engine.world
    number = world.ids.take("attachment")
    file = Attachment(number, message.id, "file", world.now(), name, "text/plain", b"-")
    world.attachments[number] = file
    message.attachments.append(file)


def _add_all(desk: DemoDesk, texts: list[str]) -> None:
    row = desk.new_conversation("All of them", FIRST, "all")
    row.assignee_id = None
    for begin in range(0, len(texts), GROUP):
        message = desk.contact_writes(row.display_id, "-")
        group = list(enumerate(texts))[begin : begin + GROUP]
        message.content = "\n".join(
            f"{tagged(number, 'g', text)}\n[{tagged(number, 'r', text)}](https://e.example/{number})"
            for number, text in group
        )
        for number, text in group:
            _attach(desk, message, tagged(number, "f", text))
