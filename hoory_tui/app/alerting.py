"""Calling the agent for what comes in: by sound, by notification, by a command; or keeping still.

What is looked at calls nobody, nor does what we do ourselves. Calls that come close together are
one, and so is all that was read after a time in which nothing could be heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import events, on

from hoory_tui.app.messages import CableBatch
from hoory_tui.app.notifying import Notice, NotifyingApp
from hoory_tui.app.sync import SWEEP
from hoory_tui.screens import intents

if TYPE_CHECKING:
    from hoory_tui.store.calls import Call, CallBook
    from hoory_tui.store.occurrences import Occurrence
    from hoory_tui.wire.events import Event

_ATTENTION: Final = 120.0
"""Seconds after a key for which somebody sits there, where the terminal does not tell."""
RINGING: Final = {
    "none": frozenset[str](),
    "mine": frozenset({"mention", "assigned", "mine"}),
    "all": frozenset({"mention", "assigned", "all"}),
}
"""By the setting ``bell``: what it rings for, also while the terminal has the focus."""
_MOST_TOLD: Final = 100
"""Calls that a command is told one by one."""
TITLE: Final = "hoory-tui"


class AlertingApp(NotifyingApp):
    """An app that is heard when it matters."""

    _turned_at = 0.0
    _still_until: float | None = None
    """Until when the agent wants no calls, in Unix seconds."""
    _is_focus_told = False
    """Whether the terminal has ever told that it got or lost the focus."""

    @cached_property
    def _calls(self) -> CallBook:
        from hoory_tui.store.calls import CallBook

        return CallBook(float(self.settings.alerts.pause))

    @property
    def _is_alerting(self) -> bool:
        return self.settings.bell != "none" or self.settings.alerts.is_wanted

    @property
    def _is_hearing(self) -> bool:
        return self._is_alerting or super()._is_hearing

    # Where the agent is

    @on(intents.ShowConversation)
    def _note_turn(self) -> None:
        self._turned_at = self._monotonic()

    @on(events.AppFocus)
    @on(events.AppBlur)
    def _learn_of_focus(self) -> None:
        self._is_focus_told = True

    @property
    def _is_attended(self) -> bool:
        """Whether somebody looks at this terminal, as far as anybody can tell."""
        if self._is_focus_told:
            return self.app_focus
        return self._monotonic() - max(self._typed_at, self._turned_at) < _ATTENTION

    def _is_looked_at(self, conversation_id: int | None) -> bool:
        at_hand = self._at_hand
        return self._is_attended and at_hand is not None and at_hand.id == conversation_id

    @property
    def still_until(self) -> float | None:
        """Until when nobody is called, in Unix seconds; None while calls are let through."""
        now = self._now()
        if self._still_until is not None and self._still_until > now:
            return self._still_until
        return self._quiet_until(now) if self._is_alerting else None

    def _quiet_until(self, now: float) -> float | None:
        if not self.settings.alerts.quiet_hours:
            return None
        from hoory_tui.store.rules import is_within

        here = datetime.fromtimestamp(now, UTC).astimezone(self._zone)
        minute = here.hour * 60 + here.minute
        ends = [span[1] for span in self.settings.alerts.quiet_spans if is_within(span, minute)]
        left = max(((end - minute) % (24 * 60) for end in ends), default=None)
        return None if left is None else now - here.second + 60.0 * left

    # What calls

    @on(CableBatch)
    def _alert_for(self, message: CableBatch) -> None:
        if self._is_alerting and message.batch.events:
            # When the store has them: whose a conversation is by now decides.
            self.call_later(self._hear_calls, message.batch.events)

    def _hear_calls(self, heard: Sequence[Event]) -> None:
        from hoory_tui.store.calls import call_of
        from hoory_tui.store.occurrences import occurrence_of

        for event in heard:
            what = occurrence_of(event, self.store.me_id)
            if what is not None and not self._is_ours(what):
                self._hear_call(call_of(event, what, self.store, self.settings.alerts.inboxes))
        self._tell_calls()

    def _hear_call(self, call: Call | None) -> None:
        if call is not None and (self._ways_for(call) or self._rings_anyway(call)):
            self._calls.hear(call, self._monotonic())

    def _miss_soon(self, what: Occurrence) -> None:
        super()._miss_soon(what)
        if self._is_alerting:
            self.call_later(self._miss_call, what)

    def _miss_call(self, what: Occurrence) -> None:
        from hoory_tui.store.calls import call_about

        inboxes = self.settings.alerts.inboxes
        self._hear_call(call_about(what, self.store, inboxes, is_late=True))

    def _ways_for(self, call: Call) -> set[str]:
        alerts = self.settings.alerts
        return {way for kind in call.kinds for way in alerts.ways_of(kind)}

    def _rings_anyway(self, call: Call) -> bool:
        return not call.kinds.isdisjoint(RINGING[self.settings.bell])

    def _beat(self) -> None:
        super()._beat()
        # What was missed is told when all of it is known, so that it is told as one.
        if self._is_alerting and self.is_running and not self._sync.unfinished - {SWEEP}:
            self._tell_calls()

    # What is told

    def _tell_calls(self) -> None:
        book = self._calls
        book.drop(self._is_needless)
        if any(one.is_late for one in book) and self._sync.unfinished - {SWEEP}:
            return
        if due := book.due(self._monotonic()):
            self._call_for(due)

    def _is_needless(self, call: Call) -> bool:
        if self.still_until is not None or self._is_looked_at(call.conversation_id):
            return True
        return self._is_in_front and not self._rings_anyway(call)

    @property
    def _is_in_front(self) -> bool:
        """Whether the agent sees the console, so that nothing else has to call."""
        return self._is_focus_told and self.app_focus and not self.settings.alerts.focused

    def _call_for(self, calls: Sequence[Call]) -> None:
        from hoory_tui.store.calls import conversations_of

        by_way: dict[str, list[Call]] = {"bell": [], "notify": [], "command": []}
        for call in calls:
            for way in () if self._is_in_front else self._ways_for(call):
                by_way[way].append(call)
        rings = bool(by_way["bell"]) or any(map(self._rings_anyway, calls))
        if rings:
            self._ring_bell()
        if shown := by_way["notify"]:
            notice = Notice(TITLE, self._sentence(shown), conversations_of(shown))
            self._show_notice(notice, lambda: self._alert_line(shown), has_rung=rings)
        if given := by_way["command"]:
            self._run_alert(self._alert_line(given))

    def _sentence(self, calls: Sequence[Call]) -> str:
        from hoory_tui.render.calls import calls_told

        names = {number: inbox.name for number, inbox in self.store.inboxes.items()}
        return calls_told(calls, names, with_text=self.settings.alerts.show_text)

    def _alert_line(self, calls: Sequence[Call]) -> str:
        """Return what a command gets: what happened, without strangers' words unless wanted."""
        from hoory_tui.sdk.ruling import line_of
        from hoory_tui.store.calls import conversations_of

        with_text = self.settings.alerts.show_text
        told = [
            {
                "about": one.about,
                "kinds": sorted(one.kinds),
                "conversation_id": one.conversation_id,
                "inbox_id": one.inbox_id,
                **({"who": one.who, "text": one.text} if with_text else {}),
            }
            for one in calls[:_MOST_TOLD]
        ]
        data = {"said": self._sentence(calls), "count": len(calls), "calls": told}
        ids = conversations_of(calls)
        source = "backfill" if all(one.is_late for one in calls) else "live"
        number = ids[0] if len(ids) == 1 else None
        return line_of("alert", data, number, self.store.account_id, source, self._now())
