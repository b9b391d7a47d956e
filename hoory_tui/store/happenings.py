"""What happens besides cable events: REST answers, our own deeds and the passing of time."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hoory_tui.lazily import dataclass
from hoory_tui.store.beside import Beside
from hoory_tui.store.deeds import Deed
from hoory_tui.store.records import Message, Pending, SendState
from hoory_tui.store.views import ALL, ListView

if TYPE_CHECKING:
    from hoory_tui.wire.answers import (
        ConversationCounts,
        ConversationPage,
        MessagePage,
        NotificationPage,
    )
    from hoory_tui.wire.conversation import ConversationPayload
    from hoory_tui.wire.desk import InboxPayload, LabelPayload, ProfilePayload
    from hoory_tui.wire.library import (
        AttributeDefinitionPayload,
        CannedResponsePayload,
        CustomFilterPayload,
        MacroPayload,
    )
    from hoory_tui.wire.link import LinkStatus
    from hoory_tui.wire.message import MessagePayload
    from hoory_tui.wire.people import ContactPayload, TeamPayload, UserPayload


@dataclass(frozen=True, slots=True)
class Asked:
    """When a question was put whose answer this is: what it tells is no older than that.

    `step` is `Store.steps` at the time of asking. `since` and `until` bound, on the server's
    clock in unix seconds, the moment of which the answer tells; None when that is not known.
    """

    step: int
    since: float | None = None
    until: float | None = None


class Reach(StrEnum):
    """Which part of a timeline a page of messages covers."""

    LATEST = "latest"
    OLDER = "older"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class ConversationsLoaded:
    """A page of the conversation list; `complete` tells that the whole view is known now."""

    page: ConversationPage
    view: ListView
    complete: bool
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class ListRead:
    """The list was read as far as it is read at the start: what it did not tell of is over.

    `kept` are rows that stay all the same until they have been looked up one by one.
    """

    kept: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CountsLoaded:
    """The server's numbers for a view, or for the tabs that it is one of."""

    counts: ConversationCounts
    view: ListView = ALL


@dataclass(frozen=True, slots=True)
class MentionSeen:
    """We turned to a conversation in which a note names us."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class ViewRead:
    """A view was read from its first page to its last, and this is all that is in it."""

    view: ListView
    seen: frozenset[int]
    asked: Asked


@dataclass(frozen=True, slots=True)
class ConversationLoaded:
    """One conversation as REST has it now."""

    conversation: ConversationPayload
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class ConversationGone:
    """The server no longer knows the conversation or hides it from us."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class WordsLeft:
    """There is a draft for a conversation that the server does not have: it needs a place."""

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
    asked: Asked | None = None


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
class SignatureTurned:
    """Replies in this kind of channel are signed from now on, or no longer."""

    channel_type: str
    on: bool


@dataclass(frozen=True, slots=True)
class LibraryLoaded:
    """Parts of what the account has prepared, each whole; None for one that was not read."""

    canned: list[CannedResponsePayload] | None = None
    macros: list[MacroPayload] | None = None
    folders: list[CustomFilterPayload] | None = None
    definitions: list[AttributeDefinitionPayload] | None = None


@dataclass(frozen=True, slots=True)
class ContactLoaded:
    """One contact as REST has it now."""

    contact: ContactPayload


@dataclass(frozen=True, slots=True)
class NotificationsLoaded:
    """The newest notifications and their counters."""

    page: NotificationPage
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class SendStarted:
    """A message of ours wants to leave, or is found on disk; it is shown before any answer."""

    pending: Pending


@dataclass(frozen=True, slots=True)
class SendSettled:
    """The server answered our send with the message it made."""

    echo_id: str
    message: MessagePayload


@dataclass(frozen=True, slots=True)
class SendMoved:
    """A message of ours is doing differently; it keeps its echo id and its place.

    `left_at` None keeps what is held; `retry_at` is taken as it is.
    """

    echo_id: str
    state: SendState
    problem: str = ""
    left_at: float | None = None
    retry_at: float | None = None


@dataclass(frozen=True, slots=True)
class SendProgressed:
    """So many bytes of the files of a message of ours have left; that is not delivery."""

    echo_id: str
    uploaded: int


@dataclass(frozen=True, slots=True)
class SendDiscarded:
    """A failed send is given up; its text and files went back to the composer."""

    echo_id: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """We do something to a conversation and show it at once, while the server is being asked.

    `number` tells the proposals of one conversation apart.
    """

    conversation_id: int
    deed: Deed
    number: int = 0


@dataclass(frozen=True, slots=True)
class ProposalTaken:
    """The server did what was proposed; `fields` are those that its answer told of."""

    conversation_id: int
    number: int = 0
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposalFailed:
    """The server refused, or was not asked after all: what it told last is shown again."""

    conversation_id: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class DeedsForgotten:
    """The deeds done to these conversations are remembered no longer, nor watched."""

    conversation_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class MessageProposed:
    """We change fields of a message and show it at once, while the server is being asked."""

    conversation_id: int
    message_id: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MessageProposalFailed:
    """The server refused: fields of the message that still hold our value get the old one back."""

    conversation_id: int
    message_id: int
    fields: dict[str, Any]
    before: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MessageAnswered:
    """One message as REST has it now."""

    conversation_id: int
    message: MessagePayload
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class LinkMoved:
    """The live link is doing differently."""

    link: LinkStatus


@dataclass(frozen=True, slots=True)
class EventsMissed:
    """There was a time without events: every held timeline has to be read again when shown.

    After a long one (`afresh`) what is held of the threads is not worth mending: it is dropped.
    """

    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Memory is needed: these threads and rows are let go of, for they can be asked for again.

    `table` names one of those that else would grow for ever, to be looked at. What is being
    fetched, has a thread or words of ours in it stays, whatever is named here.
    """

    threads: frozenset[int] = frozenset()
    conversations: frozenset[int] = frozenset()
    table: str = ""


@dataclass(frozen=True, slots=True)
class ThreadRecalled:
    """The end of a thread as it was when it was let go of; `has_older` tells of more before it."""

    conversation_id: int
    messages: tuple[Message, ...]
    has_older: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed; whatever expires does."""


Happening = (
    ConversationsLoaded
    | ListRead
    | CountsLoaded
    | ViewRead
    | MentionSeen
    | ConversationLoaded
    | ConversationGone
    | WordsLeft
    | Opened
    | MessagesLoaded
    | ProfileLoaded
    | InboxesLoaded
    | AgentsLoaded
    | TeamsLoaded
    | LabelsLoaded
    | SignatureTurned
    | LibraryLoaded
    | ContactLoaded
    | NotificationsLoaded
    | Beside
    | SendStarted
    | SendSettled
    | SendMoved
    | SendProgressed
    | SendDiscarded
    | Proposed
    | ProposalTaken
    | ProposalFailed
    | DeedsForgotten
    | MessageProposed
    | MessageProposalFailed
    | MessageAnswered
    | LinkMoved
    | EventsMissed
    | Trimmed
    | ThreadRecalled
    | Tick
)
