"""What a batch of happenings has changed, so that only that is drawn and done."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Changes:
    """Which parts of the screen are different, and what is to be done about the rest."""

    thread: bool = False
    people: bool = False
    """Who is there, who types, who we are."""
    talks: bool = False
    link: bool = False
    sends: bool = False
    """Whether what waits to be sent has to be kept anew."""
    settled: list[str] = field(default_factory=list)
    """Echo ids of sends whose messages are known now."""
    unread: list[int] = field(default_factory=list)
    """Conversations that are shown or not, in which somebody else has written."""
