"""What this console holds, and which of it is not on disk yet; knows no disk."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import field

from hoory_tui.lazily import dataclass
from hoory_tui.store.records import Pending

DraftKey = tuple[int, bool]
"""The display id of a conversation, and whether it is a private note."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text and when it became what it is, in unix seconds."""

    text: str
    saved_at: float


@dataclass(frozen=True, slots=True)
class Placed:
    """An unsent message and its place in the order of writing, over all consoles."""

    pending: Pending
    position: int


@dataclass(frozen=True, slots=True)
class Inherited:
    """What dead consoles left: drafts already joined with ours, messages in order of writing."""

    drafts: dict[DraftKey, Draft] = field(default_factory=dict)
    pending: list[Placed] = field(default_factory=list)
    others: int = 0


class Holdings:
    """Drafts, unsent messages and one fact about the server, with the changes not yet written.

    Only the latest of each is kept, so that hours of a full disk cost no more than its content.
    """

    def __init__(self) -> None:
        self.drafts: dict[DraftKey, Draft] = {}
        self.pending: dict[str, Placed] = {}
        self.keeps_markers: bool | None = None
        self.unsaved_drafts: set[DraftKey] = set()
        self.unsaved_pending: set[str] = set()
        self.unsaved_markers = False
        self._last_position = 0

    @property
    def unsaved(self) -> bool:
        """Whether anything here is not on disk."""
        return bool(self.unsaved_drafts or self.unsaved_pending or self.unsaved_markers)

    def put_drafts(self, drafts: Mapping[DraftKey, str]) -> None:
        """Change exactly these drafts; an empty text removes one."""
        for key, text in drafts.items():
            held = self.drafts.get(key)
            if (held.text if held else "") == text:
                continue
            if text:
                self.drafts[key] = Draft(text, time.time())
            else:
                del self.drafts[key]
            self.unsaved_drafts.add(key)

    def enqueue(self, pending: Pending, rest: str) -> None:
        """Take a message in, last in the order, and leave ``rest`` as the draft it came from."""
        # Nanoseconds order the messages of consoles that live at once; the clock may stand still
        # or go back.
        self._last_position = max(self._last_position + 1, time.time_ns())
        self.pending.pop(pending.echo_id, None)
        self.pending[pending.echo_id] = Placed(pending, self._last_position)
        self.unsaved_pending.add(pending.echo_id)
        self.put_drafts({(pending.conversation_id, pending.private): rest})

    def update(self, pending: Pending) -> None:
        """Replace a message; one that is not held (any more) stays away."""
        held = self.pending.get(pending.echo_id)
        if held is not None and held.pending != pending:
            self.pending[pending.echo_id] = Placed(pending, held.position)
            self.unsaved_pending.add(pending.echo_id)

    def forget(self, echo_ids: Iterable[str]) -> None:
        """Let messages go."""
        for echo_id in echo_ids:
            if self.pending.pop(echo_id, None) is not None:
                self.unsaved_pending.add(echo_id)

    def note_markers(self, kept: bool) -> None:
        """Remember whether the server keeps our marker."""
        if self.keeps_markers is not kept:
            self.keeps_markers = kept
            self.unsaved_markers = True

    def inherit(self, left: Inherited) -> None:
        """Take over what is already ours on disk."""
        self.drafts.update(left.drafts)
        for placed in left.pending:
            self.pending[placed.pending.echo_id] = placed
        self._last_position = max(
            self._last_position, *(placed.position for placed in self.pending.values()), 0
        )

    def all_saved(self) -> None:
        """Note that everything is on disk."""
        self.unsaved_drafts.clear()
        self.unsaved_pending.clear()
        self.unsaved_markers = False

    def none_saved(self) -> None:
        """Note that the file is a new one, which has nothing of ours."""
        self.unsaved_drafts.update(self.drafts)
        self.unsaved_pending.update(self.pending)
        self.unsaved_markers = self.keeps_markers is not None
