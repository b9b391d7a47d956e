"""Words that servers send as values, such as the status "open", in the agent's language."""

from __future__ import annotations

from hoory_tui.words import said, to_say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_TERMS: Final = frozenset(
    {
        *(to_say("open"), to_say("resolved"), to_say("pending"), to_say("snoozed")),
        *(to_say("urgent"), to_say("high"), to_say("medium"), to_say("low")),
        *(to_say("online"), to_say("busy"), to_say("offline")),
        *(to_say("image"), to_say("audio"), to_say("video"), to_say("file")),
        *(to_say("location"), to_say("contact"), to_say("yes"), to_say("no")),
        *(to_say("agent"), to_say("administrator")),
    }
)


def term(value: str) -> str:
    """Return a word of the servers' own in the agent's language; any other as it is."""
    return said(value) if value in _TERMS else value
