"""Carrying out the agent's own rules: the bell, a word on the screen, a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from textual import on

from hoory_tui.app.alertbox import AlertBoxApp
from hoory_tui.app.messages import CableBatch
from hoory_tui.app.notifying import PAUSE, Notice
from hoory_tui.app.sync import SWEEP
from hoory_tui.store.happenings import Happening
from hoory_tui.words import counted, said

if TYPE_CHECKING:
    from hoory_tui.config.rules import Rule
    from hoory_tui.sdk.hook import Hooks
    from hoory_tui.store.filters import Filter
    from hoory_tui.store.occurrences import Occurrence
    from hoory_tui.store.rules import Moment, Rulebook
    from hoory_tui.wire.events import Event

_PATIENCE: Final = 10.0
"""Seconds for a conversation that nobody knows yet to be read, for a filter to judge it."""
_SHOWN: Final = 8.0


class RulingApp(AlertBoxApp):
    """An app that does what its agent wants done when something happens."""

    _rules_read_with: tuple[object, ...] = ()
    """The sizes of the lists with which the filters were read."""

    @cached_property
    def _rulebook(self) -> Rulebook:
        from hoory_tui.store.rules import Rulebook

        return Rulebook(self.settings.rules)

    @cached_property
    def _hooks(self) -> Hooks:
        from hoory_tui.sdk.hook import Hooks

        return Hooks(self._complain)

    @cached_property
    def _unjudged(self) -> list[tuple[Occurrence, Event, float]]:
        """What happened in conversations that nobody knows yet, and until when to wait for them."""
        return []

    # What happens

    @on(CableBatch)
    def _rule_over(self, message: CableBatch) -> None:
        if self.settings.rules and message.batch.events:
            # When the store has them: a filter is about what a conversation is by now.
            self.call_later(self._hear_events, message.batch.events)

    def _hear_events(self, events: Sequence[Event]) -> None:
        from hoory_tui.store.occurrences import occurrence_of

        for event in events:
            what = occurrence_of(event, self.store.me_id)
            if what is None or not self._rulebook.concerns(what) or self._is_ours(what):
                continue
            if self._is_unknown(what):
                self._unjudged.append((what, event, self._monotonic() + _PATIENCE))
            else:
                self._obey(what, event)

    def _is_unknown(self, what: Occurrence) -> bool:
        number = what.conversation_id
        is_known = number is None or number in self.store.conversations
        return self._rulebook.has_filters and not is_known

    @property
    def _is_hearing(self) -> bool:
        return bool(self.settings.rules) or super()._is_hearing

    def _take(self, steps: Sequence[Happening]) -> None:
        super()._take(steps)
        if self.settings.rules and self._unjudged:
            self.call_later(self._judge_late)

    def _judge_late(self) -> None:
        waiting, now = list(self._unjudged), self._monotonic()
        self._unjudged.clear()
        for what, event, until in waiting:
            if not self._is_unknown(what):
                self._obey(what, event)
            elif now < until:
                self._unjudged.append((what, event, until))

    # What was missed

    def _miss_soon(self, what: Occurrence) -> None:
        super()._miss_soon(what)
        if self.settings.rules and self._rulebook.concerns(what):
            self.call_later(self._miss, what)

    def _miss(self, what: Occurrence) -> None:
        self._read_rules()
        self._rulebook.miss(what, self._judge(what))

    def _beat(self) -> None:
        super()._beat()
        if not self.settings.rules or not self.is_running:
            return
        if not self._sync.unfinished - {SWEEP}:
            # Only when all is read that was missed, so that it is told as one.
            for summary in self._rulebook.summaries(self._rule_moment()):
                self._tell_summary(self.settings.rules[summary.rule], summary.conversation_ids)

    def _tell_summary(self, rule: Rule, conversation_ids: tuple[int, ...]) -> None:
        count = len(conversation_ids)
        if rule.bell:
            self._sound()
        data: dict[str, Any] = {"rule": rule.name, "conversation_ids": list(conversation_ids)}

        def line() -> str:
            return self._rule_line("rules.summary", data, None, "backfill")

        if rule.notify:
            where = f"#{conversation_ids[0]}"
            if count > 1:
                where = counted("{count} conversation", "{count} conversations", count)
            words = f"{rule.notify} " + said("({where}, while nothing could be heard)", where=where)
            self._say_rule(rule, words, conversation_ids, line)
        if rule.command:
            self._run_command(rule, line)

    # What is done

    def _obey(self, what: Occurrence, event: Event) -> None:
        self._read_rules()
        is_looked_at = self._is_looked_at(what.conversation_id)
        for place in self._rulebook.set_off(
            what, self._judge(what), self._rule_moment(), is_looked_at=is_looked_at
        ):
            self._follow_rule(self.settings.rules[place], what, event)

    def _follow_rule(self, rule: Rule, what: Occurrence, event: Event) -> None:
        def line() -> str:
            return self._event_line(event, what.conversation_id)

        if rule.bell:
            self._sound()
        if rule.notify:
            words, number = rule.notify, what.conversation_id
            if number is not None:
                words += f" (#{number})"
            if rule.with_text and (told := ": ".join(filter(None, (what.who, what.text)))):
                words += f"\n{told}"
            self._say_rule(rule, words, () if number is None else (number,), line)
        if rule.command:
            self._run_command(rule, line)

    def _sound(self) -> None:
        """Ring for a rule, unless the bell rang just now or the agent wants no calls."""
        if self._monotonic() - self._rang_at >= PAUSE and self.still_until is None:
            self._ring_bell()

    def _say_rule(
        self, rule: Rule, words: str, about: tuple[int, ...], line: Callable[[], str]
    ) -> None:
        self.notify(words, title=rule.name, markup=False, timeout=_SHOWN)
        if not self._is_attended and self.still_until is None:
            # A toast is seen by nobody now. Whether it rings is for the rule to say.
            self._show_notice(Notice(rule.name, words, about), line, has_rung=True)

    def _run_command(self, rule: Rule, line: Callable[[], str]) -> None:
        self._hooks.start(rule.name, rule.command, line(), float(rule.seconds))

    def _event_line(self, event: Event, conversation_id: int | None) -> str:
        from hoory_tui.sdk.following.writing import name_of, write_event

        return self._rule_line(name_of(event), write_event(event), conversation_id, "live")

    def _rule_line(
        self, name: str, data: dict[str, Any], conversation_id: int | None, source: str
    ) -> str:
        from hoory_tui.sdk.ruling import line_of

        account_id = self.store.account_id
        return line_of(name, data, conversation_id, account_id, source, self._now())

    # What is needed for that

    def _read_rules(self) -> None:
        store = self.store
        known = (len(store.agents), len(store.inboxes), len(store.teams), len(store.labels))
        if self._rulebook.is_read and known == self._rules_read_with:
            return
        from hoory_tui.store.filters import names_of

        complaints = self._rulebook.read_filters(names_of(store))
        self._rules_read_with = known
        if store.agents and store.inboxes and store.labels:
            for complaint in complaints:
                self._complain(complaint)

    def _judge(self, what: Occurrence) -> Callable[[Filter], bool | None]:
        conversation = self.store.conversations.get(what.conversation_id or 0)
        if conversation is None:
            return lambda _filter: None
        held, now = conversation, self._now()
        return lambda line: line.takes(self.store, held, now)

    def _rule_moment(self) -> Moment:
        from hoory_tui.store.rules import Moment

        here = datetime.fromtimestamp(self._now(), UTC).astimezone(self._zone)
        return Moment(self._monotonic(), here.hour * 60 + here.minute)

    async def close(self) -> None:
        """Stop the commands that still run, then end as usual."""
        if self.settings.rules:
            await self._hooks.close()
        await super().close()
