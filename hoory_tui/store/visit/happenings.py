"""All that can happen to a visitor's conversations; the reducer takes nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from hoory_tui.lazily import dataclass
from hoory_tui.store.happenings import SendDiscarded, SendMoved, SendProgressed, SendStarted
from hoory_tui.store.records import Contact
from hoory_tui.wire.events import Event
from hoory_tui.wire.link import LinkStatus
from hoory_tui.wire.visitor import PublicConversation, PublicMessage


@dataclass(frozen=True, slots=True)
class Introduced:
    """It is known who we are here, and how the inbox is called; None keeps its name."""

    me: Contact
    inbox_name: str | None = None


@dataclass(frozen=True, slots=True)
class TalksRead:
    """The server said which conversations we have; `asked` is the step of the question.

    `is_whole` tells that there are no others.
    """

    talks: Sequence[PublicConversation]
    asked: int
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class PageRead:
    """Messages of a conversation, oldest first: the latest, or those before an id."""

    conversation_id: int
    messages: Sequence[PublicMessage]
    asked: int
    before: int | None = None
    is_all: bool = False
    """Whether there is nothing older."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The server's own words for a message that we wrote, or that we answered."""

    conversation_id: int
    message: PublicMessage
    echo_id: str = ""


@dataclass(frozen=True, slots=True)
class Turned:
    """Another of our conversations is shown, or one that is still to begin."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class SendBegan:
    """The conversation that unsent words were written for has begun."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class Heard:
    """An event came in."""

    event: Event
    at: float


@dataclass(frozen=True, slots=True)
class LinkMoved:
    """The live link is doing differently."""

    link: LinkStatus


@dataclass(frozen=True, slots=True)
class TimePassed:
    """It is this moment now; who typed long ago types no more."""

    now: float


@dataclass(frozen=True, slots=True)
class Looked:
    """The server was told that we have seen a conversation to its end."""

    conversation_id: int
    at: float


Happening = (
    Introduced
    | TalksRead
    | PageRead
    | Answered
    | Turned
    | SendStarted
    | SendMoved
    | SendProgressed
    | SendDiscarded
    | SendBegan
    | Heard
    | LinkMoved
    | TimePassed
    | Looked
)
