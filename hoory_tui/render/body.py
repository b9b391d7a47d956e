"""What a message says, as blocks, as the lines that a thread has room for, and as its links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import UNICODE, Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.render.richtext import (
    Block,
    block_lines,
    plain_blocks,
    read_markdown,
    text_lines,
)
from hoory_tui.render.styled import Anchor
from hoory_tui.store.records import Attachment, Message
from hoory_tui.wire.clean import has_hidden_marks
from hoory_tui.wire.links import Link, Refused, read_link
from hoory_tui.words import counted, said

BODY_LINES: Final = 200
BODY_CHARACTERS: Final = 65_536
"""Links are looked for in so much of a message."""
MOST_LINKS: Final = 100
_COUNTED: Final = 5000
"""Lines that are left out are counted one by one up to here."""
_LINKED: Final = ("fallback", "embed")
"""Attachments that are no files but addresses."""
_UNWRAPPED: Final = 1_000_000
_NO_FILES: Final = (*_LINKED, "location", "contact")


def whole_source(message: Message) -> str:
    """Return all that came as words, as it was written."""
    mail = message.mail
    return (mail.html or mail.full if mail is not None else "") or message.content


def whole_blocks(message: Message, glyphs: Glyphs = UNICODE) -> Iterator[Block]:
    """Yield all blocks of a message.

    Of a mail the HTML is shown where we have it, as the desks of the family do, and its text
    where that says nothing.
    """
    mail = message.mail
    if mail is not None and mail.html:
        # Only mails need it.
        from hoory_tui.render.mail import read_html

        blocks = read_html(glyphs.shown(mail.html))
        first = next(blocks, None)
        if first is not None:
            return chain([first], blocks)
    text = (mail.full if mail is not None else "") or message.content
    return read_markdown(glyphs.shown(text).strip("\n").split("\n"))


def raw_blocks(source: str) -> Iterator[Block]:
    """Yield a text as it was written, line by line."""
    return plain_blocks(source.split("\n"))


def whole_text(message: Message) -> str:
    """Return all that a message says as plain text, marks of quotes and lists included."""
    drawn = text_lines(whole_blocks(message), _UNWRAPPED, "")
    return "\n".join("".join(text for text, _ in line) for line in drawn)


def has_words(message: Message) -> bool:
    """Tell whether there is anything to read."""
    return bool(message.content.strip() or (message.mail is not None and message.mail.html))


def hides_directions(message: Message) -> bool:
    """Tell whether direction controls had to be removed from what a message says."""
    html = message.mail.html if message.mail is not None else ""
    return has_hidden_marks(message.content) or has_hidden_marks(html)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the lines of a body depend on besides its words; `more_key` shows all of it."""

    width: int
    role: str
    glyphs: Glyphs = UNICODE
    more_key: str = "f3"


def message_lines(message: Message, frame: Frame) -> list[Line]:
    """Return the words of a message as a thread shows them: not endless, old mails folded."""
    if message.mail is None or not message.mail.html:
        return content_lines(message.content, frame)
    lines: list[Line] = []
    left_out = 0
    is_folded = False
    for block in whole_blocks(message, frame.glyphs):
        if block.folded and lines and not is_folded:
            fold = f"{frame.glyphs.dot} " + said("quoted text, {key} shows it", key=frame.more_key)
            lines.append([(fold, "faint")])
            is_folded = True
        if not (block.folded and is_folded):
            left_out += _fill(lines, block, frame)
    return [*lines, *_more(left_out, frame)]


def content_lines(content: str, frame: Frame) -> list[Line]:
    """Return a text in the markup of chat as a thread shows it: not endless."""
    source = frame.glyphs.shown(content).strip("\n").split("\n")
    lines: list[Line] = []
    for block in read_markdown(source):
        left_out = _fill(lines, block, frame)
        if left_out:
            # What is not drawn is not read either, only counted.
            rest = source[block.source + 1 :]
            left_out += sum(1 + len(line) // (frame.width + 1) for line in rest[:_COUNTED])
            return [*lines, *_more(left_out + len(rest[_COUNTED:]), frame)]
    return lines


def _fill(lines: list[Line], block: Block, frame: Frame) -> int:
    """Add the lines of a block as far as there is room; return how many there was none for."""
    drawn = list(block_lines(block, frame.width, frame.role))
    room = max(BODY_LINES - len(lines), 0)
    lines += drawn[:room]
    return len(drawn) - room if len(drawn) > room else 0


def _more(left_out: int, frame: Frame) -> list[Line]:
    if not left_out:
        return []
    told = counted(
        "{count} more line, {key} shows all",
        "{count} more lines, {key} shows all",
        left_out,
        key=frame.more_key,
    )
    return [[(f"… {told}", "faint")]]


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link of a message: its words, where it says it leads, and what the gate says of that."""

    label: str
    target: str
    link: Link | Refused


def links_of(message: Message) -> list[FoundLink]:
    """Return the links of a message in the order in which they are read, each once."""
    if message.deleted:
        return []
    anchors = [(one.label, one.target) for one in _first_anchors(message)]
    anchors += [
        (one.title or one.url, one.url)
        for one in message.attachments
        if one.file_type in _LINKED and one.url
    ]
    unique = list(dict.fromkeys(anchors))[:MOST_LINKS]
    return [FoundLink(label, target, read_link(target, label)) for label, target in unique]


def files_of(message: Message) -> list[Attachment]:
    """Return the attachments of a message that are files."""
    if message.deleted:
        return []
    return [one for one in message.attachments if one.url and one.file_type not in _NO_FILES]


def _first_anchors(message: Message) -> list[Anchor]:
    found: list[Anchor] = []
    read = 0
    for block in whole_blocks(message):
        found += block.styled.links
        read += len(block.styled.text) + 1
        if len(found) >= MOST_LINKS or read > BODY_CHARACTERS:
            break
    return found
