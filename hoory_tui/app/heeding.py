"""What happens without our doing, and what of it is only read after a time without events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hoory_tui.app.resting import RestingApp
from hoory_tui.store.deeds import ChangeParticipants, SendTranscript, SetRead
from hoory_tui.store.happenings import (
    ConversationLoaded,
    ConversationsLoaded,
    Happening,
    MessagesLoaded,
    Proposed,
    SendStarted,
)

if TYPE_CHECKING:
    from hoory_tui.store.occurrences import Occurrence
    from hoory_tui.store.rules import OwnDeeds
    from hoory_tui.wire.conversation import ConversationPayload

_UNSEEN: Final = (SetRead, ChangeParticipants, SendTranscript)
"""Deeds of which no event tells the others."""


class HeedingApp(RestingApp):
    """An app that tells apart what others do and what came of its own deeds."""

    @cached_property
    def _own_deeds(self) -> OwnDeeds:
        from hoory_tui.store.rules import OwnDeeds

        return OwnDeeds()

    @property
    def _is_hearing(self) -> bool:
        """Whether anybody wants to know what happens."""
        return False

    def _miss_soon(self, what: Occurrence) -> None:
        """Take note of what came to be known late; the store does not have it yet."""

    def _is_ours(self, what: Occurrence) -> bool:
        return self._own_deeds.may_be(what, self._monotonic())

    def _take(self, steps: Sequence[Happening]) -> None:
        if self._is_hearing:
            self._note_deeds(steps)
            self._note_missed(steps)
        super()._take(steps)

    def _note_deeds(self, steps: Sequence[Happening]) -> None:
        for step in steps:
            match step:
                case Proposed(conversation_id=number, deed=deed) if not isinstance(deed, _UNSEEN):
                    self._own_deeds.note(number, self._monotonic())
                case SendStarted(pending=pending):
                    # An answer opens, assigns and wakes what it is given to.
                    self._own_deeds.note(pending.conversation_id, self._monotonic())

    def _note_missed(self, steps: Sequence[Happening]) -> None:
        if self._watch.gap(self._monotonic()) is None:
            return
        for step in steps:
            for what in self._missed_in(step):
                if not self._is_ours(what):
                    self._miss_soon(what)

    def _missed_in(self, step: Happening) -> Iterator[Occurrence]:
        from hoory_tui.store.occurrences import missed_messages, missed_of

        payloads: Sequence[ConversationPayload] = ()
        match step:
            case MessagesLoaded(conversation_id=number, page=page):
                held = self.store.conversations.get(number)
                if held is not None and (what := missed_messages(held, page.payload)):
                    yield what
            case ConversationLoaded(conversation=payload):
                payloads = [payload]
            case ConversationsLoaded(page=listed):
                payloads = listed.payload
        for payload in payloads:
            held = self.store.conversations.get(payload.id)
            begun_at = payload.created_at
            # It may only be unknown here: further down in a list, or let go of.
            is_known = held is not None or (begun_at or 0.0) >= self._lost_since()
            if is_known and (what := missed_of(held, payload, self.store.me_id)):
                yield what

    def _lost_since(self) -> float:
        return self._now() - (self._watch.gap(self._monotonic()) or 0.0)
