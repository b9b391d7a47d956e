"""What is kept about a contact and around a conversation, of those looked at last."""

from __future__ import annotations

from hoory_tui.lazily import dataclass
from hoory_tui.store.records import Attachment, Conversation


@dataclass(frozen=True, slots=True)
class Note:
    """A note that agents keep about a contact; `author` is empty when it is not known."""

    id: int
    content: str = ""
    author: str = ""
    created_at: float | None = None


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file of a conversation and the message that it came with."""

    attachment: Attachment
    message_id: int = 0
    sender: str = ""
    created_at: float | None = None


@dataclass(frozen=True, slots=True)
class SharedFiles:
    """The latest files of a conversation and how many there are in all."""

    files: tuple[SharedFile, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a contact besides its fields; None for what the server did not tell.

    `earlier` are conversations of the contact of any status, the latest first; they need not be
    in the store.
    """

    contact_id: int
    labels: tuple[str, ...] | None = None
    notes: tuple[Note, ...] | None = None
    earlier: tuple[Conversation, ...] | None = None
