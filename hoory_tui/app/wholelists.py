"""Loading the whole of a list, because all of it is to be acted on."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.message import Message

from hoory_tui.app.finding import FindingApp
from hoory_tui.lazily import dataclass
from hoory_tui.screens.triage_intents import MarkWhole
from hoory_tui.store import select
from hoory_tui.store.views import ListView
from hoory_tui.words import said

_MOST_PAGES: Final = 400
"""Ten thousand conversations; nobody acts on more of them at once."""


@dataclass
class WholeRead(Message):
    """A list was read, to its end or as far as could be, for those of it that match."""

    view: ListView
    text: str
    is_whole: bool


class WholeListsApp(FindingApp):
    """An app that reads a list to its end when all of it is to be marked."""

    @on(MarkWhole)
    def _mark_whole(self, message: MarkWhole) -> None:
        view = self.main.view
        if select.is_complete(self.store, view):
            # It became whole while the box was open.
            self.main.mark_loaded(message.text)
            return
        self.notify(said("The rest of this list is being loaded to be marked."), markup=False)
        self._work(self._read_whole(view, message.text), "whole", exclusive=True)

    async def _read_whole(self, view: ListView, text: str) -> None:
        seen = await self._sync.pages.read(view, _MOST_PAGES)
        self.post_message(WholeRead(view, text, seen is not None))

    @on(WholeRead)
    def _mark_read(self, message: WholeRead) -> None:
        message.stop()
        if self.main.view != message.view:
            self.notify(said("Another list is shown by now, so nothing was marked."), markup=False)
            return
        if not message.is_whole:
            self.notify(
                said("Not all of this list could be loaded; what is known of it was marked."),
                markup=False,
            )
        self.main.mark_loaded(message.text)
