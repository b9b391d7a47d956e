"""E-mail HTML cut into tags and texts, in one pass that nothing can slow down.

Only what browsers agree on: comments, declarations, tags with their attributes, and elements
whose content is no text. What is never closed reaches to the end, as it does in a browser.
The tokenizer of the standard library takes quadratic time on such input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from html import unescape
from typing import Final

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.wire.clean import clean


def names(words: str) -> frozenset[str]:
    """Return the names in a text, as a set."""
    return frozenset(words.split())


_TAG: Final = pattern(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,40})")
_TAG_STOP: Final = pattern(r"=[ \t\r\n\f]*[\"']|>")
_ATTRIBUTE: Final = pattern(
    r"([a-zA-Z][a-zA-Z0-9:_-]{0,40})"
    r"[ \t\r\n\f]*=[ \t\r\n\f]*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
)
_BARE: Final = pattern(r"[\s\"']hidden(?=[\s/>]|$)", re.I)
_ATTRIBUTES_READ: Final = 8192
_NOT_TEXT: Final = names("script style title noframes noembed iframe xmp")
# A number too long to be a character; the library would try to make one of it all the same.
_HUGE: Final = pattern(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; names are in lower case, values decoded and cleaned."""

    name: str
    closes: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def decode(text: str) -> str:
    """Return the text with its entities decoded, and cleaned of what came out of them."""
    if "&" in text:
        text = unescape(_HUGE.sub("\ufffd", text))
    return clean(text)


def read_tags(html: str) -> Iterator[Tag | str]:
    """Yield the tags and, decoded and cleaned, the texts between them."""
    at = start = 0
    while (at := html.find("<", at)) >= 0:
        after = html[at + 1 : at + 2]
        found = _TAG.match(html, at)
        if found is None and after not in ("!", "?", "/"):
            at += 1
            continue
        if at > start:
            yield decode(html[start:at])
        if found is None:
            at = start = _past_declaration(html, at)
            continue
        end = _tag_end(html, found.end())
        if end < 0:
            return
        tag = _tag(html, found, end)
        yield tag
        at = start = end + 1
        if tag.name in _NOT_TEXT and not tag.closes:
            at = start = _past_element(html, tag.name, end + 1)
    if start < len(html):
        yield decode(html[start:])


def _past_declaration(html: str, at: int) -> int:
    closing = "-->" if html.startswith("<!--", at) else ">"
    end = html.find(closing, at + 2)
    return end + len(closing) if end >= 0 else len(html)


def _past_element(html: str, name: str, at: int) -> int:
    found = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.I).search(html, at)
    return found.start() if found is not None else len(html)


def _tag_end(html: str, at: int) -> int:
    """Return where the tag's bracket is, -1 when it is never closed."""
    while (found := _TAG_STOP.search(html, at)) is not None:
        if found[0] == ">":
            return found.start()
        closing = html.find(found[0][-1], found.end())
        if closing < 0:
            return -1
        at = closing + 1
    return -1


def _tag(html: str, found: re.Match[str], end: int) -> Tag:
    name, closes = found["name"].lower(), bool(found["close"])
    written = html[found.end() : min(end, found.end() + _ATTRIBUTES_READ)]
    if closes or not written:
        return Tag(name, closes)
    attributes: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(written):
        attributes.setdefault(one[1].lower(), decode(one[2] or one[3] or one[4] or ""))
    if "hidden" not in attributes and _BARE.search(written) is not None:
        attributes["hidden"] = ""
    return Tag(name, closes, attributes)
