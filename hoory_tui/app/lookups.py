"""Looking up what is kept about a contact, and changing it: coroutines that tell what they got."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from hoory_tui.client.errors import HooryError, NotFound
from hoory_tui.store.beside import DossierLoaded, FilesLoaded, ParticipantsKnown
from hoory_tui.store.happenings import ContactLoaded, Happening
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.app.sync import Complain, Tell
    from hoory_tui.client.agent_api import AgentApi

T = TypeVar("T")


class Lookups:
    """Questions about one contact and one conversation; none of them touches the store."""

    def __init__(self, api: AgentApi, tell: Tell, complain: Complain) -> None:
        self._api = api
        self._tell = tell
        self._complain = complain

    async def look_up(self, contact_id: int, conversation_id: int, *, whole: bool) -> None:
        """Ask for everything at once and tell what could be read; panels complain of nothing."""
        api = self._api
        contact, labels, notes, talks, watching, files = await asyncio.gather(
            _maybe(lambda: api.contact(contact_id), wanted=whole),
            _maybe(lambda: api.contact_labels(contact_id)),
            _maybe(lambda: api.notes(contact_id)),
            _maybe(lambda: api.contact_conversations(contact_id)),
            _maybe(lambda: api.participants(conversation_id)),
            _maybe(lambda: api.shared_files(conversation_id), wanted=whole),
        )
        steps: list[Happening] = [DossierLoaded(contact_id, labels, notes, talks)]
        if contact is not None:
            steps.append(ContactLoaded(contact))
        if watching is not None:
            ids = tuple(one.id for one in watching)
            steps.append(ParticipantsKnown(conversation_id, ids))
        if files is not None:
            steps.append(FilesLoaded(conversation_id, files))
        self._tell(steps)

    async def participants(self, conversation_id: int) -> tuple[int, ...] | None:
        """Return who watches a conversation now; None, told why, when that cannot be known."""
        try:
            watching = await self._api.participants(conversation_id)
        except HooryError as error:
            self._complain(
                said(
                    "Who watches #{number} is not known: {problem}",
                    number=conversation_id,
                    problem=error.sentence,
                )
            )
            return None
        return tuple(one.id for one in watching)

    # Changing

    async def change(self, contact_id: int, fields: dict[str, Any], what: str) -> None:
        """Change fields; what the server refuses is told in its words and stays as it was."""
        await self._try(
            said("The {what} is unchanged", what=what),
            self._api.change_contact(contact_id, fields),
            lambda contact: [ContactLoaded(contact)],
        )

    async def relabel(self, contact_id: int, add: Sequence[str], remove: Sequence[str]) -> None:
        """Put labels on and take some off, by what the server has now."""

        async def relabel() -> list[str]:
            held = await self._api.contact_labels(contact_id)
            kept = [one for one in held if one not in remove]
            wanted = [*kept, *(one for one in add if one not in kept)]
            return await self._api.set_contact_labels(contact_id, wanted)

        await self._try(
            said("The contact's labels are unchanged"),
            relabel(),
            lambda titles: [DossierLoaded(contact_id, labels=titles)],
        )

    async def add_note(self, contact_id: int, content: str) -> bool:
        """Write a note and read all of them again; tell whether the server has it."""

        job = self._api.add_note(contact_id, content)
        is_kept = await self._try(said("The note was not kept"), job, lambda _: [])
        if is_kept:
            await self._read_notes(contact_id, said("The note is kept, but the list here is old"))
        return is_kept

    async def delete_note(self, contact_id: int, note_id: int) -> None:
        """Delete a note and read what is left."""

        async def delete() -> None:
            # Somebody else may have been faster.
            with contextlib.suppress(NotFound):
                await self._api.delete_note(contact_id, note_id)

        if await self._try(said("The note is still there"), delete(), lambda _: []):
            await self._read_notes(
                contact_id, said("The note is deleted, but the list here is old")
            )

    async def _read_notes(self, contact_id: int, otherwise: str) -> None:
        await self._try(
            otherwise,
            self._api.notes(contact_id),
            lambda notes: [DossierLoaded(contact_id, notes=notes)],
        )

    async def _try(
        self, kept: str, job: Awaitable[T], told: Callable[[T], Iterable[Happening]]
    ) -> bool:
        try:
            answer = await job
        except HooryError as error:
            self._complain(f"{kept}: {error.sentence}")
            return False
        self._tell(told(answer))
        return True


async def _maybe(ask: Callable[[], Awaitable[T]], *, wanted: bool = True) -> T | None:
    """Return an answer, None for what was not asked, is not there or may not be known."""
    if not wanted:
        return None
    try:
        return await ask()
    except HooryError:
        # What matters of a server in trouble is told by the list and the thread.
        return None
