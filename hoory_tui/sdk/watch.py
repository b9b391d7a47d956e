"""What the live link needs besides itself: a call after sleep, a look at the token, reading on.

Only decisions are made here; times are seconds of a clock that goes on during sleep.
"""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

SLEPT: Final = 8.0
"""A beat that comes so late means that machine or process stood still."""
POLL: Final = 20.0
"""Seconds between two readings while no events come."""
TOKEN_CHECK: Final = 120.0
"""Seconds between two looks at the profile: nothing on the wire tells of a new cable token."""
DEAF_FOR: Final = 45.0
"""Seconds that a link may have been deaf before two missing echoes told so."""
AFRESH: Final = 3 * 3600.0
"""After a gap of so many seconds, mending costs more than starting anew."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What is to be done now."""

    wake: bool = False
    """The machine slept: whatever the socket looks like, nobody knows what it missed."""
    poll: bool = False
    """No events come, so the server is asked what there is to know."""
    check_token: bool = False
    """The profile is to be read again, in case its cable token is another one."""


class LinkWatch:
    """Looks at the link once a second and remembers since when events are missing."""

    def __init__(self, now: float) -> None:
        self._beat_at = now
        self._poll_at = now + POLL
        self._check_at = now + TOKEN_CHECK
        self.live_until: float | None = None
        """Since when events may be missing; None when none are, or when there never were any."""
        self.caught_up_at: float | None = None
        """When the last gap was closed."""

    def beat(self, link: LinkStatus, now: float) -> Needs:
        """Return what is due; to be called about once a second."""
        slept = now - self._beat_at > SLEPT
        self._beat_at = now
        is_live = link.state is LinkState.LIVE
        poll = not is_live and link.state is not LinkState.HALTED and now >= self._poll_at
        if poll or is_live:
            self._poll_at = now + POLL
        check = now >= self._check_at
        if check:
            self._check_at = now + TOKEN_CHECK
        return Needs(wake=slept, poll=poll, check_token=check)

    def follow(self, before: LinkStatus, link: LinkStatus, now: float) -> None:
        """Take note of another state of the link."""
        if link.state is LinkState.LIVE:
            return
        if before.state is LinkState.LIVE:
            heard_at = before.last_frame_at if before.last_frame_at is not None else now
            # A link that turned deaf had been so for a while before it was found out.
            self._missed_since(heard_at - DEAF_FOR if link.cause is Cause.DEAF else heard_at)
        if link.state is LinkState.DEGRADED and before.state is not LinkState.DEGRADED:
            # The usual reason is a token that is no longer ours.
            self._check_at = now
            self._poll_at = now

    def doubt(self, seconds: float, now: float) -> None:
        """Take it that events have been missing for so long, though frames came."""
        self._missed_since(now - seconds)

    def gap(self, now: float) -> float | None:
        """Return the seconds since which events may be missing, None when there never were any."""
        return None if self.live_until is None else max(0.0, now - self.live_until)

    def caught_up(self, now: float) -> None:
        """Forget the gap: everything was read again after a confirmation."""
        if self.live_until is not None:
            self.live_until, self.caught_up_at = None, now

    def _missed_since(self, moment: float) -> None:
        # A second loss before everything was read again must not shorten the first one's gap.
        self.live_until = moment if self.live_until is None else min(self.live_until, moment)
