"""Making items of what came live and of what was read: each version once, in one row."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.sdk.following.answers import CREATED, Missed, missed_message
from hoory_tui.sdk.following.items import DELETED, LINK, Source, Told
from hoory_tui.sdk.following.ledger import Ledger, Verdict
from hoory_tui.sdk.following.notes import note_of
from hoory_tui.sdk.following.writing import name_of, write_event
from hoory_tui.wire import events as cable
from hoory_tui.wire.link import LinkStatus

if TYPE_CHECKING:
    from hoory_tui.sdk.following.floors import Floors
    from hoory_tui.sdk.following.inbox import Inbox
    from hoory_tui.sdk.following.reading import Chunk

_NO_DOUBT: Final = float("inf")


class Teller:
    """Holds everything against the ledger and puts what is news into the row."""

    def __init__(
        self,
        account_id: int,
        ledger: Ledger,
        floors: Floors,
        put: Callable[[Told], Awaitable[None]],
        now: Callable[[], float],
        *,
        links: bool = False,
    ) -> None:
        self._account_id = account_id
        self._ledger = ledger
        self._floors = floors
        self._put = put
        self._now = now
        self._links = links
        self.doubtful: set[int] = set()
        """Conversations of which it is not sure that what was told last is true."""
        self._doubted_at = _NO_DOUBT
        self._unreadable = 0

    async def tell_link(self, link: LinkStatus) -> None:
        """Tell how the link is doing, where that was asked for."""
        if self._links:
            data = {"state": link.state.value, "cause": link.cause.value}
            await self._tell(LINK, Source.LIVE, link, data, None)

    async def tell_events(self, events: Iterable[cable.Event], at: float) -> None:
        """Tell live events, but what was told already; `at` is on our clock."""
        for event in events:
            name = name_of(event)
            verdict = self._judge(name, event)
            if verdict is Verdict.DOUBT and isinstance(event, cable.MessageEvent):
                self._doubt([event.message.conversation_id or 0], at)
            if verdict in (Verdict.DROP, Verdict.DOUBT):
                continue
            if verdict is Verdict.TELL_AS_CREATED and isinstance(event, cable.MessageEvent):
                name, event = CREATED, cable.MessageCreated(event.account_id, event.message)
            data = write_event(event)
            data.setdefault("account_id", self._account_id)
            await self._tell(name, Source.LIVE, event, data, _conversation_of(event))
            if isinstance(event, cable.ContactDeleted):
                # Their conversations are gone as well, of which nothing is said.
                self._doubt(self._ledger.conversations_of(event.contact.id), at)

    def _judge(self, name: str, event: cable.Event) -> Verdict:
        match event:
            case cable.MessageEvent():
                verdict = self._ledger.hear_message(name, event.message)
                if verdict in (Verdict.TELL, Verdict.TELL_AS_CREATED):
                    self._floors.tell(event.message.id, event.message.created_at)
                return verdict
            case cable.ConversationEvent():
                return self._ledger.hear_conversation(name, event.conversation)
            case cable.NotificationCreated():
                is_new = self._ledger.note_notification(event.notification.id)
                return Verdict.TELL if is_new else Verdict.DROP
            case cable.Malformed():
                self._unreadable += event.is_lost
                return Verdict.TELL if event.is_lost and event.name else Verdict.DROP
        return Verdict.TELL

    async def tell_missed(
        self,
        chunk: Chunk,
        inbox: Inbox,
        source: Source = Source.BACKFILL,
        *,
        rises: bool = False,
    ) -> None:
        """Tell what was read, but what waits in the inbox will tell by itself."""
        waiting = inbox.messages()
        for one in chunk.missed:
            missed = self._unless_waiting(one, waiting) if one.message is not None else one
            if missed is None or not self._note(missed):
                continue
            if rises and missed.message is not None:
                self._floors.rise_created(missed.place[0])
            await self._tell(missed.name, source, missed.event, missed.data, missed.conversation_id)
        for conversation in chunk.learned:
            self._ledger.note_conversation(conversation)
        for number, at in chunk.seen.items():
            self._ledger.note_seen(number, at)

    def _unless_waiting(self, missed: Missed, waiting: dict[int, Any]) -> Missed | None:
        """Return what is to be told now, so that the events that wait tell only what comes after.

        Which of an event and an answer is the later one, nobody knows. A message that is new is
        told as the first event has it, any other is left to its events.
        """
        assert missed.message is not None
        event = waiting.get(missed.message.id)
        if event is None:
            return missed
        if not missed.is_first or missed.conversation_id is None:
            return None
        return missed_message(
            event, missed.conversation_id, self._account_id, event.updated_at, is_new=True
        )

    def _note(self, missed: Missed) -> bool:
        """Note that something is told; tells whether it is to be."""
        number = missed.conversation_id
        if missed.message is not None and number is not None:
            at = missed.as_of
            self._ledger.note_message(number, missed.message, at=at, read=True)
            if missed.is_first:
                self._floors.tell(missed.message.id, missed.message.created_at)
        elif missed.conversation is not None:
            self._ledger.note_conversation(missed.conversation)
        elif missed.name == DELETED and number is not None:
            return self._ledger.forget(number)
        elif isinstance(missed.event, cable.NotificationEvent):
            return self._ledger.note_notification(missed.event.notification.id)
        return True

    async def _tell(
        self,
        name: str,
        source: Source,
        event: cable.Event | LinkStatus,
        data: dict[str, Any],
        conversation_id: int | None,
    ) -> None:
        told = Told(
            name,
            source,
            event,
            data,
            self._now(),
            self._floors.cursor,
            self._account_id,
            conversation_id,
            note_of(self._ledger, event, name, conversation_id),
        )
        await self._put(told)

    # What is to be read again

    def _doubt(self, conversation_ids: Iterable[int], at: float) -> None:
        self.doubtful.update(conversation_ids)
        self.doubtful.discard(0)
        if self.doubtful and self._doubted_at == _NO_DOUBT:
            self._doubted_at = at

    def is_doubt_due(self, before: float) -> bool:
        """Tell whether something is in doubt since a moment before this one."""
        return self._doubted_at <= before

    def take_doubtful(self) -> set[int]:
        """Return what is to be read again."""
        return set(self.doubtful)

    def settle(self, conversation_ids: set[int]) -> None:
        """Take it that these were read again."""
        self.doubtful -= conversation_ids
        self._doubted_at = _NO_DOUBT

    def take_unreadable(self) -> int:
        """Return how many events could not be read since it was last asked."""
        count, self._unreadable = self._unreadable, 0
        return count


def _conversation_of(event: cable.Event) -> int | None:
    match event:
        case cable.ConversationEvent():
            return event.conversation.id
        case cable.MessageEvent():
            return event.message.conversation_id
        case cable.TypingEvent():
            return event.conversation_id
        case cable.NotificationEvent():
            actor = event.notification.primary_actor
            return actor.id if actor is not None else None
    return None
