"""How the pretend cable misbehaves: what it withholds, delays, repeats and mixes up."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

BEAT = "presence.update"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One event on its way to the subscribers of some streams."""

    event: str
    streams: list[str] = field(repr=False)
    message: str = field(repr=False)


@dataclass(slots=True)
class CableManners:
    """Switches of the cable's handshake, frames and subscriptions."""

    silence_pings: bool = False
    """Withhold the pings."""
    silence_welcomes: bool = False
    """Open sockets and say nothing on them, not even that they are open."""
    silence_echoes: bool = False
    """Take beats without answering them by presence.update; all other events flow."""
    mute: bool = False
    """Deliver no event at all while pings and confirmations go on, as without a pub/sub."""
    unauthorized: bool = False
    """Send new sockets away as unauthorized instead of welcoming them."""
    reject_bad_tokens: bool = False
    """Reject a bad subscribe, as some derivatives do, instead of ignoring it."""
    initial_presence: Literal["after", "before", "never"] = "after"
    """Whether the first presence.update comes after or before the confirm, or never."""
    lose_confirms: int = 0
    """How many of the next confirmations are not sent, though the streams are open."""
    confirm_delay: float = 0.0
    """Seconds between a subscription's streams and its confirmation."""
    refuse_status: int | None = None
    """Answer the handshake by this status instead of opening a socket."""
    refuse_retry_after: str | None = None
    """The Retry-After header that goes with it."""

    def loses_confirm(self) -> bool:
        """Return whether the next confirmation gets lost, using that up."""
        if self.lose_confirms == 0:
            return False
        self.lose_confirms -= 1
        return True


class EventTroubles:
    """What happens to events between their cause and the sockets; beats are left alone."""

    def __init__(self) -> None:
        self._held: list[Broadcast] | None = None
        self._losses = 0
        self._doublings = 0

    def hold(self) -> None:
        """Keep back every event from now on."""
        self._held = self._held or []

    def release(self, order: Literal["kept", "reversed", "shuffled"], seed: int) -> list[Broadcast]:
        """Return what was kept back, in this order, and keep back no more."""
        held, self._held = self._held or [], None
        if order == "reversed":
            held.reverse()
        elif order == "shuffled":
            random.Random(seed).shuffle(held)
        return held

    def lose(self, count: int) -> None:
        """Let the next events reach nobody."""
        self._losses += count

    def double(self, count: int) -> None:
        """Let the next events arrive twice."""
        self._doublings += count

    def meet(self, broadcast: Broadcast) -> list[Broadcast]:
        """Return what is left to deliver at once of one event."""
        if broadcast.event == BEAT:
            return [broadcast]
        if self._losses:
            self._losses -= 1
            return []
        copies = [broadcast]
        if self._doublings:
            self._doublings -= 1
            copies *= 2
        if self._held is None:
            return copies
        self._held += copies
        return []
