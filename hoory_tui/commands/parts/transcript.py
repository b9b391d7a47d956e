"""A thread as a person reads it: who, when, what, with notes marked and activity in between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.parts.asking import Raw, dig
from hoory_tui.commands.parts.columns import is_coloured, terminal_width
from hoory_tui.commands.parts.message_columns import (
    answers_of,
    file_name,
    files_of,
    kind_of,
    sender_name,
)
from hoory_tui.commands.parts.values import local_time
from hoory_tui.commands.parts.wrapping import wrap
from hoory_tui.lazily import pattern
from hoory_tui.wire.clean import clean, clean_line
from hoory_tui.wire.moments import read_moment

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context

WIDEST: Final = 100
"""Cells; longer lines are hard to read."""
_BOLD, _DIM, _NOTE, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"
_MENTION: Final = pattern(r"\[(@[^\]\n]{1,200})\]\(mention://[^)\s]{1,500}\)")
_INDENT: Final = "  "
_NOTE_EDGE: Final = "▒ "


class Transcript:
    """Draws one thread for one terminal, or for a pipe, where nothing is broken or coloured."""

    def __init__(self, context: Context) -> None:
        width = terminal_width(context)
        self._width = None if width is None else min(width, WIDEST)
        self._is_coloured = is_coloured(context)
        self._write = context.stdout.write

    def draw(self, talk: Raw, inbox: str) -> None:
        """Write the facts and the messages."""
        for line in self._facts(talk, inbox):
            self._write(f"{line}\n")
        day = ""
        was_activity = True
        for message in talk["_messages"]:
            at = read_moment(message.get("created_at"))
            today = time.strftime("%A %d %B %Y", time.localtime(at)) if at else ""
            if today and today != day:
                day = today
                self._write(f"\n{self._styled(f'── {day} ──', _DIM)}\n")
                was_activity = True
            is_activity = kind_of(message) == "activity"
            if is_activity and not was_activity:
                self._write("\n")
            was_activity = is_activity
            for line in self._message(message, at):
                self._write(f"{line}\n")

    def _facts(self, talk: Raw, inbox: str) -> Iterator[str]:
        contact = dig(talk, "meta", "sender") or {}
        name = _line(contact.get("name")) or "a contact without a name"
        yield self._styled(f"#{talk['id']}  {name}", _BOLD)
        labels = talk.get("labels")
        facts = {
            "status": _status(talk),
            "priority": _line(talk.get("priority")),
            "inbox": inbox,
            "assignee": _line(dig(talk, "meta", "assignee", "name")) or "nobody",
            "team": _line(dig(talk, "meta", "team", "name")),
            "labels": ", ".join(map(_line, labels)) if isinstance(labels, list) else "",
            "contact": ", ".join(
                filter(None, (_line(contact.get(key)) for key in ("email", "phone_number")))
            ),
            "begun": local_time(talk.get("created_at")),
            "waiting": local_time(talk.get("waiting_since")),
        }
        for key, value in facts.items():
            if value:
                yield f"{_INDENT}{self._styled(f'{key:<9}', _DIM)} {value}"

    def _message(self, message: Raw, at: float | None) -> Iterator[str]:
        clock = time.strftime("%H:%M", time.localtime(at)) if at else "     "
        if kind_of(message) == "activity":
            lines = wrap(_line(message.get("content")), self._room(9))
            for place, line in enumerate(lines):
                yield self._styled(f"{clock if not place else '     '}  · {line}", _DIM)
            return
        is_note = message.get("private") is True
        yield ""
        yield self._head(message, clock, is_note=is_note)
        edge = _NOTE_EDGE if is_note else _INDENT
        for line in self._words(message, self._room(len(edge))):
            yield self._styled(f"{edge}{line}".rstrip(), _NOTE if is_note else "")

    def _head(self, message: Raw, clock: str, *, is_note: bool) -> str:
        kind = kind_of(message)
        usual = "contact" if kind == "incoming" else "automatic" if kind == "template" else "agent"
        name = _line(sender_name(message)) or usual
        arrow = {"incoming": "←", "outgoing": "→", "template": "→"}.get(kind or "", " ")
        parts = [self._styled(name, _BOLD)]
        if is_note:
            arrow = "▒"
            parts.append(self._styled("PRIVATE NOTE", _NOTE))
        if message.get("status") == "failed":
            reason = _line(dig(message, "content_attributes", "external_error"))
            parts.append(f"NOT SENT{f' ({reason})' if reason else ''}")
        return f"{clock}  {arrow} {'  '.join(parts)}"

    def _words(self, message: Raw, room: int | None) -> Iterator[str]:
        subject = _line(dig(message, "content_attributes", "email", "subject"))
        if subject:
            yield from wrap(f"Subject: {subject}", room)
        if dig(message, "content_attributes", "deleted") is True:
            yield "(deleted)"
            return
        content = message.get("content")
        if isinstance(content, str) and content.strip():
            yield from wrap(plain_mentions(clean(content)).strip("\n"), room)
        for answer in answers_of(message):
            yield from wrap(f"» {_line(answer)}", room)
        for file in files_of(message):
            yield from wrap(f"[{_line(file.get('file_type'))}] {_line(file_name(file))}", room)
            if address := _line(file.get("data_url")):
                # Not broken, so that a terminal still sees one address in it.
                yield address

    def _room(self, taken: int) -> int | None:
        return None if self._width is None else max(self._width - taken, 10)

    def _styled(self, text: str, style: str) -> str:
        return f"{style}{text}{_PLAIN}" if self._is_coloured and style else text


def plain_mentions(text: str) -> str:
    """Return a text in which somebody mentioned is a name alone."""
    return _MENTION.sub(r"\1", text)


def _status(talk: Raw) -> str:
    status = _line(talk.get("status"))
    until = local_time(talk.get("snoozed_until"))
    return f"{status} until {until}" if status == "snoozed" and until else status


def _line(value: object) -> str:
    return clean_line(value) if isinstance(value, str) else ""
