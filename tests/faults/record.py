"""What a test of the batteries found out, for the report of `python -m tests.faults`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hoory_tui.render.bars import LinkNow, link_spans
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.wire.link import LinkStatus

FOUND = "found"
"""The name under which a test's record goes out with its result."""


@dataclass
class Record:
    """The words on the screen in their order, and how much was lost or doubled."""

    said: list[str] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0

    def says(self, words: str) -> None:
        """Take down words, unless they differ from earlier ones by nothing but numbers."""
        kinds = {re.sub(r"\d+", "#", one) for one in self.said}
        if re.sub(r"\d+", "#", words) not in kinds:
            self.said.append(words)

    def merge(self, other: Record) -> None:
        """Add what another test of the same fault found."""
        for words in other.said:
            self.says(words)
        self.lost += other.lost
        self.doubled += other.doubled


def words_of(link: LinkStatus, now: float) -> str:
    """Return what the top bar says of a link at this moment."""
    at = LinkNow(link, link.last_frame_at, now)
    return "".join(text for text, _ in link_spans(at, UNICODE))
