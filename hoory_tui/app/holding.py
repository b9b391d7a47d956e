"""Hold before send: what is sent stands still for a moment, in which one key takes it back.

It is on disk all the while, as held: what a crash interrupts does not leave by itself, the agent
is asked at the next start.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Final

from hoory_tui.app.piping import PipingApp
from hoory_tui.store import select
from hoory_tui.store.records import Pending, SendState

_EARLY: Final = 0.05
"""Seconds by which a timer may ring before its time."""


class HoldingApp(PipingApp):
    """An app whose sends can be taken back for a moment."""

    @cached_property
    def _held_until(self) -> dict[str, float]:
        """By echo id, the moment of the monotonic clock at which a message leaves."""
        return {}

    def _hold(self, pending: Pending) -> Pending:
        """Return the message as it is to be kept: held, or on its way where nothing is held."""
        delay = self.settings.send_delay
        if not delay:
            return pending
        self._held_until[pending.echo_id] = self._monotonic() + delay
        self.set_timer(delay, self._release_due)
        return replace(pending, state=SendState.HELD, retry_at=self._now() + delay)

    def _beat(self) -> None:
        super()._beat()
        if self.is_running and self._held_until:
            self._release_due()
            # It is said how many seconds are left.
            self.main.thread.show_thread()

    def _release_due(self) -> None:
        now = self._monotonic() + _EARLY
        for echo_id in [one for one, at in self._held_until.items() if at <= now]:
            del self._held_until[echo_id]
            pending = self.store.outbox.get(echo_id)
            if pending is not None and pending.state is SendState.HELD and self.is_running:
                self._work_here(self._release(pending), "outbox")

    async def _release(self, pending: Pending) -> None:
        await self._outbox.release(pending)
        self._pump()

    def take_back_held(self, conversation_id: int, since: float = 0.0) -> bool:
        """Put what was sent last here back into the composer if it is still held; tell if so.

        What was sent before `since`, in unix seconds, stays held.
        """
        held = [
            one
            for one in select.pending_of(self.store, conversation_id)
            if one.state is SendState.HELD and one.echo_id in self._held_until
        ]
        if not held or held[-1].created_at < since:
            return False
        last = held[-1]
        del self._held_until[last.echo_id]
        self._take_back([last])
        shown = self.main.thread.shown
        if shown is not None and shown.id == conversation_id:
            self.main.action_write(last.private)
        return True

    def held_at_the_end(self) -> int:
        """Return how many messages would stay unsent because they are held."""
        return sum(one.state is SendState.HELD for one in self.store.outbox.values())
