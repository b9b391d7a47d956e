"""How old a telling is: which of two that tell of the same thing is the later one."""

from __future__ import annotations

from enum import Enum, auto

from hoory_tui.lazily import dataclass
from hoory_tui.store.happenings import Asked


class Order(Enum):
    """Where a telling stands beside what is held."""

    PAST = auto()
    """It is surely older: nothing of it is news."""
    OVERTAKEN = auto()
    """By the clocks it is older than an answer, but clocks of several machines made the two."""
    UNSURE = auto()
    """Nothing tells; whatever is shown now has to be read again after a rest."""
    LATER = auto()
    """It is surely not older."""


@dataclass(slots=True)
class Age:
    """What is remembered of the tellings of one message or conversation, beside their words.

    Answers carry no time of change for messages, and none for conversations of the old
    generation, so three things are kept for each message and conversation: the step at which
    anything was last taken from it (`taken`: a question put later is answered with something
    later), whether an answer was taken at all (`read`), and between which times of the
    server's clock the moment lies of which that answer told (`since`, `until`, None when not
    known): an event from before is not taken, one from after is news, one from between is both
    until the next reading, which also settles whether the first was rightly left out.

    A message's age lives as long as its timeline; where no timeline is held, only that of the
    last message is kept. A conversation's lives as long as its row.
    """

    taken: int = 0
    read: bool = False
    since: float | None = None
    until: float | None = None
    worded: bool = False
    """Of messages: the words came from a page of the thread, where they are complete."""

    def take(self, step: int, asked: Asked | None) -> None:
        """Remember that a telling was taken: an answer, or an event where `asked` is None."""
        self.taken = step
        if asked is not None:
            self.read = True
            self.until = asked.until
            if asked.since is not None:
                self.since = max(asked.since, self.since or 0.0)

    def of_event(self, held_at: float | None, heard_at: float | None) -> Order:
        """Place an event of `heard_at` against what is held, whose last event was of `held_at`."""
        if heard_at is not None:
            if held_at is not None and heard_at < held_at:
                return Order.PAST
            if self.since is not None and heard_at < self.since:
                return Order.OVERTAKEN
        if not self.read:
            return Order.LATER
        is_after = heard_at is not None and self.until is not None and heard_at >= self.until
        return Order.LATER if is_after else Order.UNSURE

    def of_answer(self, asked: Asked) -> Order:
        """Place an answer: it is no older than what was taken before its question was put."""
        return Order.LATER if asked.step >= self.taken else Order.UNSURE


@dataclass(slots=True)
class ConversationAge(Age):
    """The age of a row, and that of its unread count, which has more sources than the rest."""

    counted: int = 0
    """The step at which anything last told of the unread count."""
    counted_at: float | None = None
    """By the server's clock, the moment up to which the count is known to be true."""
    told_at: float | None = None
    """By our clock, when it was last told of without a time of change."""
