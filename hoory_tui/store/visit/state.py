"""What is known on the contact's side of an inbox: ourselves, our conversations, who is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hoory_tui.store.records import Contact, Kind, Pending, Typist
from hoory_tui.store.timeline import Timeline
from hoory_tui.store.visit.questions import Question
from hoory_tui.wire.link import LinkState, LinkStatus

UNBEGUN: Final = 0
"""The number of the conversation that begins with its first message."""
RESOLVED: Final = "resolved"

TypistKey = tuple[Kind, int]


@dataclass(frozen=True, slots=True)
class Talk:
    """One of our conversations; `id` is the display id, times are unix seconds."""

    id: int
    status: str = "open"
    agents_seen_at: float | None = None
    """When an agent last looked at it; None for never, or where nobody tells."""
    seen_at: float | None = None
    """When we last said that we have looked."""
    assignee_id: int | None = None
    assignee_name: str = ""
    updated_at: float | None = None


@dataclass
class Visit:
    """The whole state; only the reducer changes it."""

    inbox_name: str = ""
    me: Contact | None = None
    at: int = UNBEGUN
    """The conversation that is shown."""
    is_known: bool = False
    """Whether the server has said which conversations there are."""
    talks: dict[int, Talk] = field(default_factory=dict)
    timelines: dict[int, Timeline] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    """What is asked by messages, by their ids."""
    sends: dict[str, Pending] = field(default_factory=dict)
    settled: dict[int, str] = field(default_factory=dict)
    """Messages that came of sends of ours, with the echo ids; none stands for two."""
    typists: dict[int, dict[TypistKey, Typist]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    """Agents that were heard of by name."""
    present: dict[int, str] = field(default_factory=dict)
    """Agents who are there, with what they chose to be."""
    presence_known: bool = False
    link: LinkStatus = field(default_factory=lambda: LinkStatus(LinkState.WAITING))
    steps: int = 0
    heard: dict[int, int] = field(default_factory=dict)
    """Messages that events told of, with the step of the last one."""
    told: dict[int, int] = field(default_factory=dict)
    """The same of conversations."""

    @property
    def talk(self) -> Talk | None:
        """The conversation that is shown, None for one that is still to begin."""
        return self.talks.get(self.at)

    def timeline_of(self, conversation_id: int) -> Timeline:
        """Return the messages of a conversation, an empty slice at first."""
        timeline = self.timelines.get(conversation_id)
        if timeline is None:
            timeline = self.timelines[conversation_id] = Timeline(self.steps)
        return timeline
