"""What the list shows: views, filters and searches, asked of the server as far as needed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from textual import on

from hoory_tui.app.saved_filters import FolderApp
from hoory_tui.app.sync import COUNTS
from hoory_tui.config.errors import ConfigError
from hoory_tui.keep.listchoice import USUAL, read_choice, write_choice
from hoory_tui.screens import intents
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import MentionSeen
from hoory_tui.store.views import ALL, BY_ASSIGNEE, MENTIONS, ListView, Sort, view_of
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.wire.link import LinkState

_log: Final = logging.getLogger(__name__)

_JUDGED_REST: Final = 15.0
"""Seconds between two looks at who has come to fit a filter because time goes by."""
_MENTION_PAGES: Final = 4
"""A hundred open conversations that name us are more than anybody goes through."""


class FindingApp(FolderApp):
    """An app whose list shows what the agent looks for."""

    list_file: Path | None = None
    """Where the status and the order of the list are kept, None for nowhere."""
    _judged_at = 0.0
    _are_people_renamed = False
    _reading_on: ListView | None = None
    _kept_order = USUAL

    @on(intents.ShowView)
    def _show_view(self, message: intents.ShowView) -> None:
        self.main.show_view(message.view)

    def chosen_order(self) -> tuple[str, Sort]:
        """Return the status and the order to begin with: those chosen last."""
        self._kept_order = read_choice(self.list_file) if self.list_file else USUAL
        return self._kept_order

    def _keep_order(self) -> None:
        order = self.main.status, self.main.view.sort
        if order != self._kept_order and self.list_file is not None:
            self._work_here(asyncio.to_thread(self._write_order, self.list_file, *order), "order")
        self._kept_order = order

    def _write_order(self, file: Path, status: str, sort: Sort) -> None:
        try:
            write_choice(file, status, sort)
        except ConfigError as error:
            _log.warning("the order of the list is not kept: %s", error.problem)

    @on(intents.ViewShown)
    def _note_view(self, message: intents.ViewShown) -> None:
        self._keep_order()
        view = message.view
        counts = self.store.counts
        if unknown := [one for one in self._uncounted() if one not in counts]:
            self._work(self._sync.load_counts(unknown), COUNTS, exclusive=True)
        if not select.is_complete(self.store, view) and not self._sync.pages.is_begun(view):
            self._read_view(view)

    @on(intents.ShowConversation)
    def _see_opened(self, message: intents.ShowConversation) -> None:
        if message.opened:
            self._see_mention(message.conversation_id)

    @on(MessagePane.Touched)
    def _see_touched(self, message: MessagePane.Touched) -> None:
        self._see_mention(message.conversation_id)

    def _see_mention(self, conversation_id: int) -> None:
        conversation = self.store.conversations.get(conversation_id)
        if conversation is not None and conversation.mention_unread:
            self._take([MentionSeen(conversation_id)])

    @on(intents.NeedMoreConversations)
    def _load_more(self) -> None:
        if not self.is_running:
            # Asked by a list that is just being taken down.
            return
        view = self.main.view
        is_asked = view == self._reading_on and self._is_working("more")
        is_over = select.is_complete(self.store, view) or self._sync.pages.is_at_end(view)
        if not is_asked and not is_over:
            self._reading_on = view
            self._work(self._sync.pages.more(view), "more", exclusive=True)

    def _read_view(self, view: ListView) -> None:
        job = self._sync.load_view(view, lambda: select.rows(self.store, view))
        self._work(job, "view", exclusive=True)

    def _mark(self, changes: Changes) -> None:
        super()._mark(changes)
        self._are_people_renamed |= bool(changes.contacts or changes.lists)

    def _beat(self) -> None:
        super()._beat()
        rule = self.main.view.filter if self.is_running else None
        if rule is None:
            return
        now = self._monotonic()
        is_due = rule.is_timely and now - self._judged_at >= _JUDGED_REST
        if is_due or self._are_people_renamed:
            self._judged_at, self._are_people_renamed = now, False
            self.store.rosters.judge_again()
            self._mark(Changes(order=True))

    def _load_everything(self) -> None:
        super()._load_everything()
        # At the start that is for the link to ask for, once it is there.
        if self.store.link.state is LinkState.LIVE:
            self._read_shown_again()

    def _catch_up(self, *, lists: bool = False) -> None:
        super()._catch_up(lists=lists)
        self._read_shown_again()

    def _read_shown_again(self) -> None:
        """Read what is shown besides the open conversations, after a time without events."""
        view = self.main.view if self.is_running else ALL
        self._sync.pages.forget(but=(view,))
        if view != ALL and not select.is_complete(self.store, view):
            self._read_view(view)
        if view.range != MENTIONS:
            self._read_mentions()

    def _read_mentions(self) -> None:
        job = self._sync.pages.read(MENTIONS, _MENTION_PAGES)
        self._work(job, "mentions", exclusive=True)

    def _is_behind(self) -> bool:
        return super()._is_behind() or bool(self._failed())

    def _failed(self) -> set[ListView]:
        """Return the lists that matter now and could not be read, but for the open ones."""
        wanted = {MENTIONS, self.main.view} if self.is_running else set()
        return (wanted - {ALL}) & self._sync.pages.failed

    def _repeat_lists(self) -> None:
        super()._repeat_lists()
        for view in self._failed():
            if view == MENTIONS and view != self.main.view:
                self._read_mentions()
            elif self._sync.pages.is_begun(view):
                self._load_more()
            else:
                self._read_view(view)

    def _uncounted(self) -> list[ListView]:
        if not self.is_running:
            return super()._uncounted()
        view = self.main.view
        tabs = view_of(ALL.scope.kind, view.status)
        wanted = [tabs, view_of(MENTIONS.scope.kind, view.status)]
        if view.scope.kind not in BY_ASSIGNEE and view.filter is None:
            wanted.append(view.range)
        return list(self._incomplete(dict.fromkeys(wanted)))

    def _incomplete(self, views: Iterable[ListView]) -> Iterable[ListView]:
        return (one for one in views if not select.is_complete(self.store, one))
