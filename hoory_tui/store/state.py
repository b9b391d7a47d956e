"""The tables of the store: everything by id, nothing twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import field

from hoory_tui.lazily import dataclass
from hoory_tui.store.ages import Age, ConversationAge
from hoory_tui.store.dossiers import Dossier, SharedFiles
from hoory_tui.store.library import Library
from hoory_tui.store.records import (
    Agent,
    Contact,
    Conversation,
    Inbox,
    Label,
    Notification,
    Pending,
    Sender,
    TakenOver,
    Team,
    Typist,
)
from hoory_tui.store.rosters import Rosters
from hoory_tui.store.signing import Signing
from hoory_tui.store.timeline import Timeline
from hoory_tui.store.traces import Trace, Wishes
from hoory_tui.store.views import ListView
from hoory_tui.wire.link import LinkState, LinkStatus


@dataclass(slots=True)
class Match:
    """The send that a message came from: by its sign for certain, or by its words."""

    pending: Pending
    is_certain: bool


@dataclass(slots=True)
class Store:
    """All that is known of one account; only the reducer writes to it."""

    account_id: int
    me_id: int = 0
    conversations: dict[int, Conversation] = field(default_factory=dict)
    rosters: Rosters = field(default_factory=Rosters, repr=False, compare=False)
    """Their orders and counts; whatever puts a conversation in or takes one out tells them."""
    timelines: dict[int, Timeline] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    agents: dict[int, Agent] = field(default_factory=dict)
    inboxes: dict[int, Inbox] = field(default_factory=dict)
    teams: dict[int, Team] = field(default_factory=dict)
    labels: dict[int, Label] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    signing: Signing = field(default_factory=Signing)
    dossiers: dict[int, Dossier] = field(default_factory=dict)
    """By contact, what is kept about them; only of those looked at last."""
    participants: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """By conversation, the agents who watch it, where that was asked."""
    shared_files: dict[int, SharedFiles] = field(default_factory=dict)
    availability: str = ""
    """What we chose to be in this account: online, busy or offline."""
    auto_offline: bool | None = None
    """Whether we are offline whenever nothing of ours is connected; None when not told."""
    observing: bool = False
    """Whether we stay unseen, which leaves us without snapshots of who is present."""
    notifications: dict[int, Notification] = field(default_factory=dict)
    unread_notifications: int = 0
    outbox: dict[str, Pending] = field(default_factory=dict)
    """By echo id, in the order in which they were sent."""
    matches: dict[int, Match] = field(default_factory=dict)
    """By message id, the send of ours that it came from."""
    foreign_sends: set[int] = field(default_factory=set)
    """Messages that carried the sign of another client's send, so that none of ours is theirs."""
    typing: dict[int, dict[tuple[str, int], Typist]] = field(default_factory=dict)
    users_present: dict[int, str] = field(default_factory=dict)
    """Agent id to availability, as of the last snapshot."""
    contacts_present: frozenset[int] = frozenset()
    presence_known: bool = False
    counts: dict[ListView, int] = field(default_factory=dict)
    """By view in the usual order, the server's last number of what it holds."""
    complete_views: set[ListView] = field(default_factory=set)
    """Views, in the usual order, of which every conversation is held."""
    link: LinkStatus = field(default_factory=lambda: LinkStatus(LinkState.CONNECTING))
    cache_keys: dict[str, str] = field(default_factory=dict)
    unknown_events: Counter[str] = field(default_factory=Counter)
    malformed_events: Counter[str] = field(default_factory=Counter)
    steps: int = 0
    """Counts the steps that were applied, so that a question can be dated against events."""
    ages: dict[int, ConversationAge] = field(default_factory=dict)
    """By conversation; also of one that messages were heard of before itself."""
    message_ages: dict[int, dict[int, Age]] = field(default_factory=dict)
    """By conversation and message; see Age for how long they are kept."""
    fetching: set[int] = field(default_factory=set)
    """Unknown conversations that were asked for and have not been answered yet."""
    gone: dict[int, int] = field(default_factory=dict)
    """Conversations that the server did not have, and the step at which it said so."""
    notified: dict[int, int] = field(default_factory=dict)
    """Notifications that events told of, deleted ones included, and at which step."""
    counted_notifications: int = 0
    """The step at which an event last told how many notifications are unread."""
    notifications_read: int = 0
    """The step at which a page of them was last taken."""
    notifications_since: float = 0.0
    """By the server's clock, up to when their last answer knows of all."""
    server_at: float = 0.0
    """By the server's clock, a moment that is surely past."""
    taken_over: dict[int, TakenOver] = field(default_factory=dict)
    """By conversation, the colleague who was put in charge while we knew of somebody else."""
    handed_over: dict[int, int] = field(default_factory=dict)
    """By conversation, the agent whom we ourselves put in charge."""
    wishes: dict[int, Wishes] = field(default_factory=dict)
    """By conversation, our deeds that are shown before the server has agreed."""
    traces: dict[int, Trace] = field(default_factory=dict)
    """By conversation that deeds of ours are remembered of, who changed it since."""
    senders: dict[tuple[str, int, str], Sender] = field(default_factory=dict)
    """One object per author and name, shared by all their messages."""
    as_of: float | None = None
    """The unix seconds of the list of last time, as long as rows of it are shown."""
    unconfirmed: set[int] = field(default_factory=set)
    """Conversations known from last time alone: shown, and never the reason for anything."""
    unconfirmed_contacts: set[int] = field(default_factory=set)
    """The same of contacts."""
    trimmed: int = 0
    """The step at which rows or threads were last let go of, with what was known of their age."""

    def age_of(self, conversation_id: int) -> ConversationAge:
        """Return the age of a row, which begins with the first telling of it."""
        age = self.ages.get(conversation_id)
        if age is None:
            age = self.ages[conversation_id] = ConversationAge()
        return age
