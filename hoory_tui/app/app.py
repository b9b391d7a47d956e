"""The console: what the agent asks for, carried out on the store and at the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import tzinfo
from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from hoory_tui.app.changelog import NewsApp
from hoory_tui.config.settings import Settings
from hoory_tui.config.spoken import spoken_language
from hoory_tui.render.badge import Badge
from hoory_tui.screens import intents
from hoory_tui.screens.main import STYLE_SHEET, MainScreen
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store.happenings import EventsMissed, Opened
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.words import counted, said

if TYPE_CHECKING:
    from hoory_tui.app.late import Connect, OpenKeeper
    from hoory_tui.keep.glimpse import Glimpse
    from hoory_tui.keep.keeper import Keeper
    from hoory_tui.sdk.backend import Backend


class HooryApp(NewsApp):
    """The agent's console on one account."""

    CSS_PATH = STYLE_SHEET
    badge: Badge | None = None
    """What login this is, where that has to be seen at a glance."""
    is_curtained = False
    """Whether all painting is held back, until the first picture is whole."""

    def __init__(
        self,
        backend: Backend | Connect,
        settings: Settings,
        *,
        glimpse: Glimpse | None = None,
        keeper: Keeper | OpenKeeper | None = None,
        trouble: str = "",
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = elapsed,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(
            backend,
            settings,
            glimpse=glimpse,
            keeper=keeper,
            trouble=trouble,
            now=now,
            monotonic=monotonic,
            zone=zone,
        )

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen an agent lives in."""
        known = self._backend or self._glimpse
        screen = MainScreen(
            self.store,
            self._moment,
            self._link_now,
            account=known.account_name if known is not None else "",
            keymap=self.settings.keymap(),
        )
        screen.badge = self.badge
        screen.language = spoken_language(self.settings.language)
        screen.bind_macros(self.settings.macros)
        screen.begin_with(self.chosen_panes())
        screen.begin_in(*self.chosen_order())
        screen.fit(self.size)
        screen.is_curtained = self.is_curtained
        return screen

    # What the agent asks for

    @on(intents.ShowConversation)
    def _show_conversation(self, message: intents.ShowConversation) -> None:
        if self._backend is None:
            self._asked_for = message
            return
        conversation_id = message.conversation_id
        timeline = self.store.timelines.get(conversation_id)
        is_true = timeline is not None and timeline.loaded and not timeline.stale
        if not is_true or (timeline is not None and timeline.unsure_before is not None):
            self._take([Opened(conversation_id)])
            self._fetch_thread(conversation_id)

    @on(MessagePane.NeedOlder)
    def _load_older(self, message: MessagePane.NeedOlder) -> None:
        timeline = self.store.timelines.get(message.conversation_id)
        oldest_id = timeline.oldest_id() if timeline is not None else None
        if oldest_id is not None and timeline is not None and timeline.has_older:
            self._work(self._sync.load_older(message.conversation_id, oldest_id), "older")

    @on(intents.Reload)
    def _reload(self) -> None:
        if self._backend is None:
            self._hurry.set()
            return
        self.backend.cable.nudge()
        self._take([EventsMissed()])
        self._load_everything()
        if (conversation := self._at_hand) is not None:
            self._fetch_thread(conversation.id)

    async def action_quit(self) -> None:
        """Quit, after saying what would be lost or what is still to come."""
        from hoory_tui.screens.confirm import ConfirmScreen

        if isinstance(self.screen, ConfirmScreen):
            return
        lost, unsent = self.lost_at_the_end(), len(self.store.outbox)
        held = self.held_at_the_end()
        question = said("Quit hoory-tui?")
        if lost:
            question = said("{lost} would be lost. Quit?", lost=lost)
        elif held:
            question = counted(
                "{count} of your messages is still held and would not be sent. You are asked about "
                "that when you start again. Quit?",
                "{count} of your messages are still held and would not be sent. You are asked "
                "about that when you start again. Quit?",
                held,
            )
        elif unsent:
            question = said(
                "{count} of your messages have not arrived yet. They are kept, and "
                "leave when you start again. Quit?",
                count=unsent,
            )

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit()

        self._ask(question, answered)
