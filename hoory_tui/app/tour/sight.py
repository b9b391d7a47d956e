"""What the tour sees of the console and of the demo desk at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from hoory_tui.lazily import dataclass

if TYPE_CHECKING:
    from hoory_tui.demo.desk import DemoDesk
    from hoory_tui.screens.main import MainScreen
    from hoory_tui.store.state import Store


class Row(NamedTuple):
    """What deeds change of one conversation."""

    status: str
    assignee_id: int | None
    team_id: int | None
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """A moment; what was done is what is different in a later one."""

    cursor: int | None = None
    is_reading: bool = False
    is_writing: bool = False
    is_private: bool = False
    """Whether what is written is a private note."""
    is_held: bool = False
    """Whether a reply stands still for a moment."""
    replies: int = 0
    """How many the agent has sent since the tour began that arrived."""
    notes: int = 0
    answers: int = 0
    """How many messages contacts have written."""
    boxes: frozenset[str] = frozenset()
    """The names of all boxes that were open so far."""
    narrowed: str = ""
    """What the list is narrowed to, in any way."""
    rows: tuple[tuple[int, Row], ...] = ()

    def changed(self, before: Sight, *names: str) -> bool:
        """Tell whether one of these parts of any conversation is another than before."""
        held = dict(before.rows)
        return any(
            getattr(row, name) != getattr(held[number], name)
            for number, row in self.rows
            if number in held
            for name in names
        )

    def turned(self, before: Sight, status: str) -> bool:
        """Tell whether a conversation has this status that had another one before."""
        held = dict(before.rows)
        return any(
            row.status == status and number in held and held[number].status != status
            for number, row in self.rows
        )


def look(store: Store, screen: MainScreen, boxes: Iterable[str]) -> Sight:
    """Return what is to be seen of the console alone; `boxes` are those opened so far."""
    held = [one for one in store.outbox.values() if not one.private]
    rule = screen.view.filter
    return Sight(
        cursor=screen.conversations.cursor,
        is_reading=screen.reading or screen.messages.has_focus,
        is_writing=screen.composer.text.has_focus,
        is_private=screen.composer.private,
        is_held=bool(held),
        boxes=frozenset(boxes),
        narrowed=screen.narrowed_to or (rule.text if rule is not None else ""),
        rows=tuple(
            (one.id, Row(one.status, one.assignee_id, one.team_id, one.labels))
            for one in store.conversations.values()
        ),
    )


def counted(desk: DemoDesk, agent_id: int) -> tuple[int, int, int]:
    """Return how many replies and notes of an agent arrived, and how many answers of contacts."""
    replies = notes = answers = 0
    for message in desk.engine.world.messages.values():
        if message.sender_type == "User" and message.sender_id == agent_id:
            notes += message.private
            replies += not message.private
        elif message.sender_type == "Contact":
            answers += 1
    return replies, notes, answers
