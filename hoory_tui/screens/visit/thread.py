"""The thread of a visitor as items, with the line before the first new message held still."""

from __future__ import annotations

from hoory_tui.render.facts import Moment
from hoory_tui.render.thread import Item, ItemKey, ThreadFacts, first_unread, thread_items
from hoory_tui.store.records import Direction
from hoory_tui.store.visit import select
from hoory_tui.store.visit.questions import CARDS, CSAT, EMAIL, FORM
from hoory_tui.store.visit.state import UNBEGUN, Visit
from hoory_tui.words import said, to_say

_CHOOSES = to_say("chooses")
_ASKED = {
    CSAT: to_say("rates it"),
    FORM: to_say("fills in the form"),
    EMAIL: to_say("answers with your e-mail address"),
    CARDS: to_say("presses a button"),
}


class VisitThread:
    """Remembers which message was the first new one when a conversation was turned to."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._at: int | None = None
        self._unread_from: int | None = None
        self._unread_count = 0

    def items(self, at: Moment, expanded: frozenset[ItemKey]) -> list[Item]:
        """Return the items of the conversation that is shown."""
        visit = self._visit
        messages = select.messages(visit)
        if visit.at != self._at:
            self._at, self._unread_from = visit.at, None
        if self._unread_from is None and self._is_loaded:
            self._find_unread()
        facts = ThreadFacts(
            messages=[select.with_mark(one, visit.talk) for one in messages],
            pending=select.pending(visit),
            unread_from=self._unread_from or 0,
            unread_count=self._unread_count,
            beginning=self._beginning(),
            now=at.now,
            zone=at.zone,
            expanded=expanded,
        )
        return thread_items(facts, self._quote)

    def asking(self) -> dict[int, str]:
        """Return what can be answered, by the ids of the messages that ask."""
        questions = self._visit.questions
        asking = [questions.get(one.id) for one in select.messages(self._visit)]
        ids = [one.id for one in select.messages(self._visit)]
        return {
            number: said(_ASKED.get(question.kind, _CHOOSES))
            for number, question in zip(ids, asking, strict=True)
            if question is not None and question.is_open
        }

    @property
    def _is_loaded(self) -> bool:
        timeline = self._visit.timelines.get(self._visit.at)
        return timeline is not None and timeline.loaded

    def has_older(self) -> bool:
        """Tell whether older messages can be asked for."""
        timeline = self._visit.timelines.get(self._visit.at)
        return timeline is not None and timeline.loaded and timeline.has_older

    def _find_unread(self) -> None:
        talk = self._visit.talk
        seen_at = talk.seen_at if talk is not None else None
        messages = select.messages(self._visit)
        new = [
            one
            for one in messages
            if one.direction is Direction.INCOMING and one.created_at > (seen_at or 0.0)
        ]
        # To who comes for the first time nothing is newer than the rest.
        self._unread_count = len(new) if seen_at else 0
        self._unread_from = first_unread(messages, self._unread_count, seen_at)

    def _beginning(self) -> str:
        if self._visit.at == UNBEGUN:
            if not self._visit.is_known:
                return said("Reaching the server…")
            return said("Write the first message: the conversation begins with it.")
        if not self._is_loaded:
            return said("Loading the messages…")
        return (
            said("older messages above")
            if self.has_older()
            else said("the conversation began here")
        )

    def _quote(self, message_id: int) -> str:
        timeline = self._visit.timelines.get(self._visit.at)
        message = timeline.get(message_id) if timeline is not None else None
        return (
            message.content
            if message is not None
            else said("reply to #{number}", number=message_id)
        )
