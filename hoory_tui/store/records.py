"""What the console holds: small frozen records, folded out of the payloads of the wire.

Records are replaced, never changed, so that "is it the same object" tells a drawing cache
whether anything is new. Times are unix seconds, None for never.

The four that every event makes anew are structs: one is made, compared and replaced in a tenth
of the time that a dataclass takes, and the garbage collector never looks at a hundred thousand
of them. `amended` replaces them as `dataclasses.replace` does the others.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from msgspec import Struct, field, structs

from hoory_tui.lazily import dataclass
from hoory_tui.store.enclosure import Enclosure
from hoory_tui.store.templates import Template
from hoory_tui.wire.clean import first_seen

amended = structs.replace
"""Return one of the structs with other values in some fields."""

GONE: Final = "gone"
"""The status of a conversation that the server no longer has while words of ours are left."""


class Kind(StrEnum):
    """Who or what wrote a message or is typing."""

    CONTACT = "contact"
    AGENT = "user"
    BOT = "agent_bot"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Sender:
    """The author of a message; shared between all messages of one author and name."""

    kind: Kind
    id: int
    name: str


class Contact(Struct, frozen=True, gc=False):
    """A customer; any text may be empty."""

    id: int
    name: str = ""
    email: str = ""
    phone_number: str = ""
    identifier: str = ""
    blocked: bool = False
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    last_activity_at: float | None = None
    created_at: float | None = None

    @property
    def label(self) -> str:
        """The best name to show; a blank name must still be something to point at."""
        seen = first_seen(self.name, self.email, self.phone_number)
        return seen or f"(no name) #{self.id}"


class Agent(Struct, frozen=True, gc=False):
    """A colleague or ourselves; `availability` is what REST last said, presence knows better."""

    id: int
    name: str = ""
    email: str = ""
    role: str = ""
    availability: str = "offline"

    @property
    def label(self) -> str:
        """The best name to show."""
        return first_seen(self.name, self.email) or f"#{self.id}"


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where conversations come in; `channel_type` is such as ``Channel::WebWidget``."""

    id: int
    name: str = ""
    channel_type: str = ""
    email: str = ""
    """The address of a mail inbox, and the one that its mails are forwarded to."""
    forward_to: str = ""
    medium: str = ""
    """Of a Twilio channel ``sms`` or ``whatsapp``."""
    templates: tuple[Template, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A group of agents that conversations are assigned to."""

    id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the account; conversations carry its title."""

    id: int
    title: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file, place or link of a message; `size` is in bytes, 0 when unknown."""

    id: int
    file_type: str = "file"
    url: str = ""
    extension: str = ""
    size: int = 0
    title: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Direction(StrEnum):
    """Which side of the thread a message belongs to; decided by its type, not its sender."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    ACTIVITY = "activity"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message that is a mail has besides its words; any part may be empty."""

    sender: str = ""
    to: str = ""
    cc: str = ""
    date: str = ""
    html: str = ""
    """The whole mail as its author laid it out; left out when it is large."""
    full: str = ""
    """The whole text, where the message's own content is but a part of it."""
    bcc: str = ""


class Message(Struct, frozen=True, gc=False):
    """One message of a conversation as the server knows it."""

    id: int
    conversation_id: int
    direction: Direction = Direction.INCOMING
    content: str = ""
    created_at: float = 0.0
    updated_at: float | None = None
    private: bool = False
    status: str = "sent"
    content_type: str = "text"
    sender: Sender | None = None
    attachments: tuple[Attachment, ...] = ()
    deleted: bool = False
    error: str = ""
    in_reply_to: int | None = None
    subject: str = ""
    mail: Mail | None = None
    choices: tuple[str, ...] = ()
    """The options of a form or select, and what was answered, as short texts."""
    answer: str = ""
    translations: tuple[tuple[str, str], ...] = ()
    """What it says in other languages: their codes and the words."""

    @property
    def place(self) -> tuple[float, int]:
        """The position in a timeline: seconds repeat, ids do not."""
        return (self.created_at, self.id)


@dataclass(frozen=True, slots=True)
class Sla:
    """The promise that a conversation is under; each limit is in seconds, None for no such one."""

    name: str = ""
    status: str = ""
    first_response: float | None = None
    next_response: float | None = None
    resolution: float | None = None


class Conversation(Struct, frozen=True, gc=False):
    """One conversation; `id` is the display id. People are ids into the store's tables."""

    id: int
    inbox_id: int = 0
    contact_id: int = 0
    channel: str = ""
    status: str = "open"
    priority: str = ""
    assignee_id: int | None = None
    assignee_name: str = ""
    team_id: int | None = None
    team_name: str = ""
    labels: tuple[str, ...] = ()
    unread_count: int = 0
    can_reply: bool = True
    muted: bool = False
    snoozed_until: float | None = None
    waiting_since: float | None = None
    last_activity_at: float = 0.0
    created_at: float | None = None
    updated_at: float | None = None
    agent_last_seen_at: float | None = None
    contact_last_seen_at: float | None = None
    last_message: Message | None = None
    subject: str = ""
    first_reply_at: float | None = None
    """When an agent first answered; None as long as nobody has."""
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    """What the channel told: browser, referer, language and such."""
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    sla: Sla | None = None
    mentions_me: bool = False
    """Whether a note in it names us; known of those that were asked for and of what was heard."""
    mention_unread: bool = False
    """Whether we have not turned to it since."""
    participating: bool = False
    """Whether we watch it; known like the mentions."""

    @property
    def spoken_at(self) -> float:
        """When somebody last said something here.

        The server's last activity also moves when a conversation is assigned or resolved;
        ordered by that, rows would jump away under the hand that acts on them.
        """
        return self.last_message.created_at if self.last_message else self.last_activity_at


@dataclass(frozen=True, slots=True)
class Notification:
    """Something we were told; `conversation_id` is the display id, None when unknown."""

    id: int
    kind: str = ""
    text: str = ""
    conversation_id: int | None = None
    created_at: float | None = None
    read_at: float | None = None
    message_id: int | None = None
    """The message that it is about, where it is about one."""
    snoozed_until: float | None = None


@dataclass(frozen=True, slots=True)
class Typist:
    """Somebody typing in a conversation until `expires_at`."""

    kind: Kind
    id: int
    name: str
    private: bool
    expires_at: float


class SendState(StrEnum):
    """How a message of ours is doing before the server has shown it to us."""

    QUEUED = "queued"
    """It surely has not arrived and will leave by itself, now or at `retry_at`."""
    HELD = "held"
    """It stands still for a moment, to be taken back; at `retry_at`, if that is told, it leaves."""
    SENDING = "sending"
    """The request is on its way."""
    CHECKING = "checking"
    """It may have arrived; the thread is read to find out, nothing is sent."""
    FAILED = "failed"
    """It surely did not arrive and will not leave by itself; the text is kept."""
    UNKNOWN = "unknown"
    """It may have arrived and reading did not tell: only the agent can decide."""


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that goes along with a message of ours, as it was when the agent attached it.

    `path` is where it lies, exact and not fit to be shown; `name` is what it is sent and shown
    as. `size` in bytes, `changed_at` in nanoseconds and `inode` tell whether it is still the
    same one.
    """

    path: str
    name: str
    size: int
    changed_at: int
    inode: int


@dataclass(frozen=True, slots=True)
class Pending:
    """A message of ours on its way; `after_id` is the newest message known when it left.

    `echo_id` is also the marker that goes along in the content attributes. Times are unix
    seconds: `left_at` when it was last handed to the network, `retry_at` when a queued one
    will be tried again, None for "as soon as it is its turn". `uploaded` counts the bytes of
    the files that left in the attempt that is being made. `enclosure` is what goes along
    besides them.
    """

    echo_id: str
    conversation_id: int
    content: str
    private: bool
    created_at: float
    after_id: int = 0
    state: SendState = SendState.QUEUED
    problem: str = ""
    left_at: float | None = None
    retry_at: float | None = None
    files: tuple[OutgoingFile, ...] = ()
    uploaded: int = 0
    enclosure: Enclosure | None = None


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A colleague who is in charge of a conversation since `at`, by our clock."""

    agent_id: int
    name: str
    at: float


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a colleague did in a conversation while we wrote: ``replied`` or ``took over``."""

    kind: str
    name: str
    at: float
