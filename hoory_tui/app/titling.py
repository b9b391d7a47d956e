"""The terminal's title: how many conversations need the agent, and whether events come at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hoory_tui.app.alerting import TITLE, AlertingApp

if TYPE_CHECKING:
    from hoory_tui.store.changes import Changes


class TitlingApp(AlertingApp):
    """An app that tells in the title of its terminal what needs the agent."""

    title_told = ""
    """What the title says, "" for nothing so far."""
    _is_title_stale = True
    _told_offline = False

    def _mark(self, changes: Changes) -> None:
        super()._mark(changes)
        self._is_title_stale |= bool(changes)

    def _beat(self) -> None:
        # Once a second at most, and nothing at all while nothing changes.
        super()._beat()
        if not self.settings.title or not self.is_running or self._backend is None:
            return
        is_offline = self._is_offline
        if self._is_title_stale or is_offline is not self._told_offline:
            self._is_title_stale, self._told_offline = False, is_offline
            self._tell_title(is_offline=is_offline)

    @property
    def _is_offline(self) -> bool:
        from hoory_tui.wire.link import LinkState

        # A link that comes back at once is not worth a word.
        at = self._link_now()
        return at.status.state is LinkState.HALTED or at.offline_since is not None

    def _tell_title(self, *, is_offline: bool) -> None:
        from hoory_tui.render.titles import title_of
        from hoory_tui.store.calls import needing

        title = title_of(
            TITLE,
            self.backend.account_name,
            needing(self.store),
            self._glyphs,
            is_offline=is_offline,
        )
        if title != self.title_told:
            self.title_told = title
            if self._line is not None:
                self._line.show_title(title)
