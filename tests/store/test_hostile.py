"""No data that strangers or broken servers can send may raise in the store."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.store.happenings import (
    ConversationLoaded,
    ConversationsLoaded,
    Happening,
    MessagesLoaded,
    NotificationsLoaded,
    Reach,
    Tick,
)
from hoory_tui.store.reduce import apply
from hoory_tui.store.select import count_of, messages_of, rows
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL, FIXED
from hoory_tui.wire.answers import ConversationPage, MessagePage, NotificationPage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import read_event
from hoory_tui.wire.payload import WireError, read_payload
from tests.store.build import (
    START,
    Desk,
    Json,
    agent,
    conversation_event,
    conversation_row,
    message_event,
)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.sampled_from(["", "0", "1795000000", "2026-11-22T15:00:00Z", "contact", "open", "\x1b[2J"])
    | st.text(max_size=8)
)
KEYS = st.sampled_from(
    sorted({*conversation_event(), *message_event(), *agent(), "meta", "notification", "users"})
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)
NAMES = st.sampled_from(
    [
        "conversation.created",
        "conversation.updated",
        "conversation.read",
        "message.created",
        "message.updated",
        "conversation.typing_on",
        "conversation.typing_off",
        "contact.updated",
        "contact.deleted",
        "presence.update",
        "notification.created",
        "notification.deleted",
        "account.cache_invalidated",
        "nobody.knows",
    ]
)
WHOLE = {
    "conversation": conversation_event(meta={"assignee": agent(4), "team": {"id": 1, "name": "T"}}),
    "message": message_event(
        10,
        attachments=[{"id": 1, "file_type": "image"}],
        content_attributes={"items": [{"title": "A"}], "submitted_values": [{"value": "A"}]},
        conversation={"unread_count": 1},
    ),
    "typing": {"conversation": {"id": 1}, "user": agent(4), "is_private": False},
    "presence": {"users": {"1": "online"}, "contacts": {"70": "online"}},
    "notification": {"notification": {"id": 1, "primary_actor": {"id": 1}}, "unread_count": 1},
}


@st.composite
def damaged(draw: st.DrawFn) -> Json:
    """A whole payload in which some values, at any depth, are something else."""
    data: Json = copy.deepcopy(WHOLE[draw(st.sampled_from(sorted(WHOLE)))])
    for _ in range(draw(st.integers(1, 4))):
        place: Any = data
        while True:
            keys = sorted(place) if isinstance(place, dict) else range(len(place))
            key = draw(st.sampled_from(keys))
            if not isinstance(place[key], dict | list) or not place[key] or draw(st.booleans()):
                place[key] = draw(JSON)
                break
            place = place[key]
    return data


def ask_everything(store: Store) -> None:
    for view in FIXED:
        rows(store, view)
    [count_of(store, view) for view in FIXED]
    for number in store.timelines:
        messages_of(store, number)
    apply(store, Tick(), START + 60)


@settings(max_examples=400, deadline=None)
@given(steps=st.lists(st.tuples(NAMES, JSON | damaged()), min_size=1, max_size=6))
def test_no_event_can_raise(steps: list[tuple[str, object]]) -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", "Hello")
    for name, data in steps:
        apply(desk.store, read_event(name, data), START)
    ask_everything(desk.store)


def happenings(items: list[object]) -> list[Callable[[], Happening]]:
    """Return readers of the items as every kind of REST answer; each may refuse them."""
    page = {"payload": items, "meta": {}}
    readers: list[Callable[[], Happening]] = [
        lambda: ConversationsLoaded(read_payload(ConversationPage, page), ALL, complete=True),
        lambda: MessagesLoaded(1, read_payload(MessagePage, page), Reach.LATEST, exhausted=False),
        lambda: NotificationsLoaded(read_payload(NotificationPage, page)),
    ]
    return readers + [partial(_one_conversation, item) for item in items]


def _one_conversation(item: object) -> Happening:
    return ConversationLoaded(read_payload(ConversationPayload, item))


@settings(max_examples=300, deadline=None)
@given(items=st.lists(JSON | damaged(), max_size=4))
def test_no_answer_can_raise(items: list[object]) -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", "Hello")
    for read in happenings(items):
        try:
            happening = read()
        except WireError:
            continue
        apply(desk.store, happening, START)
    ask_everything(desk.store)
