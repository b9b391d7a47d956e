"""What happens beside the threads: what was looked up, what we were told, who sees us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hoory_tui.lazily import dataclass
from hoory_tui.store.records import Notification

if TYPE_CHECKING:
    from hoory_tui.wire.answers import NotificationPage
    from hoory_tui.wire.card import NotePayload, SharedFilesPage
    from hoory_tui.wire.conversation import ConversationPayload


@dataclass(frozen=True, slots=True)
class DossierLoaded:
    """What is kept about a contact besides its fields; None for a part that was not told."""

    contact_id: int
    labels: list[str] | None = None
    notes: list[NotePayload] | None = None
    conversations: list[ConversationPayload] | None = None


@dataclass(frozen=True, slots=True)
class ParticipantsKnown:
    """Who watches a conversation."""

    conversation_id: int
    agent_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FilesLoaded:
    """The files of a conversation, the latest first."""

    conversation_id: int
    page: SharedFilesPage


@dataclass(frozen=True, slots=True)
class NotificationsPaged:
    """Another page of notifications, read ones too; what it leaves out stays."""

    page: NotificationPage


@dataclass(frozen=True, slots=True)
class NotificationMarked:
    """One notification is read, unread, snoozed or gone, as we asked or as it was before."""

    notification_id: int
    becomes: Notification | None


@dataclass(frozen=True, slots=True)
class AllNotificationsRead:
    """We have read all of them at `at` (unix seconds); no event tells of that."""

    at: float


@dataclass(frozen=True, slots=True)
class Observing:
    """Whether we stay unseen: nobody then tells us who is present, so snapshots count no more."""

    on: bool


Beside = (
    DossierLoaded
    | ParticipantsKnown
    | FilesLoaded
    | NotificationsPaged
    | NotificationMarked
    | AllNotificationsRead
    | Observing
)
