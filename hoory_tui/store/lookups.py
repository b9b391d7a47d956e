"""Reducing what was looked up beside a thread; all of it can be looked up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from hoory_tui.store.dossiers import Dossier, Note, SharedFile, SharedFiles
from hoory_tui.store.fold import fold_attachment, fold_conversation, sender_name
from hoory_tui.store.records import amended
from hoory_tui.store.threads import put_conversation

if TYPE_CHECKING:
    from hoory_tui.store.beside import DossierLoaded, FilesLoaded, ParticipantsKnown
    from hoory_tui.store.changes import Changes
    from hoory_tui.store.state import Store
    from hoory_tui.wire.card import NotePayload, SharedFilePayload

_MOST: Final = 200
"""Contacts and conversations of which this much is held, those looked up last."""
V = TypeVar("V")


def take_dossier(store: Store, step: DossierLoaded, changes: Changes) -> None:
    """Take in what was told of a contact; the rest stays as it is."""
    held = store.dossiers.get(step.contact_id) or Dossier(step.contact_id)
    earlier = held.earlier
    if step.conversations is not None:
        earlier = tuple(fold_conversation(None, one) for one in step.conversations)
    dossier = Dossier(
        step.contact_id,
        tuple(step.labels) if step.labels is not None else held.labels,
        _notes(step.notes) if step.notes is not None else held.notes,
        earlier,
    )
    _keep(store.dossiers, step.contact_id, dossier)
    changes.contacts.add(step.contact_id)


def take_participants(store: Store, step: ParticipantsKnown, changes: Changes) -> None:
    """Take in who watches a conversation."""
    if store.participants.get(step.conversation_id) != step.agent_ids:
        changes.conversations.add(step.conversation_id)
    _keep(store.participants, step.conversation_id, step.agent_ids)
    conversation = store.conversations.get(step.conversation_id)
    is_watching = store.me_id in step.agent_ids
    if conversation is not None and conversation.participating != is_watching:
        put_conversation(store, amended(conversation, participating=is_watching), changes)


def take_files(store: Store, step: FilesLoaded, changes: Changes) -> None:
    """Take in the list of files of a conversation."""
    files = tuple(_file(one) for one in step.page.payload)
    total = step.page.meta.total_count
    known = SharedFiles(files, max(total or 0, len(files)))
    _keep(store.shared_files, step.conversation_id, known)
    changes.conversations.add(step.conversation_id)


def _keep(table: dict[int, V], key: int, value: V) -> None:
    table.pop(key, None)
    table[key] = value
    while len(table) > _MOST:
        del table[next(iter(table))]


def _notes(payloads: list[NotePayload]) -> tuple[Note, ...]:
    notes = [
        Note(
            one.id,
            one.content or "",
            (one.user.available_name or one.user.name or "") if one.user is not None else "",
            one.created_at,
        )
        for one in payloads
    ]
    return tuple(sorted(notes, key=lambda one: (one.created_at or 0.0, one.id), reverse=True))


def _file(payload: SharedFilePayload) -> SharedFile:
    return SharedFile(
        fold_attachment(payload),
        payload.message_id or 0,
        sender_name(payload.sender) if payload.sender is not None else "",
        payload.created_at,
    )
