"""The demo desk's troubles for tests: a cable that misbehaves and a REST API that fails."""

from __future__ import annotations

from typing import Literal

from .cable import CableCounters, CableHub
from .cable_manners import CableManners
from .doors import Manners
from .engine import Engine
from .faults import Fault, Spoiling
from .records import Json


class TroubleHooks:
    """Switches stay until they are turned back; what is said of "the next" is used up."""

    engine: Engine
    hub: CableHub
    manners: Manners

    # -- what the cable says ------------------------------------------------------------------

    def broadcast(self, token_or_agent_id: str | int, event: str, data: Json) -> None:
        """Push any event to one pubsub token, as it stands."""
        token = token_or_agent_id
        if isinstance(token, int):
            token = self.engine.world.agents[token].pubsub_token
        self.hub.broadcast([token], event, data)

    def send_raw(self, token: str, text: str) -> int:
        """Push any text frame to the sockets hearing a token; return how many there are."""
        return self.hub.send_raw(token, text)

    def hold_events(self) -> None:
        """Keep back every event but beats until `release_events`."""
        self.hub.troubles.hold()

    def release_events(
        self, order: Literal["kept", "reversed", "shuffled"] = "kept", seed: int = 1
    ) -> int:
        """Deliver what was held, late and in this order; return how many events there were."""
        held = self.hub.troubles.release(order, seed)
        self.hub.deliver_late(held)
        return len(held)

    def drop_events(self, count: int) -> None:
        """Let the next events, beats left out, reach nobody."""
        self.hub.troubles.lose(count)

    def duplicate_events(self, count: int) -> None:
        """Let the next events, beats left out, arrive twice."""
        self.hub.troubles.double(count)

    # -- how the cable behaves ----------------------------------------------------------------

    @property
    def cable_manners(self) -> CableManners:
        """Return the switches of the cable: welcomes, confirmations, refusals, deafness."""
        return self.hub.manners

    def drop_sockets(self) -> int:
        """Abort every cable socket's TCP connection; return how many there were."""
        return self.hub.abort_all()

    async def close_sockets(self, code: int = 1000) -> None:
        """Close every cable socket by a close frame alone, as older servers send people away."""
        await self.hub.close_all(code)

    async def disconnect_all(self, reason: str | None = None, reconnect: bool = True) -> None:
        """Send every cable socket a disconnect frame, then close it."""
        await self.hub.disconnect_all(reason, reconnect)

    @property
    def counters(self) -> CableCounters:
        """Return what the cable has counted: opened, closed, subscribed, refused, frames_sent."""
        return self.hub.counters

    @property
    def open_sockets(self) -> int:
        """Return the number of open cable sockets."""
        return self.hub.open_count

    @property
    def silence_pings(self) -> bool:
        """Whether pings are withheld."""
        return self.hub.manners.silence_pings

    @silence_pings.setter
    def silence_pings(self, silent: bool) -> None:
        self.hub.manners.silence_pings = silent

    @property
    def silence_presence_echo(self) -> bool:
        """Whether beats are taken without an answer, while all other events flow."""
        return self.hub.manners.silence_echoes

    @silence_presence_echo.setter
    def silence_presence_echo(self, silent: bool) -> None:
        self.hub.manners.silence_echoes = silent

    @property
    def mute_cable(self) -> bool:
        """Whether no event is delivered at all while pings and confirmations go on."""
        return self.hub.manners.mute

    @mute_cable.setter
    def mute_cable(self, mute: bool) -> None:
        self.hub.manners.mute = mute

    @property
    def reject_bad_tokens(self) -> bool:
        """Whether a bad subscribe is rejected, as some derivatives do, instead of ignored."""
        return self.hub.manners.reject_bad_tokens

    @reject_bad_tokens.setter
    def reject_bad_tokens(self, reject: bool) -> None:
        self.hub.manners.reject_bad_tokens = reject

    @property
    def initial_presence(self) -> Literal["after", "before", "never"]:
        """Whether the first presence.update comes after or before the confirm, or never."""
        return self.hub.manners.initial_presence

    @initial_presence.setter
    def initial_presence(self, when: Literal["after", "before", "never"]) -> None:
        self.hub.manners.initial_presence = when

    # -- REST manners -------------------------------------------------------------------------

    @property
    def event_before_response(self) -> bool:
        """Whether a REST call's events go out before its answer (True) or after it."""
        return self.manners.event_before_response

    @event_before_response.setter
    def event_before_response(self, before: bool) -> None:
        self.manners.event_before_response = before

    @property
    def requests_seen(self) -> int:
        """Return how many REST requests have come in."""
        return self.manners.requests_seen

    def asked(self, part: str) -> list[str]:
        """Return the last requests with this in them, each such as ``GET /path?page=1``."""
        return [one for one in self.manners.asked if part in one]

    def fail_next(
        self,
        method: str,
        path_part: str,
        status: int,
        times: int = 1,
        body: object = None,
        *,
        seconds: float = 0.0,
        headers: dict[str, str] | None = None,
        after_deed: bool = False,
        lose_events: bool = False,
    ) -> None:
        """Answer the next ``times`` matching requests with a status, doing nothing else.

        ``method`` may be "*"; a request matches when its path contains ``path_part``. The
        answer comes after ``seconds`` and carries ``headers``, such as Retry-After or
        Location. With ``after_deed`` the request is obeyed and answered so nevertheless, and
        with ``lose_events`` nobody hears of what it did.
        """
        self._trouble(
            Fault(
                method,
                path_part,
                times,
                status=status,
                body=body,
                headers=headers or {},
                after_deed=after_deed,
                lose_events=lose_events,
                seconds=seconds,
            )
        )

    def delay_next(self, method: str, path_part: str, seconds: float, times: int = 1) -> None:
        """Obey the next matching requests only after some seconds."""
        self._trouble(Fault(method, path_part, times, seconds=seconds))

    def stall_next_answer(
        self, method: str, path_part: str, seconds: float, times: int = 1
    ) -> None:
        """Obey the next matching requests at once but let the answers begin seconds later."""
        self._trouble(Fault(method, path_part, times, stall=seconds))

    def lose_next_answer(
        self, method: str, path_part: str, times: int = 1, *, lose_events: bool = False
    ) -> None:
        """Obey the next matching requests but cut the connection instead of answering.

        With ``lose_events`` nobody hears of what they did either.
        """
        spoiling = Spoiling.LOST
        self._trouble(Fault(method, path_part, times, spoiling=spoiling, lose_events=lose_events))

    def cut_next_answer(self, method: str, path_part: str, times: int = 1) -> None:
        """Obey the next matching requests but end the connection within the answer's body."""
        self._trouble(Fault(method, path_part, times, spoiling=Spoiling.CUT))

    def drip_next_answer(
        self, method: str, path_part: str, seconds: float = 1.0, times: int = 1
    ) -> None:
        """Obey the next matching requests but answer them a byte every so many seconds."""
        fault = Fault(method, path_part, times, spoiling=Spoiling.DRIP, drip_seconds=seconds)
        self._trouble(fault)

    def falsify_next_answer(
        self, method: str, path_part: str, body: object, times: int = 1
    ) -> None:
        """Obey the next matching requests but answer 200 with this: JSON, or a web page if text."""
        self._trouble(Fault(method, path_part, times, status=200, body=body, after_deed=True))

    def clear_faults(self) -> None:
        """Forget all failures, delays and losses that still wait."""
        self.manners.faults.clear()

    def _trouble(self, fault: Fault) -> None:
        self.manners.faults.add(fault)
