"""What happens besides cable events: REST answers, our own deeds and the passing of time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hoory_tui.store.records import Pending
from hoory_tui.wire.answers import (
    ConversationCounts,
    ConversationPage,
    MessagePage,
    NotificationPage,
)
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.desk import InboxPayload, LabelPayload, ProfilePayload
from hoory_tui.wire.link import LinkStatus
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.people import ContactPayload, TeamPayload, UserPayload


class Reach(StrEnum):
    """Which part of a timeline a page of messages covers."""

    LATEST = "latest"
    OLDER = "older"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class ConversationsLoaded:
    """A page of the conversation list; `complete` tells that the whole view is known now."""

    page: ConversationPage
    view: str
    complete: bool


@dataclass(frozen=True, slots=True)
class CountsLoaded:
    """The server's numbers for the tabs."""

    counts: ConversationCounts


@dataclass(frozen=True, slots=True)
class ConversationLoaded:
    """One conversation as REST has it now."""

    conversation: ConversationPayload


@dataclass(frozen=True, slots=True)
class ConversationGone:
    """The server no longer knows the conversation or hides it from us."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A thread is about to be shown: from now on its messages are kept."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class MessagesLoaded:
    """A page of messages; `exhausted` tells that nothing older (or newer) is left."""

    conversation_id: int
    page: MessagePage
    reach: Reach
    exhausted: bool


@dataclass(frozen=True, slots=True)
class ProfileLoaded:
    """Who we are."""

    profile: ProfilePayload


@dataclass(frozen=True, slots=True)
class InboxesLoaded:
    """All inboxes we may see."""

    inboxes: list[InboxPayload]


@dataclass(frozen=True, slots=True)
class AgentsLoaded:
    """All agents of the account."""

    agents: list[UserPayload]


@dataclass(frozen=True, slots=True)
class TeamsLoaded:
    """All teams of the account."""

    teams: list[TeamPayload]


@dataclass(frozen=True, slots=True)
class LabelsLoaded:
    """All labels of the account."""

    labels: list[LabelPayload]


@dataclass(frozen=True, slots=True)
class ContactLoaded:
    """One contact as REST has it now."""

    contact: ContactPayload


@dataclass(frozen=True, slots=True)
class NotificationsLoaded:
    """The newest notifications and their counters."""

    page: NotificationPage


@dataclass(frozen=True, slots=True)
class SendStarted:
    """A message of ours leaves; it is shown before any answer."""

    pending: Pending


@dataclass(frozen=True, slots=True)
class SendSettled:
    """The server answered our send with the message it made."""

    echo_id: str
    message: MessagePayload


@dataclass(frozen=True, slots=True)
class SendFailed:
    """Our send was not answered as it should; `may_have_arrived` forbids a blind repeat."""

    echo_id: str
    problem: str
    may_have_arrived: bool


@dataclass(frozen=True, slots=True)
class SendRetried:
    """A failed send leaves again, under the same echo id and in the same place."""

    echo_id: str


@dataclass(frozen=True, slots=True)
class SendDiscarded:
    """A failed send is given up; its text went back to the composer."""

    echo_id: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """We change conversation fields and show it at once, while the server is being asked."""

    conversation_id: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProposalFailed:
    """The server refused: fields that still hold our value get the old one back."""

    conversation_id: int
    fields: dict[str, Any]
    before: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinkMoved:
    """The live link is doing differently."""

    link: LinkStatus


@dataclass(frozen=True, slots=True)
class EventsMissed:
    """There was a time without events: every held timeline has to be read again when shown."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed; whatever expires does."""


Happening = (
    ConversationsLoaded
    | CountsLoaded
    | ConversationLoaded
    | ConversationGone
    | Opened
    | MessagesLoaded
    | ProfileLoaded
    | InboxesLoaded
    | AgentsLoaded
    | TeamsLoaded
    | LabelsLoaded
    | ContactLoaded
    | NotificationsLoaded
    | SendStarted
    | SendSettled
    | SendFailed
    | SendRetried
    | SendDiscarded
    | Proposed
    | ProposalFailed
    | LinkMoved
    | EventsMissed
    | Tick
)
