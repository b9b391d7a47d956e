"""One item of a thread as lines: who, when, what, and how it is doing."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.attached import file_line, sending
from hoory_tui.render.body import (
    BODY_LINES,
    Frame,
    content_lines,
    has_words,
    hides_directions,
    message_lines,
)
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.heads import heads_words
from hoory_tui.render.inline import plain
from hoory_tui.render.lines import DrawnLine, Line, cut, fit, spread, width_of, wrap
from hoory_tui.render.names import attachment_name, shown_name, size
from hoory_tui.render.room import pictures_of
from hoory_tui.render.thread import Item, ItemKind
from hoory_tui.render.translated import translation_lines
from hoory_tui.store.records import Attachment, Direction, Kind, Message, Pending, SendState
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said
from hoory_tui.words.terms import term

MEASURE: Final = 104
"""Text wider than this is hard to read, however wide the pane."""
LINE_CHARACTERS: Final = 1000
"""No line that only tells of something needs more of a stranger's text than this."""
_KIND_CELLS: Final = 20
_GUESSED: Final = 20_000
"""Characters of a message that its height is guessed from."""
_NARROWEST: Final = 10
_MARK_ROOM: Final = 12
"""Cells kept free at the right of our own messages for the delivery mark."""


@dataclass(frozen=True, slots=True)
class Look:
    """What drawing depends on besides the item."""

    width: int
    glyphs: Glyphs
    zone: tzinfo | None
    me_name: str = ""
    more_key: str = "f3"
    """The key that shows the whole of a message."""
    picture_rows: int = 0
    """The lines that are kept for each attached picture, 0 where none are drawn."""


@dataclass(frozen=True, slots=True)
class _Side:
    """How the body of a message looks, by who speaks to whom."""

    edge: str
    edge_role: str
    text_role: str
    ground: str
    name_role: str


def item_lines(item: Item, look: Look) -> list[DrawnLine]:
    """Return the lines of an item, each of exactly the look's width."""
    match item.kind:
        case ItemKind.MESSAGE if item.message is not None:
            lines = _message_lines(item, item.message, look)
        case ItemKind.PENDING if item.pending is not None:
            lines = _pending_lines(item, item.pending, look)
        case ItemKind.FOLD:
            text = f"{look.glyphs.dot} {item.text}"
            hint: Line = [(said("enter shows them"), "faint")]
            lines = [DrawnLine(_inset([(text, "activity")], hint, look), "thread")]
        case ItemKind.UNREAD:
            lines = [_blank(look)] if item.head else []
            lines.append(DrawnLine(_rule(item.text, "divider", look), "thread"))
        case ItemKind.DAY:
            lines = [_blank(look), DrawnLine(_rule(item.text, "day", look), "thread")]
        case _:
            line = fit([(" ", "text"), (item.text, "faint")], look.width, "text")
            lines = [DrawnLine(line, "thread")]
    return lines


def guessed_height(item: Item, look: Look) -> int:
    """Return how many lines an item has if there is no markup in its words: fast, and often so."""
    message = item.message
    if message is None:
        return 2 if item.kind is ItemKind.DAY or item.head else 1
    if message.direction is Direction.ACTIVITY or message.deleted:
        return 3 if item.head else 1
    width = max(_body_width(message, look), _NARROWEST)
    lines = len(wrap(message.content[:_GUESSED], width)) if message.content else 0
    lines += len(message.attachments) + len(message.choices) + bool(item.quoted)
    pictures = len(pictures_of(message, look.picture_rows, look.width)) * look.picture_rows
    return max(1, min(lines, BODY_LINES + 1)) + 2 * item.head + pictures


def _blank(look: Look) -> DrawnLine:
    return DrawnLine([(" " * look.width, "text")], "thread")


def _rule(text: str, role: str, look: Look) -> Line:
    width = min(look.width, MEASURE)
    inner = f" {cut(text, width - 6)} "
    left = max(1, (width - width_of(inner)) // 2 - 1)
    right = max(1, width - 2 - left - width_of(inner))
    rule = look.glyphs.rule
    line: Line = [(" ", "text"), (rule * left, "rule"), (inner, role), (rule * right, "rule")]
    return fit(line, look.width, "text")


def _inset(left: Line, right: Line, look: Look) -> Line:
    """Return a line one cell in from the edge, its right part at the end of the measure."""
    width = min(look.width, MEASURE) - 2
    return fit([(" ", "text"), *spread(left, right, width, "text")], look.width, "text")


def _side(message: Message, glyphs: Glyphs) -> _Side:
    if message.private:
        return _Side(glyphs.note_edge, "note-edge", "note-text", "note", "name")
    if message.direction is Direction.INCOMING:
        return _Side(glyphs.edge, "incoming-edge", "text", "incoming", "name-incoming")
    if message.direction is Direction.TEMPLATE or _is_bot(message):
        return _Side(glyphs.edge, "faint", "dim", "thread", "dim")
    return _Side(glyphs.own_edge, "outgoing-edge", "text", "outgoing", "name")


def _is_bot(message: Message) -> bool:
    return message.sender is not None and message.sender.kind is Kind.BOT


def _message_lines(item: Item, message: Message, look: Look) -> list[DrawnLine]:
    if message.direction is Direction.ACTIVITY:
        return _activity_lines(message, look)
    side = _side(message, look.glyphs)
    lines: list[DrawnLine] = []
    if item.head:
        lines += [
            _blank(look),
            DrawnLine(_head(message, side, look), "thread"),
        ]
    body = _body(item, message, side, look)
    mark = _delivery_mark(message, look.glyphs)
    if look.glyphs.is_words:
        mark = [(f" ({text.strip()})", role) for text, role in mark]
    for number, line in enumerate(body):
        last = mark if number == len(body) - 1 else []
        lines.append(_edged(line, last, side, look))
    lines += _picture_lines(message, side, look)
    if message.status == "failed":
        reason = look.glyphs.shown(message.error[:LINE_CHARACTERS])
        reason = reason or said("the channel gave no reason")
        text = f"{look.glyphs.cross} " + said("not delivered: {reason}", reason=reason)
        lines += [_edged([(part, "failed")], [], side, look) for part in _wrapped(text, look)]
    return lines


def _picture_lines(message: Message, side: _Side, look: Look) -> list[DrawnLine]:
    room = _edged([], [], side, look)
    return [
        replace(room, picture=(one.id, row))
        for one in pictures_of(message, look.picture_rows, look.width)
        for row in range(look.picture_rows)
    ]


def _head(message: Message, side: _Side, look: Look) -> Line:
    name = shown_name(author_of(message), look.glyphs)
    left = _named(name, side, look, private=message.private)
    if not message.private and (message.direction is Direction.TEMPLATE or _is_bot(message)):
        left.append(("  " + said("automatic"), "faint"))
    return _inset(left, [(when.clock(message.created_at, look.zone), "faint")], look)


def _named(name: str, side: _Side, look: Look, *, private: bool) -> Line:
    if private and look.glyphs.is_words:
        return [(said("private note by {name}", name=name), side.name_role)]
    badge: Line = [("  ", "text"), (f" {said('NOTE')} ", "note-badge")] if private else []
    return [(name, side.name_role), *badge]


def author_of(message: Message) -> str:
    """Return the name of who wrote a message."""
    if message.sender is not None:
        return message.sender.name
    return said("Contact") if message.direction is Direction.INCOMING else "Hoory"


def _edged(line: Line, right: Line, side: _Side, look: Look) -> DrawnLine:
    width = min(look.width, MEASURE) - 2
    body = spread([(side.edge, side.edge_role), (" ", "text"), *line], right, width, "text")
    return DrawnLine(fit([(" ", "text"), *body], look.width, "text"), side.ground)


def _wrapped(text: str, look: Look) -> list[str]:
    width = min(look.width, MEASURE) - 5
    return [text[start:end] for start, end in wrap(text, width)]


def _body_width(message: Message, look: Look) -> int:
    width = min(look.width, MEASURE) - 5
    if message.direction is Direction.OUTGOING and not message.private:
        width -= _MARK_ROOM if width > 3 * _MARK_ROOM else 0
    return width


def _body(item: Item, message: Message, side: _Side, look: Look) -> list[Line]:
    width = _body_width(message, look)
    lines: list[Line] = []
    if message.subject and item.head:
        lines.append([(shown_name(message.subject, look.glyphs, width), "bold")])
    if item.quoted:
        lines.append(_quote_line(item.quoted, width, look))
    if message.deleted:
        lines.append([(said("message deleted"), "deleted")])
        return lines
    if hides_directions(message):
        lines.append(
            [(f"{look.glyphs.hidden} " + said("hidden direction marks were left out"), "warn")]
        )
    if has_words(message):
        frame = Frame(max(width, 1), side.text_role, look.glyphs, look.more_key)
        lines += message_lines(message, frame)
        lines += translation_lines(message, frame)
    lines += [_attachment_line(one, width, look.glyphs) for one in message.attachments]
    choices = [shown_name(one, look.glyphs, width - 2) for one in message.choices]
    lines += [[(f"{look.glyphs.empty} {one}", "dim")] for one in choices]
    if message.answer:
        answered = shown_name(message.answer, look.glyphs, width - 11)
        lines.append(
            [(f"{look.glyphs.check} " + said("answered:") + " ", "live"), (answered, "text")]
        )
    if not lines:
        kind = shown_name(message.content_type, look.glyphs).replace("_", " ")
        lines.append([(f"({kind})", "dim")])
    return lines


def _quote_line(quoted: str, width: int, look: Look) -> Line:
    # Without its marks the text is another one, so it is cleaned once more.
    words = clean_line(" ".join(plain(quoted[:LINE_CHARACTERS]).split()))
    mark = f"{said('answers:') if look.glyphs.is_words else look.glyphs.reply} "
    room = width - width_of(mark)
    return [(mark, "faint"), (cut(look.glyphs.shown(words), room), "dim")]


def _heads_lines(pending: Pending, width: int, look: Look) -> list[Line]:
    enclosure = pending.enclosure
    told = heads_words(enclosure.heads) if enclosure is not None else ""
    if enclosure is not None and enclosure.template is not None:
        told = said("template {name}", name=enclosure.template.name)
    return [[(cut(look.glyphs.shown(told), width), "faint")]] if told else []


def _attachment_line(attachment: Attachment, width: int, glyphs: Glyphs) -> Line:
    if attachment.latitude is not None and attachment.longitude is not None:
        place = f"{attachment.latitude:.4f}, {attachment.longitude:.4f}"
        name = shown_name(attachment.title, glyphs) or said("location")
        return [(f"{glyphs.place} ", "dim"), (cut(f"{name}  {place}", width - 2), "attachment")]
    kind = shown_name(term(attachment.file_type), glyphs, _KIND_CELLS)
    extra = "  ".join(part for part in (kind, size(attachment.size)) if part)
    name = shown_name(attachment_name(attachment), glyphs, width - width_of(extra) - 4)
    return [(f"{glyphs.clip} ", "dim"), (name, "attachment"), (f"  {extra}", "faint")]


def _delivery_mark(message: Message, glyphs: Glyphs) -> Line:
    if message.private or message.direction is not Direction.OUTGOING or message.deleted:
        return []
    match message.status:
        case "read":
            return [(f" {glyphs.check}{glyphs.check} " + said("read"), "live")]
        case "delivered":
            arrived = said("delivered") if glyphs.is_words else glyphs.check * 2
            return [(f" {arrived}", "dim")]
        case "failed":
            return [(f" {glyphs.cross} " + said("failed"), "failed")]
        case "progress":
            return [(" " + said("sending…"), "faint")]
    return [(f" {glyphs.check} " + said("sent"), "dim")]


def _activity_lines(message: Message, look: Look) -> list[DrawnLine]:
    words = " ".join(message.content[:LINE_CHARACTERS].split())
    text = look.glyphs.shown(words) or message.content_type
    width = min(look.width, MEASURE) - 12
    parts = [text[start:end] for start, end in wrap(text, width)]
    lines: list[DrawnLine] = []
    for number, part in enumerate(parts):
        mark = look.glyphs.dot if number == 0 else " "
        time: Line = [(when.clock(message.created_at, look.zone), "faint")] if number == 0 else []
        lines.append(DrawnLine(_inset([(f"{mark} {part}", "activity")], time, look), "thread"))
    return lines


def _pending_lines(item: Item, pending: Pending, look: Look) -> list[DrawnLine]:
    message = Message(
        id=0,
        conversation_id=pending.conversation_id,
        direction=Direction.OUTGOING,
        content=pending.content,
        created_at=pending.created_at,
        private=pending.private,
        status="progress",
    )
    side = _side(message, look.glyphs)
    head = _named(look.me_name or said("You"), side, look, private=pending.private)
    lines = [
        _blank(look),
        DrawnLine(_inset(head, _send_state(item, pending, look), look), "thread"),
    ]
    width = min(look.width, MEASURE) - 5 - _MARK_ROOM
    text_role = "note-text" if pending.private else "dim"
    frame = Frame(max(width, 1), text_role, look.glyphs, look.more_key)
    body = [_quote_line(item.quoted, width, look)] if item.quoted else []
    body += _heads_lines(pending, width, look)
    body += content_lines(pending.content, frame) if pending.content else []
    body += [file_line(file, width, look.glyphs) for file in pending.files]
    lines += [_edged(line, [], side, look) for line in body]
    if pending.problem or pending.state is SendState.UNKNOWN:
        lines += _problem_lines(pending, side, look)
    return lines


def _send_state(item: Item, pending: Pending, look: Look) -> Line:
    match pending.state:
        case SendState.HELD:
            hint = (
                said("u takes it back")
                if pending.retry_at is not None
                else said(". sends, x takes back")
            )
            told = f"{look.glyphs.half} {item.text} {look.glyphs.dot} "
            return [(told, "warn"), (hint, "dim")]
        case SendState.QUEUED if pending.retry_at is not None:
            again = when.clock(pending.retry_at, look.zone, seconds=True)
            return [(f"{look.glyphs.half} " + said("queued, next try {time}", time=again), "warn")]
        case SendState.QUEUED:
            return [(said("queued"), "faint")]
        case SendState.CHECKING:
            return [(f"{look.glyphs.half} " + said("can't tell, checking"), "warn")]
        case SendState.FAILED:
            return [(f"{look.glyphs.cross} " + said("not sent"), "failed")]
        case SendState.UNKNOWN:
            return [(f"{look.glyphs.warn} " + said("unsure"), "warn")]
        case SendState.SENDING if pending.uploaded:
            return [(sending(pending.files, pending.uploaded), "faint")]
    return [(said("sending…"), "faint")]


def _problem_lines(pending: Pending, side: _Side, look: Look) -> list[DrawnLine]:
    problem = pending.problem or said("no answer came")
    if pending.state in (SendState.QUEUED, SendState.CHECKING):
        # What to do about it is said below: nothing.
        problem = problem.partition(";")[0]
    match pending.state:
        case SendState.FAILED:
            text, role = (
                f"{look.glyphs.cross} " + said("not sent: {problem}", problem=problem),
                "failed",
            )
            hint = said("your text is kept:  .  sends it again,  x  takes it back")
        case SendState.QUEUED:
            text, role = said("not sent yet: {problem}", problem=problem), "warn"
            hint = said("it leaves by itself as soon as it can;  x  takes it back")
        case SendState.CHECKING:
            text, role = said("it may have arrived: {problem}", problem=problem), "warn"
            hint = said("the thread is read to find out; nothing is sent twice")
        case _:
            text, role = (
                f"{look.glyphs.warn} " + said("may have arrived: {problem}", problem=problem),
                "warn",
            )
            hint = said("look before you repeat it:  .  sends it again,  x  takes it back")
    lines = [_edged([(part, role)], [], side, look) for part in _wrapped(text, look)]
    return [*lines, *(_edged([(part, "dim")], [], side, look) for part in _wrapped(hint, look))]
