"""Sending as a contact: once, in order, and looked for in the thread when no clear answer came."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hoory_tui.client.errors import HooryError, NotFound
from hoory_tui.client.upload import Progress, Spoiled
from hoory_tui.sdk.inbox.errors import ConversationGone, Sent, UnclearSend
from hoory_tui.sdk.inbox.facts import public_of
from hoory_tui.sdk.inbox.memory import Memory
from hoory_tui.sdk.inbox.seat import Seat
from hoory_tui.uploads.aside import aside
from hoory_tui.uploads.errors import UnsendableError
from hoory_tui.uploads.opening import OpenFile, close_all, examine, open_all
from hoory_tui.wire.clean import clean
from hoory_tui.wire.message import INCOMING, MessagePayload
from hoory_tui.wire.visitor import PublicMessage

PATIENCE: Final = 15.0
"""Seconds for which a message without a clear answer is looked for."""
_LOOKS: Final = (0.03, 0.1, 0.3, 1.0)
"""When it is looked for, in parts of those seconds."""


class Sender:
    """Sends a contact's messages one after the other."""

    def __init__(self, seat: Seat, memory: Memory) -> None:
        self._seat = seat
        self._memory = memory
        self._turn = asyncio.Lock()
        self._awaited: dict[str, asyncio.Future[PublicMessage]] = {}
        self._claimed: set[int] = set()
        """Messages that are known to be somebody's, so that equal words are not taken for them."""

    def hear(self, message: MessagePayload) -> None:
        """Take note of a message that the cable told of."""
        awaited = self._awaited.get(message.echo_id or "")
        if awaited is not None and not awaited.done():
            awaited.set_result(public_of(message))

    async def send(
        self,
        conversation_id: int,
        content: str,
        files: Sequence[str | Path],
        echo_id: str | None,
        progress: Progress | None,
        patience: float,
    ) -> PublicMessage:
        """Send one and return it as stored; see `InboxService.create_message`."""
        async with self._turn:
            opened = await _opened(files)
            try:
                sent = Sent(
                    conversation_id,
                    content,
                    tuple(sorted(file.size for file in opened)),
                    echo_id or str(uuid.uuid4()),
                    self._memory.newest(conversation_id),
                )
                message = await self._leave(sent, opened, progress, patience)
            finally:
                close_all(opened)
            self._claimed.add(message.id)
            return message

    async def _leave(
        self, sent: Sent, files: Sequence[OpenFile], progress: Progress | None, patience: float
    ) -> PublicMessage:
        told = self._awaited[sent.echo_id] = asyncio.get_running_loop().create_future()
        try:
            return await self._post(sent, files, progress)
        except HooryError as error:
            if not error.may_have_arrived:
                raise
            found = await self._look_for(sent, told, patience)
            if found is None:
                raise UnclearSend(sent, error, patience) from None
            return found
        finally:
            del self._awaited[sent.echo_id]

    async def _post(
        self, sent: Sent, files: Sequence[OpenFile], progress: Progress | None
    ) -> PublicMessage:
        try:
            return await self._seat.api.create_message(
                self._seat.source_id,
                sent.conversation_id,
                sent.content,
                echo_id=sent.echo_id,
                files=files,
                progress=progress,
            )
        except NotFound:
            raise ConversationGone(sent.conversation_id) from None

    async def _look_for(
        self, sent: Sent, told: asyncio.Future[PublicMessage], patience: float
    ) -> PublicMessage | None:
        waited = 0.0
        for part in _LOOKS:
            pause, waited = part * patience - waited, part * patience
            done, _ = await asyncio.wait({told}, timeout=pause)
            if done:
                return told.result()
            try:
                found = await self.find(sent)
            except HooryError:
                continue
            if found is not None:
                return found
        return None

    async def find(self, sent: Sent) -> PublicMessage | None:
        """Return the message of the thread that can only be this one, None for none.

        Raises HooryError.
        """
        before: int | None = None
        newer: list[PublicMessage] = []
        while before is None or before > sent.after_id:
            page = await self._seat.api.messages(
                self._seat.source_id, sent.conversation_id, before=before
            )
            page = [one for one in page if before is None or one.id < before]
            if not page:
                break
            newer = page + newer
            before = min(one.id for one in page)
        for message in newer:
            if message.id > sent.after_id and self._is(message, sent):
                return message
        return None

    def _is(self, message: PublicMessage, sent: Sent) -> bool:
        if message.message_type != INCOMING or message.id in self._claimed:
            return False
        sizes = tuple(sorted(file.file_size or 0 for file in message.attachments or ()))
        words = clean(sent.content).strip()
        return (message.content or "").strip() == words and sizes == sent.file_sizes


async def _opened(paths: Sequence[str | Path]) -> list[OpenFile]:
    """Open the files to be sent, all or none; raises Spoiled, saying why."""
    if not paths:
        return []
    try:
        return await aside(lambda: open_all([examine(str(path)) for path in paths]))
    except UnsendableError as error:
        raise Spoiled(error.sentence) from None
