"""A thread as Markdown: strangers' words as quotes, in which nothing is loaded or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hoory_tui.commands.parts.asking import Raw, dig
from hoory_tui.commands.parts.message_columns import (
    answers_of,
    file_name,
    files_of,
    kind_of,
    sender_name,
)
from hoory_tui.commands.parts.transcript import plain_mentions
from hoory_tui.commands.parts.values import iso_time
from hoory_tui.lazily import pattern
from hoory_tui.wire.clean import clean, clean_line

_MARKUP: Final = pattern(r"([\\`*_\[\]<>#|~])")
_WEB: Final = ("https://", "http://")


def markdown_lines(talk: Raw, inbox: str) -> Iterator[str]:
    """Yield the lines of the whole document; times are UTC."""
    contact = dig(talk, "meta", "sender") or {}
    yield f"# Conversation {talk['id']}: {_plain(contact.get('name')) or 'no name'}"
    yield ""
    facts = {
        "Status": talk.get("status"),
        "Priority": talk.get("priority"),
        "Inbox": inbox,
        "Assignee": dig(talk, "meta", "assignee", "name"),
        "Team": dig(talk, "meta", "team", "name"),
        "Labels": ", ".join(one for one in talk.get("labels") or () if isinstance(one, str)),
        "E-mail": contact.get("email"),
        "Phone": contact.get("phone_number"),
        "Begun": iso_time(talk.get("created_at")),
    }
    for name, value in facts.items():
        if value:
            yield f"- {name}: {_plain(value)}"
    for message in talk["_messages"]:
        yield ""
        yield from _message(message)


def _message(message: Raw) -> Iterator[str]:
    at = iso_time(message.get("created_at")) or "at an unknown time"
    if kind_of(message) == "activity":
        yield f"*{at}: {_plain(message.get('content'))}*"
        return
    kind = kind_of(message)
    usual = "contact" if kind == "incoming" else "automatic" if kind == "template" else "agent"
    note = " — private note" if message.get("private") is True else ""
    failed = " — not sent" if message.get("status") == "failed" else ""
    yield f"**{_plain(sender_name(message)) or usual}**, {at}{note}{failed}"
    yield ""
    for line in _words(message):
        yield f"> {line}".rstrip()


def _words(message: Raw) -> Iterator[str]:
    if subject := _plain(dig(message, "content_attributes", "email", "subject")):
        yield f"Subject: {subject}"
        yield ""
    if dig(message, "content_attributes", "deleted") is True:
        yield "(deleted)"
        return
    content = message.get("content")
    if isinstance(content, str):
        # Its own markup stays, but for what a viewer would load or not show.
        text = plain_mentions(clean(content)).replace("<", "&lt;").replace("![", "!\\[")
        yield from text.strip("\n").split("\n")
    for answer in answers_of(message):
        yield f"- {_plain(answer)}"
    for file in files_of(message):
        name, address = _plain(file_name(file)), _address(file.get("data_url"))
        yield f"- [{name}]({address})" if address else f"- {name}"


def _address(value: object) -> str:
    if not isinstance(value, str) or not value.startswith(_WEB):
        return ""
    found = clean_line(value)
    return "" if any(sign in found for sign in " <>()\"'") else found


def _plain(value: object) -> str:
    return _MARKUP.sub(r"\\\1", clean_line(value)) if isinstance(value, str) else ""
