"""One conversation as two lines of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.direction import reads_from_right
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.inline import plain
from hoory_tui.render.lines import Line, cut, fit, pad, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.store.records import Direction, Message
from hoory_tui.wire.clean import clean_line, has_hidden_marks
from hoory_tui.words import said
from hoory_tui.words.terms import term

ROW_HEIGHT: Final = 2
_AGE: Final = 4
_WIDE: Final = 52
"""From this width on there is room for whole inbox and agent names."""

_ROOM_FOR_PROMISE: Final = 30
"""Below this width a name matters more."""

PREVIEW_CHARACTERS: Final = 240
"""No row is wider than this, so no more of a long message is looked at."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """All that a row shows, so that equal facts mean an unchanged drawing."""

    name: str
    unread: int
    age: str
    channel: str
    inbox: str
    assignee: str
    fact: str
    fact_role: str
    mark: str = ""
    mark_role: str = "row-dim"
    urgent: str = ""
    online: bool = False
    promise: str = ""
    """The limit that is due next, where the conversation is under any."""
    promise_role: str = "row-dim"
    faded: str = ""
    """Why the row no longer belongs and is about to leave; then it is drawn dim."""
    marked: bool = False


def row_lines(facts: RowFacts, width: int, glyphs: Glyphs, *, selected: bool) -> list[Line]:
    """Return the two lines of a row, each of exactly `width` cells."""
    if glyphs.is_words:
        from hoory_tui.render.plainly import plain_row

        return plain_row(facts, width)
    cursor = (glyphs.cursor if selected else " ", "cursor")
    if facts.faded:
        facts = replace(facts, mark="", fact=_with_reason(facts, glyphs), urgent="")
    mark = f"{glyphs.marked} " if facts.marked else ""
    first = _first(facts, width - 1 - width_of(mark), glyphs)
    second = _second(facts, width - 1)
    if facts.faded:
        first, second = _dim(first), _dim(second)
    return [
        fit([cursor, (mark, "marked"), *first], width, "row"),
        fit([cursor, *second], width, "row"),
    ]


def _with_reason(facts: RowFacts, glyphs: Glyphs) -> str:
    if not facts.fact or facts.fact.startswith(facts.faded):
        return facts.fact or facts.faded
    return f"{facts.faded} {glyphs.dot} {facts.fact}"


def _dim(line: Line) -> Line:
    return [(text, "row-dim") for text, _ in line]


def _first(facts: RowFacts, width: int, glyphs: Glyphs) -> Line:
    name_role = "row-name-unread" if facts.unread else "row-name"
    age_role = "row-age-unread" if facts.unread else "row-dim"
    right: Line = [(pad(facts.age, _AGE, right=True), age_role), (" ", "row")]
    count = " 9+" if facts.unread > 9 else f" {facts.unread} "
    right.append((count, "badge") if facts.unread else ("   ", "row"))
    if facts.promise and width >= _ROOM_FOR_PROMISE:
        right.insert(0, (f" {facts.promise}", facts.promise_role))
    if facts.urgent:
        right.insert(0, (f" {facts.urgent}", "urgent"))
    if facts.online:
        right.insert(0, (f" {glyphs.online}", "online"))
    room = width - sum(width_of(text) for text, _ in right)
    return [(pad(facts.name, room), name_role), *right]


def _second(facts: RowFacts, width: int) -> Line:
    first_name = facts.assignee.split(" ")[0]
    if width + 1 >= _WIDE:
        inbox, assignee = pad(facts.inbox, 12), pad(first_name or "–", 9)
    else:
        inbox, assignee = pad(facts.channel, 4), pad(first_name or "–", 5)
    right: Line = [("  ", "row"), (inbox, "row-dim"), (" ", "row"), (assignee, "row-dim")]
    room = width - sum(width_of(text) for text, _ in right)
    fact = cut(facts.fact, room - width_of(facts.mark))
    mark_fill = " " * max(0, room - width_of(facts.mark) - width_of(fact))
    said_so: Line = [(fact, facts.fact_role), (mark_fill, "row")]
    if reads_from_right(fact):
        said_so.reverse()
    return [(facts.mark, facts.mark_role), *said_so, *right]


def preview(message: Message | None, glyphs: Glyphs) -> tuple[str, str, str]:
    """Return (mark, mark role, text) for the last message of a conversation."""
    if message is None:
        return "", "row-dim", ""
    if message.deleted:
        text = said("message deleted")
    elif message.content.strip():
        # Without its marks the text is another one, so it is cleaned once more.
        text = clean_line(" ".join(plain(message.content[:PREVIEW_CHARACTERS]).split()))
    elif message.attachments:
        text = f"{glyphs.clip} {shown_name(term(message.attachments[0].file_type), glyphs)}"
    else:
        text = shown_name(message.content_type, glyphs).replace("_", " ")
    if has_hidden_marks(message.content) and not message.deleted:
        text = f"{glyphs.hidden} {text}"
    if message.status == "failed":
        failed = said("failed:") if glyphs.is_words else glyphs.cross
        return f"{failed} ", "failed", text
    if message.private:
        note = said("private note:") if glyphs.is_words else said("NOTE")
        return f"{note} ", "note-mark", text
    if message.direction is Direction.INCOMING:
        return "", "row-dim", text
    return f"{glyphs.reply} ", "row-dim", text
