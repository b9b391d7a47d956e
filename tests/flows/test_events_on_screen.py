"""Every event of the guide, in every spelling, pushed raw: the screen before and after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from hoory_tui.demo.records import Json
from hoory_tui.demo.times import iso

from . import raw
from .console import NOW, Console, console
from .stage import ALL, BELL, DANA, INES, UNASSIGNED, YUSUF, ZOE

WORKSHOP = {"id": 31, "name": "workshop"}

Send = Callable[[Json], Awaitable[None]]
Show = Callable[[Console, Send], Awaitable[None]]


def line_with(text: str, desk: Console) -> str:
    return next(line for line in desk.seen("#messages").split("\n") if text in line)


async def conversation_created(desk: Console, send: Send) -> None:
    assert f"All {ALL}" in desk.seen("#top-bar")
    assert f"Unassigned {UNASSIGNED}" in desk.seen("#top-bar")
    someone = raw.contact(desk, ZOE, id=raw.NEW_ID, name="Newly Arrived")
    data = raw.conversation(desk, ZOE, id=raw.NEW_ID, last_activity_at=int(NOW), messages=[])
    await send(raw.with_meta(data, sender=someone))
    assert desk.row_of(raw.NEW_ID).startswith(" Newly Arrived")
    assert desk.main.conversations.keys[0] == raw.NEW_ID
    assert "Newly Arrived" in desk.seen("#conversations").split("\n")[0]
    assert f"All {ALL + 1}" in desk.seen("#top-bar")
    assert f"Unassigned {UNASSIGNED + 1}" in desk.seen("#top-bar")


async def conversation_read(desk: Console, send: Send) -> None:
    await desk.turn_to(DANA)
    assert "14:11" not in desk.seen("#sidebar")
    await send(raw.conversation(desk, DANA, contact_last_seen_at=int(NOW) - 120))
    assert "seen    Today 14:11" in desk.seen("#sidebar")
    seen_at = desk.store.conversations[DANA].contact_last_seen_at
    assert seen_at == NOW - 120


async def message_created(desk: Console, send: Send) -> None:
    await desk.turn_to(DANA)
    assert desk.main.conversations.keys.index(DANA) > 0
    await send(raw.new_message(desk, DANA, "Now it says 99 percent!"))
    assert "Now it says 99 percent!" in desk.seen("#messages")
    assert "Now it says 99 percent!" in desk.row_of(DANA)
    assert "now" in desk.row_of(DANA)
    # The row at hand keeps its place as long as the hand is on it.
    assert desk.main.conversations.keys[0] != DANA
    await desk.press("j")
    await desk.until(lambda: desk.main.conversations.keys[0] == DANA, "the row on top")


async def message_updated(desk: Console, send: Send) -> None:
    await desk.turn_to(DANA)
    ours = desk.desk.agent_writes(desk.me, DANA, "Please restart the app once.")
    await desk.settled()
    assert "✓ sent" in line_with("Please restart", desk)
    await send(raw.message(desk, ours.id, status="delivered"))
    assert line_with("Please restart", desk).rstrip().endswith(" ✓✓")
    await send(raw.message(desk, ours.id, status="read", updated_at=iso(NOW + 2)))
    assert "✓✓ read" in line_with("Please restart", desk)


async def conversation_status_changed(desk: Console, send: Send) -> None:
    assert desk.row_of(ZOE)
    await send(raw.conversation(desk, ZOE, status="resolved"))
    assert "resolved · " in desk.row_of(ZOE)
    await desk.lacks("Zoë Brückner")
    assert f"All {ALL - 1}" in desk.seen("#top-bar")
    assert f"Unassigned {UNASSIGNED - 1}" in desk.seen("#top-bar")


async def conversation_typing_on(desk: Console, send: Send) -> None:
    await desk.turn_to(ZOE)
    assert "typing" not in desk.seen()
    await send(raw.typing(desk, ZOE, raw.contact(desk, ZOE)))
    assert "typing…" in desk.row_of(ZOE)
    assert "Zoë Brückner is typing…" in desk.seen("#typing")
    await send(raw.typing(desk, ZOE, raw.agent(desk, INES), is_private=True))
    assert "Ines Müller writes a note…" in desk.seen("#typing")
    assert f"#{ZOE}…" in desk.seen("#sidebar")


async def conversation_typing_off(desk: Console, send: Send) -> None:
    await desk.turn_to(ZOE)
    desk.desk.contact_types(ZOE)
    await desk.settled()
    assert "is typing…" in desk.seen("#typing")
    await send(raw.typing(desk, ZOE, raw.contact(desk, ZOE)))
    assert "typing" not in desk.seen()


async def assignee_changed(desk: Console, send: Send) -> None:
    await desk.press("2")
    await desk.until(lambda: desk.row_of(ZOE))
    assert f"Unassigned {UNASSIGNED}" in desk.seen("#top-bar")
    yusuf = raw.agent(desk, YUSUF)
    await send(raw.with_meta(raw.conversation(desk, ZOE), assignee=yusuf, assignee_type="User"))
    assert "assigned to Yusuf Haddad" in desk.row_of(ZOE)
    await desk.until(lambda: desk.row_of(ZOE) == "", "the row gone")
    assert f"Unassigned {UNASSIGNED - 1}" in desk.seen("#top-bar")
    await desk.press("3")
    await desk.until(lambda: desk.row_of(ZOE))
    assert "Yusuf" in desk.row_of(ZOE)


async def team_changed(desk: Console, send: Send) -> None:
    await desk.turn_to(ZOE)
    assert "workshop" not in desk.seen("#sidebar")
    await send(raw.with_meta(raw.conversation(desk, ZOE), team=WORKSHOP))
    assert "team    workshop" in desk.seen("#sidebar")


async def conversation_contact_changed(desk: Console, send: Send) -> None:
    await desk.turn_to(ZOE)
    other = raw.contact(desk, DANA)
    await send(raw.with_meta(raw.conversation(desk, ZOE), sender=other))
    assert desk.row_of(ZOE).startswith("▌Dana Okafor")
    assert "Dana Okafor" in desk.seen("#thread-head")
    assert "Dana Okafor" in desk.seen("#composer-title")
    assert other["email"][:20] in desk.seen("#sidebar")


async def contact_created(desk: Console, send: Send) -> None:
    newcomer = raw.contact(desk, ZOE, id=raw.NEW_ID, name="Only Just Here")
    online = {"account_id": desk.desk.account_id, "users": {}, "contacts": {"4711": "online"}}
    desk.desk.broadcast(desk.me, "presence.update", online)
    await desk.settled()
    assert "Only Just Here" not in desk.seen()
    await send(newcomer)
    assert "● Only Just Here" in desk.seen("#sidebar")


async def contact_updated(desk: Console, send: Send) -> None:
    await desk.turn_to(ZOE)
    panes = ("#conversations", "#thread-head", "#messages", "#composer-title", "#sidebar")
    assert all("Zoë Brückner" in desk.seen(pane) for pane in panes)
    await send(raw.contact(desk, ZOE, name="Zoë Weiß"))
    assert all("Zoë Weiß" in desk.seen(pane) for pane in panes)
    assert "Zoë Brückner" not in desk.seen()


async def presence_update(desk: Console, send: Send) -> None:
    assert "3 online" in desk.seen("#sidebar")
    assert "● Ines Müller" in desk.seen("#sidebar")
    assert "● Nare Petrosyan" in desk.seen("#top-bar")
    zoe = desk.desk.contact_of(ZOE).id
    users = {"11": "busy", "14": "online", "15": "online", "16": "online", "12": "online"}
    here = {"account_id": desk.desk.account_id, "users": users, "contacts": {str(zoe): "online"}}
    await send(here)
    assert "4 online" in desk.seen("#sidebar")
    assert "○ Ines Müller" in desk.seen("#sidebar")
    assert "● Hanna Sørensen" in desk.seen("#sidebar")
    assert "◐ Nare Petrosyan" in desk.seen("#top-bar")
    assert "● Zoë Brückner" in desk.seen("#sidebar")
    assert "●" in desk.row_of(ZOE)
    await send(here | {"contacts": {}})
    assert "●" not in desk.row_of(ZOE)


async def notification_created(desk: Console, send: Send) -> None:
    assert f"♪ {BELL}" in desk.seen("#footer")
    await send({"notification": raw.notification(desk, ZOE), "unread_count": 40, "count": 80})
    assert "♪ 40" in desk.seen("#footer")


async def notification_created_bare(desk: Console, send: Send) -> None:
    assert f"♪ {BELL}" in desk.seen("#footer")
    await send(raw.notification(desk, ZOE))
    assert f"♪ {BELL + 1}" in desk.seen("#footer")


GUIDE: list[tuple[str, Show]] = [
    ("conversation.created", conversation_created),
    ("conversation.read", conversation_read),
    ("message.created", message_created),
    ("message.updated", message_updated),
    ("conversation.status_changed", conversation_status_changed),
    ("conversation.typing_on", conversation_typing_on),
    ("conversation.typing_off", conversation_typing_off),
    ("assignee.changed", assignee_changed),
    ("team.changed", team_changed),
    ("conversation.contact_changed", conversation_contact_changed),
    ("contact.created", contact_created),
    ("contact.updated", contact_updated),
    ("presence.update", presence_update),
    ("notification.created", notification_created),
    ("notification.created", notification_created_bare),
]
SPELLINGS = [
    pytest.param(spelling, show, id=f"{spelling}{'-bare' if 'bare' in show.__name__ else ''}")
    for dotted, show in GUIDE
    for spelling in (dotted, dotted.replace(".", "_"))
]


@pytest.mark.parametrize(("name", "show"), SPELLINGS)
async def test_an_event_is_seen(name: str, show: Show) -> None:
    async with console() as desk:

        async def send(data: Any) -> None:
            desk.desk.broadcast(desk.me, name, data)
            await desk.settled()

        await show(desk, send)
        assert not desk.store.malformed_events


def test_the_table_holds_every_event_of_the_guide() -> None:
    assert len({name for name, _ in GUIDE}) == 14
