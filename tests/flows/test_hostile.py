"""Texts by strangers with bad intent, in every place that shows a text."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

from pydantic import SecretStr
from rich.cells import cell_len

from hoory_tui.config.settings import Settings
from hoory_tui.demo.records import Json
from hoory_tui.wire.desk import Identifier

from ..recordings import SHARED
from . import raw
from .console import NOW, Console, console
from .stage import INES, THEO, ZOE

# All of them where they lie beside the repository, else those that came along.
_FILES = (SHARED / "hostile.json", Path(__file__).parents[1] / "data" / "hostile.json")
STRINGS = json.loads(next(path for path in _FILES if path.is_file()).read_text("utf-8"))
FORBIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e0fff]"
)
LONGEST = 20_000
NAMED = {"name": "👍🏽 ❤️ 👩‍👩‍👧 1️⃣", "available_name": "👍🏽 ❤️ 👩‍👩‍👧 1️⃣"}


def look(desk: Console, name: str) -> None:
    """Check the whole screen for what must never reach a terminal."""
    width = desk.app.size.width
    for line in desk.app.terminal.lines:
        assert not FORBIDDEN.search(line.text), (name, line.text)
        assert sum(cell_len(text) for text, _, _ in line) == width, (name, line.text)
        for _, style, _ in line:
            assert style is None or style.link is None, (name, line.text)
            assert style is None or "@click" not in style.meta, (name, line.text)
    # What went through the edge leaves the guard nothing to do.
    assert desk.app.guard.hits == 0, name


def push(desk: Console, event: str, data: Json) -> None:
    """Send a frame whose letters are all escaped, so that halves of characters come through."""
    me = desk.desk.agent(desk.me)
    identifier = Identifier(
        pubsub_token=SecretStr(me.pubsub_token),
        account_id=desk.desk.account_id,
        user_id=me.id,
    ).encode()
    frame = {"identifier": identifier, "message": {"event": event, "data": data}}
    assert desk.desk.send_raw(me.pubsub_token, json.dumps(frame)) == 1


def rename_all(desk: Console, number: int, text: str) -> int:
    """Call everything about Zoë's conversation like this; return the id of what she says."""
    contact_id, message_id = 5000 + number, 900_000 + number
    someone = raw.contact(desk, ZOE, id=contact_id, name=text, email=text, identifier=text)
    someone |= {"custom_attributes": {text: text}, "phone_number": text}
    team = {"id": 31, "name": text}
    assignee = raw.agent(desk, INES) | {"id": contact_id, "name": text, "available_name": text}
    data = raw.conversation(desk, ZOE, messages=[], labels=[text, text], updated_at=NOW + number)
    data = raw.with_meta(data, sender=someone, team=team, assignee=assignee)
    said = raw.new_message(desk, ZOE, text, id=message_id, sender=someone)
    said["content_attributes"] = {"email": {"subject": text}}
    file = {"id": number, "file_type": text, "data_url": text, "extension": text}
    said["attachments"] = [file, file | {"fallback_title": text}]
    push(desk, "conversation.updated", data)
    push(desk, "presence.update", {"users": {}, "contacts": {str(contact_id): "online"}})
    push(desk, "conversation.typing_on", raw.typing(desk, ZOE, someone))
    push(desk, "message.created", said)
    return message_id


async def test_no_text_of_a_stranger_acts_on_the_terminal() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE, opened=True)
        for inbox, entry in zip(desk.desk.inboxes, STRINGS, strict=False):
            inbox.name = entry["string"]
        desk.desk.invalidate_caches()
        for number, entry in enumerate(STRINGS):
            text = (entry["string"] * entry.get("repeat", 1))[:LONGEST]
            message_id = rename_all(desk, number, text)
            await desk.until(partial(desk.store.timelines[ZOE].get, message_id))
            desk.app.flush()
            await desk.turn()
            look(desk, entry["name"])
        await desk.settled()
        assert desk.row_of(THEO).startswith(" Theo Lindgren")
        assert not desk.store.malformed_events


async def test_hidden_directions_are_told_wherever_they_were() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE, opened=True)
        rename_all(desk, 1, "Refund \u202e00.001$")
        someone = raw.contact(desk, ZOE, id=5001, name="Refund \u202e00.001$")
        await desk.shows("⚠ Refund 00.001$", "#thread-head")
        await desk.shows("⚠ Refund 00.001$", "#sidebar")
        await desk.shows("⚠ Refund 00.001$", "#composer-title")
        await desk.shows("⚠ hidden direction marks were left out", "#messages")
        push(desk, "conversation.typing_on", raw.typing(desk, ZOE, someone))
        await desk.shows("⚠ Refund 00.001$ is typing", "#typing")
        await desk.settled()
        assert desk.row_of(ZOE).count("⚠") == 2
        # The author, the subject and both files.
        assert desk.seen("#messages").count("⚠ Refund 00.001$") >= 3
        look(desk, "hidden")


async def test_a_name_that_shows_nothing_is_given_one() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE, opened=True)
        for number, name in enumerate(
            ("\u3164", "\u2800\u2800", "\u200e", "\u0301", "\U000e0041"), 1
        ):
            someone = raw.contact(desk, ZOE, id=5000 + number, name=name, email="")
            someone |= {"phone_number": "\u3164", "identifier": ""}
            data = raw.conversation(desk, ZOE, messages=[], updated_at=NOW + number)
            push(desk, "conversation.updated", raw.with_meta(data, sender=someone))
            for where in ("#thread-head", "#composer-title", "#sidebar", "#conversations"):
                await desk.shows(f"(no name) #{5000 + number}", where)


async def test_plain_emoji_are_plain_everywhere_but_in_the_composer() -> None:
    async with console(settings=Settings(emoji="plain")) as desk:
        await desk.turn_to(ZOE, opened=True)
        rename_all(desk, 1, "👍🏽 ❤️ 👩‍👩‍👧 1️⃣")
        plain = "👍 ❤ 👩👩👧 1"
        for where in ("#thread-head", "#sidebar", "#composer-title", "#messages", "#conversations"):
            await desk.shows(plain, where)
        push(desk, "conversation.typing_on", raw.typing(desk, ZOE, raw.agent(desk, INES) | NAMED))
        await desk.shows(plain, "#typing")
        await desk.write("mine ❤️")
        assert desk.written == "mine ❤️"
        await desk.settled()
        for where in ("#thread-head", "#sidebar", "#typing", "#messages", "#conversations"):
            assert "\ufe0f" not in desk.seen(where)
        look(desk, "plain")


async def test_a_hostile_reason_of_the_server_is_shown_as_text() -> None:
    async with console() as desk:
        nasty = "[bold red]no[/] \x1b]0;x\x07 [@click=app.quit]here[/]"
        desk.desk.fail_next("POST", f"/{ZOE}/toggle_status", 422, body={"error": nasty})
        await desk.turn_to(ZOE)
        await desk.press("e")
        await desk.shows("#4 is still open:")
        await desk.settled()
        look(desk, "toast")


async def test_a_huge_message_does_not_stop_the_console() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        for text in (
            "a" * 1_000_000,
            "[" * 200_000,
            "👩‍👩‍👧" * 50_000,
            "\n" * 100_000,
            "_*`" * 60_000,
        ):
            conversation = raw.new_message(desk, ZOE, text)
            desk.desk.broadcast(desk.me, "message.created", conversation)
            await desk.settled()
            look(desk, text[:10])
