"""One deed for many conversations, a few at a time: each told of alone, all in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hoory_tui.client.errors import HooryError, NotAllowed, SignInRefused, Unreached
from hoory_tui.sdk.errand import Errand, Outcome
from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Deed,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.effects import with_labels
from hoory_tui.store.fold import fold_conversation
from hoory_tui.store.happenings import Asked
from hoory_tui.store.records import Conversation
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.sdk.patience import Patience
    from hoory_tui.sdk.turns import Turns
    from hoory_tui.store.state import Store

AT_ONCE: Final = 4
"""Conversations that are worked on at the same time."""
_OVERWRITTEN: Final = 3
"""So many times labels are put on again that somebody else's writing took off."""
_READ_FIRST: Final = (ChangeLabels, SetMuted, SetRead)
"""Deeds of which an errand itself reads how things are before it changes them."""


class Result(StrEnum):
    """What came of a deed for one conversation."""

    CHANGED = "changed"
    ALREADY = "already"
    """It was so before, and nothing was asked."""
    WOULD = "would change"
    """Nothing was to be done in earnest."""
    FAILED = "failed"
    UNSURE = "unsure"
    """It may have been done."""
    SKIPPED = "skipped"
    """It was not tried: the server could no longer be reached, or the run was stopped."""


WORKED: Final = (Result.CHANGED, Result.ALREADY, Result.WOULD)


@dataclass(slots=True)
class Deal:
    """A conversation of a run; `error` is what the server said where it failed.

    `is_there` tells that the conversation was read, so that it is not what was not found;
    `is_over` that nothing more is done to it.
    """

    id: int
    result: Result = Result.SKIPPED
    error: HooryError | None = None
    is_there: bool = False
    is_over: bool = False


class Manifold:
    """Does one deed to many conversations; what came of each stands in `deals` at any time.

    `store` knows the names of agents and teams as far as the deed needs them. What is read and
    written back is done in `turns`, open ones, with the other runs on this machine. Once nobody
    is reached any more, or the token is refused, the rest is not tried.
    """

    def __init__(
        self,
        api: AgentApi,
        store: Store,
        patience: Patience,
        deed: Deed,
        conversation_ids: Iterable[int],
        *,
        turns: Turns | None = None,
        is_dry: bool = False,
    ) -> None:
        self._api = api
        self._store = store
        self._patience = patience
        self._deed = deed
        self._turns = turns
        self._is_dry = is_dry
        self._is_over = False
        self.deals = [Deal(one) for one in conversation_ids]

    async def run(self) -> None:
        """Do it to all; raises nothing but what the caller cancels it with."""
        waiting = iter(self.deals)
        async with asyncio.TaskGroup() as workers:
            for _ in range(min(AT_ONCE, len(self.deals))):
                workers.create_task(self._work(waiting))

    async def _work(self, waiting: Iterator[Deal]) -> None:
        for deal in waiting:
            if self._is_over:
                return
            try:
                # Whoever stops the run in the middle of it knows no more than this.
                deal.result = await self._do(deal)
            except HooryError as error:
                deal.error = error
                is_unsure = error.may_have_arrived and deal.result is Result.UNSURE
                deal.result = Result.UNSURE if is_unsure else Result.FAILED
                self._is_over |= await self._is_hopeless(error)
            deal.is_over = True

    async def _do(self, deal: Deal) -> Result:
        before = Conversation(deal.id)
        if self._is_dry or not isinstance(self._deed, _READ_FIRST):
            before = await self._read(deal.id)
            deal.is_there = True
            if is_so(self._deed, before):
                return Result.ALREADY
        if self._is_dry:
            return Result.WOULD
        deal.result = Result.UNSURE
        outcome = await self._carry_out(before)
        return Result.CHANGED if outcome.change else Result.ALREADY

    async def _read(self, conversation_id: int) -> Conversation:
        payload = await self._patience.ask(lambda: self._api.conversation(conversation_id))
        return fold_conversation(None, payload)

    async def _carry_out(self, before: Conversation) -> Outcome:
        if not isinstance(self._deed, ChangeLabels):
            return await self._patience.carry_out(self._errand(before))
        outcome = await self._in_turn(before)
        for _ in range(_OVERWRITTEN if outcome.change else 0):
            # Somebody elsewhere may have read before our writing and written behind it.
            titles = await self._patience.ask(lambda: self._api.labels_of(before.id))
            if is_labelled(self._deed, tuple(clean_line(one) for one in titles)):
                break
            await self._in_turn(before)
        return outcome

    async def _in_turn(self, before: Conversation) -> Outcome:
        async with self._turns.of(before.id) if self._turns is not None else nullcontext():
            return await self._patience.carry_out(self._errand(before))

    def _errand(self, before: Conversation) -> Errand:
        return Errand(self._api, self._store, lambda _: Asked(0), self._deed, before)

    async def _is_hopeless(self, error: HooryError) -> bool:
        """Tell whether nothing else will work either; a token that is refused shows in this."""
        if isinstance(error, NotAllowed) and error.status == 401:
            try:
                await self._api.profile()
            except SignInRefused:
                return True
            except HooryError:
                return False
        return isinstance(error, Unreached | SignInRefused)


def is_so(deed: Deed, conversation: Conversation) -> bool:
    """Tell whether a conversation is already what a deed would make of it."""
    one = conversation
    match deed:
        case SetStatus("snoozed", until):
            moment = None if until is None else int(until)
            held = None if one.snoozed_until is None else int(one.snoozed_until)
            return one.status == "snoozed" and held == moment
        case SetStatus(status):
            return one.status == status
        case Assign(agent_id):
            return one.assignee_id == agent_id
        case AssignTeam(team_id):
            return one.team_id == team_id
        case ChangeLabels():
            return is_labelled(deed, one.labels)
        case SetPriority(priority):
            return one.priority == priority
        case SetMuted(muted):
            return one.muted is muted
        case SetRead(read):
            return (one.unread_count == 0) is read
    return False


def is_labelled(deed: ChangeLabels, labels: tuple[str, ...]) -> bool:
    """Tell whether labels are what a deed would make of them."""
    return with_labels(labels, deed.add, deed.remove) == labels
