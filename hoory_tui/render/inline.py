"""The little markup that agents write in chat, as plain text with roles over it.

Only bold, italics, code, links and mentions; everything else stays as it was typed. The
marks go, the words stay, and a link always shows where it really leads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

# One alternation, no nesting and no backtracking into long runs: linear on hostile text.
_MARK: Final = re.compile(
    r"`(?P<code>[^`\n]{1,400})`"
    r"|\*\*(?P<bold>[^*\n]{1,400})\*\*"
    r"|(?<![\w*])\*(?P<italic>[^*\s\n][^*\n]{0,400})\*(?![\w*])"
    r"|(?<!\w)_(?P<under>[^_\s\n][^_\n]{0,400})_(?!\w)"
    r"|\[(?P<label>[^\[\]\n]{1,300})\]\((?P<target>[^()\s]{1,1000})\)"
    r"|(?P<url>https?://[^\s<>()\[\]]{1,1000})"
)


@dataclass(frozen=True, slots=True)
class Styled:
    """A plain text and the ranges (start, end, role) of it that look different."""

    text: str
    ranges: tuple[tuple[int, int, str], ...] = ()

    def line(self, start: int, end: int, role: str) -> list[tuple[str, str]]:
        """Return this part of the text as spans; what no range covers has `role`."""
        spans: list[tuple[str, str]] = []
        at = start
        for begin, stop, range_role in self.ranges:
            if stop <= at or begin >= end:
                continue
            if begin > at:
                spans.append((self.text[at:begin], role))
            last = min(stop, end)
            spans.append((self.text[max(begin, at) : last], range_role))
            at = last
        if at < end:
            spans.append((self.text[at:end], role))
        return spans


def read_inline(content: str) -> Styled:
    """Return the text without its marks, and what they said about how it looks."""
    parts: list[str] = []
    ranges: list[tuple[int, int, str]] = []
    length = at = 0
    for found in _MARK.finditer(content):
        shown, role = _shown(found)
        parts += (content[at : found.start()], shown)
        start = length + found.start() - at
        length = start + len(shown)
        ranges.append((start, length, role))
        at = found.end()
    if not ranges:
        return Styled(content)
    return Styled("".join([*parts, content[at:]]), tuple(ranges))


def plain(content: str) -> str:
    """Return the text alone, as for a one-line preview."""
    return read_inline(content).text


def _shown(found: re.Match[str]) -> tuple[str, str]:
    for group, role in (("code", "code"), ("bold", "bold"), ("italic", "italic")):
        if (text := found.group(group)) is not None:
            return text, role
    if (text := found.group("under")) is not None:
        return text, "italic"
    if (url := found.group("url")) is not None:
        return url, "link"
    label, target = found.group("label"), found.group("target")
    if target.startswith("mention://"):
        return label, "mention"
    host = _host(target)
    if not host or label == target:
        return (label if label == target else f"{label} ({target})"), "link"
    return f"{label} ({host})", "link"


def _host(target: str) -> str:
    try:
        return urlsplit(target).hostname or ""
    except ValueError:
        return ""
