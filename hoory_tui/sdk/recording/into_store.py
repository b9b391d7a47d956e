"""A session as a store has it: the state of the console at the end, or at any second before."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any, Final

from hoory_tui.sdk.following.items import DELETED, LINK
from hoory_tui.sdk.recording.format import Entry, Header, Heard, Part
from hoory_tui.sdk.recording.lines import REACHES
from hoory_tui.sdk.recording.reader import Session
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ConversationGone,
    ConversationLoaded,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    LinkMoved,
    MessagesLoaded,
    NotificationsLoaded,
    Opened,
    ProfileLoaded,
    TeamsLoaded,
)
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.answers import MessagePage, NotificationPage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.desk import InboxPayload, LabelPayload, ProfilePayload
from hoory_tui.wire.events import Event, MessageEvent, read_event
from hoory_tui.wire.link import Cause, LinkState, LinkStatus
from hoory_tui.wire.payload import P, WireError, read_payload
from hoory_tui.wire.people import TeamPayload, UserPayload

PAGE: Final = 20
"""Messages on a page of a thread; a snapshot of fewer is of a whole thread."""


class StoreFeed:
    """Feeds entries into a store as the console would have been fed; `store` is what came of it.

    Every thread counts as opened, so that all its messages are kept.
    """

    def __init__(self, header: Header) -> None:
        self.store = Store(header.account_id)
        self.unreadable: list[str] = []
        """What was no data of its kind, by keys and never by values."""
        self._began_at = started_at(header)

    def take(self, entry: Entry) -> Event | None:
        """Take an entry in and return the event that it is, if it is one."""
        now = self._began_at + entry.at
        match entry:
            case Part():
                for happening in self._read_part(entry):
                    apply(self.store, happening, now)
            case Heard() if entry.event == LINK:
                apply(self.store, LinkMoved(link_of(entry)), now)
            case Heard() if entry.event == DELETED:
                if isinstance(number := entry.line.get("conversation_id"), int):
                    apply(self.store, ConversationGone(number), now)
            case Heard():
                event = read_event(entry.event, entry.line.get("data"))
                if isinstance(event, MessageEvent):
                    self._open(event.message.conversation_id, now)
                apply(self.store, event, now)
                return event
        return None

    def _open(self, conversation_id: int | None, now: float) -> None:
        if conversation_id is not None and conversation_id not in self.store.timelines:
            apply(self.store, Opened(conversation_id), now)

    def _read_part(self, part: Part) -> list[Happening]:
        try:
            return _happenings(part)
        except WireError as error:
            self.unreadable.append(f"{part.name}: {error}")
            return []


def replayed(session: Session, *, until: float = math.inf) -> Store:
    """Return the store that a session leaves behind, up to that second."""
    feed = StoreFeed(session.header)
    begin = session.begins_at
    for number, entry in enumerate(session.entries):
        if number < begin or entry.at <= until:
            feed.take(entry)
    return feed.store


def started_at(header: Header) -> float:
    """Return when the recording began in unix seconds, 0 where that cannot be read."""
    try:
        return datetime.fromisoformat(header.started_at).timestamp()
    except ValueError:
        return 0.0


def link_of(entry: Heard) -> LinkStatus:
    """Return the state of the link that a control line tells of."""
    data = entry.line.get("data")
    told = data if isinstance(data, dict) else {}
    try:
        return LinkStatus(LinkState(str(told.get("state"))), Cause(str(told.get("cause", ""))))
    except ValueError:
        return LinkStatus(LinkState.CONNECTING)


def _happenings(part: Part) -> list[Happening]:
    match part.name:
        case "profile":
            return [ProfileLoaded(read_payload(ProfilePayload, part.data))]
        case "inboxes":
            return [InboxesLoaded(_list(InboxPayload, part.data))]
        case "agents":
            return [AgentsLoaded(_list(UserPayload, part.data))]
        case "teams":
            return [TeamsLoaded(_list(TeamPayload, part.data))]
        case "labels":
            return [LabelsLoaded(_list(LabelPayload, part.data))]
        case "conversations":
            return [ConversationLoaded(one) for one in _list(ConversationPayload, part.data)]
        case name if name in REACHES and part.conversation_id is not None:
            page = read_payload(MessagePage, {"payload": part.data})
            is_all = len(page.payload) < PAGE
            return [MessagesLoaded(part.conversation_id, page, REACHES[name], is_all)]
        case "notifications":
            return [NotificationsLoaded(read_payload(NotificationPage, part.data))]
    return []


def _list(model: type[P], data: Any) -> list[P]:  # noqa: ANN401 (JSON, as it came)
    if not isinstance(data, list):
        raise WireError(f"no list of {model.__name__}")
    return [read_payload(model, one) for one in data]
