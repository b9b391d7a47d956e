"""The tables of the store: everything by id, nothing twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from hoory_tui.store.records import (
    Agent,
    Contact,
    Conversation,
    Inbox,
    Label,
    Notification,
    Pending,
    Sender,
    Team,
    Typist,
)
from hoory_tui.store.timeline import Timeline
from hoory_tui.wire.answers import ConversationCounts
from hoory_tui.wire.link import LinkState, LinkStatus


@dataclass(slots=True)
class Store:
    """All that is known of one account; only the reducer writes to it."""

    account_id: int
    me_id: int = 0
    conversations: dict[int, Conversation] = field(default_factory=dict)
    timelines: dict[int, Timeline] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    agents: dict[int, Agent] = field(default_factory=dict)
    inboxes: dict[int, Inbox] = field(default_factory=dict)
    teams: dict[int, Team] = field(default_factory=dict)
    labels: dict[int, Label] = field(default_factory=dict)
    notifications: dict[int, Notification] = field(default_factory=dict)
    unread_notifications: int = 0
    outbox: dict[str, Pending] = field(default_factory=dict)
    """By echo id, in the order in which they were sent."""
    guessed_echoes: set[str] = field(default_factory=set)
    """Echo ids of sends that were settled by a message that looked like theirs."""
    typing: dict[int, dict[tuple[str, int], Typist]] = field(default_factory=dict)
    users_present: dict[int, str] = field(default_factory=dict)
    """Agent id to availability, as of the last snapshot."""
    contacts_present: frozenset[int] = frozenset()
    presence_known: bool = False
    counts: ConversationCounts = field(default_factory=ConversationCounts)
    complete_views: set[str] = field(default_factory=set)
    link: LinkStatus = field(default_factory=lambda: LinkStatus(LinkState.CONNECTING))
    cache_keys: dict[str, str] = field(default_factory=dict)
    unknown_events: Counter[str] = field(default_factory=Counter)
    malformed_events: Counter[str] = field(default_factory=Counter)
    heard_at: dict[int, float] = field(default_factory=dict)
    """When each conversation last had an event that carries no time of change."""
    senders: dict[tuple[str, int, str], Sender] = field(default_factory=dict)
    """One object per author and name, shared by all their messages."""
