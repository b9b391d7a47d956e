"""Scenes visitors play: writing again, hesitating, looking, coming, going, answering."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from itertools import islice

from .company import Cast
from .engine import Engine
from .files import content_type_of, file_type_of
from .message_actions import Draft
from .pace import Pace
from .records import Attachment, Contact, Conversation, Message, MessageType
from .small_talk import Answer, SmallTalk

FIRST_PATIENCE = 4
RECENT = 60
HERE_AT_FIRST = 14


class Visitors:
    """The contacts of recent conversations, acting through the same actions as the REST API."""

    def __init__(
        self,
        engine: Engine,
        cast: Cast,
        rng: random.Random,
        pace: Pace,
        sleep: Callable[[float], Awaitable[None]],
        talk: SmallTalk,
        busy: set[int],
    ) -> None:
        self._engine = engine
        self._cast = cast
        self._rng = rng
        self._pace = pace
        self._sleep = sleep
        self._talk = talk
        self._busy = busy
        self._patience: dict[int, int] = {}

    def arrive(self) -> None:
        """Let the contacts of the latest open conversations be here at the start."""
        for conversation in self._recent("open")[:HERE_AT_FIRST]:
            self._engine.presence.keep_contact(conversation.contact_id, here=True)

    def _recent(self, status: str) -> list[Conversation]:
        """Return the latest conversations of a status without looking at all of them."""
        newest = islice(reversed(self._engine.world.conversations.values()), 4 * RECENT)
        found = [one for one in newest if one.status == status and one.id not in self._busy]
        found.sort(key=lambda one: one.last_activity_at, reverse=True)
        return found[:RECENT]

    def _pick(self, found: list[Conversation]) -> tuple[Conversation, Contact] | None:
        """Return one of the conversations, sooner a recent one, whose contact may speak."""
        contacts = self._engine.world.contacts
        free = [one for one in found if not contacts[one.contact_id].blocked]
        if not free:
            return None
        place = min(int(self._rng.expovariate(1 / 8)), len(free) - 1)
        return free[place], contacts[free[place].contact_id]

    @contextmanager
    def _alone(self, conversation: Conversation) -> Iterator[None]:
        self._busy.add(conversation.id)
        try:
            yield
        finally:
            self._busy.discard(conversation.id)

    async def _pause(self, span: tuple[float, float]) -> None:
        await self._sleep(self._pace.draw(self._rng, span))

    async def _type(self, conversation: Conversation, contact: Contact) -> None:
        self._engine.presence.keep_contact(contact.id, here=True)
        self._engine.conversations.typing(conversation, contact, on=True)
        await self._pause(self._pace.typing)

    async def _write(self, conversation: Conversation, contact: Contact, answer: Answer) -> None:
        await self._type(conversation, contact)
        files = [_sample(answer.file)] if answer.file else []
        self._engine.conversations.typing(conversation, contact, on=False)
        draft = Draft(answer.text, files=files)
        self._engine.messages.contact_writes(contact, conversation, draft)

    # -- scenes -------------------------------------------------------------------------------

    async def follow_up(self) -> None:
        """Somebody who waits for an answer adds a line."""
        waiting = [one for one in self._recent("open") if one.waiting_since is not None]
        picked = self._pick(waiting)
        if picked is None:
            return
        conversation, contact = picked
        with self._alone(conversation):
            text = self._talk.follow_up(contact.language)
            await self._write(conversation, contact, Answer(text))

    async def hesitate(self) -> None:
        """Somebody types and thinks better of it."""
        picked = self._pick(self._recent("open"))
        if picked is None:
            return
        conversation, contact = picked
        with self._alone(conversation):
            await self._type(conversation, contact)
            self._engine.conversations.typing(conversation, contact, on=False)

    async def look(self) -> None:
        """Somebody reads what was written to them."""
        unread = [one for one in self._recent("open") if _has_unread_tick(one)]
        picked = self._pick(unread)
        if picked is not None:
            self._engine.presence.keep_contact(picked[1].id, here=True)
            self._engine.conversations.contact_reads(picked[0])

    async def come_or_go(self) -> None:
        """Somebody comes back, or leaves."""
        picked = self._pick(self._recent("open"))
        if picked is not None:
            contact = picked[1]
            here = self._engine.presence.contact_is_here(contact.id)
            self._engine.presence.keep_contact(contact.id, here=not here)

    async def new_face(self) -> None:
        """Somebody new writes."""
        opener = self._talk.opener()
        engine = self._engine
        inbox = self._cast.inboxes[opener["inbox"]]
        if engine.world.contact_by("email", opener["email"]) is not None:
            return
        contact = engine.contacts.create({"name": opener["name"], "email": opener["email"]})
        contact.language = opener["lang"]
        engine.presence.keep_contact(contact.id, here=True)
        session = engine.contacts.identify(contact, inbox.id)
        engine.conversations.open_with_message(session, contact, Draft(opener["text"]))

    async def reacts(self, conversation: Conversation, message: Message) -> None:
        """The visitor an agent has answered receives it, reads it and answers in turn."""
        engine = self._engine
        contact = engine.world.contacts.get(conversation.contact_id)
        if contact is None or contact.blocked:
            return
        patience = self._patience.get(conversation.id, FIRST_PATIENCE)
        with self._alone(conversation):
            await self._pause((0.3, 0.8))
            engine.messages.set_status(message, "delivered")
            await self._pause(self._pace.before_reading)
            engine.presence.keep_contact(contact.id, here=True)
            engine.conversations.contact_reads(conversation)
            if conversation.status == "resolved":
                await self._rate(conversation)
                return
            if patience <= 0 or conversation.messages[-1].id != message.id:
                return
            await self._pause(self._pace.before_typing)
            answer = self._talk.answer(message.content or "", contact.language, patience)
            self._patience[conversation.id] = 0 if answer.done else patience - 1
            await self._write(conversation, contact, answer)

    async def _rate(self, conversation: Conversation) -> None:
        """Answer the survey of a resolved conversation; writing would open it again."""
        await self._pause(self._pace.before_typing)
        for message in reversed(conversation.messages):
            if message.content_type == "input_csat":
                response = {"rating": self._rng.choice([3, 4, 5, 5]), "feedback_message": ""}
                self._engine.messages.submit(message, {"csat_survey_response": response})
                return


def _sample(file_name: str) -> Attachment:
    kind = content_type_of(file_name)
    return Attachment(
        0, 0, file_type_of(kind), 0.0, file_name=file_name, content_type=kind, sample=file_name
    )


def _has_unread_tick(conversation: Conversation) -> bool:
    for message in reversed(conversation.messages[-6:]):
        if message.message_type == MessageType.OUTGOING and not message.private:
            return message.status in ("sent", "delivered")
    return False
