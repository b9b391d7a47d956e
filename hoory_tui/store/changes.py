"""What one step changed: the keys that panes look at to decide whether to draw again."""

from __future__ import annotations

from dataclasses import field

from hoory_tui.lazily import dataclass


@dataclass(slots=True)
class Changes:
    """The dirty keys of one or several steps; merging is how steps become one flush."""

    conversations: set[int] = field(default_factory=set)
    """Conversations whose row or head looks different."""
    timelines: set[int] = field(default_factory=set)
    """Conversations whose thread has other messages or pending sends."""
    order: bool = False
    """Membership or order of the list may be different."""
    contacts: set[int] = field(default_factory=set)
    presence: bool = False
    typing: set[int] = field(default_factory=set)
    lists: bool = False
    """Agents, inboxes, teams or labels."""
    counts: bool = False
    notifications: bool = False
    link: bool = False
    missing: set[int] = field(default_factory=set)
    """Conversations to fetch: heard of but not known, or possibly gone."""
    doubtful: set[int] = field(default_factory=set)
    """Conversations to read again after a rest: their events could not be put in order."""
    doubtful_threads: set[int] = field(default_factory=set)
    """Threads whose latest page is to be read again after a rest, for the same reason."""
    settled: set[str] = field(default_factory=set)
    """Echo ids of messages of ours that the server has shown to have."""
    returned: set[str] = field(default_factory=set)
    """Echo ids of messages of ours that seemed to be settled and are not."""
    news: int = 0
    """How many messages and conversations answers brought that were new or looked different."""
    stale_lists: set[str] = field(default_factory=set)
    """Lists whose version mark changed: ``label``, ``inbox``, ``team``."""

    def merge(self, other: Changes) -> None:
        """Take the other's keys in."""
        self.conversations |= other.conversations
        self.timelines |= other.timelines
        self.contacts |= other.contacts
        self.typing |= other.typing
        self.missing |= other.missing
        self.doubtful_threads |= other.doubtful_threads
        self.settled = (self.settled - other.returned) | other.settled
        self.returned = (self.returned - other.settled) | other.returned
        self.news += other.news
        self.doubtful |= other.doubtful
        self.stale_lists |= other.stale_lists
        self.order |= other.order
        self.presence |= other.presence
        self.lists |= other.lists
        self.counts |= other.counts
        self.notifications |= other.notifications
        self.link |= other.link

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)
