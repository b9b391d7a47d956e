"""Undoing: what is still as we made it goes back, what others changed since is left alone."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from hoory_tui.client.errors import HooryError
from hoory_tui.store.effects import effect, opening_assigns
from hoory_tui.store.fold import fold_conversation
from hoory_tui.store.happenings import ConversationLoaded, ProposalFailed, ProposalTaken, Proposed
from hoory_tui.store.journal import Entry, Item, State
from hoory_tui.store.meanwhile import what_happened
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.undoing import (
    PARTICIPANT,
    Change,
    Parts,
    inverse,
    participants,
    parts_of,
    still_ours,
)
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.app.deeds import Doer
    from hoory_tui.store.deeds import Deed
    from hoory_tui.wire.conversation import ConversationPayload


class Undoer:
    """Takes deeds back that a `Doer` did, each in its turn."""

    def __init__(self, doer: Doer) -> None:
        self._doer = doer
        self._desk = doer.desk

    def begin(self, entry: Entry) -> Coroutine[Any, Any, None]:
        """Return the job that undoes what can be undone of an entry."""
        entry.is_undoing = True
        ids = [item.conversation_id for item in entry.undoable]
        for one in ids:
            entry.items[one].problem = ""
        turns = self._doer.turns.take(ids)

        async def run() -> None:
            try:
                await self._doer.turns.each(turns, lambda one: self._undo(entry, entry.items[one]))
            finally:
                entry.is_undoing = False
                self._desk.moved(entry)

        return run()

    async def _undo(self, entry: Entry, item: Item) -> None:
        if item.state is not State.DONE:
            return
        try:
            await self._take_back(item)
        except HooryError as error:
            # It stays as it was done, and can be undone another time.
            item.problem = said("Not undone: {problem}", problem=error.sentence)
        self._desk.moved(entry)

    async def _take_back(self, item: Item) -> None:
        """Look at the conversation, then undo the parts that are still ours; raises HooryError."""
        payload = await self._doer.patience.ask(lambda: self._read(item.conversation_id))
        fresh = fold_conversation(None, payload)
        now = parts_of(fresh)
        if any(key.startswith(PARTICIPANT) for key in item.change.after):
            watching = await self._doer.patience.ask(
                lambda: self._desk.api.participants(item.conversation_id)
            )
            now |= participants(one.id for one in watching)
        ours = still_ours(item.change, now, self._touched(item))
        lost = item.change.after.keys() - ours
        if lost:
            item.problem = what_happened(self._desk.store, payload, lost, now)
        if ours:
            change = item.change.only(ours)
            opens = opening_assigns(self._desk.store)
            me = self._desk.store.me_id
            for deed in inverse(change, now, opening_assigns=opens, me_id=me):
                fresh = await self._ask(deed, fresh)
                # Should the next one fail, this much of it is undone.
                item.change = _what_is_left(item.change, parts_of(fresh))
        item.state = State.UNDONE if ours else State.LEFT

    async def _read(self, conversation_id: int) -> ConversationPayload:
        asked = self._desk.date(None)
        payload = await self._desk.api.conversation(conversation_id)
        await self._desk.told([ConversationLoaded(payload, self._desk.date(asked))])
        return payload

    def _touched(self, item: Item) -> frozenset[str]:
        """Return the parts that somebody else changed since, be it back again."""
        trace = self._desk.store.traces.get(item.conversation_id)
        others = trace.others if trace is not None else {}
        return frozenset(key for key, step in others.items() if item.is_later(key, step))

    async def _ask(self, deed: Deed, fresh: Conversation) -> Conversation:
        """Ask for one deed that takes back; return the conversation after it."""
        number = self._doer.next_number()
        await self._desk.told([Proposed(fresh.id, deed, number)])
        try:
            outcome = await self._doer.patience.carry_out(self._doer.errand(deed, fresh))
        except HooryError:
            await self._desk.told([ProposalFailed(fresh.id, number)])
            raise
        await self._desk.told([ProposalTaken(fresh.id, number, outcome.fields), *outcome.news])
        return amended(fresh, **effect(self._desk.store, deed, fresh))


def _what_is_left(change: Change, now: Parts) -> Change:
    return change.only([key for key, before in change.before.items() if now.get(key) != before])
