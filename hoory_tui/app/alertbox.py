"""Looking at the ways out: which way each call goes and why, trying them, keeping still."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hoory_tui.app.alerting import RINGING, TITLE
from hoory_tui.app.notifying import Notice
from hoory_tui.app.titling import TitlingApp
from hoory_tui.render.bars import LinkNow
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.screens.alerts import AlertFact
    from hoory_tui.sdk.around.surroundings import Surroundings

_HOUR: Final = 3600.0
_KINDS: Final = {
    "mention": to_say("Mentions"),
    "mine": to_say("Mine"),
    "assigned": to_say("Assigned to me"),
    "unassigned": to_say("Unassigned"),
    "inbox": to_say("My inboxes"),
    "all": to_say("All messages"),
}
_WAYS: Final = {
    "bell": to_say("bell"),
    "notify": to_say("notification"),
    "command": to_say("command"),
}


class AlertBoxApp(TitlingApp):
    """An app whose agent can look at what calls them, try it out and turn it off for a while."""

    def _link_now(self) -> LinkNow:
        return replace(super()._link_now(), quiet_until=self.still_until)

    def action_quiet(self) -> None:
        """Call nobody for an hour, or call again."""
        now = self._now()
        if self._still_until is not None and self._still_until > now:
            self._still_until = None
            words = said("You are called again.")
        else:
            self._still_until = now + _HOUR
            words = said("Quiet for an hour: no bell, no notifications. What comes in is shown.")
        self.notify(words, markup=False)
        self.main.show_bars()

    def action_alerts(self) -> None:
        """Show which way each call goes and why."""
        if self.screen is self.main:
            self._work_here(self._show_alerts(), "alerts", exclusive=True)

    async def _show_alerts(self) -> None:
        from hoory_tui.screens.alerts import AlertsScreen

        facts = self._alert_facts(await self._look_around())
        if not self.is_running or self.screen is not self.main:
            return
        is_still = self._still_until is not None and self._still_until > self._now()
        keymap = self.settings.keymap()
        screen = AlertsScreen(facts, self._glyphs, keymap, is_still=is_still)

        def answered(wish: str | None) -> None:
            if wish == "try":
                self._try_alerts()
            elif wish == "quiet":
                self.action_quiet()

        self.push_screen(screen, answered)

    def _try_alerts(self) -> None:
        """Go all ways out at once, whatever the settings want to hear of."""
        from hoory_tui.sdk.ruling import line_of

        words = said("This is how hoory-tui calls you")
        data = {"said": words, "count": 0, "calls": []}
        line = line_of("alert", data, None, self.store.account_id, "live", self._now())
        self._ring_bell()
        self._show_notice(Notice(TITLE, words), lambda: line, has_rung=True)
        alerts = self.settings.alerts
        if alerts.command and alerts.method != "command":
            self._run_alert(line)
        words = said("Every way was tried once; what did not come did not get through.")
        self.notify(words, markup=False)

    # What is told

    def _alert_facts(self, around: Surroundings) -> list[AlertFact]:
        from hoory_tui.screens.alerts import AlertFact

        return [
            *self._way_facts(around),
            AlertFact(""),
            *self._wanted_facts(),
            AlertFact(""),
            *self._when_facts(),
        ]

    def _wanted_facts(self) -> list[AlertFact]:
        from hoory_tui.screens.alerts import AlertFact

        alerts, rings = self.settings.alerts, RINGING[self.settings.bell]
        if not self._is_alerting:
            words = said('Nothing: put mine = "bell" below [alerts] in config.toml, for example.')
            return [AlertFact(said("What calls me"), words, "warn")]
        facts: list[AlertFact] = []
        silent: list[str] = []
        for kind, label in _KINDS.items():
            ways = [way for way in _WAYS if way in alerts.ways_of(kind)]
            if kind in rings and "bell" not in ways:
                ways.insert(0, "bell")
            told = ", ".join(said(_WAYS[way]) for way in ways)
            if kind == "inbox" and ways:
                told += f" ({', '.join(map(str, alerts.inboxes))})"
            if told:
                facts.append(AlertFact(said(label), told))
            else:
                silent.append(said(label))
        if silent:
            facts.append(AlertFact(said("Nothing for"), ", ".join(silent), "dim"))
        if strangers := self._unknown_inboxes():
            words = said("There is no inbox {names} here.", names=", ".join(strangers))
            facts.append(AlertFact(said("My inboxes"), words, "warn"))
        return facts

    def _unknown_inboxes(self) -> list[str]:
        """Return the inboxes of the settings that nobody knows, once all are known."""
        known = self.store.inboxes
        names = {inbox.name.casefold() for inbox in known.values()}
        return [
            str(one)
            for one in (self.settings.alerts.inboxes if known else ())
            if (one not in known if isinstance(one, int) else one.casefold() not in names)
        ]

    def _way_facts(self, around: Surroundings) -> list[AlertFact]:
        from hoory_tui.screens.alerts import AlertFact
        from hoory_tui.sdk.around.clipboard import step_told
        from hoory_tui.sdk.around.notices import notice_way
        from hoory_tui.sdk.around.titles import has_title

        alerts = self.settings.alerts
        bell = said("the terminal's own")
        if around.between:
            bell += said("; {program} passes it on", program=around.between)
        way = notice_way(alerts.method, around)
        command = said("{program}, with what happened as JSON", program=" ".join(alerts.command))
        title = self.title_told or said("not told yet")
        if not self.settings.title or not has_title(self.environ):
            title = said("off") if not self.settings.title else said("this terminal has none")
        plan = self._copy_plan
        steps = plan.together or plan.otherwise[:1]
        copied = said(", and ").join(step_told(step, around) for step in steps)
        return [
            AlertFact(said("Bell"), bell),
            AlertFact(
                said("Notification"), way.why, "text" if way.protocol or way.runs else "warn"
            ),
            AlertFact(said("Command"), command if alerts.command else said("none is named")),
            AlertFact(said("Title"), title),
            AlertFact(said("Copied texts"), copied or said("off")),
        ]

    def _when_facts(self) -> list[AlertFact]:
        from hoory_tui.render.when import clock
        from hoory_tui.screens.alerts import AlertFact

        until = self.still_until
        if until is not None:
            now = said("quiet until {time}", time=clock(until, self._zone))
        elif not self._is_alerting:
            now = said("not called")
        elif self._is_in_front:
            now = said("not called while you look at the console")
        else:
            now = said("called")
        focus = said("the terminal tells when you look away")
        if not self._is_focus_told:
            focus = said("the terminal does not tell; you are here for two minutes after a key")
        hours = [one.replace("-", "–") for one in self.settings.alerts.quiet_hours]
        return [
            AlertFact(said("Now"), now, "text" if until is None else "note-mark"),
            AlertFact(said("Quiet hours"), ", ".join(hours) or said("none")),
            AlertFact(said("Looking"), focus),
        ]
