"""What the list shows: views, filters and searches, asked of the server as far as needed."""

from __future__ import annotations

from textual import on

from hoory_tui.app.acting import ActingApp
from hoory_tui.screens import intents
from hoory_tui.store.select import View


class FindingApp(ActingApp):
    """An app whose list shows what the agent looks for."""

    @on(intents.NeedMoreConversations)
    def _load_more(self) -> None:
        if View.ALL not in self.store.complete_views:
            self._work(self._sync.load_more(self.main.view), "more", exclusive=True)
