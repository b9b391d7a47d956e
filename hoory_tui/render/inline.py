"""The marks of chat within a line, as plain text with roles over it.

Bold, italics, strikethrough, code, links, pictures and mentions; everything else stays as it
was typed. The marks go, the words stay, and a link always shows where it really leads.
Linear in the length of the text, whatever is in it, and never recursive.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

from hoory_tui.lazily import pattern
from hoory_tui.render.styled import BOLD, ITALIC, STRIKE, Anchor, Assembly, Styled, weight
from hoory_tui.words import said

# Whatever can begin a mark; text without any of these is not looked at closely.
_INTERESTING: Final = pattern(r"[*_~`\[<\\&]|://|www\.", re.I)

# Each alternative ends at what it may not contain, so no stretch of text is read more than a
# fixed number of times.
_TOKEN: Final = pattern(
    r"(?P<mark>(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)|(?<!~)~~(?!~))"
    r"|\\(?P<escaped>[*_~`#+\-.>])"
    r"|`(?P<code>[^`\n]{1,1000})`"
    r"|(?P<image>!?)(?<!\\)\[(?P<label>[^\[\]\n]{1,300})\]"
    r"\((?P<target>[^()\s]{1,2048}(?:\([^()\s]{0,200}\)[^()\s]{0,200}){0,2})"
    r"(?:[ ]\"[^\"\n]{0,200}\")?\)"
    r"|<(?P<auto>https?://[^\s<>]{1,2048})>"
    r"|(?P<url>(?:https?://|(?<![\w.@/])www\.)[^\s<>\[\]\"`]{1,2048})"
    r"|&(?P<entity>amp|lt|gt|quot|apos|nbsp|\#39);"
    r"|(?P<newline>\n)",
    re.I,
)
_FLAGS: Final = {
    "*": ITALIC,
    "_": ITALIC,
    "**": BOLD,
    "__": BOLD,
    "***": BOLD | ITALIC,
    "___": BOLD | ITALIC,
    "~~": STRIKE,
}
# The only ones that servers put into texts themselves, and none of them can do anything.
_ENTITIES: Final = {
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "quot": '"',
    "apos": "'",
    "nbsp": " ",
    "#39": "'",
}
_ENDS_A_SENTENCE: Final = ".,;:!?'*_~"


def read_inline(content: str) -> Styled:
    """Return the text without its marks, and what they said about how it looks.

    No mark reaches over the end of a line.
    """
    if _INTERESTING.search(content) is None:
        return Styled(content)
    return _Reader(content).read()


def plain(content: str) -> str:
    """Return the text alone, as for a one-line preview."""
    return read_inline(content).text


class _Reader:
    """Cuts a text into pieces, pairs the marks, and puts together what is left."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._pieces: list[tuple[str, str | Anchor]] = []
        """Text and role, or a link in place of its role."""
        self._open: dict[str, int] = {}
        """The piece that holds the last mark of each kind that still waits for its twin."""
        self._turns: dict[int, int] = {}
        """By piece: how many of each flag begin here; three counters packed into one number."""

    def read(self) -> Styled:
        at, content = 0, self._content
        while (found := _TOKEN.search(content, at)) is not None:
            if found.start() > at:
                self._pieces.append((content[at : found.start()], ""))
            at = self._take(found)
        self._pieces.append((content[at:], ""))
        return self._assemble()

    def _take(self, found: re.Match[str]) -> int:
        """Take one token; return where it ends."""
        end = found.end()
        match found.lastgroup:
            case "mark":
                self._take_mark(found)
            case "escaped":
                self._pieces.append((found["escaped"], ""))
            case "code":
                self._pieces.append((found["code"], "code"))
            case "auto":
                self._pieces.append(("", Anchor(found["auto"], found["auto"])))
            case "url":
                end = self._take_url(found)
            case "entity":
                self._pieces.append((_ENTITIES[found["entity"].lower()], ""))
            case "newline":
                self._pieces.append(("\n", ""))
                self._open.clear()
            case _:
                self._take_link(found)
        return end

    def _take_link(self, found: re.Match[str]) -> None:
        label, target = found["label"], found["target"]
        if target.startswith("mention://") and label.startswith("@"):
            self._pieces.append((label, "mention"))
        elif found["image"]:
            self._pieces.append(("", Anchor(said("[image: {text}]", text=label), target)))
        else:
            self._pieces.append(("", Anchor(plain_label(label), target)))

    def _take_url(self, found: re.Match[str]) -> int:
        url = found["url"]
        kept = _without_sentence_end(url)
        if kept.endswith(("://", "www")):
            self._pieces.append((url, ""))
            return found.end()
        target = kept if "://" in kept else f"https://{kept}"
        self._pieces.append(("", Anchor(kept, target)))
        return found.start() + len(kept)

    def _take_mark(self, found: re.Match[str]) -> None:
        mark, (start, end) = found["mark"], found.span()
        before = self._content[start - 1 : start]
        after = self._content[end : end + 1]
        # One star, and any underscore, within a word is a letter like others.
        in_words = mark == "*" or mark[0] == "_"
        closes = before not in ("", "\n") and not before.isspace()
        opens = after not in ("", "\n") and not after.isspace()
        closes = closes and not (in_words and after.isalnum())
        opens = opens and not (in_words and before.isalnum())
        piece = len(self._pieces)
        begun = self._open.get(mark)
        if closes and begun is not None and piece > begun + 1:
            flags = _packed(_FLAGS[mark])
            self._turns[begun] = self._turns.get(begun, 0) + flags
            self._turns[piece] = self._turns.get(piece, 0) - flags
            self._pieces[begun] = ("", "")
            self._pieces.append(("", ""))
            del self._open[mark]
            return
        if opens:
            self._open[mark] = piece
        self._pieces.append((mark, ""))

    def _assemble(self) -> Styled:
        made = Assembly()
        turns = (self._turns.get(piece, 0) for piece in range(len(self._pieces)))
        for (text, how), packed in zip(self._pieces, accumulate(turns), strict=True):
            if isinstance(how, Anchor):
                made.add_link(how)
            else:
                made.add(text, how or weight(_unpacked(packed)))
        return made.done()


def plain_label(label: str) -> str:
    """Return the words of a link without the marks that often surround them."""
    bare = label.strip("*_`~ ")
    return bare or label


def _without_sentence_end(url: str) -> str:
    """Return the address without what belongs to the sentence around it."""
    while url:
        kept = url.rstrip(_ENDS_A_SENTENCE)
        surplus = kept.count(")") - kept.count("(")
        while surplus > 0 and kept.endswith(")"):
            kept, surplus = kept[:-1], surplus - 1
        if kept == url:
            break
        url = kept
    return url


# Three counters in one number, each with room for more marks than a text has letters.
_ROOM: Final = 24


def _packed(flags: int) -> int:
    return sum(1 << (_ROOM * bit) for bit in range(3) if flags & (1 << bit))


def _unpacked(packed: int) -> int:
    mask = (1 << _ROOM) - 1
    return sum(1 << bit for bit in range(3) if (packed >> (_ROOM * bit)) & mask)
