"""Texts by agents with bad intent, in every place of the contact's console that shows a text."""

from __future__ import annotations

import json
from functools import partial
from typing import Final

from pydantic import SecretStr
from rich.cells import cell_len

from hoory_tui.demo.records import Json
from hoory_tui.wire.desk import Identifier

from ..test_hostile import FORBIDDEN, STRINGS
from .visiting import Visiting, visiting

LONGEST = 2_000


def look(visit: Visiting, name: str) -> None:
    """Check the whole screen for what must never reach a terminal."""
    width = visit.app.size.width
    for line in visit.app.terminal.lines:
        assert not FORBIDDEN.search(line.text), (name, line.text)
        assert sum(cell_len(text) for text, _, _ in line) == width, (name, line.text)
        for _, style, _ in line:
            assert style is None or style.link is None, (name, line.text)
            assert style is None or "@click" not in style.meta, (name, line.text)
    assert visit.app.guard.hits == 0, name


def push(visit: Visiting, event: str, data: Json) -> None:
    """Send a frame whose letters are all escaped, so that halves of characters come through."""
    session = visit.desk.session_of(visit.app.visit.at)
    token = session.pubsub_token
    identifier = Identifier(pubsub_token=SecretStr(token)).encode()
    frame = {"identifier": identifier, "message": {"event": event, "data": data}}
    assert visit.desk.send_raw(token, json.dumps(frame)) == 1


def say(visit: Visiting, number: int, text: str, kind: str, attributes: Json) -> int:
    """Have an agent of this name say this, and return the id of the message."""
    message_id = 900_000 + number
    person = {"id": 11, "name": text, "available_name": text, "type": "user"}
    push(
        visit,
        "message.created",
        {
            "id": message_id,
            "account_id": visit.desk.account_id,
            "conversation_id": visit.app.visit.at,
            "content": text,
            "content_type": kind,
            "content_attributes": attributes,
            "message_type": 1,
            "created_at": int(visit.clock.wall) + number,
            "sender": person,
            "attachments": [
                {"id": number, "file_type": "file", "data_url": text, "fallback_title": text}
            ],
        },
    )
    push(
        visit,
        "conversation.typing_on",
        {"conversation": {"id": visit.app.visit.at}, "user": person, "is_private": False},
    )
    return message_id


def attributes_of(text: str, kind: str) -> Json:
    """Return what a question of this kind says, all of it this text."""
    match kind:
        case "input_select":
            return {"items": [{"title": text, "value": text}]}
        case "form":
            field = {"name": "one", "label": text, "placeholder": text, "default": text}
            choice = {
                "name": text + "2",
                "label": text,
                "options": [{"label": text, "value": text}],
            }
            return {"items": [field, choice]}
        case "cards":
            actions = [
                {"type": "link", "text": text, "uri": text},
                {"type": "postback", "text": text, "payload": text},
            ]
            return {"items": [{"title": text, "description": text, "actions": actions}]}
        case "article":
            return {"items": [{"title": text, "description": text, "link": text}]}
    return {}


KINDS = ("input_select", "form", "cards", "article", "input_csat", "input_email", "text")


TEXTS: Final = [(one["name"], (one["string"] * one.get("repeat", 1))[:LONGEST]) for one in STRINGS]


async def test_no_text_of_an_agent_reaches_the_terminal_as_anything_but_text() -> None:
    async with visiting((130, 36)) as visit:
        await visit.send("Hello.")
        timeline = visit.app.visit.timelines[visit.app.visit.at]
        for number, (name, text) in enumerate(TEXTS, 1):
            kind = KINDS[number % len(KINDS)]
            message_id = say(visit, number, text, kind, attributes_of(text, kind))
            await visit.until(partial(timeline.__contains__, message_id), name)
            await visit.turn()
            look(visit, name)


async def test_no_text_of_a_question_reaches_the_terminal_as_anything_but_text() -> None:
    async with visiting((100, 36)) as visit:
        await visit.send("Hello.")
        timeline = visit.app.visit.timelines[visit.app.visit.at]
        for kind, keys in (("input_select", "enter"), ("form", "enter"), ("cards", "v")):
            for first in range(0, len(TEXTS), 30):
                some = [attributes_of(text, kind)["items"][-1] for _, text in TEXTS[first:][:30]]
                number = KINDS.index(kind) * 1000 + first
                message_id = say(visit, number, f"{kind} {first}", kind, {"items": some})
                await visit.until(partial(timeline.__contains__, message_id), kind)
                await visit.press("G", keys)
                look(visit, f"{kind} {first}")
                await visit.press("pagedown", "up")
                look(visit, f"{kind} {first}, further down")
                await visit.press("escape")
                if visit.app.screen is not visit.main:
                    await visit.press("escape")
                look(visit, f"{kind} {first}, behind it")
