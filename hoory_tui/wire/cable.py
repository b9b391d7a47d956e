"""One cable connection as a state machine that never touches a socket or a clock.

The owner feeds it text and the time, and takes out events, frames to send and, in the
end, an `Ending`. Nothing raises: whatever goes wrong becomes state.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import Event, Malformed, PresenceUpdate, Unknown, read_event
from hoory_tui.wire.frames import (
    Confirmed,
    Data,
    Disconnect,
    Frame,
    Garbled,
    Rejected,
    Welcome,
    read_frame,
    write_presence,
    write_subscribe,
)
from hoory_tui.wire.link import Cause, Ending, LinkState, Then
from hoory_tui.wire.swift import read_swiftly


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits of one connection, in seconds."""

    welcome: float = 10.0
    silence: float = 7.5
    """Two and a half beats of the server's three-second ping."""
    ask_again: float = 5.0
    confirm: float = 10.0
    presence: float = 15.0
    """Servers forget an agent after 20 s, so the 30 s of older advice would flicker."""
    echo: float = 8.0
    degraded: float = 60.0
    """How long a connection may stay without confirmation or echo before it is replaced."""


_MISSED_ECHOES: Final = 2
_LONGEST_NAME: Final = 80


@dataclass(slots=True)
class Counts:
    """What came in, for the status line and for tests."""

    frames: int = 0
    garbled: int = 0
    foreign: int = 0
    """Events of other accounts of the same agent."""
    stray: int = 0
    """Events for a subscription that is not ours."""
    malformed: int = 0
    mended: int = 0
    """Events of which some keys had to be left out."""
    unknown: Counter[str] = field(default_factory=Counter)


class Cable:
    """The protocol of one connection and one subscription.

    One subscription is all a connection gets: servers answer a second one, or an
    unsubscribe followed by a subscribe, with silence too often. Where the connection before
    turned out deaf (`is_doubted`), a confirmation alone does not make this one live: the
    first echo does. An observer (`is_observer`, which may change at any time) sends no sign of
    presence, so it gets no echo and is live by the confirmation alone.
    """

    def __init__(
        self,
        identifier: Identifier,
        *,
        now: float,
        pace: Pace | None = None,
        is_doubted: bool = False,
        is_observer: bool = False,
    ) -> None:
        self.state = LinkState.GREETING
        self.cause = Cause.NONE
        self.ending: Ending | None = None
        self.counts = Counts()
        self.last_frame_at: float | None = None
        self.pace = pace or Pace()
        # Built once: the server compares these bytes, not what they mean.
        self._identifier = identifier.encode()
        self._account_id = identifier.account_id
        self._opened_at = now
        self._subscribed_at = 0.0
        self._asked_again = False
        self.is_observer = is_observer
        self._is_doubted = is_doubted
        self._next_presence: float | None = None
        self._echo_due: float | None = None
        self._missed_echoes = 0
        self._degraded_at: float | None = None
        self._events: list[Event] = []
        self._frames: list[str] = []

    def receive_binary(self, now: float) -> None:
        """Take note of a binary frame: a sign of life that says nothing in this protocol."""
        if self.ending is None:
            self.counts.frames += 1
            self.last_frame_at = now
            self._receive(Garbled("binary"), now)

    def receive_text(self, text: str | bytes, now: float) -> None:
        """Take one text frame; any frame at all is a sign of life."""
        if self.ending is not None:
            return
        self.counts.frames += 1
        self.last_frame_at = now
        event = read_swiftly(text, self._identifier)
        if event is None:
            self._receive(read_frame(text), now)
        elif not self._is_foreign(event):
            self._events.append(event)

    @property
    def replaced_at(self) -> float | None:
        """When a degraded connection will be given up for a new one; None for a healthy one."""
        return None if self._degraded_at is None else self._degraded_at + self.pace.degraded

    @property
    def is_urgent(self) -> bool:
        """Tell whether there is something to send, or nothing any more to hear."""
        return bool(self._frames) or self.ending is not None

    def take_events(self) -> list[Event]:
        """Return the events since the last call, in the order of their frames."""
        events, self._events = self._events, []
        return events

    def take_frames(self) -> list[str]:
        """Return the text frames to send now; they hold the token, never log them."""
        frames, self._frames = self._frames, []
        return frames

    def tick(self, now: float) -> None:
        """Do what is due; call it at the latest at `deadline()`."""
        if self.ending is not None:
            return
        if self._deadline_of_life() <= now:
            unwelcome = self.state is LinkState.GREETING and self._greeting_due() <= now
            self._end(Cause.NO_WELCOME if unwelcome else Cause.SILENT, Then.RETRY)
            return
        if self.replaced_at is not None and now >= self.replaced_at:
            self._end(self.cause, Then.RETRY)
            return
        if self.state is LinkState.SUBSCRIBING:
            self._tick_subscribing(now)
        elif self._next_presence is not None:
            self._tick_presence(now)

    def deadline(self) -> float:
        """Return when `tick` must be called at the latest, on the clock that `now` is of."""
        moments = [self._deadline_of_life()]
        if self.state is LinkState.SUBSCRIBING:
            wait = self.pace.confirm if self._asked_again else self.pace.ask_again
            moments.append(self._subscribed_at + wait)
        due = (self._next_presence, self._echo_due, self.replaced_at)
        moments += [moment for moment in due if moment is not None]
        return min(moments)

    def _deadline_of_life(self) -> float:
        if self.last_frame_at is None:
            return self._greeting_due()
        silence = self.last_frame_at + self.pace.silence
        return min(self._greeting_due(), silence) if self.state is LinkState.GREETING else silence

    def _greeting_due(self) -> float:
        return self._opened_at + self.pace.welcome

    def _receive(self, frame: Frame, now: float) -> None:
        match frame:
            case Data(identifier, name, data):
                self._receive_event(identifier, name, data)
            case Welcome() if self.state is LinkState.GREETING:
                self.state = LinkState.SUBSCRIBING
                self._subscribed_at = now
                self._frames.append(write_subscribe(self._identifier))
            case Confirmed(identifier) if identifier == self._identifier:
                self._confirm(now)
            case Rejected(identifier) if identifier == self._identifier:
                self._end(Cause.REJECTED, Then.HALT)
            case Disconnect(reason, reconnect):
                cause = Cause.UNAUTHORIZED if reason == "unauthorized" else Cause.SERVER_ASKED
                self._end(cause, Then.RETRY if reconnect else Then.HALT, reason)
            case Garbled(problem):
                self.counts.garbled += 1
                # To be counted by whoever counts events that cannot be read.
                self._events.append(Malformed(None, "", problem))

    def _receive_event(self, identifier: str, name: str, data: object) -> None:
        if identifier != self._identifier:
            self.counts.stray += 1
            return
        left_out: list[str] = []
        event = read_event(name, data, left_out.append)
        if self._is_foreign(event):
            return
        if isinstance(event, Unknown):
            self.counts.unknown[event.name] += 1
        elif isinstance(event, Malformed):
            self.counts.malformed += 1
        elif isinstance(event, PresenceUpdate):
            self._hear_echo()
        for problem in left_out:
            self.counts.mended += 1
            name = clean_line(name[:_LONGEST_NAME])
            self._events.append(Malformed(event.account_id, name, problem, is_lost=False))
        # Also before the confirmation: servers send the first events ahead of it.
        self._events.append(event)

    def _is_foreign(self, event: Event) -> bool:
        # The token belongs to the agent, not to the account: all their accounts come along.
        said = event.account_id
        if said is None or self._account_id is None or said == self._account_id:
            return False
        self.counts.foreign += 1
        return True

    def _confirm(self, now: float) -> None:
        # A repeated confirmation changes nothing, one that nobody asked for even less.
        if self._next_presence is not None or self.state is LinkState.GREETING:
            return
        if self._is_doubted and not self.is_observer:
            self._degrade(Cause.DEAF, now)
        else:
            self._be_live()
        self._beat(now)

    def _beat(self, now: float) -> None:
        self._next_presence = now + self.pace.presence
        if self.is_observer:
            self._echo_due, self._missed_echoes = None, 0
            return
        self._frames.append(write_presence(self._identifier))
        self._echo_due = now + self.pace.echo

    def _hear_echo(self) -> None:
        if self._next_presence is None:
            return
        self._echo_due = None
        self._missed_echoes = 0
        self._be_live()

    def _be_live(self) -> None:
        self.state = LinkState.LIVE
        self.cause = Cause.NONE
        self._degraded_at = None

    def _degrade(self, cause: Cause, now: float) -> None:
        self.state = LinkState.DEGRADED
        self.cause = cause
        self._degraded_at = now

    def _tick_subscribing(self, now: float) -> None:
        # The same sums as in deadline(): a rounding apart, the owner would turn on the spot.
        if now >= self._subscribed_at + self.pace.confirm:
            self._degrade(Cause.UNCONFIRMED, now)
        elif now >= self._subscribed_at + self.pace.ask_again and not self._asked_again:
            self._asked_again = True
            self._frames.append(write_subscribe(self._identifier))

    def _tick_presence(self, now: float) -> None:
        if self._echo_due is not None and now >= self._echo_due:
            self._echo_due = None
            self._missed_echoes += 1
            if self._missed_echoes >= _MISSED_ECHOES and self.state is LinkState.LIVE:
                # Pings go on when a server has lost its pub/sub; only the echo tells.
                self._degrade(Cause.DEAF, now)
        if self._next_presence is not None and now >= self._next_presence:
            self._beat(now)

    def _end(self, cause: Cause, then: Then, detail: str = "") -> None:
        self.ending = Ending(cause, then, detail)
