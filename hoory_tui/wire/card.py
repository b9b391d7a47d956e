"""What is kept about a contact besides its own fields: notes, and the files of a conversation."""

from __future__ import annotations

from pydantic import Field

from hoory_tui.wire.message import AttachmentPayload
from hoory_tui.wire.payload import Body, Count, Id, Line, Moment, Payload
from hoory_tui.wire.people import SenderPayload, UserPayload


class NotePayload(Payload):
    """A note about a contact; who wrote it may be gone."""

    id: Id
    content: Body | None = None
    user: UserPayload | None = None
    created_at: Moment = None


class TitlesPayload(Payload):
    """The titles of the labels that a contact carries."""

    payload: list[Line] = Field(default_factory=list)


class SharedFilePayload(AttachmentPayload):
    """A file of a conversation, with when and by whom it was sent."""

    message_id: Id | None = None
    created_at: Moment = None
    sender: SenderPayload | None = None


class SharedFilesMeta(Payload):
    """How many files there are in all; servers before 4.14 do not say."""

    total_count: Count | None = None


class SharedFilesPage(Payload):
    """Up to 100 files, newest first."""

    meta: SharedFilesMeta = Field(default_factory=SharedFilesMeta)
    payload: list[SharedFilePayload] = Field(default_factory=list)
