"""A macro run over conversations: planned before, asked for once, and looked for afterwards.

The server's answer says nothing, neither whether there is such a macro nor what becomes of it.
What it does to a conversation is therefore reckoned before, and read there later.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.client.errors import HooryError, TooManyRequests
from hoory_tui.store.effects import effect
from hoory_tui.store.fold import fold_conversation
from hoory_tui.store.happenings import ConversationLoaded
from hoory_tui.store.macroplan import Planned, server_plan
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.reduce import apply
from hoory_tui.store.undoing import change_between, parts_of
from hoory_tui.store.variables import filled, values_of
from hoory_tui.wire.clean import clean

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.sdk.patience import Patience
    from hoory_tui.store.library import Macro
    from hoory_tui.store.state import Store

AT_ONCE: Final = 200
"""Conversations in one request to run a macro."""
_READERS: Final = 4
_ASKED: Final = 3
"""So many times a server is asked that wants to be left alone for a while first."""
_SLOWLY: Final = 5.0
LOOKS: Final = 1.0
"""Seconds between two looks at what a macro has done."""


class Stage(StrEnum):
    """How far a macro is with one conversation."""

    PLANNED = "would run"
    STARTED = "started"
    """The server was asked; what became of it is not known."""
    DONE = "done"
    """Everything of it that shows in a conversation is there."""
    PARTLY = "not seen"
    """Not everything of it showed in the time that there was."""
    FAILED = "failed"
    UNSURE = "unsure"
    """It may have been asked for."""


@dataclass(slots=True)
class Run:
    """One conversation; `expected` are its parts after the macro, `missing` what did not show."""

    id: int
    stage: Stage = Stage.PLANNED
    plan: list[Planned] = field(default_factory=list)
    error: HooryError | None = None
    expected: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    """Messages that it writes, in words as far as they are known here."""
    after_id: int = 0
    """The newest message before it: an older one of the same words tells nothing."""
    missing: tuple[str, ...] = ()

    @property
    def shows(self) -> bool:
        """Whether anything of it can be seen afterwards."""
        return bool(self.expected or self.texts)


class MacroRun:
    """A macro and the conversations that it is to run over; `runs` tells of each at any time.

    `store` knows agents, teams and inboxes, by which a plan names them.
    """

    def __init__(self, store: Store, macro: Macro, conversation_ids: Iterable[int]) -> None:
        self._store = store
        self._macro = macro
        self.runs = [Run(one) for one in conversation_ids]

    async def prepare(self, api: AgentApi, patience: Patience) -> None:
        """Read the conversations and plan; what cannot be read has failed."""
        waiting = iter(self.runs)

        async def read_some() -> None:
            for run in waiting:
                try:
                    payload = await patience.ask(lambda: api.conversation(run.id))  # noqa: B023
                except HooryError as error:
                    run.stage, run.error = Stage.FAILED, error
                    continue
                apply(self._store, ConversationLoaded(payload), 0.0)
                self._plan(run, fold_conversation(None, payload))
                nested = (*(payload.messages or ()), payload.last_non_activity_message)
                run.after_id = max((one.id for one in nested if one is not None), default=0)

        async with asyncio.TaskGroup() as workers:
            for _ in range(min(_READERS, len(self.runs))):
                workers.create_task(read_some())

    def _plan(self, run: Run, before: Conversation) -> None:
        run.plan = server_plan(self._store, self._macro, before)
        after = before
        for step in run.plan:
            if step.deed is not None and not step.problem:
                after = amended(after, **effect(self._store, step.deed, after))
        # Labels and such that are there already tell nothing of the macro.
        run.expected = change_between(parts_of(before), parts_of(after)).after
        values = values_of(self._store, before)
        run.texts = [filled(one.words, values) for one in run.plan if one.words]

    async def start(
        self, api: AgentApi, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        """Have the server run it over all that could be read; never asked twice for one."""
        planned = [one for one in self.runs if one.stage is Stage.PLANNED]
        for begin in range(0, len(planned), AT_ONCE):
            some = planned[begin : begin + AT_ONCE]
            for run in some:
                run.stage = Stage.UNSURE
            try:
                await self._ask(api, [one.id for one in some], sleep)
            except HooryError as error:
                stage = Stage.UNSURE if error.may_have_arrived else Stage.FAILED
                for run in some:
                    run.stage, run.error = stage, error
            else:
                for run in some:
                    run.stage = Stage.STARTED

    async def _ask(
        self, api: AgentApi, ids: Sequence[int], sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        for left in range(_ASKED, -1, -1):
            try:
                await api.run_macro(self._macro.id, ids)
            except TooManyRequests as error:
                # The one answer that says for sure that nothing was begun.
                if not left:
                    raise
                await sleep(_SLOWLY if error.retry_after is None else error.retry_after)
            else:
                return

    async def look(
        self,
        api: AgentApi,
        seconds: float,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Read the conversations for so long until everything shows that can."""
        until = clock() + seconds
        while True:
            waiting = [
                one
                for one in self.runs
                if one.stage in (Stage.STARTED, Stage.UNSURE, Stage.PARTLY) and one.shows
            ]
            for run in waiting:
                try:
                    await self._look_at(api, run)
                except HooryError:
                    # Nothing new is known of it; the next look may tell.
                    continue
            if all(one.stage is Stage.DONE for one in waiting) or clock() >= until:
                return
            await sleep(min(LOOKS, max(0.0, until - clock())))

    async def _look_at(self, api: AgentApi, run: Run) -> None:
        now = parts_of(fold_conversation(None, await api.conversation(run.id)))
        missing = [key for key, value in run.expected.items() if now.get(key) != value]
        if run.texts:
            page = await api.messages(run.id, after=run.after_id or None)
            written = [clean(one.content or "").split() for one in page.payload]
            missing += ["message" for one in run.texts if clean(one).split() not in written]
        run.missing = tuple(dict.fromkeys(missing))
        if not missing:
            run.stage = Stage.DONE
        elif run.stage is Stage.STARTED:
            run.stage = Stage.PARTLY
