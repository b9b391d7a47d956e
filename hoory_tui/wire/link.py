"""The words for how the live link is doing, shared by every layer that speaks of it."""

from __future__ import annotations

from enum import StrEnum

from hoory_tui.lazily import dataclass


class LinkState(StrEnum):
    """Where the link is between "not tried" and "events arrive"."""

    WAITING = "waiting"
    """Between two attempts."""
    CONNECTING = "connecting"
    """The socket is being opened."""
    GREETING = "greeting"
    """The socket is open, the server has not welcomed us."""
    SUBSCRIBING = "subscribing"
    """Welcomed; the subscription is asked for, not confirmed."""
    LIVE = "live"
    """Confirmed; events arrive."""
    DEGRADED = "degraded"
    """The socket lives but events may be missing."""
    REFUSED = "refused"
    """The server turned the connection away; tried again slowly."""
    HALTED = "halted"
    """No further attempt until the agent or a new token asks for one."""


class Cause(StrEnum):
    """Why the link is not simply live."""

    NONE = ""
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed out"
    UNTRUSTED = "untrusted certificate"
    NO_WELCOME = "no welcome"
    SILENT = "silent"
    CLOSED = "closed"
    TOO_LARGE = "frame too large"
    SEND_STUCK = "sending got stuck"
    SERVER_ASKED = "server asked"
    UNCONFIRMED = "unconfirmed"
    DEAF = "deaf"
    REJECTED = "rejected"
    UNAUTHORIZED = "unauthorized"
    UNSUPPORTED = "unsupported"
    TURNED_AWAY = "turned away"
    PROXY = "proxy"
    """The proxy does not answer or does not let us through."""
    SLEPT = "slept"
    """This machine slept; whatever was open then is not to be trusted."""
    RENEWED = "renewed"
    """Somebody here wanted a new connection, as after a change of token."""


class Then(StrEnum):
    """What to do after a connection has ended."""

    RETRY = "retry"
    SLOWLY = "slowly"
    HALT = "halt"


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a connection is over and what follows; `detail` is a cleaned word of the server's."""

    cause: Cause
    then: Then
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """How the link is doing; times are seconds of the monotonic clock, None for never."""

    state: LinkState
    cause: Cause = Cause.NONE
    detail: str = ""
    attempt: int = 0
    retry_at: float | None = None
    """When the next attempt is due: after a wait or, while degraded, in place of this socket."""
    last_frame_at: float | None = None
    connection: int = 0
    """Counts sockets, so that "confirmed again" can be told from "still confirmed"."""
