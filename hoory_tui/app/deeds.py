"""Doing: deeds on their way to the server, for one conversation or many, and their journal.

A deed is shown at once and taken back where the server refuses it. The engine owns the journal;
what changes in the store goes there as happenings.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.app.deeds_turns import Turn, Turns
from hoory_tui.client.errors import HooryError, SignInRefused
from hoory_tui.sdk.errand import Errand, Outcome
from hoory_tui.sdk.patience import Patience
from hoory_tui.store.deeds import Deed, RunMacro, SendTranscript
from hoory_tui.store.fold import fold_conversation
from hoory_tui.store.happenings import (
    DeedsForgotten,
    Happening,
    ProposalFailed,
    ProposalTaken,
    Proposed,
)
from hoory_tui.store.journal import Entry, Item, Journal, State
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.store.undoing import why_for_ever
from hoory_tui.store.wishes import bare
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.app.sync import Date
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.wire.conversation import ConversationPayload

MACROS_AT_ONCE: Final = 200
"""Conversations in one request to run a macro."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the engine works with: whom to ask, and how the console is told.

    `told` returns when the store has taken the steps in; `look_again` reads a conversation for
    the store; `moved` is called whenever an entry is further on.
    """

    api: AgentApi
    store: Store
    date: Date
    tell: Callable[[Iterable[Happening]], None]
    told: Callable[[Iterable[Happening]], Awaitable[None]]
    look_again: Callable[[int], Awaitable[None]]
    token_refused: Callable[[], None]
    moved: Callable[[Entry], None]
    now: Callable[[], float]
    clock: Callable[[], float]


class Doer:
    """Carries deeds out and remembers them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.journal = Journal()
        self.turns = Turns()
        self.patience = Patience(desk.clock)
        self._last = 0

    def begin(
        self, deed: Deed, conversation_ids: Iterable[int]
    ) -> tuple[Entry, list[Happening], Coroutine[Any, Any, None]]:
        """Enter a deed; return its entry, what is to be shown at once and the job to run."""
        entry = self.journal.begin(deed, conversation_ids, self.desk.now())
        return (entry, *self._start(entry, list(entry.items)))

    def retry(
        self, entry: Entry, ids: Iterable[int]
    ) -> tuple[list[Happening], Coroutine[Any, Any, None]]:
        """Try again what failed or was stopped of an entry, as `begin` does."""
        entry.is_running, entry.is_stopping = True, False
        return self._start(entry, list(ids))

    def _start(
        self, entry: Entry, ids: list[int]
    ) -> tuple[list[Happening], Coroutine[Any, Any, None]]:
        shown: list[Happening] = []
        for conversation_id in ids:
            item = entry.items[conversation_id]
            item.state, item.problem, item.number = State.WAITING, "", self.next_number()
            shown.append(Proposed(conversation_id, entry.deed, item.number))
        return shown, self._run(entry, self.turns.take(ids))

    def next_number(self) -> int:
        """Return a number for a proposal."""
        self._last += 1
        return self._last

    async def _run(self, entry: Entry, turns: dict[int, Turn]) -> None:
        try:
            if isinstance(entry.deed, RunMacro):
                await self.turns.together(turns, lambda: self._run_macro(entry, list(turns)))
            else:
                await self.turns.each(turns, lambda one: self._do(entry, entry.items[one]))
        finally:
            entry.is_running = entry.is_stopping = False
            if forgotten := self.journal.drop_old():
                self.desk.tell([DeedsForgotten(forgotten)])
            self.desk.moved(entry)

    async def _do(self, entry: Entry, item: Item) -> None:
        if entry.is_stopping:
            item.state = State.STOPPED
            await self.desk.told([ProposalFailed(item.conversation_id, item.number)])
            return
        try:
            before = await self._before(item.conversation_id)
            item.since = self.desk.store.steps
            outcome = await self.patience.carry_out(self.errand(entry.deed, before))
        except HooryError as error:
            # Of all else, the server's own state tells whether it is done.
            item.may_have_arrived |= error.may_have_arrived and isinstance(
                entry.deed, SendTranscript
            )
            await self._fail(item, error)
        else:
            await self._settle(entry, item, outcome)
        self.desk.moved(entry)

    async def _settle(self, entry: Entry, item: Item, outcome: Outcome) -> None:
        item.change = outcome.change
        is_done = bool(outcome.change or why_for_ever(entry.deed))
        item.state = State.DONE if is_done else State.NOTHING
        taken = ProposalTaken(item.conversation_id, item.number, outcome.fields)
        await self.desk.told([taken, *outcome.news])
        item.aside = dict.fromkeys(outcome.aside, self.desk.store.steps)

    async def _fail(self, item: Item, error: HooryError) -> None:
        item.state, item.problem = State.FAILED, error.sentence
        await self.desk.told([ProposalFailed(item.conversation_id, item.number)])
        if isinstance(error, SignInRefused):
            self.desk.token_refused()
        # What we held before may be out of date as well; the server knows.
        await self.desk.look_again(item.conversation_id)

    async def _run_macro(self, entry: Entry, ids: list[int]) -> None:
        assert isinstance(entry.deed, RunMacro)
        macro_id = entry.deed.macro_id
        for start in range(0, len(ids), MACROS_AT_ONCE):
            some = [entry.items[one] for one in ids[start : start + MACROS_AT_ONCE]]
            state, problem = State.STOPPED, ""
            if not entry.is_stopping:
                state, problem = await self._ask_for_macro(macro_id, some)
            for item in some:
                item.state, item.problem = state, problem
            self.desk.moved(entry)

    async def _ask_for_macro(self, macro_id: int, items: list[Item]) -> tuple[State, str]:
        try:
            # Never repeated when it may have arrived: a macro writes to customers.
            await self.desk.api.run_macro(macro_id, [one.conversation_id for one in items])
        except HooryError as error:
            for one in items:
                one.may_have_arrived |= error.may_have_arrived
            doubt = " " + said("It may run all the same; look before you repeat it.")
            return State.FAILED, error.sentence + (doubt if error.may_have_arrived else "")
        return State.DONE, ""

    def errand(self, deed: Deed, before: Conversation) -> Errand:
        """Return the asking for a deed, given the conversation as the server last told of it."""
        return Errand(self.desk.api, self.desk.store, self.desk.date, deed, before)

    async def _before(self, conversation_id: int) -> Conversation:
        store = self.desk.store
        held = store.conversations.get(conversation_id)
        if held is not None and conversation_id not in store.unconfirmed:
            return bare(store, held)
        return fold_conversation(None, await self.patience.ask(lambda: self._read(conversation_id)))

    async def _read(self, conversation_id: int) -> ConversationPayload:
        return await self.desk.api.conversation(conversation_id)
