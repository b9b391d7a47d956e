"""What a key needs before it can do anything, and the sentence for when that is missing."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol, runtime_checkable

from hoory_tui.words import said


class Need(StrEnum):
    """One thing that must be there; its value is what is said where it is not.

    Ordered by what is said first: without a conversation nothing else matters.
    """

    CONVERSATION = "There is no conversation at hand."
    TARGETS = "There is no conversation at hand, and none is marked."
    MARKED = "No conversation is marked."
    MESSAGE = "There is no message here."
    DESK = "The server has not answered yet."
    CONFIRMED = "The server is not reached yet, so nothing was changed; try again when it is."
    REPLY = "This channel takes no reply now, only a private note."
    UNSENT = "Nothing waits here for you to send it again."
    RETURNABLE = "Nothing waits here to be taken back."
    WIDE = "Two conversations side by side need a terminal of 140 columns or more."


@runtime_checkable
class Reasoning(Protocol):
    """Something with actions that tells why one of them would do nothing now."""

    def why_not(self, action: str) -> str:
        """Return why this action can do nothing now, as a sentence; "" when it can."""


def first_unmet(needs: Collection[Need], unmet: Collection[Need]) -> str:
    """Return the sentence about the first need that is not met, "" when all are."""
    return said(next((need.value for need in Need if need in needs and need in unmet), ""))
