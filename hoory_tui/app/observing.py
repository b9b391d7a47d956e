"""How the others see us: online, busy, offline, or not at all while we look on."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.outgoing import TypingSign
from hoory_tui.app.ringing import RingingApp
from hoory_tui.client.errors import HooryError
from hoory_tui.render.bars import LinkNow
from hoory_tui.screens import knowing_intents
from hoory_tui.store.beside import Observing
from hoory_tui.store.happenings import ProfileLoaded
from hoory_tui.words import said, to_say
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from collections.abc import Callable

    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.sdk.backend import Backend

_UNSEEN: Final = to_say(
    "You look on unseen: offline, no typing signs, nothing marked read by looking."
)
_LOOK_ROUND: Final = 30.0
"""Seconds between two looks at who is present, which nobody tells whom nobody sees."""


class QuietSign(TypingSign):
    """A typing sign that nobody is shown while we look on unseen."""

    def __init__(
        self, api: AgentApi, clock: Callable[[], float], is_unseen: Callable[[], bool]
    ) -> None:
        super().__init__(api, clock)
        self._is_unseen = is_unseen

    def note(self, conversation_id: int, *, private: bool) -> bool:
        """Note a keystroke; tell whether the others have to hear of it now."""
        return super().note(conversation_id, private=private) and not self._is_unseen()


class ObservingApp(RingingApp):
    """An app that can look on without being seen."""

    _is_observer: bool | None = None
    """Whether nobody sees us; None before anybody has chosen, when the settings say it."""
    _looked_round_at = 0.0

    @property
    def is_observer(self) -> bool:
        """Whether we look on unseen."""
        return self.settings.observer if self._is_observer is None else self._is_observer

    @cached_property
    def _typing(self) -> TypingSign:
        return QuietSign(self._api, self._monotonic, lambda: self.is_observer)

    def _know(self, backend: Backend) -> None:
        super()._know(backend)
        backend.observe(on=self.is_observer)

    def _begin(self) -> None:
        if self.is_observer:
            self._take([Observing(on=True)])
            if self.backend.availability != "offline":
                # It is about to be: subscribing alone would show us for a while.
                self.notify(said(_UNSEEN), markup=False)
        super()._begin()

    def _link_now(self) -> LinkNow:
        return replace(super()._link_now(), is_observer=self.is_observer)

    def _mark_seen(self, conversation_id: int) -> None:
        # The others would see that somebody has read it.
        if not self.is_observer:
            super()._mark_seen(conversation_id)

    def _beat(self) -> None:
        super()._beat()
        now = self._monotonic()
        is_due = now - self._looked_round_at >= _LOOK_ROUND
        if is_due and self.is_running and self.is_observer and self._backend is not None:
            self._looked_round_at = now
            self._work(self._sync.load_lists({"agent"}), "agents", exclusive=True)

    @on(knowing_intents.SetAvailability)
    def _set_availability(self, message: knowing_intents.SetAvailability) -> None:
        self._work(self._be(message.availability), "availability", exclusive=True)

    @on(knowing_intents.SetAutoOffline)
    def _set_auto_offline(self, message: knowing_intents.SetAutoOffline) -> None:
        self._work(self._be_auto_offline(on=message.on), "availability", exclusive=True)

    @on(knowing_intents.Observe)
    def _observe(self, message: knowing_intents.Observe) -> None:
        self._is_observer = message.on
        self.backend.observe(on=message.on)
        self._take([Observing(on=message.on)])
        self._looked_round_at = 0.0
        if message.on:
            self._work(self._typing.stop(), "typing")
        self._work(self._be(message.availability), "availability", exclusive=True)
        self.main.show_bars()

    async def _be(self, availability: str) -> None:
        try:
            profile = await self._api.set_availability(availability)
        except HooryError as error:
            self._complain(said("The others see you as before: {problem}", problem=error.sentence))
            return
        self.backend.take_profile(profile)
        self._tell([ProfileLoaded(profile)])
        told = (
            said(_UNSEEN)
            if self.is_observer
            else said("You are {availability} to the others.", availability=term(availability))
        )
        self.notify(told, markup=False)

    async def _be_auto_offline(self, *, on: bool) -> None:
        try:
            profile = await self._api.set_auto_offline(on=on)
        except HooryError as error:
            self._complain(said("Nothing was changed: {problem}", problem=error.sentence))
            return
        self.backend.take_profile(profile)
        self._tell([ProfileLoaded(profile)])
        told = (
            said("offline whenever you are not connected")
            if on
            else said("what you chose, also when away")
        )
        self.notify(said("From now on the others see you as {told}.", told=told), markup=False)
