"""Plain text with ranges that look different, and the links that it holds."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.lines import Line, cut
from hoory_tui.wire.clean import clean
from hoory_tui.wire.links import Link, Refused, read_link

BOLD, ITALIC, STRIKE = 1, 2, 4
_WEIGHTS: Final = {
    0: "",
    BOLD: "bold",
    ITALIC: "italic",
    BOLD | ITALIC: "bold-italic",
    STRIKE: "strike",
    BOLD | STRIKE: "bold-strike",
    ITALIC | STRIKE: "italic-strike",
    BOLD | ITALIC | STRIKE: "bold-strike",
}
_TARGET_SHOWN: Final = 60

_end_of: Final = itemgetter(1)


def weight(flags: int) -> str:
    """Return the role of text with these flags, empty for none."""
    return _WEIGHTS[flags & 7]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link as it was written: the words that stand for it and where it says it leads."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A plain text, the ranges (start, end, role) of it that look different, and its links.

    Ranges are in order and do not overlap.
    """

    text: str
    ranges: tuple[tuple[int, int, str], ...] = ()
    links: tuple[Anchor, ...] = ()

    def line(self, start: int, end: int, role: str) -> Line:
        """Return this part of the text as spans; what no range covers has `role`."""
        spans: Line = []
        at = start
        first = bisect_right(self.ranges, start, key=_end_of)
        for position in range(first, len(self.ranges)):
            begin, stop, range_role = self.ranges[position]
            if begin >= end:
                break
            if begin > at:
                spans.append((self.text[at:begin], role))
            last = min(stop, end)
            spans.append((self.text[max(begin, at) : last], range_role))
            at = last
        if at < end:
            spans.append((self.text[at:end], role))
        return spans


class Assembly:
    """Pieces of text, put together into a styled one."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._ranges: list[tuple[int, int, str]] = []
        self._links: list[Anchor] = []
        self.length = 0

    def add(self, text: str, role: str = "") -> None:
        """Add a piece; neighbours of one role become one range."""
        if not text:
            return
        start, self.length = self.length, self.length + len(text)
        self._parts.append(text)
        if not role:
            return
        if self._ranges and self._ranges[-1][1:] == (start, role):
            start = self._ranges.pop()[0]
        self._ranges.append((start, self.length, role))

    @property
    def ends_with_space(self) -> bool:
        """Whether another space would be one too many."""
        return bool(self._parts) and self._parts[-1].endswith(" ")

    def add_host(self, anchor: Anchor, label: str) -> None:
        """Say behind the words of a link where it leads; see `host_note`."""
        self._links.append(anchor)
        note, role = host_note(anchor, label)
        self.add(note, role)

    def add_link(self, anchor: Anchor) -> None:
        """Add a whole link: its words, and where it leads."""
        self.add(anchor.label, link_role(anchor.target))
        self.add_host(anchor, anchor.label)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def done(self) -> Styled:
        """Return what was put together.

        Harmless pieces can become something else together; then the looks are given up.
        """
        text = self.text
        cleaned = clean(text)
        ranges = tuple(self._ranges) if cleaned == text else ()
        return Styled(cleaned, ranges, tuple(self._links))


def link_role(target: str) -> str:
    """Return the role of the words of a link: only what can be opened looks like one."""
    return "link" if isinstance(read_link(target), Link) else "link-refused"


def host_note(anchor: Anchor, label: str) -> tuple[str, str]:
    """Return what stands in brackets behind a link, and its role; empty when nothing need be said.

    That is the real host, always, but for an address that is its own words and leads where it
    says. An exclamation mark tells that it looks like something that it is not.
    """
    link = read_link(anchor.target, label)
    is_bare = anchor.target.rstrip("/") in _ways_to_say(label.rstrip("/"))
    if isinstance(link, Link):
        if link.is_suspect:
            return f" (! {link.place})", "link-warn"
        return ("", "") if is_bare else (f" ({link.place})", "link")
    if is_bare:
        return (" (!)", "link-warn") if _poses(link) else ("", "")
    target = cut(anchor.target, _TARGET_SHOWN)
    return (f" (! {target})", "link-warn") if _poses(link) else (f" ({target})", "link-refused")


def _ways_to_say(label: str) -> tuple[str, ...]:
    """Return the addresses that these words alone are."""
    return label, *(f"{scheme}{label}" for scheme in ("https://", "http://", "mailto:", "tel:"))


def _poses(link: Refused) -> bool:
    return "user name" in link.reason or "backslash" in link.reason
