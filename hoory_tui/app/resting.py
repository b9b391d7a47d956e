"""What is done while the hand rests, so that nothing of it is felt while it does not."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.garbage_collection import CALM, Collector
from hoory_tui.app.keyboard.keyorder import Typed
from hoory_tui.app.reading import ReadingApp
from hoory_tui.app.trimming import AtHand, Trimmer
from hoory_tui.screens import intents
from hoory_tui.store import select
from hoory_tui.store.happenings import ConversationGone, Happening, Trimmed
from hoory_tui.store.views import ListView, Sort

if TYPE_CHECKING:
    from hoory_tui.keep.attic import Attic
    from hoory_tui.store.state import Store

_MOST_ASKED: Final = 100
"""Rows that are looked up one by one after a list longer than what is read of it at once."""
_PATIENCE: Final = 30.0
"""Seconds after which memory is made room in under a hand that never rests, a little at a time."""


def whole_above(
    store: Store, gone: Collection[int], views: Collection[ListView]
) -> dict[ListView, int]:
    """Return how many held rows of each view stand above all of these, as the server orders them.

    A view that has none of these is left out. Rows below the first of them are no measure: some
    stay wherever they stand, with others missing between them. Of an order that the server does
    not go by alone, nothing is taken for whole.
    """
    rows = store.conversations
    whole: dict[ListView, int] = {}
    for view in views:
        sieve, judge = select.sieve_of(store, view), store.rosters.judge
        lost = (rows[one] for one in gone if one in rows)
        tops = [one.last_activity_at for one in lost if sieve.takes(one, judge)]
        if tops:
            top = max(tops) if view.sort is Sort.LATEST else math.inf
            whole[view] = sum(
                one.last_activity_at > top and sieve.takes(one, judge) for one in rows.values()
            )
    return whole


class RestingApp(ReadingApp):
    """An app that holds no more than it should, however long the day is."""

    attic_folder: Path | None = None
    """Where the ends of threads go that memory has no room for; None for nowhere."""
    collector: Collector | None = None
    """None to leave collecting to the interpreter."""
    _typed_at = 0.0
    _rested_at = 0.0

    @cached_property
    def _trimmer(self) -> Trimmer:
        return Trimmer(self.store, self._open_attic)

    def _open_attic(self) -> Attic | None:
        if self.attic_folder is None:
            return None
        # Most days nothing is ever put there.
        from hoory_tui.keep.attic import Attic

        return Attic(self.attic_folder, self.store.account_id, self.store.me_id)

    def _note(self, event: Typed) -> None:
        super()._note(event)
        self._typed_at = self._monotonic()

    @on(intents.ShowConversation)
    def _note_look(self, message: intents.ShowConversation) -> None:
        self._trimmer.look_at(message.conversation_id)

    def _beat(self) -> None:
        super()._beat()
        if not self.is_running:
            return
        now = self._monotonic()
        quiet = now - self._typed_at
        if quiet >= CALM or now - self._rested_at >= _PATIENCE:
            self._rested_at = now
            self._make_room(now)
        if self.collector is not None:
            self.collector.rest(quiet, now)

    def _make_room(self, now: float) -> None:
        step = self._trimmer.plan(self._what_must_stay, now)
        if step is None:
            return
        self._let_go(step)
        self._outbox.tidy()

    def _let_go(self, step: Trimmed) -> None:
        """Let go of what the step names, and have the list read on from there when it is wanted."""
        pages = self._sync.pages
        whole = whole_above(self.store, step.conversations, pages.next)
        self._take([step])
        pages.resume(whole)

    def _what_must_stay(self) -> AtHand:
        main = self.main
        shown, at_hand = main.thread.shown, main.at_hand
        needed = {one.id for one in (shown, at_hand, main.beside) if one is not None}
        needed |= main.composer.drafted() | self._doubtful | self._doubtful_threads
        needed.update(main.marked)
        needed |= self._sync.unread | self.store.unconfirmed
        rows = main.conversations
        return AtHand(needed, rows.keys, rows.position_of(rows.cursor) or 0)

    def _worth_asking(self, left: set[int], seen: set[int]) -> set[int]:
        # Thousands of questions would be slower than to read on when somebody gets there.
        rows = self.store.conversations
        if len(left) <= _MOST_ASKED or not self.is_running:
            return left
        end = min((rows[one].last_activity_at for one in seen & rows.keys()), default=0.0)
        below = {one for one in left & rows.keys() if rows[one].last_activity_at < end}
        needed = set(self._what_must_stay().needed) | self.store.timelines.keys()
        needed |= {one for one in below if rows[one].assignee_id == self.store.me_id}
        self._let_go(Trimmed(conversations=frozenset(below - needed)))
        return left - (below - needed)

    def _take(self, steps: Sequence[Happening]) -> None:
        super()._take(steps)
        gone = [step.conversation_id for step in steps if isinstance(step, ConversationGone)]
        if gone and self.is_running:
            self._trimmer.forget(gone)

    async def _read_thread(self, conversation_id: int) -> None:
        # At once what is kept of it, and then what makes it true.
        recalled = await self._trimmer.recall(conversation_id)
        if recalled is not None:
            await self._told([recalled])
        await super()._read_thread(conversation_id)

    async def close(self) -> None:
        """Let go of the disk as well."""
        await super().close()
        self._trimmer.close()
