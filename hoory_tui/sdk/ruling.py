"""The agent's own rules beside a stream: each line is judged, and what is wanted is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hoory_tui.client.errors import HooryError
from hoory_tui.sdk.following.items import Source, Told
from hoory_tui.sdk.hook import Hooks
from hoory_tui.store import reduce
from hoory_tui.store.filters import Filter, names_of
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ConversationLoaded,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    TeamsLoaded,
)
from hoory_tui.store.occurrences import Occurrence, occurrence_of
from hoory_tui.store.rules import Moment, Rulebook
from hoory_tui.store.state import Store
from hoory_tui.wire import events as cable
from hoory_tui.wire.link import LinkStatus

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.config.rules import Rule

Say = Callable[[str, str], None]
"""Takes the name of a rule and what it says."""


def line_of(
    name: str,
    data: dict[str, Any],
    conversation_id: int | None,
    account_id: int,
    source: str,
    at: float,
) -> str:
    """Return the line of JSON that a rule's command is given, in the form of a stream's lines."""
    # Whoever reads it has no stream to go on with, so there is no cursor.
    nothing = cable.Unknown(account_id, name)
    return Told(name, Source(source), nothing, data, at, "", account_id, conversation_id).line()


class Ruler:
    """Judges what a stream tells by the rules of the settings and carries them out.

    Feed it every item in order, by `hear`. What was missed and read afterwards sets a rule off
    once, when the stream is live again. Use it as an asynchronous context: at the end commands
    that still run are waited for, or stopped where it ends by an error.
    """

    def __init__(
        self,
        rules: tuple[Rule, ...],
        api: AgentApi,
        me_id: int,
        *,
        ring: Callable[[], None],
        say: Say,
        complain: Callable[[str], None],
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._rules = rules
        self._api = api
        self._store = Store(api.account_id, me_id)
        self._book = Rulebook(rules)
        self._hooks = Hooks(complain, environ)
        self._ring, self._say, self._complain = ring, say, complain
        self._has_missed = False

    async def __aenter__(self) -> Ruler:
        if self._book.has_filters:
            await self._learn_names()
        for complaint in self._book.read_filters(names_of(self._store)):
            self._complain(complaint)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._has_missed:
            self._sum_up(datetime.now(UTC).timestamp())
        if kind is None:
            # Each has a limit of its own; only who is sent away does not wait for them.
            await self._hooks.settled()
        await self._hooks.close()

    async def settled(self) -> None:
        """Wait until the commands that were set off have ended."""
        await self._hooks.settled()

    async def hear(self, told: Told) -> None:
        """Judge one item of the stream; what was there before it began sets nothing off."""
        event = told.event
        if isinstance(event, LinkStatus):
            return
        what = occurrence_of(event, self._store.me_id)
        if self._book.has_filters:
            reduce.apply(self._store, event, told.at)
        if told.source is Source.LIVE and self._has_missed:
            self._sum_up(told.at)
        if what is None or told.source is Source.SNAPSHOT or not self._book.concerns(what):
            return
        judge = await self._judge(what, told.at)
        if told.source is Source.BACKFILL:
            self._book.miss(what, judge)
            self._has_missed = True
            return
        for place in self._book.set_off(what, judge, _moment(told.at)):
            self._carry_out(self._rules[place], what, told)

    def _carry_out(self, rule: Rule, what: Occurrence, told: Told) -> None:
        said = rule.notify
        if said and what.conversation_id is not None:
            said += f" (#{what.conversation_id})"
        if rule.with_text and (words := ": ".join(filter(None, (what.who, what.text)))):
            said += f" {words}"
        self._do(rule, said, told.line())

    def _sum_up(self, at: float) -> None:
        self._has_missed = False
        for summary in self._book.summaries(_moment(at)):
            rule, ids = self._rules[summary.rule], list(summary.conversation_ids)
            where = f"#{ids[0]}" if len(ids) == 1 else f"{len(ids)} conversations"
            said = f"{rule.notify} ({where}, while nothing could be heard)" if rule.notify else ""
            data = {"rule": rule.name, "conversation_ids": ids}
            account_id = self._store.account_id
            self._do(
                rule, said, line_of("rules.summary", data, None, account_id, Source.BACKFILL, at)
            )

    def _do(self, rule: Rule, said: str, line: str) -> None:
        if rule.bell:
            self._ring()
        if said:
            self._say(rule.name, said)
        if rule.command:
            self._hooks.start(rule.name, rule.command, line, float(rule.seconds))

    async def _judge(self, what: Occurrence, now: float) -> Callable[[Filter], bool | None]:
        number = what.conversation_id
        if number is None or not self._book.has_filters:
            return lambda _filter: None
        if number not in self._store.conversations:
            try:
                found = await self._api.conversation(number)
            except HooryError:
                return lambda _filter: None
            reduce.apply(self._store, ConversationLoaded(found), now)
        held = self._store.conversations.get(number)
        if held is None:
            return lambda _filter: None
        return lambda line: line.takes(self._store, held, now)

    async def _learn_names(self) -> None:
        try:
            steps: tuple[Happening, ...] = (
                AgentsLoaded(await self._api.agents()),
                InboxesLoaded(await self._api.inboxes()),
                TeamsLoaded(await self._api.teams()),
                LabelsLoaded(await self._api.labels()),
            )
        except HooryError as error:
            self._complain(f"Names in the filters of rules are not known yet: {error.sentence}")
            return
        reduce.apply_all(self._store, steps, 0.0)


def _moment(at: float) -> Moment:
    here = datetime.fromtimestamp(at, UTC).astimezone()
    return Moment(at, here.hour * 60 + here.minute)
