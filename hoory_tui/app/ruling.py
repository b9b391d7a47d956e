"""Carrying out the agent's own rules: the bell, a word on the screen, a command."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from textual import on

from hoory_tui.app.alerting import AlertingApp
from hoory_tui.app.messages import CableBatch
from hoory_tui.app.sync import SWEEP
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
    from hoory_tui.config.rules import Rule
    from hoory_tui.sdk.hook import Hooks
    from hoory_tui.store.filters import Filter
    from hoory_tui.store.occurrences import Occurrence
    from hoory_tui.store.rules import Moment, OwnDeeds, Rulebook
    from hoory_tui.wire.conversation import ConversationPayload
    from hoory_tui.wire.events import Event

_PATIENCE: Final = 10.0
"""Seconds for a conversation that nobody knows yet to be read, for a filter to judge it."""
_PAUSE: Final = 2.0
"""Seconds between two sounds: what comes at once is one."""
_SHOWN: Final = 8.0
_UNSEEN: Final = (SetRead, ChangeParticipants, SendTranscript)
"""Deeds of which no event tells the others."""


class RulingApp(AlertingApp):
    """An app that does what its agent wants done when something happens."""

    _rules_read_with: tuple[object, ...] = ()
    """The sizes of the lists with which the filters were read."""

    @cached_property
    def _rulebook(self) -> Rulebook:
        from hoory_tui.store.rules import Rulebook

        return Rulebook(self.settings.rules)

    @cached_property
    def _own_deeds(self) -> OwnDeeds:
        from hoory_tui.store.rules import OwnDeeds

        return OwnDeeds()

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

    def _is_ours(self, what: Occurrence) -> bool:
        return self._own_deeds.may_be(what, self._monotonic())

    def _is_unknown(self, what: Occurrence) -> bool:
        number = what.conversation_id
        is_known = number is None or number in self.store.conversations
        return self._rulebook.has_filters and not is_known

    def _take(self, steps: Sequence[Happening]) -> None:
        if self.settings.rules:
            self._note_deeds(steps)
            self._note_missed(steps)
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

    def _note_deeds(self, steps: Sequence[Happening]) -> None:
        for step in steps:
            match step:
                case Proposed(conversation_id=number, deed=deed) if not isinstance(deed, _UNSEEN):
                    self._own_deeds.note(number, self._monotonic())
                case SendStarted(pending=pending):
                    # An answer opens, assigns and wakes what it is given to.
                    self._own_deeds.note(pending.conversation_id, self._monotonic())

    # What was missed

    def _note_missed(self, steps: Sequence[Happening]) -> None:
        if self._watch.gap(self._monotonic()) is None:
            return
        for step in steps:
            for what in self._missed_in(step):
                if not self._is_ours(what) and self._rulebook.concerns(what):
                    self.call_later(self._miss, what)

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
        if rule.notify:
            where = f"#{conversation_ids[0]}" if count == 1 else f"{count} conversations"
            self._say_rule(rule, f"{rule.notify} ({where}, while nothing could be heard)")
        if rule.command:
            data = {"rule": rule.name, "conversation_ids": list(conversation_ids)}
            self._run_command(
                rule, lambda: self._rule_line("rules.summary", data, None, "backfill")
            )

    # What is done

    def _obey(self, what: Occurrence, event: Event) -> None:
        self._read_rules()
        is_looked_at = self._is_looked_at(what.conversation_id)
        for place in self._rulebook.set_off(
            what, self._judge(what), self._rule_moment(), is_looked_at=is_looked_at
        ):
            self._follow_rule(self.settings.rules[place], what, event)

    def _follow_rule(self, rule: Rule, what: Occurrence, event: Event) -> None:
        if rule.bell:
            self._sound()
        if rule.notify:
            said = rule.notify
            if what.conversation_id is not None:
                said += f" (#{what.conversation_id})"
            if rule.with_text and (words := ": ".join(filter(None, (what.who, what.text)))):
                said += f"\n{words}"
            self._say_rule(rule, said)
        if rule.command:
            self._run_command(rule, lambda: self._event_line(event, what.conversation_id))

    def _sound(self) -> None:
        now = self._monotonic()
        if now - self._rang_at >= _PAUSE:
            self._rang_at = now
            self.bell()

    def _say_rule(self, rule: Rule, said: str) -> None:
        self.notify(said, title=rule.name, markup=False, timeout=_SHOWN)
        if not self.app_focus and self._line is not None:
            from hoory_tui.app.desktop import desktop_notification

            # A toast is seen by nobody now.
            if shown := desktop_notification(rule.name, said, os.environ):
                self._line.write(shown)

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
